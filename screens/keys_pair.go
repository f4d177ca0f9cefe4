package screens

import (
	"offhook/app"
	"offhook/screens/widgets"
)

// keyTransfer is the first step of a transfer and its last.
func (m *Main) keyTransfer() {
	calls := m.shell.calls
	if calls.pair != nil {
		m.step(calls.pair.complete)
	} else if v, ok := calls.first(app.CallConnected, app.CallAlerting, app.CallHeld); ok && v.Asked == app.ActionNone && (sendable(v) || v.Can.Has(app.ActionDeflect)) {
		m.shell.show(tabCalls)
		m.askSend(v)
	}
}

func (m *Main) keySwap() {
	calls := m.shell.calls
	if v, ok := calls.first(app.CallHeld); ok && calls.pair != nil && v.Can.Has(app.ActionSwap) && v.Asked == app.ActionNone {
		m.phone.Swap(v.ID)
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
