package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// press types a key together with Ctrl.
func (d *desk) press(k fyne.KeyName) {
	if k == fyne.KeyReturn {
		d.second()
	} else {
		d.do(d.keys.action(chordOf(k, fyne.KeyModifierShortcutDefault)))
	}
	d.settle()
}

func TestAConsultationIsDrawnWithItsCall(t *testing.T) {
	d := lightDesk(t)
	d.pairOf(consultation(app.CallConnected))
	d.see("pair.says", "You talk to Sam Rivera. +49 30 901820 is on hold.")
	d.see("call.1.remote", "Sam Rivera")
	d.see("call.0.state", "On hold")
	d.see("call.1.state", "On the call")
	d.see("call.0.waited", "1:35")
	d.see("call.0.via", "Lee Marsh")
	d.click("pair.complete")
	d.click("pair.conference")
	d.click("pair.back")
	d.click("call.0.swap")
	d.click("call.1.hangup")
	d.wants("transfer 17", "conference 17", "cancel consult 17", "swap 17", "hangup 21")
	for _, name := range []string{"call.0.retrieve", "call.0.hangup", "call.1.hold", "call.1.transfer"} {
		d.notSee(name) // each would leave the agent without one of the two
	}
	d.key(fyne.KeyF11)
	d.press(fyne.KeyJ)
	d.press(fyne.KeyB)
	d.key(fyne.KeyF12)
	d.wants("transfer 17", "conference 17", "cancel consult 17", "swap 17")
}

func TestThePairKeepsItsPlacesThroughASwap(t *testing.T) {
	d := lightDesk(t)
	d.pairOf(consultation(app.CallConnected))
	complete, panel := d.element("pair.complete"), d.shell.calls.pair.panel
	caller, consult := consultation(app.CallConnected)
	consult.State = app.CallHeld // the moment between the two
	d.setCalls(caller, consult)
	d.see("pair.says", "Both calls are on hold. Choose whom to talk to.")
	d.pairOf(swapped())
	d.see("pair.says", "You talk to +49 30 901820. Sam Rivera is on hold.")
	if d.shell.calls.pair.panel != panel {
		t.Error("the panel was built again")
	}
	if now := d.element("pair.complete"); now.X != complete.X || now.Y != complete.Y || now.W != complete.W {
		t.Errorf("the step moved from %+v to %+v", complete, now)
	}
	d.notSee("pair.back") // we talk to the caller
	d.click("call.1.swap")
	d.wants("swap 21")
}

func TestTheStepsOfAConsultation(t *testing.T) {
	for _, c := range []struct {
		state app.CallState
		says  string
		steps map[string]bool
	}{
		{app.CallDialing, "Calling Sam Rivera. +49 30 901820 is on hold.", map[string]bool{"pair.complete": true, "pair.back": true}},
		{app.CallConnected, "You talk to Sam Rivera. +49 30 901820 is on hold.", map[string]bool{"pair.complete": true, "pair.conference": true, "pair.back": true}},
		{app.CallFailed, "Sam Rivera is not on the line. +49 30 901820 is on hold.", map[string]bool{"pair.back": true}},
	} {
		d := smallDesk(t)
		d.pairOf(consultation(c.state))
		d.see("pair.says", c.says)
		for _, step := range []string{"pair.complete", "pair.conference", "pair.back"} {
			if e := d.element(step); e.Enabled != c.steps[step] {
				t.Errorf("in state %v %s works: %v, want %v", c.state, step, e.Enabled, c.steps[step])
			}
		}
	}
}

func TestAStepThatIsUnderWayIsNotTakenTwice(t *testing.T) {
	d := lightDesk(t)
	caller, consult := consultation(app.CallConnected)
	caller.Asked, consult.Asked = app.ActionTransfer, app.ActionTransfer
	d.pairOf(caller, consult)
	for _, step := range []string{"pair.complete", "pair.conference", "pair.back"} {
		if d.element(step).Enabled {
			t.Errorf("%s works while the transfer is under way", step)
		}
	}
	d.key(fyne.KeyF11)
	d.press(fyne.KeyJ)
	d.key(fyne.KeyF12)
	d.wants()
}

func TestTwoCallsThatCanBeJoinedAreAPair(t *testing.T) {
	d := lightDesk(t)
	held, up := inState(app.CallHeld), outbound(app.CallConnected)
	both := can(app.ActionSwap, app.ActionTransfer, app.ActionConference)
	held.Can |= both
	up.Can |= both
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(held, up)
	d.see("pair.says", "You talk to 4751. +49 30 901820 is on hold.")
	d.setCalls(held, up, ringing3())
	d.see("call.2.remote", "5550100")
	d.notSee("pair.back")
	d.setCalls(up)
	d.notSee("pair")
	d.see("call.0.remote", "4751")
}

// ringing3 is a third call.
func ringing3() app.CallView {
	v := ringing()
	v.ID, v.Remote = "33", "5550100"
	return v
}

func TestAConferenceListsItsPartiesAndDropsOne(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Colleagues.Set(team())
	d.setCalls(threeWay())
	d.see("call.0.remote", "You and 2 others")
	d.see("call.0.party.0", "+49 30 901820")
	d.see("call.0.party.1", "Kim Novak")
	d.click("call.0.drop.4753")
	d.wants("drop 17 4753")
	v := threeWay()
	v.Asked = app.ActionDrop
	d.setCalls(v)
	if d.element("call.0.drop.4753").Enabled {
		t.Error("another drop works while one is under way")
	}
	d.setCalls(inState(app.CallConnected))
	d.notSee("call.0.party.0")
	d.see("call.0.remote", "+49 30 901820")
}

func TestAPartyWithoutANumberIsCounted(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := threeWay()
	v.Parties, v.With = 3, "4753"
	d.setCalls(v)
	if got := d.shell.calls.cards["17"].parties.nameless.Text; got != "and 2 without a number" {
		t.Errorf("%q, want the two who have no number", got)
	}
}

func TestEndingACallForAllIsAskedTwice(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(threeWay())
	d.click("call.0.clear")
	d.wants()
	d.key(fyne.KeyReturn) // the harmless way has the keyboard
	d.wants()
	d.click("call.0.clear")
	d.click("clear.confirm")
	d.wants("clear 17")
}
