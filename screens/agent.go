package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// agent is the choice of work modes. Asked for, pending and confirmed look
// different.
type agent struct {
	phone    Phone
	view     app.AgentView
	tiles    map[wti.AgentMode]*widgets.Tile
	mark     *widgets.Icon
	since    *widgets.Paragraph
	limit    *countdown // of the mode, where one is known
	signOut  *widgets.Button
	features *features
	queues   *queues
	today    *today
	content  *fyne.Container
}

func newAgent(phone Phone, ask questions) *agent {
	a := &agent{phone: phone, tiles: map[wti.AgentMode]*widgets.Tile{}}
	tile := func(m wti.AgentMode, hint string, tapped func()) *widgets.Tile {
		l := modeLook(m)
		t := widgets.NewTile(l.icon, l.word, hint, l.ink, l.soft, tapped)
		followKey(phone, t)
		a.tiles[m] = t
		return t
	}
	mode := func(m wti.AgentMode) func() { return func() { phone.SetAgent(m, 0) } }
	grid := widgets.Grid(2, 150, widgets.GapSmall,
		tile(wti.AgentAutoIn, "F6", mode(wti.AgentAutoIn)),
		tile(wti.AgentManualIn, "F7", mode(wti.AgentManualIn)),
		tile(wti.AgentAux, "F8", ask.aux),
		tile(wti.AgentAfterCall, "F9", mode(wti.AgentAfterCall)))
	a.mark = widgets.NewIcon("clock", widgets.ColorMuted, widgets.SizeIconSmall)
	a.since = widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameCaptionText)
	a.signOut = widgets.NewButton("signout", lang.X("agent.signOut", "Sign out"), widgets.Ghost, ask.signOut)
	a.signOut.Compact, a.signOut.Hint = true, "F10"
	followKey(phone, a.signOut)
	a.features = newFeatures(phone, ask.forward)
	a.queues = newQueues(1)
	a.limit = newCountdown(lang.X("limit.name", "Time left"))
	a.today = newToday(1)
	a.content = widgets.Column(widgets.Gap, grid,
		widgets.RowGrow(widgets.GapSmall, 1, a.mark, a.since, a.signOut), a.limit.content, a.features.content, a.queues.content, a.today.content)
	return a
}

func (a *agent) update(v app.AgentView) {
	a.view = v
	for m, t := range a.tiles {
		t.Set(tileState(v, m), tileSub(v, m))
	}
	a.since.SetText(sinceWord(v))
	a.mark.Set(sinceMark(v))
	a.content.Refresh()
}

// tick moves the countdown and reports whether it came or went.
func (a *agent) tick(now time.Time) bool { return a.limit.set(limitLook(a.view, now)) }

func tileState(v app.AgentView, m wti.AgentMode) widgets.TileState {
	switch m {
	case v.Asked:
		return widgets.TileAsked
	case v.Mode:
		return widgets.TileCurrent
	case v.Pending:
		return widgets.TilePending
	}
	return widgets.TileIdle
}

// tileSub is the line below a mode's name.
func tileSub(v app.AgentView, m wti.AgentMode) string {
	switch {
	case m == v.Asked:
		return lang.X("agent.sub.asked", "Asked…")
	case m == v.Mode && v.Pending != wti.AgentUnknown && v.Pending != m:
		return lang.X("agent.sub.stay", "Press to stay")
	case m == v.Mode && m == wti.AgentAux && v.ReasonName != "":
		return plain(v.ReasonName)
	case m == v.Mode:
		return lang.X("agent.sub.now", "Now")
	case m == v.Pending && v.PendingReasonName != "":
		return lang.X("agent.sub.pendingReason", "Next: {{.Reason}}", map[string]any{"Reason": plain(v.PendingReasonName)})
	case m == v.Pending:
		return lang.X("agent.sub.pending", "After this call")
	}
	switch m {
	case wti.AgentAutoIn:
		return lang.X("agent.sub.autoIn", "Call after call")
	case wti.AgentManualIn:
		return lang.X("agent.sub.manualIn", "Notes after each")
	case wti.AgentAux:
		return lang.X("agent.sub.aux", "Break, no calls")
	case wti.AgentAfterCall:
		return lang.X("agent.sub.acw", "After-call work")
	}
	return ""
}

// sinceWord says since when and through whom the state holds.
func sinceWord(v app.AgentView) string { return v.SinceWord() }

// sinceMark is the icon beside that, and its colour: what the agent did not
// choose stands out.
func sinceMark(v app.AgentView) (string, fyne.ThemeColorName) {
	switch {
	case v.Missed:
		return "warning", widgets.ColorAux
	case v.ChangedBy == app.BySupervisor:
		return "user", widgets.ColorAux
	}
	return "clock", widgets.ColorMuted
}

func (a *agent) inspect(in *inspector) {
	for _, n := range []struct {
		name string
		mode wti.AgentMode
	}{
		{"agent.autoIn", wti.AgentAutoIn}, {"agent.manualIn", wti.AgentManualIn},
		{"agent.aux", wti.AgentAux}, {"agent.acw", wti.AgentAfterCall},
	} {
		in.add(n.name, a.tiles[n.mode], a.tiles[n.mode].AccessibilityLabel())
	}
	in.add("agent.since", a.since, a.since.Text)
	in.add("agent.limit", a.limit.content, a.limit.text.Text)
	in.add("agent.signOut", a.signOut, a.signOut.Label)
	a.features.inspect(in)
	a.queues.inspect(in, "queue")
	a.today.inspect(in, "agent.today")
}
