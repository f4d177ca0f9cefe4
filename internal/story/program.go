package story

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"offhook/app/control"
	"offhook/internal/testdesk"
)

// Launch says how to start the program.
type Launch struct {
	Path  string   // of the executable
	Args  []string // its arguments
	Env   []string // further environment, e.g. FYNE_THEME=dark
	Title string   // of the window to wait for, "Offhook" when empty
	// Size is the window's content size in pixels, as the program opens it when
	// zero.
	Width, Height int
}

// Program is the softphone running in a desk.
type Program struct {
	desk   *testdesk.Desk
	path   string
	cmd    *exec.Cmd
	cancel context.CancelFunc
	window testdesk.Window
	socket string

	log testdesk.Log

	gone    chan struct{} // closed when it has ended
	waitErr error         // set before gone is closed
}

// Start starts the program in the desk and waits for its window. The context
// ends the wait, not the program.
func Start(ctx context.Context, desk *testdesk.Desk, l Launch) (*Program, error) {
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	p := &Program{
		desk: desk, path: l.Path, cancel: cancel, gone: make(chan struct{}),
		socket: desk.Path("run", "offhook", "default.sock"),
	}
	p.cmd = desk.Command(life, l.Path, l.Args...)
	p.cmd.Env = append(append(p.cmd.Env, "OFFHOOK_INSPECT=1"), l.Env...)
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	if err := p.cmd.Start(); err != nil {
		cancel()
		return nil, fmt.Errorf("story: %w", err)
	}
	go func() {
		p.waitErr = p.cmd.Wait()
		close(p.gone)
	}()
	if l.Title == "" {
		l.Title = "Offhook"
	}
	if err := p.waitWindow(ctx, l); err != nil {
		return nil, errors.Join(fmt.Errorf("story: %w\n%s", err, p.Log()), p.Close())
	}
	return p, nil
}

func (p *Program) waitWindow(ctx context.Context, l Launch) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 30*time.Second, errors.New("no window after 30 s"))
	defer cancel()
	stop := context.AfterFunc(ctx, func() {})
	defer stop()
	go func() { // a program that ended will open no window
		select {
		case <-p.gone:
			cancel()
		case <-ctx.Done():
		}
	}()
	w, err := p.desk.FindWindow(ctx, l.Title)
	if err != nil {
		return err
	}
	if w, err = p.desk.Place(ctx, w.ID, 10, 10); err != nil {
		return err
	}
	if l.Width > 0 {
		if w, err = p.desk.Resize(ctx, w.ID, l.Width, l.Height); err != nil {
			return err
		}
	}
	p.window = w
	if err := p.desk.Focus(ctx, w.ID); err != nil {
		return err
	}
	_, err = p.Elements(ctx)
	for err != nil && ctx.Err() == nil { // the socket comes up just after the window
		pause(ctx)
		_, err = p.Elements(ctx)
	}
	return err
}

// Log is what the program has printed, both streams.
func (p *Program) Log() string { return p.log.String() }

// Window is the main window as it was placed.
func (p *Program) Window() testdesk.Window { return p.window }

// Desk is where the program runs.
func (p *Program) Desk() *testdesk.Desk { return p.desk }

// PID is the program's process id.
func (p *Program) PID() int { return p.cmd.Process.Pid }

// Resize gives the window's content another size.
func (p *Program) Resize(ctx context.Context, width, height int) error {
	w, err := p.desk.Resize(ctx, p.window.ID, width, height)
	if err == nil {
		p.window = w
	}
	return err
}

// Drag gives the window's content one size after the other, as a hand that drags
// its corner does.
func (p *Program) Drag(ctx context.Context, sizes ...image.Point) (err error) {
	p.window, err = p.desk.Drag(ctx, p.window.ID, sizes...)
	return err
}

// Screenshot waits until nothing moves for a moment, at most two seconds, and
// writes the window's content to a PNG file.
func (p *Program) Screenshot(ctx context.Context, path string) error {
	still, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	// A running timer or meter keeps it from being still: then as it is.
	_ = p.desk.Screen().WaitStill(still, p.window.Inside, 250*time.Millisecond)
	return p.desk.ScreenshotOf(path, p.window.Inside)
}

// Status asks the program for its state, as "offhook status --json" does.
func (p *Program) Status(ctx context.Context) (control.Status, error) {
	r, err := control.Send(ctx, p.socket, control.Request{Command: "status"})
	if err == nil && r.Status == nil {
		err = fmt.Errorf("story: status: %s %s", r.Code, r.Error)
	}
	if err != nil {
		return control.Status{}, err
	}
	return *r.Status, nil
}

// Command runs the program's command line beside the running app and returns
// what it printed and its exit code.
func (p *Program) Command(ctx context.Context, args ...string) (stdout string, code int, err error) {
	cmd := p.desk.Command(ctx, p.path, args...)
	var errText strings.Builder
	cmd.Stderr = &errText
	out, err := cmd.Output()
	if e, ok := errors.AsType[*exec.ExitError](err); ok && e.Exited() {
		return string(out) + errText.String(), e.ExitCode(), nil
	}
	return string(out), 0, err
}

// Wait waits until the program has ended and returns how.
func (p *Program) Wait(ctx context.Context) error {
	select {
	case <-p.gone:
		return p.waitErr
	case <-ctx.Done():
		return fmt.Errorf("story: the program still runs: %w", context.Cause(ctx))
	}
}

// CloseWindow asks the program to end as the window's close button does.
func (p *Program) CloseWindow(ctx context.Context) error {
	return p.desk.CloseWindow(ctx, p.window.ID)
}

// Close ends the program: by a signal first, by force after five seconds. It
// reports misuse of the UI goroutine that Fyne has noticed, and a crash.
func (p *Program) Close() error {
	defer p.cancel()
	select {
	case <-p.gone:
	default:
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
	}
	var err error
	select {
	case <-p.gone:
	case <-time.After(5 * time.Second):
		_ = p.cmd.Process.Signal(syscall.SIGQUIT) // writes where it hangs to the log
		select {
		case <-p.gone:
		case <-time.After(time.Second):
			p.cancel()
			<-p.gone
		}
		log := p.Log()
		err = fmt.Errorf("story: the program did not end within 5 s of SIGTERM:\n%s\nall it printed:\n%s", ourStacks(log), log)
	}
	return errors.Join(err, p.complaints())
}

// ourStacks are the stacks in a crash's output that say something: the main goroutine's
// and those in which code of ours waits.
func ourStacks(log string) string {
	var stacks []string
	for _, s := range strings.Split(log, "\n\n") {
		if strings.HasPrefix(s, "goroutine 1 ") || strings.HasPrefix(s, "goroutine ") && strings.Contains(s, "\noffhook/") {
			stacks = append(stacks, s)
		}
	}
	return strings.Join(stacks, "\n\n")
}

// complaints are lines of the log that no run may have.
func (p *Program) complaints() error {
	var errs []error
	for line := range strings.Lines(p.Log()) {
		for _, bad := range []string{"Error in Fyne call thread", "Translation failure", "panic:", "DATA RACE", "fatal error:"} {
			if strings.Contains(line, bad) {
				errs = append(errs, fmt.Errorf("story: the program complained: %s", strings.TrimSpace(line)))
			}
		}
	}
	return errors.Join(errs...)
}

// pause is the interval of polling: short against anything a person notices.
func pause(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(5 * time.Millisecond):
	}
}
