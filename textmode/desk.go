package textmode

import (
	"maps"
	"slices"
	"time"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/wti"
)

// desk is what both ways to show it have in common: the state, what is being
// asked, and what a key does. It belongs to one goroutine.
type desk struct {
	phone Phone
	now   func() time.Time
	quit  func() // ends the program, which signs out

	view  view
	form  app.SignInForm // as it is being filled in
	asked *question      // nil when nothing is
	page  page           // in place of the notices
	said  string         // what the last key came to, where the state does not show it

	since   map[wti.CallID]time.Time // when a ringing call came up
	guarded bool                     // a call that has only just come takes no key
	forward string                   // what was typed to forward to
	bell    bool                     // a call has begun to ring since it was read
}

// page is what is shown in place of the notices.
type page int

const (
	pageNotices page = iota
	pageHistory
	pageHelp
)

// guard is how long a key does nothing to a ringing call: who is typing when a
// call comes must not take or lose it by accident.
const guard = 700 * time.Millisecond

func newDesk(phone Phone, now func() time.Time, quit func()) *desk {
	return &desk{phone: phone, now: now, quit: quit, since: map[wti.CallID]time.Time{}}
}

// signedIn reports whether there is a telephone to work with.
func (d *desk) signedIn() bool {
	p := d.view.signIn.Phase
	return p == app.PhaseSignedIn || p == app.PhaseSigningOut
}

// linked reports whether the server can be asked for something.
func (d *desk) linked() bool {
	return d.view.signIn.Phase == app.PhaseSignedIn && d.view.link.Link == wti.LinkConnected
}

// set takes over what the app shows now.
func (d *desk) set(v view) {
	was := d.view
	d.view = v
	if v.form != was.form {
		d.form = v.form
		if d.form.Mode == "" {
			d.form.Mode = wti.ThisComputer
		}
	}
	for _, c := range v.calls {
		if _, known := d.since[c.ID]; c.State == app.CallAlerting && !known {
			d.since[c.ID] = d.now()
			d.bell = d.bell || !c.Silenced
		}
	}
	maps.DeleteFunc(d.since, func(id wti.CallID, _ time.Time) bool { return !slices.ContainsFunc(v.calls, is(id)) })
	if q := d.asked; q != nil && q.about != "" && !slices.ContainsFunc(v.calls, is(q.about)) {
		d.asked, d.said = nil, lang.X("text.gone", "That call is over.")
	}
	if v.signIn.Phase != was.signIn.Phase {
		d.asked, d.page, d.said = nil, pageNotices, ""
		if v.signIn.Phase == app.PhaseSignedIn && !d.form.Remember {
			d.form.AgentPassword = ""
		}
	}
	if v.phone.Forward != "" {
		d.forward = "" // it has come about
	}
}

func is(id wti.CallID) func(app.CallView) bool {
	return func(c app.CallView) bool { return c.ID == id }
}

// first is the oldest call in the first of some states that there is one in.
func (d *desk) first(states ...app.CallState) (app.CallView, bool) {
	for _, s := range states {
		for _, c := range d.view.calls {
			if c.State == s {
				return c, true
			}
		}
	}
	return app.CallView{}, false
}

// press does what a key is for, outside a question. It reports whether the key
// is for something now.
func (d *desk) press(key string) bool {
	d.said = ""
	if i := slices.IndexFunc(d.commands(), func(c command) bool { return c.key == key }); i >= 0 {
		d.commands()[i].run()
		return true
	}
	if d.tone(key) {
		return true
	}
	return false
}

// tone sends a digit on the call that the agent talks on, or begins a number.
func (d *desk) tone(key string) bool {
	if len(key) != 1 || !isDialRune(rune(key[0])) || !d.linked() {
		return false
	}
	if c, ok := d.first(app.CallConnected); ok && key != "+" {
		d.phone.SendDigits(c.ID, key)
		return true
	}
	d.askDial(key)
	return true
}

// isDialRune reports whether a typed character belongs into a number.
func isDialRune(r rune) bool { return r >= '0' && r <= '9' || r == '*' || r == '#' || r == '+' }

// pressChord does what a key of the settings is for: F1 to F12, which work during
// a question too where they are about a call. It reports whether it is for
// something here.
func (d *desk) pressChord(chord string) bool {
	i := slices.IndexFunc(d.view.keys, func(b app.KeyBinding) bool { return b.Chord == chord })
	if i < 0 {
		return false
	}
	key, whileAsked := keyOf(d.view.keys[i].Action)
	if key == "" || d.asked != nil && !whileAsked || !d.signedIn() {
		return false
	}
	if d.view.keys[i].Action == app.KeyHold {
		if _, held := d.first(app.CallConnected); !held {
			key = "r"
		}
	}
	return d.press(key)
}

// keyOf is the letter that does what a key of the settings does, and whether it
// works while something is asked.
func keyOf(a app.KeyAction) (letter string, whileAsked bool) {
	switch a {
	case app.KeyAnswer:
		return "a", true
	case app.KeyHangUp:
		return "x", true
	case app.KeyHold:
		return "h", true
	case app.KeyMute:
		return "m", true
	case app.KeyTransfer:
		return "t", false
	case app.KeySwap:
		return "s", false
	case app.KeyConference:
		return "f", false
	case app.KeyBack:
		return "b", false
	case app.KeyDial:
		return "d", false
	case app.KeyAutoIn:
		return "i", false
	case app.KeyManualIn:
		return "n", false
	case app.KeyAux:
		return "u", false
	case app.KeyAfterCall:
		return "w", false
	case app.KeyDisturb:
		return "z", false
	case app.KeySignOut:
		return "q", false
	case app.KeyHistory:
		return "y", false
	case app.KeyHelp:
		return "?", false
	}
	return "", false
}

// leave ends the program; with calls up that is asked first.
func (d *desk) leave() {
	if len(d.view.calls) == 0 {
		d.quit()
		return
	}
	title, hint, confirm, _ := d.view.link.QuitQuestion()
	d.ask(&question{title: title, hint: hint, options: []option{{"1", confirm}}, done: func(string) { d.quit() }})
}
