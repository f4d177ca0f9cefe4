package screens

import (
	"image"
	"testing"
	"time"

	"offhook/app"
	"offhook/wti"
)

// TestAMinimisedWindowStandsStill: nobody sees the clocks and meters of a window
// that is not on the screen; they are right again a second after it is back.
func TestAMinimisedWindowStandsStill(t *testing.T) {
	d := lightDesk(t)
	system := newFakeSystem(image.Rectangle{})
	d.announcer.system = system
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Media.Set(voice())
	pass := func(level float64) {
		d.clock = d.clock.Add(time.Minute)
		_ = d.state.Tick.Set(d.clock)
		_ = d.state.Levels.Set(app.LevelsView{Microphone: level})
	}
	shown := func() (string, int) { return d.shell.header.timer.Text, d.shell.header.mic.Lit() }
	pass(0.2)
	timer, lit := shown()
	system.minimised = true
	pass(0.9)
	if now, is := shown(); now != timer || is != lit {
		t.Errorf("minimised, the timer went from %s to %s and the meter from %d to %d", timer, now, lit, is)
	}
	system.minimised = false
	pass(0.8)
	if now, is := shown(); now == timer || is <= lit {
		t.Errorf("back on the screen, the timer says %s as before %s, and the meter %d", now, timer, is)
	}
}
