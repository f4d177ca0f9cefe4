package app_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"
	"time"

	"offhook/app"
	"offhook/app/headset"
	"offhook/app/headset/headsettest"
	"offhook/wti"
	"offhook/wti/simulator"
)

// jabra is a Jabra as an agent wears it: it repeats “off hook” and “on hook” when it
// is told so, and its call button says the other of the two.
type jabra struct {
	*headsettest.Headset

	mu    sync.Mutex
	up    bool
	lamps byte
	echos int
}

func wear(descriptor []byte) *jabra {
	j := &jabra{Headset: headsettest.New("Jabra Link 380", descriptor)}
	j.Answer(func(report []byte) [][]byte {
		j.mu.Lock()
		defer j.mu.Unlock()
		was := j.lamps & 1
		j.lamps = report[1]
		if j.lamps&1 == was {
			return nil
		}
		j.up = j.lamps&1 != 0
		j.echos++
		return [][]byte{{2, j.lamps & 1, 0}}
	})
	return j
}

// call presses the call button.
func (j *jabra) call() {
	j.mu.Lock()
	j.up = !j.up
	report := []byte{2, 0, 0}
	if j.up {
		report[1] = 1
	}
	j.mu.Unlock()
	j.Send(report...)
}

// tap presses another button in a call and lets it go.
func (j *jabra) tap(bit byte) {
	j.Send(2, 1|bit, 0)
	j.Send(2, 1, 0)
}

func (j *jabra) lit() (lamps byte, echos int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lamps, j.echos
}

// TestACallByTheHeadsetAlone: the app on the real client, the simulated AES and the
// headset's reports, from the ring to the end, with nobody at the keyboard.
func TestACallByTheHeadsetAlone(t *testing.T) {
	const offHook, mute, ring, hold, ringer = 1, 1 << 2, 1 << 3, 1 << 4, 1 << 7
	const muteButton, flashButton = 1 << 3, 1 << 4
	dev := wear(headsettest.JabraLink380c())
	dev.Plug()
	d := onSimulator(t, simulator.Options{RegisterDelay: -1, Scenario: simulator.Default()}, func(o *app.Options) {
		o.Headsets = func(h headset.Heard) app.HeadsetButtons {
			return headset.New(headset.Options{System: dev, Every: 10 * time.Millisecond}, h)
		}
	})
	d.more = func() any { lamps, _ := dev.lit(); return fmt.Sprintf("lamps %#x", lamps) }
	a, server, eventually := d.App, d.server, d.eventually
	call := func(s app.CallState) {
		t.Helper()
		eventually(fmt.Sprintf("call state %d", s), func() bool {
			v, _ := a.State().Calls.Get()
			return len(v) == 1 && v[0].State == s
		})
	}
	lamps := func(what string, want byte) {
		t.Helper()
		eventually(what, func() bool { got, _ := dev.lit(); return got == want })
	}

	d.signIn()
	a.SetAgent(wti.AgentAutoIn, 0)
	eventually("auto-in", func() bool { v, _ := a.State().Agent.Get(); return v.Mode == wti.AgentAutoIn })
	eventually("the headset is in use", func() bool { used, _ := dev.Used(); return used })

	acd, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "7000"})
	if err != nil {
		t.Fatal(err)
	}
	call(app.CallAlerting)
	lamps("the headset rings", ring|ringer)
	dev.call()
	call(app.CallConnected)
	lamps("off hook", offHook)
	eventually("the headset has repeated it", func() bool { _, n := dev.lit(); return n == 1 })
	eventually("there is voice", func() bool { v, _ := a.State().Media.Get(); return v.Active })

	muted := func(on bool) func() bool {
		return func() bool { v, _ := a.State().Media.Get(); return v.Muted == on }
	}
	dev.tap(muteButton)
	eventually("muted", muted(true))
	lamps("the mute lamp", offHook|mute)
	time.Sleep(350 * time.Millisecond) // no agent is faster, and what comes at once is taken for a repetition
	dev.tap(muteButton)
	eventually("not muted", muted(false))
	lamps("the mute lamp is out", offHook)

	dev.tap(flashButton)
	call(app.CallHeld)
	lamps("on hold", hold)
	if acd.State() != simulator.CallHeld {
		t.Errorf("the switch has the call %v", acd.State())
	}
	dev.call()
	call(app.CallConnected)
	lamps("off hook again", offHook)

	time.Sleep(1100 * time.Millisecond) // likewise: “hung up” right after off hook is not believed
	dev.call()
	eventually("over", func() bool { v, _ := a.State().Calls.Get(); return len(v) == 0 })
	lamps("all lamps are out", 0)
	eventually("the switch has no call", func() bool { return acd.State() == simulator.CallEnded })
	for _, r := range dev.Written() {
		if !bytes.HasPrefix(r, []byte{2}) || len(r) != 3 {
			t.Errorf("report %x", r)
		}
	}
}
