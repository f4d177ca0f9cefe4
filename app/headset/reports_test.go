package headset_test

import (
	"fmt"
	"testing"
	"time"

	"offhook/app/headset"
	"offhook/app/headset/headsettest"
)

// step is something that happens to a headset, and what follows from it.
type step struct {
	what  string
	after time.Duration // since the step before
	show  *headset.State
	hear  []byte
	want  string // the reports to it in hex, or the events
}

func show(s headset.State) *headset.State { return &s }

var (
	ringing = headset.State{Use: true, Ringing: true}
	talking = headset.State{Use: true, OffHook: true}
	muted   = headset.State{Use: true, OffHook: true, Muted: true}
	onHold  = headset.State{Use: true, Held: true}
	idle    = headset.State{Use: true}
)

var eventNames = map[headset.Event]string{
	headset.PickUp: "pick up", headset.HangUp: "hang up", headset.Mute: "mute", headset.FlashHook: "flash", headset.Decline: "decline",
}

// TestReportsOfHeadsets: each one's buttons and lamps through a call. That a Jabra
// says “off hook”, and two seconds later “on hook” where nobody has answered it, was
// recorded from an Engage 50 (WICG/webhid, issue 61); that mute is 1 and then 0, from a
// Jabra, a Poly and a Sennheiser (issue 72). The rest follows from the descriptors.
func TestReportsOfHeadsets(t *testing.T) {
	const s = time.Second
	for name, c := range map[string]struct {
		descriptor []byte
		steps      []step
	}{
		"Jabra": {headsettest.JabraLink380c(), []step{
			{what: "nothing is up: another program may have the headset", show: show(idle), want: "[]"},
			{what: "a call rings", show: show(ringing), want: "[028800]"},
			{what: "the button", hear: []byte{2, 1, 0}, want: "pick up"},
			{what: "the button once more", hear: []byte{2, 1, 0}},
			{what: "answering was asked for", show: show(talking), want: "[020100]"},
			{what: "the headset repeats it", hear: []byte{2, 1, 0}},
			{what: "the volume changes", hear: []byte{1, 2, 0}},
			{what: "mute goes down", after: 5 * s, hear: []byte{2, 9, 0}, want: "mute"},
			{what: "and up", hear: []byte{2, 1, 0}},
			{what: "it is muted", show: show(muted), want: "[020500]"},
			{what: "the headset repeats it like a press", hear: []byte{2, 9, 0}},
			{what: "and the release", hear: []byte{2, 1, 0}},
			{what: "mute again", after: s, hear: []byte{2, 9, 0}, want: "mute"},
			{what: "it is not muted", show: show(talking), want: "[020100]"},
			{what: "a long press", after: s, hear: []byte{2, 0x11, 0}, want: "flash"},
			{what: "its end", hear: []byte{2, 1, 0}},
			{what: "on hold", show: show(onHold), want: "[021000]"},
			{what: "the headset repeats it", hear: []byte{2, 0, 0}},
			{what: "the button takes the call back", after: s, hear: []byte{2, 1, 0}, want: "pick up"},
			{what: "taken back", show: show(talking), want: "[020100]"},
			{what: "the button hangs up", after: 2 * s, hear: []byte{2, 0, 0}, want: "hang up"},
			{what: "over", show: show(idle), want: "[020000]"},
			{what: "the headset repeats it", hear: []byte{2, 0, 0}},
		}},
		"Jabra, when the call is not answered at once": {headsettest.JabraLink380c(), []step{
			{what: "a call rings", show: show(ringing), want: "[028800]"},
			{what: "the button", hear: []byte{2, 1, 0}, want: "pick up"},
			{what: "nothing came of it", after: 2 * s, hear: []byte{2, 0, 0}},
			{what: "the button", hear: []byte{2, 1, 0}, want: "pick up"},
		}},
		"Jabra, declining": {headsettest.JabraLink380c(), []step{
			{what: "a call rings", show: show(ringing), want: "[028800]"},
			{what: "a long press", hear: []byte{2, 0, 8}, want: "decline"},
			{what: "its end", hear: []byte{2, 0, 0}},
		}},
		"answered in the window": {headsettest.JabraLink380c(), []step{
			{what: "a call rings", show: show(ringing), want: "[028800]"},
			{what: "answered", show: show(talking), want: "[020100]"},
			{what: "a report from before", hear: []byte{2, 0, 0}},
			{what: "the headset repeats it", hear: []byte{2, 1, 0}},
			{what: "the button hangs up", after: s, hear: []byte{2, 0, 0}, want: "hang up"},
		}},
		"a mute switch that stays": {headsettest.MuteSwitch(), []step{
			{what: "a call", show: show(talking), want: "[0001]"},
			{what: "switched on", after: s, hear: []byte{3}, want: "mute"},
			{what: "muted", show: show(muted), want: "[0003]"},
			{what: "it repeats that", hear: []byte{3}},
			{what: "switched off", hear: []byte{1}, want: "mute"},
			{what: "switched on before that was done", hear: []byte{3}},
			{what: "not muted, in the window", show: show(talking), want: "[0001]"},
			{what: "switched on", hear: []byte{3}, want: "mute"},
		}},
		"a headset that repeats nothing": {headsettest.JabraLink380c(), []step{
			{what: "a call rings", show: show(ringing), want: "[028800]"},
			{what: "answered in the window", show: show(talking), want: "[020100]"},
			{what: "the button hangs up", after: 2 * s, hear: []byte{2, 0, 0}, want: "hang up"},
			{what: "over", show: show(idle), want: "[020000]"},
			{what: "the next call rings", show: show(ringing), want: "[028800]"},
			{what: "the button", hear: []byte{2, 1, 0}, want: "pick up"},
			{what: "answered", show: show(talking), want: "[020100]"},
			{what: "hung up in the window", after: 2 * s, show: show(idle), want: "[020000]"},
			{what: "the next call rings", show: show(ringing), want: "[028800]"},
			{what: "the button", hear: []byte{2, 1, 0}, want: "pick up"},
		}},
		"Plantronics: a report for each lamp": {headsettest.PlantronicsBlackwire3220(), []step{
			{what: "a call rings", show: show(ringing), want: "[1700 2000 0900 1801]"},
			{what: "the button", hear: []byte{8, 2}, want: "pick up"},
			{what: "answered: off hook before the ring ends", show: show(talking), want: "[1701 1800]"},
			{what: "the headset repeats it", hear: []byte{8, 2}},
			{what: "mute", after: s, hear: []byte{8, 3}, want: "mute"},
			{what: "its end", hear: []byte{8, 2}},
			{what: "muted", show: show(muted), want: "[0901]"},
			{what: "flash", hear: []byte{8, 6}, want: "flash"},
			{what: "still flash, and mute", after: s, hear: []byte{8, 7}, want: "mute"},
			{what: "the button hangs up", after: s, hear: []byte{8, 0}, want: "hang up"},
			{what: "over", show: show(idle), want: "[1700 0900]"},
			{what: "another program may have had it: everything is said", show: show(ringing), want: "[1700 2000 0900 1801]"},
		}},
		"push buttons": {headsettest.PushButtons(), []step{
			{what: "a call rings", show: show(ringing), want: "[0004]"},
			{what: "the button goes down", hear: []byte{1}, want: "pick up"},
			{what: "answered", show: show(talking), want: "[0001]"},
			{what: "the button goes up", hear: []byte{0}},
			{what: "mute goes down", after: 2 * s, hear: []byte{2}, want: "mute"},
			{what: "muted", show: show(muted), want: "[0003]"},
			{what: "mute goes up", hear: []byte{0}},
			{what: "mute goes down", after: s, hear: []byte{2}, want: "mute"},
			{what: "mute goes up", hear: []byte{0}},
			{what: "the button goes down", after: s, hear: []byte{1}},
			{what: "the button goes up", hear: []byte{0}, want: "hang up"},
		}},
		"on and off": {headsettest.OnOffButtons(), []step{
			{what: "a call rings", show: show(ringing), want: "[0610]"},
			{what: "declined", hear: []byte{5, 0x10}, want: "decline"},
			{what: "on", hear: []byte{5, 0x01}, want: "pick up"},
			{what: "answered", show: show(talking), want: "[0601]"},
			{what: "on once more", hear: []byte{5, 0x01}},
			{what: "nothing", hear: []byte{5, 0}},
			{what: "mute on", hear: []byte{5, 0x04}, want: "mute"},
			{what: "muted", show: show(muted), want: "[]"},
			{what: "mute on once more", hear: []byte{5, 0x04}},
			{what: "mute off", hear: []byte{5, 0x0c}, want: "mute"},
			{what: "off", hear: []byte{5, 0x03}, want: "hang up"},
		}},
		"reports that are cut off or strange": {headsettest.JabraLink380c(), []step{
			{what: "a call rings", show: show(ringing), want: "[028800]"},
			{what: "empty", hear: []byte{}},
			{what: "a number alone", hear: []byte{2}},
			{what: "half of one", hear: []byte{2, 1}, want: "pick up"},
			{what: "too long", hear: []byte{2, 1, 8, 9, 9, 9}, want: "decline"},
			{what: "an unknown one", hear: []byte{77, 255, 255}},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := headset.Parse(c.descriptor)
			if err != nil {
				t.Fatal(err)
			}
			p, now := headset.NewPanel(l), time.Unix(1000, 0)
			for i, s := range c.steps {
				now = now.Add(s.after)
				var got string
				if s.show != nil {
					got = fmt.Sprintf("%x", p.Show(*s.show, now))
				} else {
					events, _ := p.Hear(s.hear, now)
					for _, e := range events {
						got += eventNames[e]
					}
				}
				if got != s.want {
					t.Errorf("step %d, %s: %q, want %q", i, s.what, got, s.want)
				}
			}
		})
	}
}

// TestAPressThatCameToNothingIsTakenBack: the headset is told again how things are,
// once, and nothing while it is idle. What a headset says to that is no press.
func TestAPressThatCameToNothingIsTakenBack(t *testing.T) {
	l, err := headset.Parse(headsettest.PlantronicsBlackwire3220())
	if err != nil {
		t.Fatal(err)
	}
	p, now := headset.NewPanel(l), time.Unix(1000, 0)
	if got := fmt.Sprintf("%x", p.Repeat(now)); got != "[]" {
		t.Errorf("idle: %s", got)
	}
	p.Show(talking, now)
	hear := func(what string, want string, wantAgain bool, report ...byte) {
		t.Helper()
		events, again := p.Hear(report, now)
		got := ""
		for _, e := range events {
			got += eventNames[e]
		}
		if got != want || again != wantAgain {
			t.Errorf("%s: %q, to be told again %v; want %q, %v", what, got, again, want, wantAgain)
		}
	}
	hear("it repeats what it was told", "", false, 8, 2)
	hear("hung up at once", "", true, 8, 0)
	hear("another report", "", false, 1, 1)
	now = now.Add(2 * time.Second)
	if got := fmt.Sprintf("%x", p.Repeat(now)); got != "[1701 2000 0900 1800]" {
		t.Errorf("in a call: %s", got)
	}
	hear("it repeats that", "", false, 8, 2)
	hear("the mute lamp like a press", "", false, 8, 3)
	hear("and its release", "", false, 8, 2)
	now = now.Add(time.Second)
	hear("mute", "mute", true, 8, 3)
}
