//go:build linux || freebsd || openbsd || netbsd

package hotkeys

import (
	"time"

	"github.com/jezek/xgb/xproto"
)

// selectionLimit is how long a program has to give its text.
const selectionLimit = time.Second

// longestSelection bounds the text that is read, in bytes: a number with some
// words around it.
const longestSelection = 4096

// selected is the text that is selected, and the one that was copied (ICCCM §2.4).
func (s *server) selected() (texts []string) {
	if s.conn == nil {
		return nil
	}
	for _, name := range []string{"PRIMARY", "CLIPBOARD"} {
		for _, form := range []string{"UTF8_STRING", "STRING"} {
			if text := s.convert(name, form); text != "" {
				texts = append(texts, text)
				break
			}
		}
	}
	return texts
}

// convert asks whoever has a selection for it; empty when nobody has, or does not
// answer.
func (s *server) convert(name, form string) string {
	which, what, into := s.atom(name), s.atom(form), s.atom("OFFHOOK_SELECTION")
	owner, err := xproto.GetSelectionOwner(s.conn, which).Reply()
	if err != nil || owner.Owner == xproto.WindowNone {
		return ""
	}
	s.arrived = nil
	xproto.ConvertSelection(s.conn, s.window, which, what, into, xproto.TimeCurrentTime)
	limit := time.After(selectionLimit)
	for s.arrived == nil || s.arrived.Selection != which || s.arrived.Target != what {
		select {
		case f, ok := <-s.events:
			if !ok {
				return ""
			}
			f()
		case <-limit:
			return ""
		}
	}
	if s.arrived.Property == xproto.AtomNone {
		return ""
	}
	const remove, longs = true, longestSelection / 4
	p, err := xproto.GetProperty(s.conn, remove, s.window, into, what, 0, longs).Reply()
	if err != nil || p.Format != 8 || p.BytesAfter > 0 { // a longer one is no number
		return ""
	}
	if form == "UTF8_STRING" {
		return string(p.Value)
	}
	latin1 := make([]rune, len(p.Value))
	for i, b := range p.Value {
		latin1[i] = rune(b)
	}
	return string(latin1)
}

func (s *server) atom(name string) xproto.Atom {
	r, err := xproto.InternAtom(s.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return xproto.AtomNone
	}
	return r.Atom
}
