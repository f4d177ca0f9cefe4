package screens

import (
	"time"

	"offhook/app"
	"offhook/wti"
)

// busyDay is a day's totals in the afternoon.
func busyDay() app.TodayView {
	return app.TodayView{
		TodayTotals: app.TodayTotals{
			Day: "2026-03-04", Ready: 131 * time.Minute, OnCall: 187 * time.Minute, AfterCall: 24 * time.Minute,
			Aux: 52 * time.Minute, Answered: 38, Missed: 2, Handling: 333 * time.Second,
		},
		Reasons: []app.ReasonTotal{{Code: 1, Name: "Break", Time: 20 * time.Minute}, {Code: 2, Name: "Lunch", Time: 32 * time.Minute}},
	}
}

// missedCall is the agent after a call that was not answered.
func (d *desk) missedCall() {
	a := agentIn(wti.AgentAux)
	a.Missed, a.ChangedBy, a.Since = true, app.BySystem, noon.Add(-42*time.Second)
	d.signIn(a)
	_ = d.state.Notices.Set([]app.Notice{{
		ID: 4, Severity: app.Warning, Title: "You are in AUX because a call was not answered", Again: wti.AgentManualIn, Details: "15551234567",
		Text: "It rang here for 20 seconds, then the switch took it back for somebody else. It counts as not answered, and no more calls come here until you are ready again.",
	}})
}

// workCodes are some that the settings name.
var workCodes = []app.WorkCode{{Code: "11", Name: "Order"}, {Code: "12", Name: "Complaint"}, {Code: "13", Name: "Question about an invoice"}}

func init() {
	scenes = append(scenes, []struct {
		name string
		show func(*desk)
	}{
		{"state-today", func(d *desk) {
			a := agentIn(wti.AgentAux)
			a.Reason, a.ReasonName, a.ChangedBy, a.Limit = 2, "Lunch", app.ByMe, 30*time.Minute
			d.signIn(a)
			_ = d.state.Today.Set(busyDay())
			d.shell.show(tabState)
		}},
		{"today", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			_ = d.state.Today.Set(busyDay())
			d.settle()
			d.showToday()
		}},
		{"missed", func(d *desk) { d.missedCall() }},
		{"aux-over", func(d *desk) {
			a := agentIn(wti.AgentAux)
			a.Reason, a.ReasonName, a.ChangedBy, a.Limit = 1, "Break", app.BySupervisor, 10*time.Minute
			d.signIn(a)
		}},
		{"acw-timed", func(d *desk) {
			a := agentIn(wti.AgentAfterCall)
			a.ChangedBy, a.Since, a.Limit = app.BySystem, noon.Add(-18*time.Second), time.Minute
			d.signIn(a)
		}},
		{"workcode", func(d *desk) {
			d.phone.codes = workCodes
			d.signIn(agentIn(wti.AgentManualIn))
			d.setCalls(inState(app.CallConnected))
			_ = d.state.WorkCode.Set(app.WorkCodeView{Offered: true, Remote: "+4930901820", Given: "12"})
		}},
		{"workcode-acw", func(d *desk) {
			d.phone.codes = workCodes
			d.signIn(agentIn(wti.AgentAfterCall))
			_ = d.state.WorkCode.Set(app.WorkCodeView{Offered: true, Ended: true, Remote: "+4930901820", Name: "Anna Müller", Problem: "The phone did not take it. It takes a work code during a call of the queue and in after-call work."})
		}},
		{"ringing-limit", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			v := ringing()
			v.Since, v.RingLimit = noon.Add(-8*time.Second), 20*time.Second
			d.setCalls(v)
		}},
		{"ringing-soon", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			v := ringing()
			v.Since, v.RingLimit = noon.Add(-16*time.Second), 20*time.Second
			d.setCalls(v)
		}},
	}...)
}
