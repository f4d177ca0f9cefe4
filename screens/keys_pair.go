package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/screens/widgets"
)

// pairKey handles the keys that lead a call elsewhere. F11 is the first step of
// a transfer and its last.
func (m *Main) pairKey(k fyne.KeyName) {
	calls := m.shell.calls
	switch k {
	case fyne.KeyF11:
		if calls.pair != nil {
			m.step(calls.pair.complete)
		} else if v, ok := calls.first(app.CallConnected, app.CallAlerting, app.CallHeld); ok && v.Asked == app.ActionNone && (sendable(v) || v.Can.Has(app.ActionDeflect)) {
			m.shell.show(tabCalls)
			m.askSend(v)
		}
	case fyne.KeyF12:
		if v, ok := calls.first(app.CallHeld); ok && calls.pair != nil && v.Can.Has(app.ActionSwap) && v.Asked == app.ActionNone {
			m.phone.Swap(v.ID)
		}
	}
}

func (m *Main) goConference() {
	if p := m.shell.calls.pair; p != nil {
		m.step(p.join)
	}
}

func (m *Main) goBack() {
	if p := m.shell.calls.pair; p != nil {
		m.step(p.back)
	}
}

// step does what a button of the pair does, when that works now.
func (m *Main) step(b *widgets.Button) {
	if !b.Hidden && !b.Disabled() {
		b.Tapped(nil)
		m.shell.show(tabCalls)
	}
}
