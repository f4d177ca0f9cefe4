package hooks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"sync"
	"time"

	"offhook/app/trigger"
)

// Runner runs the programs. Make one with [New].
type Runner struct {
	log    *slog.Logger
	failed func(hook int, err error)
	hooks  []Hook
	queues []chan told // one a hook; the loop sends, Close closes
	stop   context.CancelFunc
	wg     sync.WaitGroup
}

// mostWaiting is how many runs of one hook wait. A program that is that far
// behind will not catch up.
const mostWaiting = 100

// closeLimit is how long Close waits for what is under way.
const closeLimit = 3 * time.Second

// outputDelay is how long a program's children may keep its output open.
const outputDelay = time.Second

// Why a program did not run, or not to its end.
var (
	// ErrBehind: so many runs wait that this one was left out.
	ErrBehind = errors.New("hooks: the program is too slow: a run was left out")
	// ErrLimit: it was ended when its time was over.
	ErrLimit = errors.New("hooks: the program's time was over")
)

// New starts a runner for hooks that [Check] has passed. failed is told what went
// wrong with which hook, counted from 1; it is called on any goroutine, and may
// be nil.
func New(list []Hook, log *slog.Logger, failed func(hook int, err error)) *Runner {
	if failed == nil {
		failed = func(int, error) {}
	}
	ctx, stop := context.WithCancel(context.Background())
	r := &Runner{log: log.With("pkg", "hooks"), failed: failed, hooks: list, stop: stop}
	for i, h := range list {
		queue := make(chan told, mostWaiting)
		r.queues = append(r.queues, queue)
		r.wg.Go(func() {
			for t := range queue {
				r.run(ctx, i, h, t)
			}
		})
	}
	return r
}

// Happened has the programs run that are about what happened to a call. It does
// not block; one goroutine calls it, and not after Close.
func (r *Runner) Happened(t trigger.Trigger, c trigger.Call, at time.Time) {
	for i, h := range r.hooks {
		if !h.about().Fits(t, c) {
			continue
		}
		select {
		case r.queues[i] <- tell(t, c, at):
		default:
			r.log.Warn("a run was left out", "call", c.ID, "hook", i+1)
			r.failed(i+1, ErrBehind)
		}
	}
}

// Close lets what is under way and waits go on for closeLimit, then ends it.
func (r *Runner) Close() {
	for _, q := range r.queues {
		close(q)
	}
	end := time.AfterFunc(closeLimit, r.stop)
	r.wg.Wait()
	end.Stop()
	r.stop()
}

// run runs a hook once.
func (r *Runner) run(ctx context.Context, i int, h Hook, t told) {
	if ctx.Err() != nil {
		return
	}
	err := h.start(ctx, t)
	if err == nil {
		return
	}
	r.log.Warn("a program failed", "call", t.id, "hook", i+1, "on", t.Event, "err", err)
	if ctx.Err() == nil {
		r.failed(i+1, err)
	}
}

// start runs the program and waits for its end.
func (h Hook) start(ctx context.Context, t told) error {
	input, err := t.line()
	if err != nil {
		return fmt.Errorf("hooks: %w", err)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, h.limit(), ErrLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, h.Run[0], h.Run[1:]...)
	cmd.Stdin = bytes.NewReader(input)
	cmd.Env = t.environment()
	cmd.WaitDelay = outputDelay
	if home, err := os.UserHomeDir(); err == nil {
		cmd.Dir = home
	}
	endWithChildren(cmd)
	err = cmd.Run()
	switch {
	case err == nil, errors.Is(err, exec.ErrWaitDelay): // a child of it stays
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("%w: %w", context.Cause(ctx), err)
	}
	return fmt.Errorf("hooks: %w", err)
}
