package textmode

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/cancelreader"

	"offhook/app"
)

// Mode is how the terminal is used.
type Mode int

// The modes.
const (
	Full  Mode = iota // one screen, kept up to date; needs a terminal that moves its cursor
	Plain             // lines, for what has changed
)

// Options are what Run needs; all of them but Now.
type Options struct {
	State *app.State
	Phone Phone
	Feed  *Feed // that is the app's Dispatch
	Mode  Mode
	// In and Out are the terminal. With Plain they may be pipes.
	In, Out *os.File
	Now     func() time.Time // nil means time.Now
}

// Run shows the telephone until the agent ends it, the terminal is gone, or ctx
// ends; only what else goes wrong with the terminal is an error. The app runs on:
// whoever called Run ends it, and with it signs out.
func Run(ctx context.Context, o Options) error {
	if o.Now == nil {
		o.Now = time.Now
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if o.Mode == Plain {
		return runPlain(ctx, stop, o)
	}
	return runFull(ctx, o)
}

// leaving is a screen that can be left from within a key.
type leaving struct {
	*screen
	left bool
}

// Update implements tea.Model.
func (l *leaving) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := l.screen.Update(msg)
	if l.left {
		return l, tea.Quit
	}
	return l, cmd
}

func runFull(ctx context.Context, o Options) error {
	l := &leaving{}
	l.screen = newScreen(newDesk(o.Phone, o.Now, func() { l.left = true }))
	// Of the looks of a text there is bold alone, so nobody need find out what
	// colours the terminal has.
	p := tea.NewProgram(l, tea.WithInput(o.In), tea.WithOutput(o.Out), tea.WithoutSignalHandler(), tea.WithColorProfile(colorprofile.ASCII))
	ended := make(chan struct{})
	var feeding sync.WaitGroup
	feeding.Go(func() {
		p.Send(o.Feed.look(o.State))
		for {
			select {
			case <-o.Feed.changed:
				p.Send(o.Feed.look(o.State))
			case <-ctx.Done():
				p.Quit()
				return
			case <-ended:
				return
			}
		}
	})
	_, err := p.Run()
	close(ended)
	feeding.Wait()
	if gone(err) {
		return nil
	}
	return err
}

// gone reports whether an error is that of a terminal that is no longer there.
func gone(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, os.ErrClosed) || isHangUp(err)
}

func runPlain(ctx context.Context, stop func(), o Options) error {
	in, err := cancelreader.NewReader(o.In)
	if err != nil {
		return err
	}
	p := newPlain(newDesk(o.Phone, o.Now, stop), o.Out)
	lines := make(chan string)
	var reading sync.WaitGroup
	reading.Go(func() {
		defer close(lines)
		s := bufio.NewScanner(in)
		for s.Scan() {
			select {
			case lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	})
	echo := newEcho(o.In)
	defer func() {
		stop()
		in.Cancel()
		reading.Wait()
		_ = in.Close()
		echo.show(true)
	}()
	p.set(o.Feed.look(o.State))
	for {
		echo.show(!p.secret())
		select {
		case <-ctx.Done():
			return nil
		case <-o.Feed.changed:
			p.set(o.Feed.look(o.State))
		case text, more := <-lines:
			if !more {
				return nil
			}
			p.line(text)
		}
	}
}

// echo is whether a terminal shows what is typed.
type echo struct {
	fd    uintptr
	usual *term.State // nil where there is no terminal
	shown bool
}

func newEcho(f *os.File) *echo {
	e := &echo{fd: f.Fd(), shown: true}
	if term.IsTerminal(e.fd) {
		e.usual, _ = term.GetState(e.fd) // nil: passwords are seen as any text is
	}
	return e
}

func (e *echo) show(on bool) {
	if e.usual == nil || on == e.shown {
		return
	}
	state := *e.usual
	if !on {
		silence(&state)
	}
	if term.SetState(e.fd, &state) == nil {
		e.shown = on
	}
}
