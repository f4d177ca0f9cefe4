package wti

import "strings"

// Handset is our phone's lamps, hook and display, for tests. Its appearances have
// the lamps 263, 264 and 265.
type Handset struct{ h handset }

const testDevice = "4750:CM1::0"

// NewHandset is one on which nobody but us acts when alone.
func NewHandset(alone bool) *Handset {
	h := &Handset{handset{on: true, alone: alone}}
	h.h.learnKeys(nil)
	return h
}

func (h *Handset) Lamp(lamp string, mode int) []Event { return h.h.turn(lamp, mode, testDevice) }
func (h *Handset) Hook(onHook bool) []Event           { return h.h.hook(onHook, testDevice) }
func (h *Handset) Display(text string) []Event        { return h.h.display(text, testDevice) }
func (h *Handset) Read() []Event                      { return h.h.believe(testDevice) }

// Merge is a conference whose second press is under way.
func (h *Handset) Merge(held, active string) { h.h.merging = &merging{held: held, active: active} }

// Apart is that it did not come about.
func (h *Handset) Apart() []Event { return h.h.apart(testDevice) }

// ReadDisplay is who and which service a display names for the first appearance.
func ReadDisplay(text string) (who, service string) {
	w, s := readDisplay(displayLines(text)['a'])
	return w.Number, s.Number
}

// Invented says that a call's id is not the switch's.
func Invented(id CallID) bool { return strings.HasPrefix(string(id), inventedCall) }
