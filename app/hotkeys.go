package app

import (
	"context"
	"slices"
	"strings"

	"offhook/app/hotkeys"
	"offhook/resources/lang"
	"offhook/wti"
)

// DesktopKeys are keys of the whole desktop: *[hotkeys.Hotkeys] has them. It never
// blocks but in Selected and Close.
type DesktopKeys interface {
	Set([]hotkeys.Key)
	Selected(ctx context.Context) []string
	Close()
}

// hotkeyKeeper is the loop's part about keys of the whole desktop.
type hotkeyKeeper struct {
	keys    DesktopKeys // nil for none, and before Run
	reports []hotkeys.Report
	wanted  []hotkeys.Key
	notice  int // that says which keys do nothing
}

// startHotkeys starts holding keys, where there is something that can.
func (a *App) startHotkeys() {
	if a.opts.Hotkeys != nil {
		a.held.keys = a.opts.Hotkeys(hotkeys.Heard{Pressed: a.hotkeyPressed, Told: a.hotkeysTold})
	}
}

// followHotkeys has the keys held that the settings name.
func (a *App) followHotkeys() {
	k := &a.held
	if k.keys == nil {
		return
	}
	var wanted []hotkeys.Key
	for _, action := range HotkeyActions() {
		if chord := a.opts.Settings.Hotkeys[string(action)]; chord != "" {
			wanted = append(wanted, hotkeys.Key{ID: string(action), Chord: chord, Text: KeyText(action)})
		}
	}
	if !slices.Equal(wanted, k.wanted) {
		k.wanted = wanted
		k.keys.Set(wanted)
	}
}

// hotkeysTold hears what became of the keys. It is called on any goroutine.
func (a *App) hotkeysTold(reports []hotkeys.Report) {
	a.post(func() {
		k := &a.held
		k.reports = reports
		a.model.withdraw(&k.notice)
		var lines []string
		for _, r := range reports {
			if useless(r.State) {
				lines = append(lines, KeyText(KeyAction(r.ID))+": "+a.hotkeyNote(r))
			}
		}
		if len(lines) > 0 {
			k.notice = a.model.notify(Notice{
				Severity: Warning,
				Title:    lang.X("hotkey.useless", "Keys that do nothing in other programs"),
				Text:     strings.Join(lines, "\n"),
			})
		}
		a.showSettings()
	})
}

// useless says that a key will not be told.
func useless(s hotkeys.State) bool { return s != hotkeys.Held && s != hotkeys.Asked }

// hotkeyNote says why a key does nothing, or is another one; empty when all is well.
func (a *App) hotkeyNote(r hotkeys.Report) string {
	key := map[string]any{"Key": a.opts.Settings.Hotkeys[r.ID]}
	switch r.State {
	case hotkeys.Taken:
		return lang.X("hotkey.taken", "Another program has {{.Key}}. Choose another key, or change it there.", key)
	case hotkeys.Missing:
		return lang.X("hotkey.missing", "Your keyboard has no {{.Key}}. Choose another key.", key)
	case hotkeys.Refused:
		return lang.X("hotkey.refused", "Your desktop gives programs no such key, or you did not allow it.")
	case hotkeys.Asked:
		return lang.X("hotkey.asked", "Your desktop has been asked for it.")
	}
	if r.Instead != "" && !strings.EqualFold(r.Instead, a.opts.Settings.Hotkeys[r.ID]) {
		return lang.X("hotkey.instead", "Your desktop calls this key: {{.Key}}", map[string]any{"Key": r.Instead})
	}
	return ""
}

// noteHotkeys says beside settings of keys what became of them.
func (a *App) noteHotkeys(list []Setting) {
	for _, r := range a.held.reports {
		if i := slices.IndexFunc(list, func(s Setting) bool { return s.Key == HotkeySetting(KeyAction(r.ID)) }); i >= 0 && list[i].Value != "" {
			list[i].Note = a.hotkeyNote(r)
		}
	}
}

// hotkeyPressed does what a key of the whole desktop is for, where that works now:
// what the same key does in the window. It is called on any goroutine.
func (a *App) hotkeyPressed(id string) {
	a.post(func() {
		switch KeyAction(id) {
		case KeyAnswer:
			a.actFirst(ActionAnswer, CallAlerting)
		case KeyHangUp:
			a.actFirst(ActionHangUp, CallConnected, CallDialing, CallFailed, CallAlerting, CallHeld)
		case KeyHold:
			if c := a.model.first(CallConnected, CallHeld); c != nil && c.State == CallHeld {
				a.act(c.ID, ActionRetrieve, nil)
			} else if c != nil {
				a.act(c.ID, ActionHold, nil)
			}
		case KeyMute:
			if a.model.media != nil {
				a.setMuted(!a.model.muted)
			}
		case KeyReady:
			a.toggleReady()
		case KeyDisturb:
			a.setDoNotDisturb(!a.model.phone.DoNotDisturb, nil)
		case KeyForward:
			a.toggleForwarding()
		case KeyShow:
			a.askWindow(WindowShow)
		case KeySelection:
			a.offerSelected()
		}
	})
}

// actFirst asks something of the oldest call in the first of the states that any
// call is in.
func (a *App) actFirst(action Action, states ...CallState) {
	if c := a.model.first(states...); c != nil {
		a.act(c.ID, action, nil)
	}
}

// toggleReady goes into AUX from a mode in which calls come, with the first reason
// of the list; and from any other one into the last mode in which they came.
func (a *App) toggleReady() {
	v := a.model.agent
	mode := v.Mode
	if v.Pending != wti.AgentUnknown {
		mode = v.Pending // what follows this call is what is changed
	}
	if v.Asked != wti.AgentUnknown || v.Mode == wti.AgentLoggedOut {
		return
	}
	if mode == wti.AgentAutoIn || mode == wti.AgentManualIn {
		reason := 0
		if reasons := a.AuxReasons(); len(reasons) > 0 {
			reason = reasons[0].Code
		}
		a.setAgent(wti.AgentAux, reason, nil)
		return
	}
	if a.model.lastReady == wti.AgentUnknown {
		a.model.lastReady = wti.AgentAutoIn
	}
	a.setAgent(a.model.lastReady, 0, nil)
}

// offerSelected offers the number that is selected in some window, else the one
// that was copied last, and brings the window up, where one key dials it.
func (a *App) offerSelected() {
	keys := a.held.keys
	if keys == nil {
		return
	}
	a.work(func(ctx context.Context) func() {
		texts := keys.Selected(ctx)
		return func() {
			a.askWindow(WindowShow)
			for _, text := range texts {
				if a.offerNumber(text, FromSelection) == nil {
					return
				}
			}
			a.model.notify(noSelectionNotice(texts))
		}
	})
}

// noSelectionNotice says why nothing is offered.
func noSelectionNotice(texts []string) Notice {
	n := Notice{
		Severity: Warning, Title: lang.X("hotkey.noSelection", "No number is selected"),
		Text: lang.X("hotkey.noSelection.text", "Select or copy a number first. Not every desktop shows other programs what is selected."),
	}
	if len(texts) > 0 {
		n.Text, n.Details = lang.X("hotkey.noNumber.text", "What is selected, or was copied last, is not a number to dial."), shortened(texts[0])
	}
	return n
}
