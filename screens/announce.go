package screens

import (
	"cmp"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/wti"
)

// announcer tells of ringing calls outside the window that is in use.
type announcer struct {
	system   windowSystem
	when     app.AlertWindow
	flash    bool
	mark     bool
	front    bool // one of our windows has the keyboard
	marked   bool // the desktop marks the window
	incoming *incoming
	told     map[wti.CallID]bool // by messages, where there is no window for it
}

// watchFront follows whether one of our windows has the keyboard.
func (m *Main) watchFront(f fyne.App) {
	f.Lifecycle().SetOnEnteredForeground(func() { m.setFront(true) })
	f.Lifecycle().SetOnExitedForeground(func() { m.setFront(false) })
}

// Front reports whether one of our windows has the keyboard.
func (m *Main) Front() bool { return m.announcer.front }

func (m *Main) setFront(front bool) {
	m.announcer.front = front
	m.prepareIncoming()
	m.announce()
}

func (m *Main) setAlerts(v app.SettingsView) {
	a := &m.announcer
	a.when = app.AlertWindow(v.Text(app.SettingAlertWindow))
	a.flash, a.mark = v.On(app.SettingRingFlash), v.On(app.SettingAttention)
	m.announce()
}

// ringing are the calls that ring here with sound, oldest first.
func (m *Main) ringing() (rings []app.CallView) {
	for _, v := range m.shell.calls.views {
		if v.State == app.CallAlerting && !v.Silenced {
			rings = append(rings, v)
		}
	}
	return rings
}

// announce brings everything outside the window in line with what rings.
func (m *Main) announce() {
	a := &m.announcer
	rings := m.ringing()
	away := len(rings) > 0 && !a.front
	if mark := away && a.mark; mark != a.marked {
		a.marked = mark
		a.system.Attention(m.inFront(), mark)
	}
	m.shell.ring.flash.run(len(rings) > 0 && a.flash)
	if m.sheet != nil {
		m.sheet.ring.flash.run(len(rings) > 0 && a.flash)
	}
	wanted := away && a.when != app.AlertNever || len(rings) > 0 && a.when == app.AlertAlways
	if !wanted {
		rings = nil
	}
	if len(rings) == 0 {
		a.told = nil
	}
	if len(rings) > 0 && !a.incoming.prepare(m.window) {
		m.tell(rings)
		return
	}
	a.incoming.announce(rings)
	a.incoming.flash.run(len(rings) > 0 && a.flash)
}

// tell has the desktop say that calls ring, each once.
func (m *Main) tell(rings []app.CallView) {
	a := &m.announcer
	told := map[wti.CallID]bool{}
	for _, v := range rings {
		if told[v.ID] = true; !a.told[v.ID] {
			who := cmp.Or(v.Name, m.shell.calls.names[v.Remote])
			m.phone.Notify(lang.X("call.incoming", "Incoming call"), withReason(withReason(remoteName(v), who), v.Service))
		}
	}
	a.told = told
}

// prepareIncoming makes the window of ringing calls while there is time: when the
// agent turns to another program, since who stays here needs none.
func (m *Main) prepareIncoming() {
	a := &m.announcer
	if m.phase != app.PhaseSignedIn || a.when == app.AlertNever || a.front && a.when != app.AlertAlways {
		return
	}
	a.incoming.prepare(m.window)
}
