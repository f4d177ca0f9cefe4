package screens

import (
	"image"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

func another(id wti.CallID, number string) app.CallView {
	v := ringing()
	v.ID, v.Remote, v.Service = id, number, "Orders (7001)"
	return v
}

func TestARingingCallHasItsWindowWhileAnotherProgramIsInUse(t *testing.T) {
	d := lightDesk(t).outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	s := d.announcer.system.(*fakeSystem)
	if w := d.announcer.incoming.window; w == nil || !s.aside[w] {
		t.Fatal("signed in, the window is not ready, or would take the keyboard")
	}
	if _, shown := d.onScreen(); shown {
		t.Fatal("the window is on the screen and nothing rings")
	}
	s.paints = true
	v := ringing()
	v.Name = "Ana Díaz"
	d.setCalls(v)
	at, shown := d.onScreen()
	if !shown || !at.In(s.room) || at.Max.X < s.room.Max.X-40 || at.Max.Y < s.room.Max.Y-40 {
		t.Errorf("the window is at %v, want it in the lower right corner of %v", at, s.room)
	}
	d.see("incoming.0.who", "Ana Díaz")
	d.see("incoming.0.number", "+49 30 901820 · Incoming call")
	d.see("incoming.0.service", "Billing (7000)")
	d.see("incoming.0.collected", "448812")
	d.see("incoming.0.userData", "order=2026-1187")
	d.see("incoming.0.timer", "0:04")
	d.clock = d.clock.Add(3 * time.Second)
	_ = d.state.Tick.Set(d.clock)
	d.see("incoming.0.timer", "0:07")
	if !s.marked[d.window] {
		t.Error("the desktop does not mark the main window")
	}
	d.setCalls(inState(app.CallConnected))
	if _, shown := d.onScreen(); shown {
		t.Error("the call is answered, and its window is still there")
	}
	if s.marked[d.window] {
		t.Error("the call is answered, and the desktop still marks the window")
	}
}

func TestTheIncomingWindowIsMadeWhenTheAgentTurnsAway(t *testing.T) {
	d := lightDesk(t).outside()
	d.setFront(true)
	d.signIn(agentIn(wti.AgentAutoIn))
	if d.announcer.incoming.window != nil {
		t.Error("a window that nobody needs was made")
	}
	d.setFront(false)
	if d.announcer.incoming.window == nil {
		t.Error("no window is ready")
	}
}

func TestTheIncomingWindowAnswersAndDeclinesByMouseAtOnce(t *testing.T) {
	d := lightDesk(t).outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	row := d.announcer.incoming.rows[0]
	row.answer.Tapped(nil)
	d.wants("answer 17")
	v := ringing()
	v.Asked = app.ActionAnswer
	d.setCalls(v)
	row.answer.Tapped(nil)
	row.decline.Tapped(nil)
	d.wants() // the request is on its way
	d.setCalls(another("18", "+4930111"))
	row.decline.Tapped(nil)
	d.wants("hangup 18")
}

func TestNoKeyAnswersInTheIncomingWindowAtFirst(t *testing.T) {
	d := lightDesk(t).outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	w := d.announcer.incoming
	if w.window.Canvas().Focused() != nil {
		t.Error("something in the window has the keyboard")
	}
	for _, k := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter} {
		w.rows[0].answer.TypedKey(&fyne.KeyEvent{Name: k})
		w.rows[0].decline.TypedKey(&fyne.KeyEvent{Name: k})
	}
	d.wants()
	d.clock = d.clock.Add(guard)
	w.rows[0].answer.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.wants("answer 17")
}

func TestSeveralRingingCallsAreListed(t *testing.T) {
	d := lightDesk(t).outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	one, _ := d.onScreen()
	d.setCalls(ringing(), another("18", "+4930111"), another("19", "+4930222"))
	many, shown := d.onScreen()
	if !shown || !many.In(d.announcer.system.(*fakeSystem).room) || many == one {
		t.Errorf("with three calls the window is at %v, with one at %v", many, one)
	}
	d.see("incoming.1.number", "Orders (7001)")
	d.see("incoming.more", "1 more call rings")
	d.notSee("incoming.1.dismiss")
	d.announcer.incoming.rows[1].answer.Tapped(nil)
	d.wants("answer 18")
	d.setCalls(another("18", "+4930111"))
	d.notSee("incoming.more")
	d.see("incoming.0.who", "+49 30 111")
}

func TestTheIncomingWindowKeepsToItsSetting(t *testing.T) {
	for _, c := range []struct {
		when        app.AlertWindow
		front, want bool
	}{
		{app.AlertAway, true, false}, {app.AlertAway, false, true},
		{app.AlertAlways, true, true}, {app.AlertAlways, false, true},
		{app.AlertNever, true, false}, {app.AlertNever, false, false},
	} {
		d := lightDesk(t).outside()
		d.alerts(c.when, false, false)
		d.setFront(c.front)
		d.signIn(agentIn(wti.AgentAutoIn))
		d.setCalls(ringing())
		if _, shown := d.onScreen(); shown != c.want {
			t.Errorf("setting %q, in front %v: shown %v", c.when, c.front, shown)
		}
	}
}

func TestTheIncomingWindowGoesWithTheReasonForIt(t *testing.T) {
	silenced := ringing()
	silenced.Silenced = true
	for name, end := range map[string]func(*desk){
		"the agent came back":  func(d *desk) { d.setFront(true) },
		"the caller left":      func(d *desk) { d.setCalls() },
		"silenced":             func(d *desk) { d.setCalls(silenced) },
		"hidden by hand":       func(d *desk) { d.announcer.incoming.rows[0].dismiss.Tapped(nil) },
		"signed out":           func(d *desk) { d.setCalls(); _ = d.state.SignIn.Set(app.SignInView{}) },
		"the program is ended": func(d *desk) { d.hideAll() },
	} {
		d := lightDesk(t).outside()
		d.signIn(agentIn(wti.AgentAutoIn))
		d.setCalls(ringing())
		if _, shown := d.onScreen(); !shown {
			t.Fatalf("%s: not there to begin with", name)
		}
		end(d)
		if _, shown := d.onScreen(); shown {
			t.Errorf("%s: the window is still there", name)
		}
	}
}

func TestACallHiddenByHandStaysHidden(t *testing.T) {
	d := lightDesk(t).outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	d.announcer.incoming.rows[0].dismiss.Tapped(nil)
	d.wants() // the call itself rings on
	v := ringing()
	v.UserData = "more=1"
	d.setCalls(v)
	if _, shown := d.onScreen(); shown {
		t.Error("the window came back for the same call")
	}
	d.setCalls(v, another("18", "+4930111"))
	if _, shown := d.onScreen(); !shown {
		t.Error("no window for another call")
	}
	d.see("incoming.0.who", "+49 30 111")
}

func TestWithoutSuchAWindowTheDesktopTells(t *testing.T) {
	d := lightDesk(t).outside()
	none := newFakeSystem(image.Rectangle{})
	d.announcer.system, d.announcer.incoming.system = none, none
	d.signIn(agentIn(wti.AgentAutoIn))
	v := ringing()
	d.setCalls(v)
	v.UserData = "more=1"
	d.setCalls(v)
	d.wants("notify Incoming call: +49 30 901820 · Billing (7000)")
	if d.announcer.incoming.window != nil {
		t.Error("a window was made that might take the keyboard")
	}
	d.setCalls()
	d.setCalls(v)
	d.wants("notify Incoming call: +49 30 901820 · Billing (7000)")
}

func TestTheIncomingWindowShowsHostileTextOnOneLine(t *testing.T) {
	d := lightDesk(t).outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	v := ringing()
	v.Name = "A\u202eB\nC " + strings.Repeat("long ", 60)
	v.UserData = strings.Repeat("data\n", 80)
	d.setCalls(v)
	at, shown := d.onScreen()
	if !shown || at.Dx() > incomingWidth || !at.In(d.announcer.system.(*fakeSystem).room) {
		t.Errorf("the window is at %v (%v)", at, shown)
	}
	if e := d.element("incoming.0.who"); strings.ContainsAny(e.Text, "\u202e\n") {
		t.Errorf("the name is shown as %q", e.Text)
	}
}

func TestFlashing(t *testing.T) {
	on := 0
	f := newFlash(func(bool) { on++ })
	for _, phase := range []float32{0, 0.2, 0.6, 0.9, 0.1} {
		f.at(phase)
	}
	if on != 0 {
		t.Error("it flashes at rest")
	}
	f.runs = true
	for _, phase := range []float32{0, 0.2, 0.6, 0.9, 0.1} {
		f.at(phase)
	}
	if on != 3 || !f.on {
		t.Errorf("in one and a half periods it changed %d times, now %v", on, f.on)
	}
	f.run(false)
	if f.on {
		t.Error("stopped, it is still on")
	}
	if flashPeriod < time.Second/3 {
		t.Errorf("%v is more than three flashes a second", flashPeriod)
	}
}

func TestFlashingIsASetting(t *testing.T) {
	d := lightDesk(t).outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	if !d.announcer.incoming.flash.runs || !d.shell.ring.flash.runs {
		t.Error("nothing flashes")
	}
	d.alerts(app.AlertAway, true, false)
	if d.announcer.incoming.flash.runs || d.shell.ring.flash.runs {
		t.Error("it flashes although it must not")
	}
}
