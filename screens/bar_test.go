package screens

import (
	"image"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// onBar is a desk with the bar in the window's place.
func onBar(d *desk) *desk {
	d.outside()
	d.announcer.front = true
	d.signIn(agentIn(wti.AgentAutoIn))
	d.toggleCompact()
	return d
}

func (d *desk) barKeys(keys ...fyne.KeyName) {
	for _, k := range keys {
		d.compact.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
	d.settle()
}

func TestTheBarShowsStateAndCall(t *testing.T) {
	d := onBar(lightDesk(t))
	d.see("bar.state", "Auto-in")
	d.see("bar.timer", "12:34")
	d.see("bar.who", "No call")
	d.notSee("bar.hangup")
	d.setCalls(ringing())
	d.see("bar.who", "+49 30 901820")
	d.see("bar.since", "0:04")
	d.see("bar.answer", "Answer")
	d.see("bar.hangup", "Decline")
	d.notSee("bar.hold")
	_ = d.state.Media.Set(voice())
	d.setCalls(inState(app.CallConnected))
	d.see("bar.since", "1:23")
	d.see("bar.hangup", "Hang up")
	d.see("bar.hold", "Hold")
	d.see("bar.mute", "Mute")
	d.notSee("bar.answer")
	m := voice()
	m.Muted = true
	_ = d.state.Media.Set(m)
	d.see("bar.muted", "Muted")
	_ = d.state.Link.Set(app.LinkView{Link: wti.LinkReconnecting})
	d.see("bar.link", "Reconnecting…")
	if d.element("bar.hold").Enabled {
		t.Error("a call can be held although control is away")
	}
}

func TestTheBarHasTheKeysOfTheWindow(t *testing.T) {
	d := onBar(lightDesk(t))
	d.setCalls(ringing())
	d.barKeys(fyne.KeyF2, fyne.KeyF3)
	d.wants("answer 17", "hangup 17")
	_ = d.state.Media.Set(voice())
	d.setCalls(inState(app.CallConnected))
	d.barKeys(fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF9)
	d.wants("hold 17", "muted true", "agent 3 0", "agent 5 0")
	d.compact.window.Canvas().OnTypedRune()('7')
	d.wants("digits 17 7")
	if !d.compact.on {
		t.Error("the bar went away")
	}
	d.barKeys(fyne.KeyF8)
	if d.compact.on || d.sheet == nil {
		t.Error("the reason for AUX is asked, if at all, out of sight")
	}
}

func TestTheBarsButtonsDoTheSame(t *testing.T) {
	d := onBar(lightDesk(t))
	b := d.compact.bar
	d.setCalls(ringing())
	b.answer.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.wants("answer 17") // it has rung for four seconds
	v := ringing()
	v.ID, v.Since = "18", d.clock
	d.setCalls(v)
	b.answer.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.wants()
	b.answer.Tapped(nil)
	d.wants("answer 18")
	_ = d.state.Media.Set(voice())
	d.setCalls(inState(app.CallConnected))
	b.mute.Tapped(nil)
	b.hold.Tapped(nil)
	b.hangUp.Tapped(nil)
	d.wants("muted true", "hold 17", "hangup 17")
	v = inState(app.CallConnected)
	v.Since = d.clock
	d.setCalls(v)
	b.hangUp.Tapped(nil)
	d.wants() // the second click of two on what was Answer
	d.setCalls(inState(app.CallHeld))
	b.hold.Tapped(nil)
	d.wants("retrieve 17")
}

func TestClosingTheBarBringsTheWindowBack(t *testing.T) {
	d := onBar(lightDesk(t))
	d.setCalls(inState(app.CallConnected))
	d.wholeWindow()
	if d.compact.on || len(d.inspectWindows()) > 0 {
		t.Error("the bar is still there")
	}
	d.phone.take()
	d.toggleCompact()
	_ = d.state.SignIn.Set(app.SignInView{})
	if d.compact.on {
		t.Error("signed out, the bar is still there")
	}
}

func TestThereIsNoBarWhereSomethingIsAsked(t *testing.T) {
	d := lightDesk(t).outside()
	d.toggleCompact()
	if d.compact.on {
		t.Error("a bar at the sign-in screen")
	}
	d.signIn(agentIn(wti.AgentAutoIn))
	d.key(fyne.KeyF8)
	d.toggleCompact()
	if d.compact.on {
		t.Error("a bar while the reason for AUX is asked")
	}
}

func TestTheBarRemembersItsPlace(t *testing.T) {
	d := lightDesk(t).outside()
	_ = d.state.Windows.Set(app.WindowsView{Bar: app.WindowPlace{X: 30, Y: 40, Width: 540, Height: 76}})
	d.signIn(agentIn(wti.AgentAutoIn))
	d.toggleCompact()
	if w := d.compact.window.Canvas().Size().Width; w != 540 {
		t.Errorf("the bar is %v wide, want 540", w)
	}
	if d.compact.bar.hold.Label == "" {
		t.Error("a wide bar has no words on its buttons")
	}
	d.announcer.system.(*fakeSystem).at[d.compact.window] = image.Pt(300, 500)
	_ = d.state.Tick.Set(d.clock.Add(1))
	d.wants("remember {X:300 Y:500 Width:540 Height:" + heightOf(d) + "}")
	_ = d.state.Tick.Set(d.clock.Add(2))
	d.wants()
}

func heightOf(d *desk) string {
	return strconv.FormatFloat(float64(d.compact.window.Canvas().Size().Height), 'g', -1, 32)
}

func TestTheBarTellsNewsWithoutACall(t *testing.T) {
	d := onBar(lightDesk(t))
	_ = d.state.Notices.Set([]app.Notice{{ID: 4, Severity: app.Failure, Title: "The call could not be placed"}})
	d.see("bar.who", "The call could not be placed")
	d.setCalls(inState(app.CallConnected))
	d.see("bar.who", "+49 30 901820")
	d.see("bar.notice", "The call could not be placed")
}
