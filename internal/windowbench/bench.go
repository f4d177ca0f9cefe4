package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// bench is one run with what it was asked for.
type bench struct {
	program, peer string
	only          string // the part to run, empty for all
	starts, calls int
	length, flood time.Duration
	out           io.Writer
	over          int // figures over their budget
}

// tell prints a figure beside its budget.
func (b *bench) tell(within bool, what, figure, budget string) {
	verdict := "within"
	if !within {
		verdict = "OVER"
		b.over++
	}
	fmt.Fprintf(b.out, "%-48s %-58s budget %-12s %s\n", what, figure, budget, verdict)
}

// ratio prints how many times as much as the window with one button it is.
func (b *bench) ratio(what, unit string, ours, peer, budget float64) {
	r := ours / peer
	b.tell(r <= budget, what, fmt.Sprintf("%.1f %s; one button %.1f %s: ratio %.2f", ours, unit, peer, unit, r), fmt.Sprintf("≤ %.1f ×", budget))
}

// delays prints how long something took, and holds a quantile to a budget.
func (b *bench) delays(what string, took []time.Duration, quantile float64, budget time.Duration) {
	slices.Sort(took)
	at := func(q float64) time.Duration { // nearest rank
		return took[max(int(math.Ceil(q*float64(len(took))))-1, 0)].Round(100 * time.Microsecond)
	}
	b.tell(at(quantile) <= budget, what, fmt.Sprintf("median %v, p99 %v, worst %v of %d", at(0.5), at(0.99), at(1), len(took)),
		fmt.Sprintf("p%.0f ≤ %v", 100*quantile, budget))
}

// signedIn starts the program signed in at a simulated AES.
func (b *bench) signedIn(ctx context.Context, desk *testdesk.Desk, url string) (*story.Program, error) {
	p, err := story.Start(ctx, desk, story.Launch{
		Path: b.program,
		Args: append(story.DemoArgs(url), "--cti-user", "demo", "--switch-name", "CM1",
			"--extension", story.Extension, "--agent", story.AgentID, "--sign-in"),
		Env: []string{"OFFHOOK_CTI_PASSWORD=demo", "OFFHOOK_STATION_CODE=123456", "OFFHOOK_AGENT_PASSWORD=1234"},
	})
	if err != nil {
		return nil, err
	}
	_, err = p.WaitStatus(ctx, "to be signed in", func(st control.Status) bool { return st.SignedIn })
	return p, err
}

// ready has the agent take calls.
func ready(ctx context.Context, p *story.Program) error {
	if out, code, err := p.Command(ctx, "state", "ready"); err != nil || code != 0 {
		return fmt.Errorf("state ready: %s %d %w", out, code, err)
	}
	_, err := p.WaitStatus(ctx, "to be ready", func(st control.Status) bool { return st.Agent.State == "autoIn" })
	return err
}

// ring lets a caller arrive.
func ring(aes *simulator.Server, far simulator.FarEnd) (*simulator.Call, error) {
	return aes.Call(simulator.Caller{Number: "15551234567", VDN: "7000", Digits: "42", FarEnd: far})
}

// end lets the caller hang up and waits until the window shows no call.
func end(ctx context.Context, p *story.Program, call *simulator.Call) error {
	call.Hangup()
	if _, err := p.WaitStatus(ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }); err != nil {
		return err
	}
	return p.WaitGone(ctx, "call.*.card")
}
