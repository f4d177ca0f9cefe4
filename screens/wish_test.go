package screens

import (
	"testing"

	"offhook/app"
	"offhook/wti"
)

// wish asks something of the window.
func (d *desk) wish(a app.WindowAction) {
	d.t.Helper()
	w, _ := d.state.Wish.Get()
	_ = d.state.Wish.Set(app.WindowWish{ID: w.ID + 1, Action: a})
	d.settle()
}

func TestTheIconsMenuMovesTheWindow(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.wish(app.WindowMissed)
	if d.shell.selected != tabHistory {
		t.Errorf("the missed calls are not shown: %v", d.shell.selected)
	}
	d.openSettings()
	d.wish(app.WindowMissed)
	d.notSee("settings")
	d.wish(app.WindowCompact)
	if !d.compact.on {
		t.Error("no bar")
	}
	d.wish(app.WindowShow)
	if d.compact.on {
		t.Error("the bar is still there")
	}
}

func TestQuittingInTheIconsMenuLosesNoCaller(t *testing.T) {
	d := lightDesk(t)
	quits := 0
	d.SetOnQuit(func() { quits++ })
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(inState(app.CallConnected))
	d.wish(app.WindowQuit)
	d.see("quit.confirm", "Hang up and quit")
	if quits != 0 {
		t.Error("a caller was lost")
	}
	d.click("quit.cancel")
	d.setCalls()
	_ = d.state.Wish.Set(app.WindowWish{ID: 20, Action: app.WindowQuit, Busy: true}) // a call is being set up
	d.settle()
	d.see("quit.confirm", "Hang up and quit")
	d.click("quit.cancel")
	if quits != 0 {
		t.Error("a call that is being set up was lost")
	}
	desk := app.LinkView{Link: wti.LinkConnected, DeskPhone: true}
	_ = d.state.Link.Set(desk)
	_ = d.state.Wish.Set(app.WindowWish{ID: 21, Action: app.WindowQuit, Busy: true}) // a call that the desk phone has
	d.settle()
	d.see("quit.confirm", "Quit")
	d.click("quit.cancel")
	d.wish(app.WindowQuit)
	if quits != 1 {
		t.Errorf("it ended %d times", quits)
	}
}
