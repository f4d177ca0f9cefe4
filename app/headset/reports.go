package headset

import (
	"bytes"
	"slices"
	"time"
)

// Event is what was done at a headset.
type Event int

// The events.
const (
	// PickUp takes the call that rings, or the one on hold.
	PickUp Event = iota + 1
	// HangUp ends the call that is up.
	HangUp
	// Mute is the mute button: on, or off again.
	Mute
	// FlashHook is the hook flash, often a long press: hold, retrieve, swap.
	FlashHook
	// Decline sends the call away that rings.
	Decline
)

// State is how a headset is to be. Comparable.
type State struct {
	// Use says that headsets are used at all.
	Use bool
	// Ringing is a call that rings, OffHook one that is up, Held that all are on
	// hold.
	Ringing, OffHook, Muted, Held bool
}

// idle reports whether there is nothing to show.
func (s State) idle() bool { return !s.Ringing && !s.OffHook && !s.Muted && !s.Held }

const (
	// settleFor is for how long after the headset was told that a call is up “hung up”
	// is not believed: it may be the release of the button that answered, or a report
	// from before.
	settleFor = time.Second
	// echoFor is the same for the mute button: a headset that was told to mute may
	// report it like a press.
	echoFor = 300 * time.Millisecond
)

// Panel is the buttons and lamps of one headset. It is not for several goroutines at
// once.
type Panel struct {
	layout Layout
	shown  State
	last   []int64         // value of each control
	sent   map[byte][]byte // output reports
	order  []byte          // of output reports
	upAt   time.Time       // when OffHook was shown
	muteAt time.Time       // when Muted was changed, or said again
	doubt  bool            // a report was not believed: the headset may be in another state
	told   bool            // the last reports to it said everything again
}

// NewPanel is a headset that is idle.
func NewPanel(l Layout) *Panel {
	p := &Panel{layout: l, last: make([]int64, len(l.Controls)), sent: map[byte][]byte{}}
	// Off hook goes first: a headset that is told only that it no longer rings falls
	// asleep.
	for _, u := range []Usage{LampOffHook, LampHold, LampMute, LampRing, Ringer} {
		for _, lamp := range l.Lamps {
			if lamp.Usage == u && !slices.Contains(p.order, lamp.Report) {
				p.order = append(p.order, lamp.Report)
			}
		}
	}
	return p
}

// Hear takes an input report as the device gave it, with its number where it has one,
// and returns what was done. again says that the headset may be in another state than
// was shown, and is to be told once more if nothing comes of it: see [Panel.Repeat].
func (p *Panel) Hear(report []byte, now time.Time) (events []Event, again bool) {
	p.doubt = false
	var id byte
	if p.layout.Numbered {
		if len(report) == 0 {
			return nil, false
		}
		id, report = report[0], report[1:]
	}
	for i, c := range p.layout.Controls {
		if c.Report != id {
			continue
		}
		v, ok := bits(report, c.Bit, c.Size)
		if !ok {
			continue // a short report
		}
		if c.Kind == OnOff {
			v = signed(v, c.Size)
		}
		was := p.last[i]
		p.last[i] = v
		if e := p.event(c, was, v, now); e != 0 {
			events = append(events, e)
		}
	}
	return events, len(events) > 0 || p.doubt
}

// event is what one control says, 0 for nothing.
func (p *Panel) event(c Control, was, v int64, now time.Time) Event {
	switch c.Usage {
	case HookSwitch:
		return p.hook(c.Kind, was, v, now)
	case PhoneMute:
		if p.muted(c.Kind, was, v, now) {
			return Mute
		}
	case Flash:
		if pressed(c.Kind, was, v) {
			return FlashHook
		}
	case Drop, Button7, ProgrammableButton:
		if pressed(c.Kind, was, v) {
			return Decline
		}
	}
	return 0
}

// hook is what the hook switch says. Many makers describe theirs as a push button
// and mean a switch, so both are taken as one.
func (p *Panel) hook(k Kind, was, v int64, now time.Time) Event {
	up := v > 0
	switch k {
	case Toggle:
		if v == 0 {
			return 0
		}
		up = !p.shown.OffHook
	case OnOff:
		if v == 0 {
			return 0
		}
	default:
		if (was != 0) == (v != 0) {
			return 0
		}
	}
	switch {
	case up == p.shown.OffHook: // what it was told
		return 0
	case up:
		return PickUp
	case k != OnOff && now.Sub(p.upAt) < settleFor:
		p.doubt = true
		return 0
	}
	return HangUp
}

// muted reports whether the mute button changes something.
func (p *Panel) muted(k Kind, was, v int64, now time.Time) bool {
	switch k {
	case Switch:
		return (was != 0) != (v != 0) && (v != 0) != p.shown.Muted
	case OnOff:
		return v != 0 && (v > 0) != p.shown.Muted
	}
	if !pressed(k, was, v) {
		return false
	}
	if now.Sub(p.muteAt) < echoFor {
		p.doubt = !p.told // what it says to a repetition is no reason for another one
		return false
	}
	return true
}

// pressed reports whether a button goes down. A toggle says each press by itself.
func pressed(k Kind, was, v int64) bool {
	if k == Toggle || k == OnOff {
		return v > 0
	}
	return v != 0 && was == 0
}

// Show takes how the headset is to be and returns the output reports that say so,
// each with its number in front, 0 where it has none. A headset that was idle is told
// everything, otherwise what has changed: another program may have used it meanwhile.
func (p *Panel) Show(s State, now time.Time) [][]byte {
	was := p.shown
	if s.idle() && was.idle() {
		return nil
	}
	if s.OffHook && !was.OffHook {
		p.upAt = now
	}
	if s.Muted != was.Muted {
		p.muteAt = now
	}
	p.shown, p.told = s, false
	for i, c := range p.layout.Controls { // a switch is taken to follow
		switch {
		case c.Kind != Switch && c.Kind != Push:
		case c.Usage == HookSwitch && s.OffHook != was.OffHook:
			p.last[i] = number(s.OffHook)
		case c.Usage == PhoneMute && c.Kind == Switch && s.Muted != was.Muted:
			p.last[i] = number(s.Muted)
		}
	}
	return p.compose(was.idle())
}

// Repeat returns all reports of what is shown, none for an idle headset: a press that
// came to nothing leaves the headset in another state than we are in.
func (p *Panel) Repeat(now time.Time) [][]byte {
	if p.shown.idle() {
		return nil
	}
	p.told, p.muteAt = true, now
	return p.compose(true)
}

func (p *Panel) compose(whole bool) (reports [][]byte) {
	for _, id := range p.order {
		r := make([]byte, 1+p.layout.Outputs[id])
		r[0] = id
		for _, lamp := range p.layout.Lamps {
			if lamp.Report == id && p.lit(lamp.Usage) {
				r[1+lamp.Bit/8] |= 1 << (lamp.Bit % 8) // 1 in the lowest bit, however many there are
			}
		}
		if whole || !bytes.Equal(r, p.sent[id]) {
			p.sent[id] = r
			reports = append(reports, r)
		}
	}
	return reports
}

// lit reports whether a lamp is on.
func (p *Panel) lit(u Usage) bool {
	switch u {
	case LampOffHook:
		return p.shown.OffHook
	case LampRing, Ringer:
		return p.shown.Ringing
	case LampMute:
		return p.shown.Muted
	case LampHold:
		return p.shown.Held
	}
	return false
}

// bits reads a field, lowest bit first (HID 1.11 §5.6). It reports false when the
// report is too short.
func bits(b []byte, at, size int) (v int64, ok bool) {
	if at+size > 8*len(b) {
		return 0, false
	}
	for i := range size {
		bit := at + i
		v |= int64(b[bit/8]>>(bit%8)&1) << i
	}
	return v, true
}

// signed is a field's value as a number with a sign.
func signed(v int64, size int) int64 {
	return v << (64 - size) >> (64 - size)
}

func number(on bool) int64 {
	if on {
		return 1
	}
	return 0
}
