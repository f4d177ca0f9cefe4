package wti

import (
	"context"
	"slices"
	"strings"
)

// Button is a button of our phone (protocol notes §6.3).
type Button struct {
	ID    string // for PressButton; its lamp mostly has the same id
	Label string
	// Function is what it does, as ButtonAux and its like; empty when that is
	// not known.
	Function string
	Number   string // what is administered with it, such as a reason code
	Lamps    []string
}

// Buttons asks for the buttons of our phone and what they do
// (GetButtonInformation). What a button does is told by its label, else by
// Communication Manager's number for it; [Dialect] can name labels, numbers and
// ids where a system differs (protocol notes §6.3). Needs a registered phone.
func (c *Client) Buttons(ctx context.Context) ([]Button, error) {
	s, err := c.session()
	if err != nil {
		return nil, wrapRequest(opButtonInformation, err)
	}
	list, err := s.readButtons(ctx)
	return slices.Clone(list), err
}

func (s *session) readButtons(ctx context.Context) (list []Button, err error) {
	st := &s.c.station
	err = s.physical(ctx, opButtonInformation, deviceOnly{s.ownDevice()}, func(p value) error {
		list = s.c.opt.Dialect.readButtons(p)
		return nil
	})
	if err == nil {
		st.with(func() { st.buttons = list })
	}
	return list, err
}

// knownButtons are the buttons as once told, asked for at the first need.
func (s *session) knownButtons(ctx context.Context) ([]Button, error) {
	var list []Button
	s.c.station.with(func() { list = s.c.station.buttons })
	if list != nil {
		return list, nil
	}
	return s.readButtons(ctx)
}

func (d Dialect) readButtons(p value) []Button {
	var list []Button
	for b := range p.get("buttonList", "buttons").items("button", "buttonLabel", "buttonFunction") {
		button := Button{ID: b.get("button", "buttonID").text(), Label: b.get("buttonLabel", "label").text()}
		if button.ID == "" {
			continue
		}
		button.Number, _ = b.get("buttonAssociatedNumber").device()
		for l := range b.get("lampList", "lamps").items("lamp") {
			lamp := l.text()
			if lamp == "" {
				lamp = l.get("lamp").text()
			}
			if lamp != "" {
				button.Lamps = append(button.Lamps, lamp)
			}
		}
		number, told := b.get("buttonFunction", "function").number()
		button.Function = d.functionOf(button, number, told)
		list = append(list, button)
	}
	return list
}

// functionOf says what a button does: a configured id first, then the label,
// then the number.
func (d Dialect) functionOf(b Button, number int, told bool) string {
	for function, id := range d.ButtonIDs {
		if id == b.ID {
			return function
		}
	}
	for function, label := range d.ButtonLabels {
		if label != "" && strings.EqualFold(strings.TrimSpace(label), strings.TrimSpace(b.Label)) {
			return function
		}
	}
	if f := labelled(b.Label); f != "" {
		return f
	}
	for _, function := range functions {
		if n := d.buttonFunction(function); told && n != 0 && n == number {
			return function
		}
	}
	for _, function := range functions {
		if fixedButtons[function] == b.ID {
			return function
		}
	}
	return ""
}

// functions are what a button may do, in the order of looking.
var functions = []string{ButtonAppearance, ButtonAux, ButtonAutoIn, ButtonManualIn, ButtonAfterCall,
	ButtonRelease, ButtonAssist, ButtonHold, ButtonTransfer, ButtonConference, ButtonDrop, ButtonWorkCode}

// fixedButtons have the same id on every phone (protocol notes §6.3).
var fixedButtons = map[string]string{ButtonDrop: "258", ButtonConference: "259", ButtonTransfer: "260", ButtonHold: "261"}

// labelled knows Communication Manager's English labels.
func labelled(label string) string {
	label = strings.TrimSpace(label)
	if len(label) == 2 && label[1] == '=' {
		return ButtonAppearance // a=, b=, …
	}
	words := squash(label)
	switch {
	case strings.HasPrefix(words, "callappr"):
		return ButtonAppearance
	case strings.HasPrefix(words, "auxwork"), words == "aux":
		return ButtonAux
	}
	switch words {
	case "autoin":
		return ButtonAutoIn
	case "manualin":
		return ButtonManualIn
	case "aftercall", "aftercallwork", "acw":
		return ButtonAfterCall
	case "release":
		return ButtonRelease
	case "assist":
		return ButtonAssist
	case "hold":
		return ButtonHold
	case "transfer":
		return ButtonTransfer
	case "conf", "conference":
		return ButtonConference
	case "drop":
		return ButtonDrop
	case "workcode", "callworkcode", "cwc":
		return ButtonWorkCode
	}
	return ""
}
