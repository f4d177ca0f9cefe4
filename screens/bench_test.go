package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/screens/widgets"
	"offhook/wti"
)

// benchDesk is a desk for a benchmark.
func benchDesk(b *testing.B) *app.State {
	b.Helper()
	s := app.NewState()
	m := newMain(test.NewTempApp(b), s, &fakePhone{}, widgets.NewTheme(), func() time.Time { return noon })
	m.window.Resize(fyne.NewSize(1100, 700))
	_ = s.Agent.Set(agentIn(wti.AgentAutoIn))
	_ = s.SignIn.Set(app.SignInView{Phase: app.PhaseSignedIn})
	return s
}

// BenchmarkCallChanged is what one event of a call costs the UI goroutine
// before it is painted.
func BenchmarkCallChanged(b *testing.B) {
	s := benchDesk(b)
	states := []app.CallState{app.CallAlerting, app.CallConnected, app.CallHeld}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_ = s.Calls.Set([]app.CallView{inState(states[i%len(states)])})
	}
}

// BenchmarkTick is what a second that passes costs.
func BenchmarkTick(b *testing.B) {
	s := benchDesk(b)
	_ = s.Calls.Set([]app.CallView{inState(app.CallConnected)})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_ = s.Tick.Set(noon.Add(time.Duration(i) * time.Second))
	}
}

// BenchmarkLevels is what a change of the sound levels costs.
func BenchmarkLevels(b *testing.B) {
	s := benchDesk(b)
	_ = s.Media.Set(voice())
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_ = s.Levels.Set(app.LevelsView{Microphone: float64(i%10) / 10, Speaker: float64(i%7) / 7})
	}
}
