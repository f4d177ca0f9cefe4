package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// settled is how long a window is left alone before it is measured.
const settled = 5 * time.Second

// cost measures processor and memory: of the window with one button; of Offhook
// signed in, its window open, minimised, and during a call.
func (b *bench) cost(ctx context.Context, desk *testdesk.Desk) error {
	peerCPU, peerMiB, err := b.alone(ctx, desk)
	if err != nil {
		return err
	}
	aes, err := simulator.New(simulator.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = aes.Close() }()
	p, err := b.signedIn(ctx, desk, aes.URL())
	if err != nil {
		return err
	}
	err = b.signedInCost(ctx, desk, aes, p, peerCPU, peerMiB)
	return errors.Join(err, p.Close())
}

func (b *bench) signedInCost(ctx context.Context, desk *testdesk.Desk, aes *simulator.Server, p *story.Program, peerCPU, peerMiB float64) error {
	if err := ready(ctx, p); err != nil {
		return err
	}
	idle, err := b.share(ctx, p.PID())
	if err != nil {
		return err
	}
	b.ratio("idle, signed in, window open: processor", "% of a core", idle, peerCPU, 1.5)
	b.ratio("idle, signed in, window open: memory", "MiB", mebibytes(p.PID()), peerMiB, 1.3)
	if err := b.minimised(ctx, desk, p); err != nil {
		return err
	}
	return b.talking(ctx, desk, aes, p, idle, peerCPU)
}

// minimised measures while the window is off the screen, and brings it back.
func (b *bench) minimised(ctx context.Context, desk *testdesk.Desk, p *story.Program) error {
	if err := desk.Minimise(ctx, p.Window().ID); err != nil {
		return err
	}
	small, err := b.share(ctx, p.PID())
	if err != nil {
		return err
	}
	b.tell(small <= 0.5, "minimised: processor", fmt.Sprintf("%.2f %% of a core", small), "≤ 0.5 %")
	return desk.Focus(ctx, p.Window().ID)
}

// talking measures during a call in which both speak: to a microphone that gives no
// sound at all the window has something to say.
func (b *bench) talking(ctx context.Context, desk *testdesk.Desk, aes *simulator.Server, p *story.Program, idle, peerCPU float64) error {
	call, err := ring(aes, simulator.Speech("lamp"))
	if err != nil {
		return err
	}
	if _, err := p.WaitElement(ctx, "call.*.answer", nil); err != nil {
		return err
	}
	if out, code, err := p.Command(ctx, "answer"); err != nil || code != 0 {
		return fmt.Errorf("answer: %s %d %w", out, code, err)
	}
	if _, err := p.WaitStatus(ctx, "the voice to run", func(st control.Status) bool { return st.Media.PacketsReceived > 50 }); err != nil {
		return err
	}
	stop, err := desk.Speak(ctx, testdesk.Tone(440, -20, time.Second))
	if err != nil {
		return err
	}
	defer stop()
	talking, err := b.share(ctx, p.PID())
	if err != nil {
		return err
	}
	b.tell(talking-idle <= 4, "on a call, window open, voice included: processor",
		fmt.Sprintf("%.1f %% of a core above idle; %.2f × one button", talking-idle, talking/peerCPU), "≤ 4 %")
	return end(ctx, p, call)
}

// alone measures the window with one button.
func (b *bench) alone(ctx context.Context, desk *testdesk.Desk) (cpu, mib float64, err error) {
	cmd := desk.Command(ctx, b.peer)
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer ask(cmd)
	w, err := desk.FindWindow(ctx, "One button")
	if err == nil {
		err = desk.Focus(ctx, w.ID)
	}
	if err == nil {
		cpu, err = b.share(ctx, cmd.Process.Pid)
	}
	return cpu, mebibytes(cmd.Process.Pid), err
}

// share is how much of a core a process takes, in percent, once it is left alone.
func (b *bench) share(ctx context.Context, pid int) (float64, error) {
	if err := wait(ctx, settled); err != nil {
		return 0, err
	}
	before, began := testdesk.RanFor(pid), time.Now()
	if err := wait(ctx, b.length); err != nil {
		return 0, err
	}
	return 100 * float64(testdesk.RanFor(pid)-before) / float64(time.Since(began)), nil
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func mebibytes(pid int) float64 { return float64(testdesk.Resident(pid)) / (1 << 20) }
