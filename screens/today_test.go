package screens

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

func TestTodaysTotalsInTheStateTabAndBehindTheHeader(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Today.Set(busyDay())
	d.click("tab.state")
	d.see("agent.today.ready", "Ready 2 h 11 min")
	d.see("agent.today.answered", "Calls answered 38")
	d.see("agent.today.handling", "Average per call 5:33")
	d.click("header.state")
	d.see("today.aux.2", "AUX · Lunch 32 min")
	d.see("today.onCall", "On calls 3 h 07 min")
	v := busyDay()
	v.Answered++
	_ = d.state.Today.Set(v)
	d.see("today.answered", "Calls answered 39")
	d.click("today.copy")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "AUX · Break\t20 min\n") || !strings.Contains(got, "Calls answered\t39\n") {
		t.Errorf("copied %q", got)
	}
	d.key(fyne.KeyEscape)
	d.notSee("today.onCall")
	d.window.Canvas().Focus(d.shell.header.state)
	d.key(fyne.KeySpace)
	d.see("today.missed", "Calls not answered 2")
}

func TestTodaysTotalsBelowTheCallsWhereThereIsRoom(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.notSee("day.copy")
	_ = d.state.Today.Set(busyDay())
	d.settle()
	d.see("day.onCall", "On calls 3 h 07 min")
	d.see("day.missed", "Calls not answered 2")
	d.notSee("agent.today.ready")
	d.click("tab.history")
	d.notSee("day.onCall")
	d.click("tab.calls")
	d.setCalls(inState(app.CallHeld), inState(app.CallConnected))
	d.notSee("day.onCall") // the calls need the room
	d.see("call.0.hangup", "Hang up")
	d.resize(380, 640)
	d.click("tab.state")
	d.see("agent.today.ready", "Ready 2 h 11 min")
}

func TestADayWithoutTotalsShowsNone(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.click("tab.state")
	d.notSee("agent.today.copy")
}

func TestTheWayBackAfterAMissedCall(t *testing.T) {
	d := smallDesk(t)
	d.missedCall()
	d.see("header.by", "Call not answered")
	d.see("notice.0.again", "Ready again")
	d.click("notice.0.again")
	d.wants("agent 4 0") // Manual-in, in which it was missed
	d.signIn(agentIn(wti.AgentManualIn))
	_ = d.state.Notices.Set(nil)
	d.notSee("header.by")
}

// tickTo moves the clock of the window.
func (d *desk) tickTo(at time.Time) {
	d.clock = at
	_ = d.state.Tick.Set(at)
	d.settle()
}

func TestACallCountsDownToWhenItIsTakenBack(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := ringing()
	v.Since = noon
	d.setCalls(v)
	d.notSee("call.0.ringLeft") // nobody knows
	v.RingLimit = 20 * time.Second
	d.setCalls(v)
	d.see("call.0.ringLeft", "Goes to somebody else in 0:20")
	d.tickTo(noon.Add(15 * time.Second))
	d.see("call.0.ringLeft", "Goes to somebody else in 0:05")
	if l, _ := ringLook(v, d.clock); l.icon != "warning" {
		t.Errorf("the last seconds look like %+v", l)
	}
	v.State = app.CallConnected
	d.setCalls(v)
	d.notSee("call.0.ringLeft")
}

func TestABreakCountsDownAndThenTellsByHowMuchItIsOver(t *testing.T) {
	d := smallDesk(t)
	a := agentIn(wti.AgentAux)
	a.Since, a.Limit = noon, 15*time.Minute
	d.signIn(a)
	d.click("tab.state")
	for _, step := range []struct {
		after time.Duration
		word  string
	}{{0, "15 min left"}, {10 * time.Minute, "5 min left"}, {14*time.Minute + 30*time.Second, "0:30 left"}, {15 * time.Minute, "Time is up"}, {18 * time.Minute, "Over by 3 min"}} {
		d.tickTo(noon.Add(step.after))
		d.see("header.limit", step.word)
		d.see("agent.limit", step.word)
	}
	a.Mode, a.Limit, a.Since = wti.AgentAfterCall, 30*time.Second, d.clock
	d.signIn(a)
	d.see("header.limit", "Ends in 0:30")
	d.signIn(agentIn(wti.AgentAutoIn))
	d.notSee("header.limit")
	d.notSee("agent.limit")
}

func TestACardExplainsThatACallWasAnsweredByItself(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := inState(app.CallConnected)
	v.Since, v.Automatic = noon, true
	d.setCalls(v)
	d.see("call.0.note", "Answered by itself: the tone announced it, and the caller hears you already.")
	d.tickTo(noon.Add(20 * time.Second))
	d.notSee("call.0.note")
}
