package app_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/wti"
)

func (d *desk) workCode() app.WorkCodeView {
	v, _ := d.app.State().WorkCode.Get()
	return v
}

func (d *desk) give(code string) {
	d.app.GiveWorkCode(code)
	synctest.Wait()
}

func TestAWorkCodeIsGivenDuringACallOfTheQueueAndAfterIt(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(mode(wti.AgentManualIn, 0), offered)
		if v := d.workCode(); v.Offered {
			t.Errorf("offered while it rings: %+v", v)
		}
		d.give("12")
		if slices.Contains(d.client.requests(), "workCode 12") {
			t.Error("given while it rings")
		}
		d.emit(answered)
		if v := d.workCode(); !v.Offered || v.Remote != "15551234567" || v.Ended || v.Problem != "" {
			t.Errorf("during the call: %+v", v)
		}
		d.give("12a")
		if v := d.workCode(); v.Problem == "" {
			t.Errorf("12a was taken: %+v", v)
		}
		d.give("12")
		if v := d.workCode(); v.Given != "12" || v.Asked != "" || v.Problem != "" {
			t.Errorf("after giving it: %+v", v)
		}
		d.emit(gone, mode(wti.AgentAfterCall, 0))
		if v := d.workCode(); !v.Offered || !v.Ended || v.Given != "12" {
			t.Errorf("in after-call work: %+v", v)
		}
		d.client.refuse["workCode"] = &wti.Error{Op: "ButtonPress", Kind: wti.KindNotNow}
		d.give("13")
		if v := d.workCode(); v.Given != "12" || v.Problem == "" {
			t.Errorf("refused: %+v", v)
		}
		d.emit(mode(wti.AgentManualIn, 0))
		if v := d.workCode(); v.Offered {
			t.Errorf("after it: %+v", v)
		}
	})
}

func TestAWorkCodeOfTheCallBeforeIsNotThatOfTheNext(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(mode(wti.AgentAutoIn, 0), offered, answered)
		d.client.block = make(chan struct{})
		d.give("12")
		if v := d.workCode(); v.Asked != "12" {
			t.Errorf("while it is entered: %+v", v)
		}
		next := answered
		next.Connection.Call, next.Calling.Number = "872", "555"
		d.emit(gone, offeredBy("872", "555"), next)
		close(d.client.block)
		synctest.Wait()
		if v := d.workCode(); !v.Offered || v.Given != "" || v.Asked != "" || v.Remote != "555" {
			t.Errorf("at the next call: %+v", v)
		}
		d.emit(wti.ConnectionCleared{Connection: next.Connection, Own: true})
		if v := d.workCode(); v.Offered {
			t.Errorf("without a call in Auto-in: %+v", v)
		}
	})
}

func TestAnOutgoingCallHasNoWorkCode(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		far := wti.Established{Connection: wti.Connection{Call: "9", Device: "4751:CM1::0"}}
		d.emit(mode(wti.AgentAux, 0), wti.Originated{Connection: wti.Connection{Call: "9", Device: own.Device}, CallInfo: wti.CallInfo{Called: wti.Party{Number: "4751"}}}, far)
		if c := d.call(); c.State != app.CallConnected {
			t.Fatalf("call %+v", c)
		}
		if v := d.workCode(); v.Offered {
			t.Errorf("%+v", v)
		}
	})
}
