package modelcheck

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// step is one thing that happens, as data: a sequence can be printed and played
// again.
type step struct {
	what string
	n    int
	text string
}

func (s step) String() string { return fmt.Sprintf("%s(%d %s)", s.what, s.n, s.text) }

// odd keeps what the steps do apart from what happens by itself after a round
// time: which of two things comes first in one moment is left to the scheduler,
// and a seed would not play the same again.
const odd = 1237 * time.Microsecond

var numbers = []string{
	"4751", "4753", "4753", "5550100", "5550102", "5550103", "5550104", "5550107", "5550108", "5550109", "7000", "4750", "95550107",
}

// steps are what can happen, by name. Faults are apart: a sequence without them
// must be right at once.
var steps = map[string]func(w *world, s step){
	"answer":     func(w *world, s step) { w.app.Answer(w.in(s.n, app.CallAlerting)) },
	"hang up":    func(w *world, s step) { w.app.HangUp(w.nth(s.n)) },
	"hold":       func(w *world, s step) { w.app.Hold(w.in(s.n, app.CallConnected)) },
	"retrieve":   func(w *world, s step) { w.app.Retrieve(w.in(s.n, app.CallHeld)) },
	"dial":       func(w *world, s step) { w.app.Dial(s.text) },
	"digits":     func(w *world, s step) { w.app.SendDigits(w.in(s.n, app.CallConnected), "12#") },
	"consult":    func(w *world, s step) { w.app.Consult(w.in(s.n, app.CallConnected), s.text) },
	"swap":       func(w *world, s step) { w.app.Swap(w.nth(s.n)) },
	"transfer":   func(w *world, s step) { w.app.Transfer(w.nth(s.n)) },
	"conference": func(w *world, s step) { w.app.Conference(w.nth(s.n)) },
	"cancel":     func(w *world, s step) { w.app.CancelConsult(w.nth(s.n)) },
	"blind":      func(w *world, s step) { w.app.BlindTransfer(w.in(s.n, app.CallConnected), s.text) },
	"deflect":    func(w *world, s step) { w.app.Deflect(w.in(s.n, app.CallAlerting), s.text) },
	"drop":       func(w *world, s step) { w.app.DropParty(w.in(s.n, app.CallConnected), s.text) },
	"clear call": func(w *world, s step) { w.app.ClearCall(w.in(s.n, app.CallConnected)) },

	"auto-in":   func(w *world, s step) { w.app.SetAgent(wti.AgentAutoIn, 0) },
	"manual-in": func(w *world, s step) { w.app.SetAgent(wti.AgentManualIn, 0) },
	"AUX":       func(w *world, s step) { w.app.SetAgent(wti.AgentAux, s.n%10) },
	"ACW":       func(w *world, s step) { w.app.SetAgent(wti.AgentAfterCall, 0) },

	"ACD call": func(w *world, s step) {
		_, _ = w.server.Call(simulator.Caller{
			Number: fmt.Sprintf("1555%07d", s.n), VDN: "7000", Digits: "42", FarEnd: simulator.Silence(),
			Patience: time.Duration(s.n%4) * 15 * time.Second, Talk: time.Duration(s.n%3) * 20 * time.Second,
		})
	},
	"direct call": func(w *world, s step) {
		_, _ = w.server.Call(simulator.Caller{
			Number: fmt.Sprintf("1666%07d", s.n), VDN: "4750", FarEnd: simulator.Silence(), Patience: time.Duration(s.n%3) * 10 * time.Second,
		})
	},
	"join":           func(w *world, s step) { w.app.Join(w.in(s.n, app.CallConnected), s.text) },
	"keep mode":      func(w *world, s step) { w.app.CancelPending() },
	"do not disturb": func(w *world, s step) { w.app.SetDoNotDisturb(s.n%3 == 0) },
	"forward":        func(w *world, s step) { w.app.SetForwarding([]string{"", "", "5550107"}[s.n%3]) },
	"colleague":      func(w *world, s step) { w.colleague(s) },
	"far end hangs up": func(w *world, s step) {
		if l := w.live(); len(l) > 0 {
			l[s.n%len(l)].Hangup()
		}
	},
	"recorder joins": func(w *world, s step) {
		if l := w.live(); len(l) > 0 {
			_ = l[s.n%len(l)].Join("4790", true)
		}
	},
	"another joins": func(w *world, s step) {
		if l := w.live(); len(l) > 0 {
			_ = l[s.n%len(l)].Join("4791", false)
		}
	},
	"desk call": func(w *world, s step) {
		_, _ = w.server.Call(simulator.Caller{
			Number: fmt.Sprintf("1777%07d", s.n), VDN: "4752", FarEnd: simulator.Silence(), Patience: time.Duration(s.n%3) * 10 * time.Second,
		})
	},
	"pick up": func(w *world, s step) { w.app.PickUp("4752") },
	"time": func(w *world, s step) {
		time.Sleep([]time.Duration{
			20 * time.Millisecond, 200 * time.Millisecond, time.Second, 3 * time.Second, 8 * time.Second, 25 * time.Second,
		}[s.n%6] + odd)
	},
}

// draw makes up a sequence. A quiet point is a step like others.
func draw(t *rapid.T, faulty bool) []step {
	names := keys(steps)
	weights := append([]string{"ACD call", "ACD call", "answer", "answer", "time", "time", "time", "auto-in", "consult", quietPoint, quietPoint}, names...)
	if faulty {
		weights = append(weights, keys(faults)...)
	}
	gen := rapid.Custom(func(t *rapid.T) step {
		s := step{what: rapid.SampledFrom(weights).Draw(t, "what"), n: rapid.IntRange(0, 1000).Draw(t, "n")}
		switch s.what {
		case "dial", "consult", "blind", "deflect", "drop", "join":
			s.text = rapid.SampledFrom(numbers).Draw(t, "number")
		case "refuse", "ignore", "delay", "slow":
			s.text = rapid.SampledFrom(requests).Draw(t, "request")
		}
		return s
	})
	return rapid.SliceOfN(gen, 5, 40).Draw(t, "sequence")
}
