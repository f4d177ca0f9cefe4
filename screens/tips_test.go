package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
)

// rest puts the pointer on an element of a window.
func rest(t *testing.T, list []Element, c fyne.Canvas, name string) {
	t.Helper()
	for _, e := range list {
		if e.Name == name && e.Visible {
			test.MoveMouse(c, fyne.NewPos(float32(e.X)+float32(e.W)/2, float32(e.Y)+float32(e.H)/2))
			return
		}
	}
	t.Fatalf("%s is not shown", name)
}

func TestAnIconAloneSaysWhatItIs(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	c := d.window.Canvas()
	rest(t, d.Inspect(), c, "header.settings")
	if got := d.tips.Text(); got != "Settings" {
		t.Errorf("the tip of the settings' button is %q", got)
	}
	if _, key := d.shell.header.compact.Tip(); key != "Ctrl+Shift+B" {
		t.Errorf("the tip of the compact bar's button names the key %q", key)
	}
	rest(t, d.Inspect(), c, "agent.autoIn") // has its word on it
	if got := d.tips.Text(); got != "" {
		t.Errorf("the tip is still there: %q", got)
	}
	c.Focus(d.shell.header.compact)
	if got := d.tips.Text(); got != "Compact bar" {
		t.Errorf("with the keyboard on it the compact bar's button says %q", got)
	}
	c.Unfocus()
	if got := d.tips.Text(); got != "" {
		t.Errorf("without the keyboard it still says %q", got)
	}
}

// TestATipGoesWithItsControl: what a tip is about may go while the pointer rests.
func TestATipGoesWithItsControl(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.History.Set(app.HistoryView{Revision: 1, KeepDays: 90, Total: 3, Calls: pastCalls(3)})
	d.shell.show(tabHistory)
	d.settle()
	rest(t, d.Inspect(), d.window.Canvas(), "history.export")
	if got := d.tips.Text(); got != "Export as a table" {
		t.Fatalf("the tip is %q", got)
	}
	d.shell.show(tabCalls)
	d.settle()
	_ = d.state.Tick.Set(noon.Add(1))
	if got := d.tips.Text(); got != "" {
		t.Errorf("the tip outlives its button: %q", got)
	}
}

// TestATipIsNoObstacle: a click reaches the button under it, and takes it away.
func TestATipIsNoObstacle(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	rest(t, d.Inspect(), d.window.Canvas(), "header.settings")
	d.click("header.settings")
	if !d.settings.open || d.tips.Text() != "" {
		t.Errorf("settings open %v, tip %q", d.settings.open, d.tips.Text())
	}
}

func TestTheBarsIconsSayWhatTheyAre(t *testing.T) {
	d := lightDesk(t)
	_ = d.state.Media.Set(voice())
	w := d.barOf(inState(app.CallConnected))
	rest(t, d.Inspect(), w.Canvas(), "bar.mute")
	if got := d.compact.bar.tips.Text(); got != "Mute" {
		t.Errorf("the tip of the bar's microphone is %q", got)
	}
	if _, key := d.compact.bar.mute.Tip(); key != "F5" {
		t.Errorf("it names the key %q", key)
	}
}

func init() {
	scenes = append(scenes, []struct {
		name string
		show func(*desk)
	}{
		{"tip", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			d.setCalls(inState(app.CallConnected))
			rest(d.t, d.Inspect(), d.window.Canvas(), "header.settings")
		}},
		{"tip-focused", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			_ = d.state.History.Set(app.HistoryView{Revision: 1, KeepDays: 90, Total: 3, Calls: pastCalls(3)})
			d.shell.show(tabHistory)
			d.settle()
			d.window.Canvas().Focus(d.shell.past.export)
		}},
	}...)
	besideScenes = append(besideScenes, struct {
		name string
		show func(*desk) fyne.Window
	}{"bar-tip", func(d *desk) fyne.Window {
		_ = d.state.Media.Set(voice())
		w := d.barOf(inState(app.CallConnected))
		rest(d.t, d.Inspect(), w.Canvas(), "bar.mute")
		return w
	}})
}
