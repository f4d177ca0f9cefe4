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

// BenchmarkHistoryScroll is what one step through a history of 100,000 calls
// costs the UI goroutine before it is painted.
func BenchmarkHistoryScroll(b *testing.B) {
	s := app.NewState()
	m := newMain(test.NewTempApp(b), s, &fakePhone{}, widgets.NewTheme(), func() time.Time { return noon })
	m.window.Resize(fyne.NewSize(1100, 700))
	_ = s.Agent.Set(agentIn(wti.AgentAux))
	_ = s.SignIn.Set(app.SignInView{Phase: app.PhaseSignedIn})
	_ = s.History.Set(app.HistoryView{Revision: 1, KeepDays: 90, Total: 100_000, Calls: pastCalls(app.HistoryWindow)})
	m.shell.show(tabHistory)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.shell.past.roll.choose(i%(app.HistoryWindow-1), true)
	}
}
