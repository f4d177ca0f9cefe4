package app_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti"
)

func (d *desk) moments() (kinds []app.MomentKind) {
	v, _ := d.app.State().Connection.Get()
	for _, m := range v.Moments {
		kinds = append(kinds, m.Kind)
	}
	return kinds
}

func TestWhatHappensToTheConnectionIsKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		server := "wss://aes.example/api/wti/session"
		d.emit(wti.ConnectionChanged{Link: wti.LinkConnected, Server: server})
		time.Sleep(time.Minute)
		d.emit(wti.ConnectionChanged{Link: wti.LinkReconnecting, Server: server, Err: errors.New("broken pipe")})
		d.emit(wti.ConnectionChanged{Link: wti.LinkReconnecting, Server: server}) // nothing new
		time.Sleep(3 * time.Second)
		d.emit(wti.ConnectionChanged{Link: wti.LinkConnected, Server: server})
		d.emit(wti.SystemStatus{Link: wti.LinkDown, Switch: "CM1"}, wti.SystemStatus{Link: wti.LinkDown, Switch: "CM1"})
		time.Sleep(20 * time.Second)
		d.emit(wti.SystemStatus{Link: wti.LinkUp, Switch: "CM1"}, wti.ControlModeChanged{FirstParty: true}, wti.ControlModeChanged{FirstParty: true})
		d.emit(wti.TerminalUnregistered{Code: "2006", Reason: "taken over"})
		want := []app.MomentKind{app.MomentConnected, app.MomentLost, app.MomentConnected, app.MomentSwitchDown, app.MomentSwitchUp, app.MomentButtons, app.MomentUnregistered}
		if got := d.moments(); !slices.Equal(got, want) {
			t.Fatalf("moments %v, want %v", got, want)
		}
		v, _ := d.app.State().Connection.Get()
		if m := v.Moments[1]; m.Details != "broken pipe" || m.Server != "aes.example" {
			t.Errorf("the loss is %+v", m)
		}
		if a, b := v.Moments[2].After, v.Moments[4].After; a != 3*time.Second || b != 20*time.Second || v.Moments[0].After != 0 {
			t.Errorf("it was away for %v and %v", a, b)
		}
	})
}

func TestMomentsAreBounded(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		for range 150 {
			d.client.events <- wti.ConnectionChanged{Link: wti.LinkReconnecting, Server: "wss://a"}
			d.client.events <- wti.ConnectionChanged{Link: wti.LinkConnected, Server: "wss://a"}
		}
		synctest.Wait()
		if n := len(d.moments()); n != 200 {
			t.Errorf("%d moments are kept, want 200", n)
		}
	})
}
