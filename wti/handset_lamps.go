package wti

import (
	"maps"
	"slices"
)

// turn follows the lamp of a call appearance and returns what it says about calls
// (protocol notes §6.4). own is our device id.
func (h *handset) turn(lamp string, mode int, own string) []Event {
	defer h.wake()
	key, ok := h.keyOf(lamp)
	if !ok {
		return nil
	}
	if h.modes == nil {
		h.modes, h.lines = make(map[string]int), make(map[string]*line)
	}
	h.modes[lamp] = mode
	l := h.lines[lamp]
	var events []Event
	switch mode {
	case lampFlash:
		events = h.rings(key, l, own)
	case lampSteady:
		events = h.talks(key, l, own)
	case lampWink, lampFlutter, lampBrokenFlutter:
		events = h.waits(key, l, own)
	case lampInvertedWink: // held, or a bridged line of somebody else's
		if l != nil {
			events = h.waits(key, l, own)
		}
	case lampOff:
		events = h.ends(key, l, own)
	}
	return events
}

// open makes the call of a line that has none.
func (h *handset) open(key lineKey, state ConnectionState, inbound bool) *line {
	l := &line{key: key, call: h.invent(key.lamp), state: state, inbound: inbound}
	h.lines[key.lamp] = l
	return l
}

// rings: a call is offered.
func (h *handset) rings(key lineKey, l *line, own string) []Event {
	if l != nil {
		return nil
	}
	l = h.open(key, StateAlerting, true)
	info := l.info()
	l.remote, info.Called = readDisplay(h.texts[key.lamp])
	info.Calling, info.Cause = l.remote, "newCall"
	return []Event{Delivered{Connection: l.connection(own), Alerting: us(own), Own: true, CallInfo: info}}
}

// talks: the line is active.
func (h *handset) talks(key lineKey, l *line, own string) []Event {
	switch {
	case l == nil && h.expected(key):
		l = h.open(key, StateInitiated, false)
		l.hidden, h.expect.opened = h.expect.hidden, l
		return l.show(ServiceInitiated{Connection: l.connection(own), CallInfo: l.info()})
	case l == nil && h.alone: // answered by itself, or up since before we came
		events := h.rings(key, nil, own)
		return append(events, h.lines[key.lamp].answered(own))
	case l == nil:
		l = h.open(key, StateInitiated, false)
		return append([]Event{ServiceInitiated{Connection: l.connection(own), CallInfo: l.info()}}, h.reached(l, own)...)
	case l.state == StateAlerting && h.hookTold && h.onHook:
		l.doubtful = true // the hook's event comes, or the next reading decides
	case l.state == StateAlerting:
		return []Event{l.answered(own)}
	case l.state == StateHeld && h.merging != nil && h.merging.gone != nil:
		return h.joined(l, own)
	case l.state == StateHeld:
		l.state = StateConnected
		return l.show(Retrieved{Connection: l.connection(own), Own: true, CallInfo: l.info()})
	}
	return nil
}

// expected says whether a recipe is opening this line.
func (h *handset) expected(key lineKey) bool {
	return h.expect != nil && h.expect.opened == nil && (h.expect.lamp == "" || h.expect.lamp == key.lamp)
}

// waits: the line is on hold, or a transfer or conference of it is pending.
func (h *handset) waits(key lineKey, l *line, own string) (events []Event) {
	switch {
	case l == nil:
		events = h.rings(key, nil, own)
		l = h.lines[key.lamp]
		events = append(events, l.answered(own))
	case l.state == StateAlerting:
		events = append(events, l.answered(own))
	case l.state == StateHeld:
		return nil
	}
	l.state = StateHeld
	return append(events, l.show(Held{Connection: l.connection(own), Own: true, CallInfo: l.info()})...)
}

// ends: the lamp is off, so the call is over for us.
func (h *handset) ends(key lineKey, l *line, own string) []Event {
	delete(h.texts, key.lamp)
	if l == nil {
		return nil
	}
	delete(h.lines, key.lamp)
	if h.begun.held == key.lamp {
		h.begun = begun{}
	}
	m := h.merging
	if m == nil || key.lamp != m.held && key.lamp != m.active {
		return l.over(own)
	}
	other := h.lines[m.held]
	if key.lamp == m.held {
		other = h.lines[m.active]
	}
	switch {
	case other == nil && m.gone != nil:
		events := append(m.gone.over(own), l.over(own)...)
		m.gone = nil
		return events
	case other == nil:
		return l.over(own)
	}
	m.gone = l
	if h.modes[other.key.lamp] == lampSteady {
		return h.joined(other, own)
	}
	return nil
}

// joined: of two lines that were to be one conference, one is dark and the other
// active.
func (h *handset) joined(stays *line, own string) []Event {
	m := h.merging
	gone := m.gone
	m.gone = nil
	held, active := gone, stays
	if stays.key.lamp == m.held {
		held, active = stays, gone
	}
	stays.state, stays.parties = StateConnected, max(held.parties, 1)+max(active.parties, 1)
	info := stays.info()
	info.Cause = "conference"
	e := Conferenced{Primary: held.call, Secondary: active.call, NewCall: stays.call, Own: true, CallInfo: info}
	for _, p := range []Party{held.remote, active.remote} {
		e.Parties, e.Connections = append(e.Parties, p), append(e.Connections, Connection{Call: stays.call})
	}
	stays.remote = held.remote
	return []Event{e}
}

// apart gives up waiting for two lines to become one.
func (h *handset) apart(own string) []Event {
	m := h.merging
	h.merging = nil
	if m == nil || m.gone == nil {
		return nil
	}
	return m.gone.over(own)
}

// hook follows the hookswitch.
func (h *handset) hook(onHook bool, own string) (events []Event) {
	h.hookTold, h.onHook = true, onHook
	if !onHook {
		events = h.believe(own)
	}
	h.wake()
	return events
}

// believe takes lines for answered whose lamps say so, whatever the hook does:
// better a button too many than none for a caller.
func (h *handset) believe(own string) (events []Event) {
	for l := range h.inOrder() {
		if l.doubtful && l.state == StateAlerting && h.modes[l.key.lamp] == lampSteady {
			events = append(events, l.answered(own))
		}
	}
	return events
}

// display follows what the phone shows.
func (h *handset) display(text, own string) (events []Event) {
	lines := displayLines(text)
	for _, letter := range slices.Sorted(maps.Keys(lines)) {
		for _, k := range h.keys {
			if k.letter == letter {
				events = append(events, h.shows(k, lines[letter], own)...)
			}
		}
	}
	return events
}

func (h *handset) shows(k lineKey, text, own string) []Event {
	if h.texts == nil {
		h.texts = make(map[string]string)
	}
	h.texts[k.lamp] = text
	l := h.lines[k.lamp]
	switch {
	case l == nil || l.dialled || l.hidden || l.parties > 1, h.expect != nil && h.expect.opened == l:
		return nil
	case !l.inbound:
		return h.reached(l, own)
	case l.remote != (Party{}):
		return nil
	}
	info := l.info()
	l.remote, info.Called = readDisplay(text)
	if l.remote == (Party{}) {
		return nil
	}
	info.Calling = l.remote
	return []Event{CallInformation{Connection: l.connection(own), CallInfo: info}}
}

// reached: somebody dials at the phone, and the display has something to say of it.
func (h *handset) reached(l *line, own string) []Event {
	who, _ := readDisplay(h.texts[l.key.lamp])
	if who == (Party{}) || who == l.remote {
		return nil
	}
	l.remote = who
	if l.state == StateInitiated {
		l.state = StateConnected
	}
	info := l.info()
	info.Calling, info.Called = us(own), who
	return []Event{NetworkReached{Connection: l.connection(own), CallInfo: info}}
}
