package app_test

import (
	"testing"

	"offhook/app"
	"offhook/wti"
)

// TestTheSwitchLinkIsToldWhileItIsDown: a notice comes with the trouble and goes
// with it, and the card of a call stays.
func TestTheSwitchLinkIsToldWhileItIsDown(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.SystemStatus{Link: wti.LinkUp, Status: "normal"}, offered, answered)
		link := func() app.LinkView { v, _ := d.app.State().Link.Get(); return v }
		notices := func() []app.Notice { v, _ := d.app.State().Notices.Get(); return v }
		if v := link(); v.Switch != wti.LinkUp || v.System != "normal" || len(notices()) != 0 {
			t.Errorf("link = %+v, notices %+v", v, notices())
		}
		d.emit(wti.SystemStatus{Link: wti.LinkDown, Switch: "CM1"}, wti.SystemStatus{Link: wti.LinkDown, Switch: "CM1", Status: "disabled"})
		if n := notices(); len(n) != 1 || n[0].Details != "CM1" || n[0].Severity != app.Warning {
			t.Errorf("notices = %+v, want one about the switch", n)
		}
		if v := link(); v.Switch != wti.LinkDown || v.System != "disabled" {
			t.Errorf("link = %+v", v)
		}
		if calls := d.calls(); len(calls) != 1 || calls[0].State != app.CallConnected {
			t.Errorf("calls = %+v", calls)
		}
		d.emit(wti.SystemStatus{Link: wti.LinkUp, Status: "overloadReached"})
		if n := notices(); len(n) != 1 || n[0].Details != "overloadReached" {
			t.Errorf("notices = %+v, want one about the load", n)
		}
		d.emit(wti.SystemStatus{Status: "overloadRelieved"})
		if n := notices(); len(n) != 0 {
			t.Errorf("notices = %+v, want none", n)
		}
	})
}

func TestTheOtherPhonesLineIsToldWhileItIsDown(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.ServiceLinkStatus{Up: false}, wti.ServiceLinkStatus{Up: false})
		if n := d.notices(); len(n) != 1 || n[0].Severity != app.Warning {
			t.Errorf("notices = %+v, want one", n)
		}
		d.emit(wti.ServiceLinkStatus{Up: true})
		if n := d.notices(); len(n) != 0 {
			t.Errorf("notices = %+v, want none", n)
		}
	})
}

func TestASupervisorsChangeIsToldApart(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAutoIn}, By: wti.ByUs},
			wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAux, Reason: 4}, By: wti.BySupervisor})
		if a := d.agent(); a.ChangedBy != app.BySupervisor || a.Missed || a.ReasonName != "Meeting" {
			t.Errorf("agent = %+v", a)
		}
		if n := d.notices(); len(n) != 1 || n[0].Title != "You were set to AUX" {
			t.Errorf("notices = %+v", n)
		}
		d.emit(wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentManualIn}})
		if a := d.agent(); a.ChangedBy != app.ByUnknown {
			t.Errorf("agent = %+v, want nobody named", a)
		}
	})
}
