package modelcheck

import (
	"fmt"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// comparePhone says how the telephone's features and the watched colleagues
// differ from the switch's truth.
func (w *world) comparePhone(st simulator.StationTruth) (out []string) {
	phone, _ := w.app.State().Phone.Get()
	if phone.DoNotDisturb != st.DoNotDisturb || phone.Forward != st.Forward {
		out = append(out, fmt.Sprintf("do not disturb %v and forwarding to %q are shown, the switch has %v and %q", phone.DoNotDisturb, phone.Forward, st.DoNotDisturb, st.Forward))
	}
	if phone.DoNotDisturbAsked || phone.ForwardAsked {
		out = append(out, "a feature still shows as asked")
	}
	colleagues, _ := w.app.State().Colleagues.Get()
	for _, c := range colleagues {
		if want := presence(w.server.Station(c.Extension)); c.State != want {
			out = append(out, fmt.Sprintf("%s is shown as %v, the switch has %v", c.Extension, c.State, want))
		}
	}
	if link, _ := w.app.State().Link.Get(); link.Switch == wti.LinkDown {
		out = append(out, "the link to the switch is shown as down")
	}
	return out
}

func presence(st simulator.StationTruth) wti.PresenceState {
	ringing := false
	for _, c := range st.Connections {
		if c.State != "alerting" {
			return wti.PresenceOnCall
		}
		ringing = true
	}
	if ringing {
		return wti.PresenceRinging
	}
	return wti.PresenceIdle
}

// watched is whose presence the agent sees.
var watched = []app.Colleague{{Extension: "4753"}, {Extension: "4752"}}

// colleague is something that the colleague at 4753 does, if it can be done.
func (w *world) colleague(s step) {
	c, err := w.server.Colleague("4753")
	if err != nil {
		return
	}
	_ = []func() error{
		c.Answer, c.Hold, c.Retrieve, c.Hangup,
		func() error { return c.Call("4750") },
		func() error { return c.Transfer("5550107") },
		func() error { return c.Transfer("4750") },
	}[s.n%7]()
}
