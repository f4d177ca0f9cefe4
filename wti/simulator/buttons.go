package simulator

import (
	"strconv"
	"time"
)

// pressGap is the least time between two presses; CM drops a faster one without
// saying so (protocol notes §6.6).
const pressGap = 200 * time.Millisecond

// digitGap is the least time between two dial pad digits.
const digitGap = 100 * time.Millisecond

type button struct {
	id       int
	label    string
	function int
}

func (st *station) buttons() []button {
	list := []button{
		{buttonDrop, "Drop", 11}, {buttonConference, "Conf", 12}, {buttonTransfer, "Transfer", 13}, {buttonHold, "Hold", 14},
	}
	for i := range appearances {
		list = append(list, button{buttonCall + i, string(rune('a'+i)) + "=", 6})
	}
	if !st.noCode {
		list = append(list, button{buttonWorkCode, "WorkCode", 140})
	}
	return append(list, button{buttonAUX, "AuxWork", 52}, button{buttonAutoIn, "AutoIn", 92},
		button{buttonManualIn, "ManualIn", 93}, button{buttonACW, "AfterCall", 91}, button{buttonRelease, "Release", 94})
}

func (x *exchange) buttonInformation() (object, error) {
	st, err := x.phone()
	if err != nil {
		return nil, err
	}
	want := str(x.p, "button")
	list := []object{}
	for _, b := range st.buttons() {
		id := strconv.Itoa(b.id)
		if want != "" && want != id {
			continue
		}
		if x.s.dialect().NoButtonLabels {
			b.label = ""
		}
		list = append(list, object{
			"button": id, "buttonLabel": b.label, "buttonLabelSettable": false, "buttonFunction": b.function + x.s.dialect().ButtonShift,
			"buttonAssociatedNumber": "", "lampList": []string{id},
		})
	}
	return object{"buttonList": list}, nil
}

// buttonPress is ButtonPress. The answer says only that the press was accepted;
// one that comes too fast is lost.
func (x *exchange) buttonPress() (object, error) {
	st, err := x.phone()
	if err != nil {
		return nil, err
	}
	id, ok := number(x.p, "button")
	if !ok {
		return nil, operation("invalidParameterValue", "button %q is not a number", str(x.p, "button"))
	}
	now := time.Now()
	if now.Sub(st.lastPress) < st.gap(id) {
		x.s.log.Warn("button pressed too fast: dropped", "station", st.ext, "button", id)
		return object{}, nil
	}
	st.lastPress, st.lastButton = now, id
	st.physical("buttonPress", "ButtonPressEvent", object{"button": strconv.Itoa(id)})
	st.press(id)
	return object{}, nil
}

// press does what the button does on the telephone. What is not possible now is
// ignored, as on a real one.
func (st *station) press(id int) {
	active := st.active()
	switch {
	case id < 16:
		st.key(id)
	case id >= buttonCall && id < buttonCall+appearances:
		st.pressAppearance(id - buttonCall)
	case id == buttonHold:
		if active != nil && active.state == stateConnected {
			active.call.hold(active)
		}
	case id == buttonTransfer, id == buttonConference:
		st.pressJoin(id)
	case id == buttonDrop:
		st.pressDrop()
	case id == buttonWorkCode && !st.noCode:
		st.pressWorkCode()
	case id == buttonRelease:
		if active != nil {
			active.call.clear(active, "normalClearing")
		}
	case st.agent != nil:
		st.agent.pressMode(id)
	}
}

func (st *station) pressAppearance(i int) {
	active := st.active()
	p := st.parties[i]
	if p != nil && p == active {
		return
	}
	if active != nil { // without Hold first the active call is lost
		active.call.clear(active, "normalClearing")
	}
	switch {
	case p == nil && st.parties[i] == nil:
		st.server.originate(st, i)
	case p.state == stateAlerting:
		p.call.answer(p)
	case p.state == stateHeld:
		p.call.retrieve(p)
	}
}

// key is a dial pad digit: dialled while there is dial tone, sent to the far end
// in a call.
func (st *station) key(id int) {
	p := st.active()
	if p == nil && st.coding == nil {
		return
	}
	digit := st.server.dialect().key(id)
	if digit == "" {
		return
	}
	if st.coding != nil {
		st.codeKey(digit)
		return
	}
	switch p.state {
	case stateConnected:
		p.call.sendDigits(p, digit)
	case stateInitiated:
		st.dialed += digit
		st.keyed(p)
	}
}

// keyed looks whether the digits are a number or a feature code now. Otherwise
// they are dialled as they are when no other follows.
func (st *station) keyed(p *party) {
	st.dialing.stop()
	code, whole := st.server.feature(st.dialed)
	digits := st.dialed
	switch {
	case code && whole:
		st.dialed = ""
		p.call.useFeature(p, digits)
	case code:
	case st.server.complete(digits):
		st.dialKeyed(p)
	default:
		st.dialing = st.server.after(dialPause, func() {
			if p.state == stateInitiated && st.dialed == digits {
				st.dialKeyed(p)
			}
		})
	}
}

// dialKeyed dials what was keyed.
func (st *station) dialKeyed(p *party) {
	digits := st.dialed
	st.dialed = ""
	p.call.reportDialed(p, digits)
	p.call.dial(p, digits)
}
