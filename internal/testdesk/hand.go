package testdesk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// hand is one xdotool that stays, reading commands from its input, so that an
// action takes well under a millisecond instead of a process start.
type hand struct {
	mu  sync.Mutex // guards in, out: one action at a time
	in  io.WriteCloser
	out *bufio.Reader
}

func (d *Desk) startHand() error {
	in, feed, err := os.Pipe()
	if err != nil {
		return err
	}
	answer, out, err := os.Pipe()
	if err != nil {
		return errors.Join(err, in.Close(), feed.Close())
	}
	cmd := exec.Command("xdotool", "-")
	cmd.Env, cmd.Stdin, cmd.Stdout = d.Env(helperLocale), in, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	err = cmd.Start()
	in.Close()
	out.Close()
	if err != nil {
		return errors.Join(err, feed.Close(), answer.Close())
	}
	d.reaper.watch(cmd.Process.Pid)
	d.hand = &hand{in: feed, out: bufio.NewReader(answer)}
	d.atClose(func() {
		feed.Close() // xdotool ends at the end of its input
		_ = cmd.Wait()
		answer.Close()
	})
	return d.hand.do()
}

// answered is a question that xdotool answers with one line and without looking at
// any window, which might be gone by then.
const answered = "getdisplaygeometry"

// do performs commands, none of which prints anything, in order and returns
// when they have been sent to the X server.
func (h *hand) do(commands ...string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, err := io.WriteString(h.in, strings.Join(append(commands, answered), "\n")+"\n"); err != nil {
		return fmt.Errorf("testdesk: xdotool: %w", err)
	}
	if _, err := h.out.ReadString('\n'); err != nil {
		return fmt.Errorf("testdesk: xdotool ended: %w", err)
	}
	return nil
}

// Move puts the pointer at a point of the display.
func (d *Desk) Move(x, y int) error {
	return d.hand.do(fmt.Sprintf("mousemove %d %d", x, y))
}

// pointerRest is how long the pointer is still before a button is pressed. No
// hand does it faster; a finger does (Touch).
const pointerRest = 50 * time.Millisecond

// Click presses and releases the left button at a point of the display. It
// returns the moment just before the press was sent.
func (d *Desk) Click(x, y int) (time.Time, error) {
	if err := d.Move(x, y); err != nil {
		return time.Time{}, err
	}
	time.Sleep(pointerRest)
	at := time.Now()
	return at, d.hand.do("mousedown 1", "mouseup 1")
}

// Touch does at a point of the display what a finger does: the pointer comes and the
// button is pressed at once, wherever the pointer was.
func (d *Desk) Touch(x, y int) error {
	return d.hand.do(fmt.Sprintf("mousemove %d %d", x, y), "mousedown 1", "mouseup 1")
}

// Scroll turns the wheel over a point of the display: down by so many notches,
// up when negative.
func (d *Desk) Scroll(x, y, notches int) error {
	if err := d.Move(x, y); err != nil {
		return err
	}
	time.Sleep(pointerRest)
	button := 5
	if notches < 0 {
		button, notches = 4, -notches
	}
	for range notches {
		if err := d.hand.do(fmt.Sprintf("click --delay 0 %d", button)); err != nil {
			return err
		}
	}
	return nil
}

// Key presses and releases keys by their X names, with modifiers as in
// "ctrl+a", one after the other. It returns the moment just before the first.
func (d *Desk) Key(keys ...string) (time.Time, error) {
	at := time.Now()
	for _, k := range keys {
		if strings.ContainsAny(k, " \n\"'") || k == "" {
			return at, fmt.Errorf("testdesk: %q is not the name of a key", k)
		}
		if err := d.hand.do("key --delay 0 " + k); err != nil {
			return at, err
		}
	}
	return at, nil
}

// Type types a text of printable characters. A character is pressed every 12
// ms, about four times as fast as a person.
func (d *Desk) Type(text string) error {
	if strings.ContainsAny(text, "\n\"\\") {
		return fmt.Errorf("testdesk: %q cannot be typed", text)
	}
	return d.hand.do(`type --delay 12 "` + text + `"`)
}
