package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"syscall"
	"time"

	"offhook/internal/testdesk"
)

// start measures from the start of a program to its window as it stays, by turns
// for both programs.
func (b *bench) start(ctx context.Context, desk *testdesk.Desk) error {
	took := map[string][]time.Duration{}
	for range b.starts {
		for _, path := range []string{b.peer, b.program} {
			d, err := painted(ctx, desk, path)
			if err != nil {
				return err
			}
			took[path] = append(took[path], d)
		}
	}
	median := func(path string) float64 {
		slices.Sort(took[path])
		return float64(took[path][len(took[path])/2].Milliseconds())
	}
	b.ratio("start to the sign-in window as it stays", "ms", median(b.program), median(b.peer), 1.5)
	return nil
}

const (
	grain  = 8           // pixels between two that are looked at
	still  = time.Second // without a change: the window stays as it is
	blink  = 40          // pixels of those looked at that a cursor or a pointer changes at most
	opened = 1000        // that a window changes at least
)

// painted starts a program and returns after how long the last of its window was
// painted. A cursor that blinks is no change.
func painted(ctx context.Context, desk *testdesk.Desk, path string) (took time.Duration, err error) {
	empty := sample(desk)
	cmd := desk.Command(ctx, path)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, finish(ctx, desk, cmd, empty)) }()
	last, before := began, empty
	for there := false; !there || time.Since(last) < still; {
		now := sample(desk)
		if differ(before, now) > blink {
			before, last = now, time.Now()
			there = there || differ(empty, now) > opened
		}
		if time.Since(began) > 30*time.Second {
			return 0, fmt.Errorf("%s: no window that stays as it is within 30 s", path)
		}
		if ctx.Err() != nil {
			return 0, context.Cause(ctx)
		}
		time.Sleep(2 * time.Millisecond)
	}
	return last.Sub(began), nil
}

// asked is how long a program has to end that is asked to.
const asked = 5 * time.Second

// ask asks a program to end. Fyne's own way of ending hangs now and then: then it is
// ended by force.
func ask(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(syscall.SIGTERM) // fails only when it has ended
	force := time.AfterFunc(asked, func() { _ = cmd.Process.Kill() })
	defer force.Stop()
	_ = cmd.Wait() // a signal is how it was to end
}

// finish ends the program and waits until its window is gone.
func finish(ctx context.Context, desk *testdesk.Desk, cmd *exec.Cmd, empty []byte) error {
	ask(cmd)
	for limit := time.Now().Add(10 * time.Second); differ(empty, sample(desk)) > blink; {
		if time.Now().After(limit) || ctx.Err() != nil {
			return errors.New("the window is still there after the program has ended")
		}
		time.Sleep(5 * time.Millisecond)
	}
	return nil
}

// sample takes the display's pixels in a grid.
func sample(desk *testdesk.Desk) (green []byte) {
	screen := desk.Screen()
	size := screen.Bounds().Size()
	for y := 0; y < size.Y; y += grain {
		for x := 0; x < size.X; x += grain {
			green = append(green, screen.At(x, y).G)
		}
	}
	return green
}

func differ(a, b []byte) (n int) {
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}
