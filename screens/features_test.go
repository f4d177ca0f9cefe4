package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/screens/widgets"
	"offhook/wti"
)

func TestDoNotDisturbIsSwitchedAndSeen(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.see("agent.dnd", "Do not disturb, Off")
	d.click("agent.dnd")
	d.wants("dnd true")
	d.see("agent.dnd", "Do not disturb, Off") // not before it is so
	_ = d.state.Phone.Set(app.PhoneView{DoNotDisturbAsked: true})
	d.settle()
	d.see("agent.dnd", "Do not disturb, Asked…")
	if d.shell.agent.features.dnd.State != widgets.TileAsked {
		t.Error("what is asked looks like what is so")
	}
	d.click("agent.dnd") // once is enough
	d.wants()
	_ = d.state.Phone.Set(app.PhoneView{DoNotDisturb: true, Messages: true})
	d.settle()
	d.see("agent.dnd", "Do not disturb, No calls ring here")
	d.see("header.away", "Do not disturb")
	d.see("header.messages", "Messages")
	d.press(fyne.KeyN)
	d.wants("dnd false")
	_ = d.state.Phone.Set(app.PhoneView{})
	d.settle()
	d.notSee("header.away")
	d.notSee("header.messages")
}

func TestForwardingTakesANumberInAnySpelling(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.click("agent.forward")
	d.text("home")
	d.key(fyne.KeyReturn)
	d.see("forward.fault", "That is not a number. Use digits, *, # and a leading +.")
	d.wants()
	d.key(fyne.KeyEscape)
	d.click("agent.forward")
	d.see("forward.entry", "home") // nothing typed is lost
	for range "home" {
		d.key(fyne.KeyBackspace)
	}
	d.text("+49 30 / 12")
	d.click("forward.ok")
	d.wants("forward \"+493012\"")
	_ = d.state.Phone.Set(app.PhoneView{Forward: "+493012"})
	d.settle()
	d.see("agent.forward", "Forwarding, To +493012")
	d.see("header.away", "Forwarded to +493012")
	d.click("agent.forward")
	d.wants("forward \"\"")
}

func TestQueuesShowWhoWaits(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.click("tab.state")
	d.notSee("queue.500")
	_ = d.state.Skills.Set([]app.SkillView{
		{Skill: "500", Name: "Billing", Known: true, Queued: 1, Available: 0, LoggedIn: 1},
		{Skill: "501", Known: true, Queued: 0, Available: 2, LoggedIn: 5}, {Skill: "502"}})
	d.settle()
	d.see("queue.500", "Billing · 1 waiting · 0 of 1 agent free")
	d.see("queue.501", "501 · Nobody waits · 2 of 5 agents free")
	d.resize(1100, 700)
	d.notSee("queue.500") // there is room for them below the calls
	d.see("queues.500", "Billing · 1 waiting · 0 of 1 agent free")
}

func TestAMissedCallIsExplainedWithTheWayBack(t *testing.T) {
	d := smallDesk(t)
	a := agentIn(wti.AgentAux)
	a.Missed, a.ChangedBy = true, app.BySystem
	d.signIn(a)
	d.see("calls.empty", "A call was not answered")
	d.click("calls.ready")
	d.wants("agent 3 0")
	a.Missed, a.ChangedBy = false, app.BySupervisor
	d.signIn(a)
	d.see("calls.empty", "A supervisor put you into AUX")
}
