package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/screens/widgets"
	"offhook/wti"
)

func TestTheHeaderTellsStateAndSinceWhen(t *testing.T) {
	d := smallDesk(t)
	a := agentIn(wti.AgentAux)
	a.Reason, a.ReasonName = 2, "Lunch"
	d.signIn(a)
	d.see("header.agent", "Agent 2001 · Extension 4750")
	d.see("header.state", "AUX · Lunch")
	d.see("header.timer", "12:34")
	d.see("header.link", "Connected")
	d.notSee("header.mute")
	_ = d.state.Link.Set(app.LinkView{Link: wti.LinkConnected, Insecure: true})
	d.see("header.link", "Not encrypted")
}

func TestAskedPendingAndConfirmedLookDifferent(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.click("tab.state")
	d.click("agent.autoIn")
	d.wants("agent 3 0")
	tile := d.shell.agent.tiles[wti.AgentAutoIn]
	if tile.State != widgets.TileIdle {
		t.Error("the tile changed before the app said so")
	}
	a := agentIn(wti.AgentAux)
	a.Asked = wti.AgentAutoIn
	d.signIn(a)
	d.see("header.state", "AUX")
	d.see("header.next", "Asked for Auto-in…")
	if tile.State != widgets.TileAsked {
		t.Errorf("tile state %v, want asked", tile.State)
	}
	a = agentIn(wti.AgentAutoIn)
	a.Pending, a.PendingReasonName = wti.AgentAux, "Lunch"
	d.signIn(a)
	d.see("header.next", "AUX after this call · Lunch")
	if got := d.shell.agent.tiles[wti.AgentAux].State; got != widgets.TilePending || tile.State != widgets.TileCurrent {
		t.Errorf("AUX %v, Auto-in %v; want pending and current", got, tile.State)
	}
	d.click("tab.state")
	d.see("agent.autoIn", "Auto-in, Press to stay")
	d.click("agent.autoIn") // cancels what is pending
	d.wants("agent 3 0")
	d.signIn(agentIn(wti.AgentAutoIn))
	d.notSee("header.next")
}

func TestWhoChangedTheState(t *testing.T) {
	d := smallDesk(t)
	a := agentIn(wti.AgentAux)
	a.ChangedBy = app.BySystem
	d.signIn(a)
	d.click("tab.state")
	d.see("agent.since", "Since "+a.Since.Format("15:04")+", changed by the system")
}

func TestAuxReasonByKeyboard(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.key(fyne.KeyF8)
	d.see("reason.2", "Lunch")
	d.text("12")
	d.key(fyne.KeyReturn)
	d.wants("agent 2 12")
	d.notSee("reason.2")
	d.key(fyne.KeyF8)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyReturn)
	d.wants("agent 2 3")
	d.key(fyne.KeyF8)
	d.key(fyne.KeyEscape)
	d.wants()
	d.notSee("reason.2")
}

func TestAuxReasonByMouse(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.click("agent.aux")
	if e := d.element("agent.autoIn"); e.Enabled {
		t.Error("what lies below the sheet counts as working")
	}
	d.click("reason.2")
	d.click("reason.ok")
	d.wants("agent 2 2")
}

func TestAuxWithoutReasonsIsOnePress(t *testing.T) {
	d := lightDesk(t)
	d.phone.aux = nil
	d.signIn(agentIn(wti.AgentAutoIn))
	d.key(fyne.KeyF8)
	d.wants("agent 2 0")
}

func TestSignOutAsksFirst(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.click("agent.signOut")
	d.wants()
	d.notSee("signout.warning")
	d.click("signout.confirm")
	d.wants("signout 0")

	d.phone.logout = []app.Reason{{Code: 3, Name: "End of shift"}, {Code: 4, Name: "Other"}}
	d.setCalls(inState(app.CallHeld))
	d.key(fyne.KeyF10)
	d.see("signout.warning", "You have a call. Signing out ends it.")
	d.text("4")
	d.key(fyne.KeyReturn)
	d.wants("signout 4")
}

func TestFunctionKeysWorkWhereverTheFocusIs(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.goDial() // the number field has the focus
	d.key(fyne.KeyF6)
	d.key(fyne.KeyF7)
	d.key(fyne.KeyF9)
	d.wants("agent 3 0", "agent 4 0", "agent 5 0")
	d.setCalls(ringing())
	d.key(fyne.KeyF2)
	d.key(fyne.KeyF3)
	d.setCalls(inState(app.CallConnected))
	d.key(fyne.KeyF4)
	d.setCalls(inState(app.CallHeld))
	d.key(fyne.KeyF4)
	d.key(fyne.KeyF5) // no voice: nothing to mute
	d.wants("answer 17", "hangup 17", "hold 17", "retrieve 17")
	d.key(fyne.KeyF1)
	d.see("help", "Keys")
	d.key(fyne.KeyEscape)
	d.notSee("help")
}

func TestF3EndsTheCallThatIsUpBeforeTheOneThatRings(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	up := inState(app.CallConnected)
	up.ID = "30"
	d.setCalls(ringing(), up)
	d.key(fyne.KeyF3)
	d.wants("hangup 30")
}

func TestAnsweringWorksOverASheet(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.key(fyne.KeyF8)
	d.setCalls(ringing())
	d.key(fyne.KeyF2)
	d.wants("answer 17")
}

func TestNoticesAreReadAndDismissed(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	_ = d.state.Notices.Set([]app.Notice{{ID: 1, Title: "One"}, {ID: 2, Title: "Two", Text: "because"}, {ID: 3, Severity: app.Failure, Title: "Three", Details: "d"}})
	d.settle()
	d.see("notice.0", "Three")
	d.see("notice.1", "Two\nbecause")
	d.click("notice.1.dismiss")
	d.key(fyne.KeyEscape)
	d.wants("dismiss 2", "dismiss 3")
}

func TestLevelMetersMoveAtMostNineTimesASecond(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	moves, last := 0, -1
	for i := range 20 { // one second of levels, each different
		d.clock = noon.Add(time.Duration(i) * 50 * time.Millisecond)
		_ = d.state.Levels.Set(app.LevelsView{Microphone: float64(1+i%2*6) / 8})
		if lit := d.shell.header.mic.Lit(); lit != last {
			moves, last = moves+1, lit
		}
	}
	if moves > 9 {
		t.Errorf("%d repaints in a second, want 9 at most", moves)
	}
	_ = d.state.Levels.Set(app.LevelsView{})
	if lit := d.shell.header.mic.Lit(); lit != 0 {
		t.Errorf("silence leaves %d segments lit", lit)
	}
}

func TestTroubleOnTheVoicePathIsSaid(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	m := voice()
	_ = d.state.Media.Set(m)
	d.settle()
	d.notSee("voice.alert")
	d.see("header.quality", "G.711 µ · good 4.3")
	m.OneWay = true
	_ = d.state.Media.Set(m)
	d.settle()
	if e := d.element("voice.alert"); !e.Visible {
		t.Error("one-way voice is not shown")
	}
	m.OneWay, m.Trouble = false, "They may be muted."
	_ = d.state.Media.Set(m)
	d.settle()
	if e := d.element("voice.alert"); !e.Visible {
		t.Error("a trouble that is known is not shown")
	}
}

func TestTheWindowHasOneColumnOrTwo(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.see("tab.calls", "Calls")
	d.notSee("dialpad.call")
	d.click("tab.dialpad")
	d.see("dialpad.call", "Call")
	d.notSee("calls.empty")
	d.resize(1100, 700)
	d.notSee("tab.dialpad")
	d.see("tab.history", "History")
	for _, name := range []string{"calls.empty", "dialpad.call", "agent.autoIn"} {
		if !d.element(name).Visible {
			t.Errorf("%s is not shown in a wide window", name)
		}
	}
	d.resize(380, 640)
	d.notSee("calls.empty")
}
