package app_test

import (
	"testing"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// twoCalls is the part of a shift in which calls are passed on: each way that a
// consultation can go, with the switch's own view asked each time.
func twoCalls(t *testing.T, a *app.App, server *simulator.Server, eventually func(string, func() bool)) {
	t.Helper()
	calls := func() []app.CallView { v, _ := a.State().Calls.Get(); return v }
	find := func(ok func(app.CallView) bool) (app.CallView, bool) {
		for _, c := range calls() {
			if ok(c) {
				return c, true
			}
		}
		return app.CallView{}, false
	}
	none := func() bool { return len(calls()) == 0 }
	// customer brings a customer's call to the agent, answered.
	customer := func() (*simulator.Call, wti.CallID) {
		t.Helper()
		call, err := server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
		if err != nil {
			t.Fatal(err)
		}
		eventually("ringing", func() bool { return len(calls()) == 1 && calls()[0].State == app.CallAlerting })
		id := calls()[0].ID
		a.Answer(id)
		eventually("answered", func() bool { return len(calls()) == 1 && calls()[0].State == app.CallConnected })
		return call, id
	}
	// consult calls the colleague about it, who answers.
	consult := func(id wti.CallID) {
		t.Helper()
		a.Consult(id, "4751")
		eventually("the colleague answers", func() bool {
			held, ok1 := find(func(c app.CallView) bool { return c.ID == id })
			talk, ok2 := find(func(c app.CallView) bool { return c.ConsultFor == id })
			return ok1 && ok2 && held.State == app.CallHeld && talk.State == app.CallConnected && talk.Can.Has(app.ActionTransfer)
		})
	}
	a.SetAgent(wti.AgentAutoIn, 0)

	first, id := customer()
	consult(id)
	a.Swap(id)
	eventually("swapped", func() bool {
		c, _ := find(func(c app.CallView) bool { return c.ID == id })
		return c.State == app.CallConnected && c.Asked == app.ActionNone && c.Can.Has(app.ActionSwap)
	})
	a.Swap(id)
	eventually("swapped back", func() bool { // the other call's event comes after this one's
		c, _ := find(func(c app.CallView) bool { return c.ID == id })
		return c.State == app.CallHeld && c.Asked == app.ActionNone && c.Can.Has(app.ActionTransfer)
	})
	a.Transfer(id)
	eventually("both calls left us", none)
	eventually("the customer talks to the colleague", func() bool { return first.State() == simulator.CallConnected })
	first.Hangup()

	second, id := customer()
	consult(id)
	a.Conference(id)
	eventually("a conference", func() bool {
		return len(calls()) == 1 && calls()[0].Parties == 2 && calls()[0].State == app.CallConnected
	})
	if c := calls()[0]; c.Remote != "15551234567" || c.With != "15551234567, 4751" {
		t.Errorf("conference card = %+v", c)
	}
	a.DropParty(calls()[0].ID, "4751")
	eventually("the two of us", func() bool {
		return len(calls()) == 1 && calls()[0].Parties == 1 && calls()[0].State == app.CallConnected
	})
	second.Hangup()
	eventually("the customer left", func() bool {
		if c := calls(); len(c) == 1 && c[0].Ended {
			a.HangUp(c[0].ID)
		}
		return none()
	})

	third, id := customer()
	consult(id)
	a.CancelConsult(id)
	eventually("back to the customer", func() bool {
		return len(calls()) == 1 && calls()[0].ID == id && calls()[0].State == app.CallConnected
	})
	a.BlindTransfer(id, "4751")
	eventually("passed on", none)
	eventually("the colleague has the customer", func() bool { return third.State() == simulator.CallConnected })
	third.Hangup()
}
