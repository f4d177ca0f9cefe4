package modelcheck

import (
	"fmt"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/wti/simulator"
)

// connected is how an agent comes to talk to a customer, consulting how to a
// colleague besides.
var (
	waits      = []step{{what: "auto-in"}, {what: "ACD call", n: 12}, {what: "time", n: 2}}
	connected  = append(waits[:len(waits):len(waits)], step{what: "answer"}, step{what: "time", n: 2})
	held       = append(connected[:len(connected):len(connected)], step{what: "hold"}, step{what: "time", n: 2})
	consulting = append(connected[:len(connected):len(connected)], step{what: "consult", text: "5550107"}, step{what: "time", n: 3})
)

// interrupted are steps that are cut, each with what leads to it.
var interrupted = []struct {
	before []step
	step   step
}{
	{waits, step{what: "answer"}},
	{waits, step{what: "deflect", text: "5550107"}},
	{connected, step{what: "hang up"}},
	{connected, step{what: "hold"}},
	{held, step{what: "retrieve"}},
	{held, step{what: "hang up"}},
	{nil, step{what: "dial", text: "5550107"}},
	{nil, step{what: "dial", text: "5550102"}},
	{connected, step{what: "digits"}},
	{connected, step{what: "consult", text: "5550107"}},
	{consulting, step{what: "swap"}},
	{consulting, step{what: "transfer"}},
	{consulting, step{what: "conference"}},
	{consulting, step{what: "cancel"}},
	{connected, step{what: "blind", text: "5550107"}},
	{connected, step{what: "clear call"}},
	{connected, step{what: "far end hangs up"}},
	{connected, step{what: "recorder joins"}},
	{connected, step{what: "another joins"}},
	{connected, step{what: "AUX", n: 3}},
	{nil, step{what: "auto-in"}},
	{nil, step{what: "manual-in"}},
	{nil, step{what: "ACW"}},
	{waits[:1], step{what: "ACD call", n: 12}},
	{[]step{{what: "desk call"}}, step{what: "pick up"}},
	{connected, step{what: "move media"}},
	{connected, step{what: "unregister"}},
	{connected, step{what: "expire"}},
	{connected, step{what: "sign out"}},
	{[]step{{what: "sign out"}, {what: "time", n: 3}}, step{what: "sign in"}},
}

// TestACutDuringAnyStep breaks the connection at each frame of each step, just
// before it is sent or just after: what the agent sees afterwards is what the
// switch has.
func TestACutDuringAnyStep(t *testing.T) {
	test.NewTempApp(t)
	worlds := []setting{
		{here: true},
		{Options: simulator.Options{NoAgentEvents: true, Dialect: simulator.Dialect{EventsFirst: true, NoReestablish: true}}, latency: 20*time.Millisecond + odd},
	}
	frames := 3 // of the step; signing in has more
	if os.Getenv("OFFHOOK_CUTS") != "" {
		frames = 16 // into the recovery, which is cut then too
		worlds = append(worlds, worldsOfOtherDialects()...)
	}
	n := 0
	for i, o := range worlds {
		for _, c := range interrupted {
			frames := frames
			if c.step.what == "sign in" {
				frames = max(frames, 16)
			}
			for frame := 1; frame <= frames; frame++ {
				for _, after := range []bool{false, true} {
					n++
					if d := cutDuring(t, o, c.before, c.step, frame, after); d != "" {
						t.Errorf("world %d, %v after %v, cut at frame %d (after it: %v): %s", i, c.step, c.before, frame, after, d)
					}
				}
			}
		}
	}
	t.Logf("%d steps cut in the middle, no difference afterwards", n)
}

// worldsOfOtherDialects are servers on which the way back is another.
func worldsOfOtherDialects() []setting {
	return []setting{
		{Options: simulator.Options{Dialect: simulator.Dialect{Token: simulator.TokenHeader, AutoHold: true}}, here: true},
		{Options: simulator.Options{Dialect: simulator.Dialect{Token: simulator.TokenReconnect, TransferKeepsActive: true}}, here: true},
		{Options: simulator.Options{Dialect: simulator.Dialect{RESTStart: true, NoReestablish: true}}},
	}
}

func cutDuring(t *testing.T, o setting, before []step, s step, frame int, after bool) (difference string) {
	synctest.Test(t, func(*testing.T) {
		w, err := newWorld(o)
		if err != nil {
			difference = err.Error()
			return
		}
		defer w.stop()
		for _, earlier := range before {
			w.do(earlier)
		}
		if d := w.quiet(o, false); d != "" {
			difference = fmt.Sprintf("before the cut: %s", d)
			return
		}
		w.net.cutAt(frame, after)
		w.do(s)
		time.Sleep(3 * time.Second)
		difference = w.quiet(o, true)
	})
	return difference
}
