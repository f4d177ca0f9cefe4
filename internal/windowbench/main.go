// Command windowbench measures what an agent's desk has to give for Offhook's
// window and what it gives back: how soon it is there, what it takes while nothing
// happens and during a call, beside a window with one button in the same run; how
// soon an event is on the screen while a thousand others come each second; and how
// soon a history of 100,000 calls opens and is searched. "make bench-window" runs
// it.
//
//	windowbench -program build/offhook -peer build/onebutton
//
// Each line is a figure with its budget. The exit status is 1 when one is over it;
// on a machine that does other work, that says nothing.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"offhook/internal/testdesk"
)

func main() {
	b := &bench{out: os.Stdout}
	flag.StringVar(&b.program, "program", "build/offhook", "the built program")
	flag.StringVar(&b.peer, "peer", "build/onebutton", "the built window with one button")
	flag.IntVar(&b.starts, "starts", 5, "how often each is started")
	flag.DurationVar(&b.length, "for", 20*time.Second, "how long each share of the processor is measured")
	flag.DurationVar(&b.flood, "flood", time.Minute, "how long a thousand events come each second")
	flag.IntVar(&b.calls, "calls", 100_000, "calls in the history")
	flag.StringVar(&b.only, "only", "", "one part alone: start, cost, events or history")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := b.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "windowbench:", err)
		stop()
		os.Exit(1)
	}
	if b.over > 0 {
		fmt.Printf("%d over their budget\n", b.over)
		stop()
		os.Exit(1)
	}
}

// run measures one thing after the other, each on a desk of its own.
func (b *bench) run(ctx context.Context) error {
	for _, path := range []*string{&b.program, &b.peer} {
		var err error
		if *path, err = filepath.Abs(*path); err != nil {
			return err
		}
	}
	parts := []struct {
		name string
		run  func(context.Context, *testdesk.Desk) error
	}{{"start", b.start}, {"cost", b.cost}, {"events", b.events}, {"history", b.history}}
	ran := false
	for _, part := range parts {
		if b.only != "" && b.only != part.name {
			continue
		}
		ran = true
		if err := b.onDesk(ctx, part.run); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	if !ran {
		return fmt.Errorf("there is no part %q", b.only)
	}
	return nil
}

func (b *bench) onDesk(ctx context.Context, part func(context.Context, *testdesk.Desk) error) error {
	desk, err := testdesk.Start(ctx, testdesk.Options{Keyring: testdesk.KeyringAbsent})
	if err != nil {
		return err
	}
	return errors.Join(part(ctx, desk), desk.Close())
}
