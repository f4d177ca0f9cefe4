package testdesk

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Terminal is a program in a terminal of the desk, which tmux draws: what it shows
// can be read, and typed to.
type Terminal struct {
	desk   *Desk
	socket string
}

// Terminal runs a program in a new terminal of so many columns and rows, with
// further environment. It ends with the desk.
func (d *Desk) Terminal(ctx context.Context, columns, rows int, env []string, name string, args ...string) (*Terminal, error) {
	if _, err := exec.LookPath("tmux"); err != nil {
		return nil, &MissingError{Programs: []string{"tmux"}, Packages: []string{"tmux"}}
	}
	t := &Terminal{desk: d, socket: d.Path("tmux-" + strconv.FormatInt(time.Now().UnixNano(), 36))}
	server, err := d.spawn("tmux", nil, nil, "-S", t.socket, "-f", "/dev/null", "-u", "-D")
	if err != nil {
		return nil, err
	}
	err = d.await(ctx, server, func(ctx context.Context) error {
		_, err := t.run(ctx, "set-option", "-g", "remain-on-exit", "on")
		return err
	})
	if err != nil {
		return nil, err
	}
	// tmux has a TERM of its own, and loses the exit status of one program in four.
	words := []string{"new-session", "-d", "-x", strconv.Itoa(columns), "-y", strconv.Itoa(rows), "--",
		"sh", "-c", `"$@"; printf '\n'"$0"'%d\n' $?`, exitMark, "env"}
	_, err = t.run(ctx, append(append(append(words, env...), name), args...)...)
	return t, err
}

func (t *Terminal) run(ctx context.Context, words ...string) (string, error) {
	return t.desk.output(ctx, "tmux", append([]string{"-S", t.socket, "-u"}, words...)...)
}

// Screen returns what the terminal shows, a line for each of its rows, or all that
// it has shown.
func (t *Terminal) Screen(ctx context.Context, all bool) (string, error) {
	words := []string{"capture-pane", "-p", "-J"}
	if all {
		words = append(words, "-S", "-")
	}
	return t.run(ctx, words...)
}

// Type types text as it is.
func (t *Terminal) Type(ctx context.Context, text string) error {
	_, err := t.run(ctx, "send-keys", "-l", "--", text)
	return err
}

// Press presses keys by tmux's names: Enter, Escape, Tab, Up, F2, C-c.
func (t *Terminal) Press(ctx context.Context, keys ...string) error {
	_, err := t.run(ctx, append([]string{"send-keys"}, keys...)...)
	return err
}

// Wait waits until what is shown is as wanted, ten seconds at most, and returns
// it.
func (t *Terminal) Wait(ctx context.Context, what string, ok func(screen string) bool) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, 10*time.Second, fmt.Errorf("the terminal does not show %s after 10 s", what))
	defer cancel()
	last := ""
	for {
		screen, err := t.Screen(ctx, false)
		if err == nil {
			if last = screen; ok(screen) {
				return screen, nil
			}
		}
		select {
		case <-ctx.Done():
			return last, fmt.Errorf("%w:\n%s", context.Cause(ctx), last)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// WaitText waits until a text is shown.
func (t *Terminal) WaitText(ctx context.Context, text string) (string, error) {
	return t.Wait(ctx, strconv.Quote(text), func(screen string) bool { return strings.Contains(screen, text) })
}

// exitMark stands before the exit code, below what the program has left on the
// terminal.
const exitMark = "The program has ended with "

// WaitExit waits until the program has ended, and returns its exit code and all
// that the terminal has shown.
func (t *Terminal) WaitExit(ctx context.Context) (code int, screen string, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, 20*time.Second, fmt.Errorf("the program runs on after 20 s"))
	defer cancel()
	for {
		screen, err = t.Screen(ctx, true)
		if before, after, ended := strings.Cut(screen, exitMark); err == nil && ended {
			status, _, _ := strings.Cut(after, "\n")
			code, err = strconv.Atoi(strings.TrimSpace(status))
			return code, before, err
		}
		select {
		case <-ctx.Done():
			return 0, screen, context.Cause(ctx)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// HangUp takes the terminal away from the program, as a connection that breaks
// does.
func (t *Terminal) HangUp(ctx context.Context) error {
	_, err := t.run(ctx, "set-option", "-p", "remain-on-exit", "off", ";", "kill-session")
	return err
}
