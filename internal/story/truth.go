package story

import (
	"context"
	"fmt"
	"strings"
	"time"

	"offhook/wti/simulator"
)

// agentIs waits until the switch says that the agent is in a state, in the
// words of "offhook status".
func (t *Teller) agentIs(ctx context.Context, state string) error {
	want, ok := map[string]simulator.WorkMode{
		"loggedOut": simulator.LoggedOut, "aux": simulator.AUX, "autoIn": simulator.AutoIn,
		"manualIn": simulator.ManualIn, "acw": simulator.ACW,
	}[state]
	if !ok {
		return fmt.Errorf("story: unknown state %q", state)
	}
	ctx, cancel := limited(ctx, "the switch to say "+state)
	defer cancel()
	return t.Switch.WaitAgent(ctx, AgentID, func(a simulator.AgentTruth) bool { return a.Mode == want && a.Pending == "" })
}

// limited bounds a wait for the other side.
func limited(ctx context.Context, what string) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, limit, fmt.Errorf("waited %v for %s", limit, what))
}

func (t *Teller) reasonIs(code string) error {
	if got := t.Switch.Agent(AgentID).Reason; fmt.Sprint(got) != code {
		return fmt.Errorf("the switch has reason %d, want %s", got, code)
	}
	return nil
}

func (t *Teller) registered(ctx context.Context) error {
	ctx, cancel := limited(ctx, "the extension to be registered")
	defer cancel()
	return t.Switch.WaitStation(ctx, Extension, func(s simulator.StationTruth) bool {
		return s.Registered && s.Agent == AgentID && s.RTP.Open
	})
}

func (t *Teller) unregistered(ctx context.Context) error {
	ctx, cancel := limited(ctx, "the extension to be unregistered")
	defer cancel()
	return t.Switch.WaitStation(ctx, Extension, func(s simulator.StationTruth) bool { return !s.Registered && s.Agent == "" })
}

// callIs waits until the story's call is in a state at the switch.
func (t *Teller) callIs(ctx context.Context, state simulator.CallState) error {
	ctx, cancel := limited(ctx, "the call to be "+string(state))
	defer cancel()
	return t.call.Wait(ctx, state)
}

// callOut waits for the call that the agent has made to a number.
func (t *Teller) callOut(ctx context.Context, number string) (*simulator.Call, error) {
	ctx, cancel := limited(ctx, "the switch to have the call to "+number)
	defer cancel()
	return t.Switch.WaitCall(ctx, func(c *simulator.Call) bool {
		return strings.HasSuffix(c.Number(), number) && c.State() != simulator.CallEnded
	})
}

// digitsArrive waits until the far end has got exactly these digits.
func (t *Teller) digitsArrive(ctx context.Context, digits string) error {
	got := ""
	err := t.Program.until(ctx, "digits "+digits+" at the far end", func(context.Context) (bool, error) {
		got = t.call.Digits()
		return got == digits, nil
	})
	if err != nil {
		err = fmt.Errorf("%w; it got %q", err, got)
	}
	return err
}

// recordingRate is the rate in Hz of what the far end heard.
const recordingRate = 8000

// lastHeard is the latest stretch of what the far end heard, nil when it has
// not heard that much.
func (t *Teller) lastHeard(length time.Duration) []int16 {
	samples := t.call.Heard()
	n := int(length.Seconds() * recordingRate)
	if len(samples) < n {
		return nil
	}
	return samples[len(samples)-n:]
}
