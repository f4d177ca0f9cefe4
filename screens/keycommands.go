package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// keyScope is where a key works.
type keyScope int

const (
	inWindow   keyScope = iota // signed in, and no sheet over the window; the settings close
	inList                     // as before, and not while the settings are open
	inSettings                 // as inWindow, and the settings stay
	overSheets                 // signed in: a call does not wait
	everywhere                 // also signed out
)

// keyCommand is what a key does.
type keyCommand struct {
	scope keyScope
	run   func()
}

// keyCommands lists what can have a key, see [app.DefaultKeys].
func (m *Main) keyCommands() map[app.KeyAction]keyCommand {
	tab := func(t tab) keyCommand { return keyCommand{run: func() { m.goTab(t) }} }
	mode := func(w wti.AgentMode) keyCommand { return keyCommand{inSettings, func() { m.phone.SetAgent(w, 0) }} }
	return map[app.KeyAction]keyCommand{
		app.KeyHelp:        {everywhere, m.showHelp},
		app.KeyDiagnostics: {everywhere, m.toggleDiagnostics},
		app.KeyCompact:     {overSheets, m.toggleCompact},
		app.KeyTrainer:     {everywhere, m.toggleTrainer},
		app.KeySettings:    {everywhere, m.keySettings},
		app.KeyAnswer:      {overSheets, m.keyAnswer},
		app.KeyHangUp:      {overSheets, m.keyHangUp},
		app.KeyHold:        {overSheets, m.toggleHold},
		app.KeyMute:        {overSheets, m.keyMute},
		app.KeyTransfer:    {inWindow, m.keyTransfer},
		app.KeySwap:        {inWindow, m.keySwap},
		app.KeyConference:  {inWindow, m.goConference},
		app.KeyBack:        {inWindow, m.goBack},
		app.KeyDial:        {inWindow, m.goDial},
		app.KeyAutoIn:      mode(wti.AgentAutoIn),
		app.KeyManualIn:    mode(wti.AgentManualIn),
		app.KeyAux:         {inSettings, m.askAux},
		app.KeyAfterCall:   mode(wti.AgentAfterCall),
		app.KeyDisturb:     {inSettings, m.shell.agent.features.toggleDoNotDisturb},
		app.KeySignOut:     {inSettings, m.askSignOut},
		app.KeyCalls:       tab(tabCalls),
		app.KeyDialpad:     tab(tabDialpad),
		app.KeyState:       tab(tabState),
		app.KeyHistory:     tab(tabHistory),
		app.KeyDirectory:   tab(tabDirectory),
		app.KeyCopy:        {inList, m.rollCopy},
		app.KeyDelete:      {inList, m.rollDelete},
		app.KeyUndo:        {inList, m.rollUndo},
	}
}

// do does what a key is for, where that works now.
func (m *Main) do(a app.KeyAction) {
	c, ok := m.keyCommands()[a]
	covered := m.sheet != nil && c.scope != everywhere && c.scope != overSheets
	if !ok || covered || c.scope != everywhere && m.phase != app.PhaseSignedIn || c.scope == inList && m.settings.open {
		return
	}
	if c.scope == inWindow {
		m.closeSettings()
	}
	c.run()
}

// setKeys takes over other keys.
func (m *Main) setKeys(list []app.KeyBinding) {
	if !m.keys.set(list) {
		return
	}
	m.bindShortcuts()
	m.shell.calls.empty.update(m.shell.calls.empty.view)
	m.login.keysPoint.SetText(keysPointText(m.phone))
	m.content.Refresh() // the hints on buttons
}

// bindShortcuts gives the canvas the chords that have a modifier; keys alone come
// by typedKey.
func (m *Main) bindShortcuts() {
	c := m.window.Canvas()
	for _, s := range m.shortcuts {
		c.RemoveShortcut(s)
	}
	m.shortcuts = nil
	for _, b := range m.keys.bindings {
		if s := shortcutOf(b.Chord); s != nil {
			c.AddShortcut(s, func(fyne.Shortcut) { m.do(b.Action) })
			m.shortcuts = append(m.shortcuts, s)
		}
	}
	m.bindBarShortcuts()
}

func (m *Main) keyAnswer() {
	if v, ok := m.shell.calls.first(app.CallAlerting); ok && v.Asked != app.ActionAnswer {
		m.phone.Answer(v.ID)
		m.makeWay()
		m.closeSettings()
		m.shell.show(tabCalls)
	}
}

// keySettings opens and closes the settings. A question that is open stays.
func (m *Main) keySettings() {
	if m.sheet == nil {
		m.toggleSettings()
	}
}

func (m *Main) keyHangUp() {
	v, ok := m.shell.calls.first(app.CallConnected, app.CallDialing, app.CallFailed, app.CallAlerting, app.CallHeld)
	if ok && v.Asked != app.ActionHangUp {
		m.phone.HangUp(v.ID)
	}
}

func (m *Main) keyMute() {
	if m.shell.header.media.Active {
		m.shell.header.toggleMute()
	}
}
