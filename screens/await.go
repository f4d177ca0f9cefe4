package screens

import (
	"slices"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// newAwait is a button with which the agent is told when a colleague is free, and
// takes that back. who is the colleague whom it is about now.
func newAwait(phone Phone, who func() (app.ColleagueView, bool)) *widgets.Button {
	b := widgets.NewButton("bell", "", widgets.Neutral, func() {
		if c, ok := who(); ok {
			phone.AwaitColleague(c.Extension, !c.Awaited)
		}
	})
	b.Compact = true
	b.Hide()
	return b
}

// showAwait brings the button in line with a colleague: there is nothing to wait
// for when it is nobody, or somebody free.
func showAwait(b *widgets.Button, c app.ColleagueView) {
	busy := c.State == wti.PresenceOnCall || c.State == wti.PresenceRinging || c.State == wti.PresenceUnavailable
	setHidden(b, !busy && !c.Awaited)
	label := lang.X("await.ask", "Tell me when free")
	if c.Awaited {
		label = lang.X("await.cancel", "Do not wait any more")
	}
	b.SetFace("bell", label, widgets.Neutral)
}

// find is the colleague at an extension.
func find(list []app.ColleagueView, extension string) (app.ColleagueView, bool) {
	if i := slices.IndexFunc(list, func(c app.ColleagueView) bool { return c.Extension == extension }); i >= 0 {
		return list[i], true
	}
	return app.ColleagueView{}, false
}
