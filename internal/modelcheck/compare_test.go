package modelcheck

import (
	"fmt"
	"slices"
	"strings"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// compare says how what the agent sees differs from the switch's truth; empty
// when it does not.
func (w *world) compare() string {
	var out []string
	differ := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }

	st := w.server.Station("4750")
	calls := w.calls()
	if v, _ := w.app.State().SignIn.Get(); v.Phase != app.PhaseSignedIn {
		switch {
		case !w.away || v.Phase != app.PhaseSignedOut:
			differ("the sign-in is in phase %d, %+v", v.Phase, v.Problem)
		case len(calls) > 0:
			differ("signed out with calls %+v", calls)
		}
		return strings.Join(out, "\n")
	}
	if media, _ := w.app.State().Media.Get(); media.Active != st.RTP.On {
		differ("voice on %v is shown, the switch has %v", media.Active, st.RTP.On)
	}
	if codec, sealed := w.voice.spoken(); st.RTP.On && (codec != st.RTP.Codec || sealed != (st.RTP.SRTP != "")) {
		differ("voice is %q, encrypted %v; the switch has %q with %q", codec, sealed, st.RTP.Codec, st.RTP.SRTP)
	}
	for _, truth := range st.Connections {
		i := slices.IndexFunc(calls, func(c app.CallView) bool { return string(c.ID) == truth.Call })
		if i < 0 {
			differ("call %s (%s, with %v) is not shown", truth.Call, truth.State, truth.Others)
			continue
		}
		c := calls[i]
		if want := stateOf(truth); c.State != want && !(truth.State == "connected" && c.Ended && len(truth.Others) == 0) {
			differ("call %s is shown as %s, the switch has %s with %v (queued %v)", c.ID, stateName(c.State), truth.State, truth.Others, truth.Queued)
		}
		if c.UCID != "" && c.UCID != truth.UCID {
			differ("call %s is shown with UCID %s, the switch has %s", c.ID, c.UCID, truth.UCID)
		}
		if c.Asked != app.ActionNone {
			differ("call %s still shows action %d as asked", c.ID, c.Asked)
		}
		// Who only listens may count where nobody said so: a snapshot, all that is
		// left after a lost connection, does not tell.
		if n, most := len(truth.Others), len(truth.Others)+len(truth.Silent); n > 1 && (c.Parties < n || c.Parties > most) || n == 1 && c.Parties > max(most, 1) {
			differ("call %s shows %d parties (%s), the switch has %v", c.ID, c.Parties, c.With, truth.Others)
		}
		// Who has called our own number, which is forwarded, sees what was dialled.
		dialled := c.Direction == app.Outbound && c.Remote == "4750"
		if !dialled && len(truth.Others) == 1 && truth.Others[0].Number != "" && c.Remote != truth.Others[0].Number && c.Via == "" && !sameNumber(c.Remote, truth.Others[0].Number) {
			differ("call %s shows %q, the switch has %v", c.ID, c.Remote, truth.Others)
		}
	}
	for _, c := range calls {
		if !slices.ContainsFunc(st.Connections, func(t simulator.ConnectionTruth) bool { return t.Call == string(c.ID) }) {
			differ("call %s is shown as %s with %s and does not exist", c.ID, stateName(c.State), c.Remote)
		}
	}
	out = append(out, w.comparePhone(st)...)
	truth := w.server.Agent("2001")
	agent, _ := w.app.State().Agent.Get()
	mode := map[simulator.WorkMode]wti.AgentMode{
		simulator.LoggedOut: wti.AgentLoggedOut, simulator.AUX: wti.AgentAux, simulator.AutoIn: wti.AgentAutoIn,
		simulator.ManualIn: wti.AgentManualIn, simulator.ACW: wti.AgentAfterCall,
	}
	if agent.Mode != mode[truth.Mode] {
		differ("the agent is shown as %d, the switch has %s", agent.Mode, truth.Mode)
	}
	if truth.Mode == simulator.AUX && agent.Reason != truth.Reason {
		differ("AUX reason %d is shown, the switch has %d", agent.Reason, truth.Reason)
	}
	// CSTA's pending agent state has one word for both ready modes (protocol notes
	// §8.3), so one may pass for the other, and for the present one; and none for a
	// logout that a supervisor asked for.
	unclear := truth.Pending == simulator.LoggedOut && agent.Pending == wti.AgentUnknown || ready(mode[truth.Pending]) && ready(agent.Mode) && (ready(agent.Pending) || agent.Pending == wti.AgentUnknown)
	if agent.Pending != mode[truth.Pending] && !unclear {
		differ("pending %d is shown, the switch has %q", agent.Pending, truth.Pending)
	}
	if agent.OnCall != truth.Talking {
		differ("on call %v is shown, the switch has %v", agent.OnCall, truth.Talking)
	}
	if agent.Asked != wti.AgentUnknown {
		differ("mode %d still shows as asked", agent.Asked)
	}
	if link, _ := w.app.State().Link.Get(); link.Link != wti.LinkConnected {
		differ("the connection is shown as %d", link.Link)
	}
	if !st.Registered {
		differ("the phone is not registered")
	}
	return strings.Join(out, "\n")
}

func ready(m wti.AgentMode) bool { return m == wti.AgentAutoIn || m == wti.AgentManualIn }

// stateOf is how the agent must see a connection of the switch.
func stateOf(t simulator.ConnectionTruth) app.CallState {
	switch t.State {
	case "alerting":
		return app.CallAlerting
	case "hold":
		return app.CallHeld
	case "fail":
		return app.CallFailed
	case "initiated":
		return app.CallDialing
	}
	for _, o := range append(slices.Clone(t.Others), t.Silent...) {
		if o.State == "connected" || o.State == "hold" {
			return app.CallConnected
		}
	}
	return app.CallDialing
}

func stateName(s app.CallState) string {
	return [...]string{"alerting", "dialing", "connected", "held", "failed"}[s]
}

// sameNumber compares a dialled number with the one that was reached: an outside
// line's prefix may be gone.
func sameNumber(a, b string) bool {
	return a != "" && b != "" && (strings.HasSuffix(a, b) || strings.HasSuffix(b, a))
}
