package app

import (
	"slices"
	"strings"

	"offhook/app/headset"
	"offhook/resources/lang"
	"offhook/wti"
)

// HeadsetButtons are the buttons and lamps of headsets: *[headset.Headsets] has them.
// It never blocks but in Close.
type HeadsetButtons interface {
	Set(headset.State)
	Close()
}

// HeadsetSettings are about what a headset does beside sound.
type HeadsetSettings struct {
	// Buttons has the buttons of USB headsets answer, hang up, mute and hold, and their
	// lamps follow.
	Buttons bool `toml:"buttons"`
}

// headsetKeeper is the loop's part about headsets.
type headsetKeeper struct {
	buttons HeadsetButtons // nil for none, and before Run
	list    []headset.Status
	denied  string // names of those that may not be opened
	notice  int    // that says so
}

// startHeadsets starts using headsets, where there is something that can.
func (a *App) startHeadsets() {
	if a.opts.Headsets != nil {
		a.headsets.buttons = a.opts.Headsets(headset.Heard{Pressed: a.headsetPressed, Told: a.headsetsTold})
		a.showSettings()
	}
}

// followHeadsets tells the headsets how things are.
func (a *App) followHeadsets() {
	if k := &a.headsets; k.buttons != nil {
		k.buttons.Set(a.headsetState())
	}
}

// headsetState is how headsets are to be. A headset is off hook as soon as the agent
// has asked to answer: a wireless one opens its voice then, and some go back to sleep
// when they are not told soon. A call on hold leaves it on hook, so that its button
// takes the call back and cannot end it. Where another phone has the voice, the
// headset has no part in it.
func (a *App) headsetState() headset.State {
	s := headset.State{Use: a.opts.Settings.Headset.Buttons}
	if a.form.Mode != wti.ThisComputer {
		return s
	}
	s.Ringing = a.model.tone() != ToneNone
	for _, c := range a.model.calls {
		switch {
		case c.State == CallConnected, c.State == CallDialing, c.State == CallFailed, c.Asked == ActionAnswer, c.Asked == ActionRetrieve:
			s.OffHook = true
		case c.State == CallHeld:
			s.Held = true
		}
	}
	s.Held = s.Held && !s.OffHook
	s.Muted = a.model.muted && s.OffHook
	return s
}

// headsetPressed does what was done at a headset, where that works now. It is called
// on any goroutine.
func (a *App) headsetPressed(e headset.Event) {
	a.post(func() {
		if a.form.Mode != wti.ThisComputer || !a.opts.Settings.Headset.Buttons {
			return
		}
		switch e {
		case headset.PickUp:
			if a.model.first(CallAlerting) == nil && a.model.first(CallConnected, CallDialing) == nil {
				a.actFirst(ActionRetrieve, CallHeld)
				return
			}
			a.actFirst(ActionAnswer, CallAlerting)
		case headset.HangUp:
			a.actFirst(ActionHangUp, CallConnected, CallDialing, CallFailed)
		case headset.Decline:
			a.actFirst(ActionHangUp, CallAlerting, CallConnected, CallDialing, CallFailed)
		case headset.Mute:
			if a.model.media != nil {
				a.setMuted(!a.model.muted)
			}
		case headset.FlashHook:
			a.flashHook()
		}
	})
}

// flashHook is the hook flash: with another call it goes over to that one, alone the
// call is held or taken back.
func (a *App) flashHook() {
	talking := a.model.first(CallConnected)
	held, active := a.model.pair("")
	switch {
	case talking != nil && a.model.first(CallAlerting) != nil:
		a.actFirst(ActionAnswer, CallAlerting) // which holds the other one
	case held != nil && active.State == CallConnected:
		a.both("", ActionSwap, nil)
	case talking != nil:
		a.act(talking.ID, ActionHold, nil)
	default:
		a.actFirst(ActionRetrieve, CallHeld)
	}
}

// headsetsTold hears which headsets there are. It is called on any goroutine.
func (a *App) headsetsTold(list []headset.Status) {
	a.post(func() {
		k := &a.headsets
		k.list = slices.Clone(list)
		var denied []string
		for _, s := range list {
			if s.Condition == headset.Denied {
				denied = append(denied, headsetName(s))
			}
		}
		if names := strings.Join(denied, ", "); names != k.denied {
			k.denied = names
			a.model.withdraw(&k.notice)
			if names != "" {
				title, text := deniedHeadset(names)
				k.notice = a.model.notify(Notice{Severity: Warning, Title: title, Text: text})
			}
		}
		a.showSettings()
	})
}

// deniedHeadset says what does not work when the system does not let a headset be
// opened, and what helps.
func deniedHeadset(name string) (title, text string) {
	return lang.X("headset.denied", "The buttons of {{.Headset}} do not work", map[string]any{"Headset": name}), lang.X("headset.denied.text", "This computer does not let you use them. Whoever looks after it finds the rule that is missing in the administrator guide, under “Headsets”. Then plug the headset in again.")
}

// headsetName is a headset's name as it may be shown.
func headsetName(s headset.Status) string {
	return firstOf(strings.TrimSpace(Plain(s.Name)), lang.X("headset.unnamed", "USB headset"))
}

// noteHeadsets says beside the setting which headsets there are, and what is wrong
// with them.
func (a *App) noteHeadsets(list []Setting) {
	i := slices.IndexFunc(list, func(s Setting) bool { return s.Key == SettingHeadset })
	if i < 0 || list[i].Value != "true" || a.headsets.buttons == nil {
		return
	}
	var good, bad []string
	for _, s := range a.headsets.list {
		name := map[string]any{"Headset": headsetName(s)}
		switch s.Condition {
		case headset.Works:
			good = append(good, lang.X("headset.works", "{{.Headset}}: the buttons work", name))
		case headset.Denied:
			title, text := deniedHeadset(headsetName(s))
			bad = append(bad, title+". "+text)
		case headset.Failed:
			bad = append(bad, lang.X("headset.failed", "{{.Headset}} cannot be used: {{.Details}}", map[string]any{"Headset": headsetName(s), "Details": Plain(s.Details)}))
		}
	}
	if len(a.headsets.list) == 0 {
		good = append(good, lang.X("headset.none", "No headset with buttons is plugged in."))
	}
	list[i].Status, list[i].Note = strings.Join(good, "\n"), strings.Join(bad, "\n")
}
