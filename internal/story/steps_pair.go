package story

import (
	"context"
	"fmt"
	"strings"
	"time"

	"offhook/app/control"
	"offhook/wti/simulator"
)

// The colleague whom the agent asks: the one of the simulator's scenario who works
// without a client.
const (
	Colleague     = "4753"
	ColleagueName = "Kim Novak"
)

// Together is the story of calls that are led elsewhere, told once with each
// hands. The program signs in by itself, and its settings name the colleague.
func Together(hands ...Hands) []Step {
	steps := []Step{{"start signed in", startSignedIn}, {"auto-in", autoIn}}
	for _, h := range hands {
		by := func(name string, do func(context.Context, *Teller) (string, error)) {
			steps = append(steps, Step{name + " by " + h.Name(), func(ctx context.Context, t *Teller) (string, error) {
				t.Hands = h
				return do(ctx, t)
			}})
		}
		by("take a call", takeCall)
		by("consult", consult)
		by("swap", swap)
		by("complete the transfer", complete)
		by("take another call", takeCall)
		by("consult again", consult)
		by("conference", conference)
		by("drop the colleague", drop)
		by("hang up", hangUp)
	}
	return steps
}

func startSignedIn(ctx context.Context, t *Teller) (string, error) {
	p, err := Start(ctx, t.Desk, t.Launch)
	if err != nil {
		return "", err
	}
	t.Program = p
	if _, err := p.WaitStatus(ctx, "to be signed in", func(st control.Status) bool { return st.SignedIn }); err != nil {
		return "", err
	}
	if _, err := p.WaitText(ctx, "header.agent", AgentID); err != nil {
		return "", err
	}
	if _, err := p.WaitStatus(ctx, "the colleague to be there", func(st control.Status) bool {
		return len(st.Colleagues) == 1 && st.Colleagues[0].State == "idle" && st.Colleagues[0].Name == ColleagueName
	}); err != nil {
		return "", err
	}
	return "signed in; the colleague is watched and free", nil
}

func takeCall(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.ring(ctx); err != nil {
		return "", err
	}
	if _, err := t.Hands.Answer(ctx, t.Program); err != nil {
		return "", err
	}
	if _, err := t.haveCall(ctx, "connected"); err != nil {
		return "", err
	}
	return "the caller is on the line", t.callIs(ctx, simulator.CallConnected)
}

// pairIs waits until the program and the switch agree that the caller's call is
// in one state and the consultation about it in another.
func (t *Teller) pairIs(ctx context.Context, callers, consultation, says string) error {
	if _, err := t.Program.WaitStatus(ctx, "the caller "+callers+" and the consultation "+consultation, func(st control.Status) bool {
		return len(st.Calls) == 2 && st.Calls[0].State == callers && st.Calls[1].State == consultation && st.Calls[1].ConsultFor == st.Calls[0].ID
	}); err != nil {
		return err
	}
	if _, err := t.Program.WaitText(ctx, "pair.says", says); err != nil {
		return err
	}
	words := map[string]string{"held": "hold", "connected": "connected"}
	return t.station(ctx, Extension, "one call "+callers+" and one "+consultation, func(s simulator.StationTruth) bool {
		if len(s.Connections) != 2 {
			return false
		}
		caller, other := s.Connections[0], s.Connections[1]
		if !with(caller, callerNumber) {
			caller, other = other, caller
		}
		return with(caller, callerNumber) && with(other, Colleague) &&
			caller.State == words[callers] && other.State == words[consultation]
	})
}

// callerNumber ends every spelling of the caller's number.
const callerNumber = "5551234567"

// with reports whether a number is in a call with a station.
func with(c simulator.ConnectionTruth, number string) bool {
	for _, o := range c.Others {
		if strings.HasSuffix(o.Number, number) && o.State == "connected" || strings.HasSuffix(o.Number, number) && o.State == "hold" {
			return true
		}
	}
	return false
}

// station waits until a condition holds for a station at the switch.
func (t *Teller) station(ctx context.Context, extension, what string, ok func(simulator.StationTruth) bool) error {
	ctx, cancel := limited(ctx, extension+" to have "+what)
	defer cancel()
	if err := t.Switch.WaitStation(ctx, extension, ok); err != nil {
		return fmt.Errorf("%w; it is %+v", err, t.Switch.Station(extension).Connections)
	}
	return nil
}

func consult(ctx context.Context, t *Teller) (string, error) {
	at, err := t.Hands.Consult(ctx, t.Program, "kim", Colleague)
	if err != nil {
		return "", err
	}
	if err := t.pairIs(ctx, "held", "connected", "You talk to "+ColleagueName); err != nil {
		return "", err
	}
	if err := t.Program.WaitGone(ctx, "picker.entry"); err != nil {
		return "", err
	}
	return fmt.Sprintf("the caller is on hold and %s answered, %.1f s after the %s", ColleagueName, time.Since(at).Seconds(), t.Hands.Name()), nil
}

func swap(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.Swap(ctx, t.Program); err != nil {
		return "", err
	}
	if err := t.pairIs(ctx, "connected", "held", ColleagueName+" is on hold"); err != nil {
		return "", err
	}
	return "the agent talks to the caller and " + ColleagueName + " waits, at the switch too", nil
}

func complete(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.Complete(ctx, t.Program); err != nil {
		return "", err
	}
	if err := t.noCall(ctx); err != nil {
		return "", err
	}
	if err := t.station(ctx, Colleague, "the caller", func(s simulator.StationTruth) bool {
		return len(s.Connections) == 1 && s.Connections[0].State == "connected" && with(s.Connections[0], callerNumber)
	}); err != nil {
		return "", err
	}
	if err := t.station(ctx, Extension, "no call", func(s simulator.StationTruth) bool { return s.Calls == 0 }); err != nil {
		return "", err
	}
	t.call.Hangup()
	if err := t.colleagueIsFree(ctx); err != nil {
		return "", err
	}
	return "the caller talks to " + ColleagueName + " and the agent is out of it", nil
}

func (t *Teller) colleagueIsFree(ctx context.Context) error {
	if err := t.station(ctx, Colleague, "no call", func(s simulator.StationTruth) bool { return s.Calls == 0 }); err != nil {
		return err
	}
	_, err := t.Program.WaitStatus(ctx, "the colleague to be shown as free", func(st control.Status) bool {
		return len(st.Colleagues) == 1 && st.Colleagues[0].State == "idle"
	})
	return err
}

func conference(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.Conference(ctx, t.Program); err != nil {
		return "", err
	}
	if _, err := t.Program.WaitStatus(ctx, "a conference with two others", func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].State == "connected" && st.Calls[0].Parties == 2
	}); err != nil {
		return "", err
	}
	if _, err := t.Program.WaitText(ctx, "call.*.party.1", ColleagueName); err != nil {
		return "", err
	}
	return "one call with both, each with a button to take them out", t.station(ctx, Extension, "both in one call", func(s simulator.StationTruth) bool {
		return len(s.Connections) == 1 && with(s.Connections[0], callerNumber) && with(s.Connections[0], Colleague)
	})
}

func drop(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.Drop(ctx, t.Program, Colleague); err != nil {
		return "", err
	}
	if _, err := t.Program.WaitStatus(ctx, "a call with the caller alone", func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].State == "connected" && st.Calls[0].Parties < 2
	}); err != nil {
		return "", err
	}
	if err := t.Program.WaitGone(ctx, "call.*.drop."+Colleague); err != nil {
		return "", err
	}
	if err := t.colleagueIsFree(ctx); err != nil {
		return "", err
	}
	return "the colleague is out, the caller still there", t.station(ctx, Extension, "the caller alone", func(s simulator.StationTruth) bool {
		return len(s.Connections) == 1 && with(s.Connections[0], callerNumber) && len(s.Connections[0].Others) == 1
	})
}
