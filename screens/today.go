package screens

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"offhook/resources/lang"

	"offhook/app"
	"offhook/screens/widgets"
)

// today is what the agent's day amounts to: time in each state, breaks by reason,
// calls.
type today struct {
	day     string // empty before anything was added up
	lines   []todayLine
	rows    []*todayRow
	figures [callLines]*todayFigure
	times   *fyne.Container // the states
	copy    *widgets.Button
	content *fyne.Container
}

// todayLine is one total: what, in which colour, and how much.
type todayLine struct {
	name, icon string
	ink        fyne.ThemeColorName
	label      string
	value      string
}

// newToday takes in how many columns the times are where there is room.
func newToday(columns int) *today {
	t := &today{times: widgets.Column(widgets.GapSmall)}
	if columns > 1 {
		t.times = widgets.Grid(columns, 190, widgets.GapLarge)
	}
	t.copy = widgets.NewIconButton("copy", lang.X("today.copy", "Copy today's totals"), func() {
		fyne.CurrentApp().Clipboard().SetContent(t.text())
		t.copy.SetFace("check", "", widgets.Ghost)
	})
	figures := make([]fyne.CanvasObject, callLines)
	for i := range t.figures {
		t.figures[i] = newTodayFigure()
		figures[i] = t.figures[i].content
	}
	t.content = widgets.Column(widgets.GapSmall,
		widgets.RowGrow(widgets.GapSmall, 0, widgets.NewStrong(lang.X("today.title", "Today"), widgets.ColorMuted, theme.SizeNameCaptionText), t.copy),
		widgets.Column(widgets.Gap, widgets.Grid(callLines, 90, widgets.Gap, figures...), t.times))
	t.content.Hide()
	return t
}

// update shows the totals. Before anything was added up there is nothing.
func (t *today) update(v app.TodayView) {
	t.lines = todayLines(v)
	t.day = v.Day
	t.content.Hidden = !t.known()
	t.copy.SetFace("copy", "", widgets.Ghost)
	times, calls := t.lines[:len(t.lines)-callLines], t.lines[len(t.lines)-callLines:]
	for len(t.rows) < len(times) {
		t.rows = append(t.rows, newTodayRow())
	}
	t.times.Objects = nil
	for i, l := range times {
		t.rows[i].set(l)
		t.times.Objects = append(t.times.Objects, t.rows[i].content)
	}
	for i, l := range calls {
		t.figures[i].set(l)
	}
	t.content.Refresh()
}

// known reports whether there are any totals yet.
func (t *today) known() bool { return t.day != "" }

// callLines is how many lines at the end are about calls.
const callLines = 3

func todayLines(v app.TodayView) []todayLine {
	lines := []todayLine{
		{"ready", "ready", widgets.ColorReady, lang.X("today.ready", "Ready"), spanWord(v.Ready)},
		{"onCall", "headset", widgets.ColorAccentText, lang.X("today.onCall", "On calls"), spanWord(v.OnCall)},
		{"acw", "pencil", widgets.ColorWrap, lang.X("today.acw", "After-call work"), spanWord(v.AfterCall)},
		{"aux", "coffee", widgets.ColorAux, lang.X("mode.aux", "AUX"), spanWord(v.Aux)},
	}
	for _, r := range v.Reasons {
		lines = append(lines, todayLine{fmt.Sprintf("aux.%d", r.Code), "coffee", widgets.ColorMuted, withReason(lang.X("mode.aux", "AUX"), reasonWord(r)), spanWord(r.Time)})
	}
	handling := "–"
	if v.Answered > 0 {
		handling = app.ClockWord(v.Handling)
	}
	return append(lines,
		todayLine{"answered", "phone", widgets.ColorReady, lang.X("today.answered", "Calls answered"), fmt.Sprint(v.Answered)},
		todayLine{"missed", "missed", widgets.ColorAlert, lang.X("today.missed", "Calls not answered"), fmt.Sprint(v.Missed)},
		todayLine{"handling", "clock", widgets.ColorMuted, lang.X("today.handling", "Average per call"), handling})
}

// reasonWord names a reason, by its code where it has no name.
func reasonWord(r app.ReasonTotal) string {
	if r.Name == "" && r.Code == 0 {
		return lang.X("today.noReason", "no reason")
	}
	return cmp.Or(r.Name, fmt.Sprint(r.Code))
}

// spanWord is a duration in hours and minutes, by their symbols, which are the same
// in every language.
func spanWord(d time.Duration) string {
	m := int(d / time.Minute)
	if m < 60 {
		return fmt.Sprintf("%d min", m)
	}
	return fmt.Sprintf("%d h %02d min", m/60, m%60)
}

// text is the totals for the clipboard: a line each, with a tab, as a spreadsheet
// takes them.
func (t *today) text() string {
	var b strings.Builder
	for _, l := range t.lines {
		fmt.Fprintf(&b, "%s\t%s\n", l.label, l.value)
	}
	return b.String()
}

func (t *today) inspect(in *inspector, name string) {
	times := len(t.lines) - callLines
	for i, l := range t.lines {
		if text := l.label + " " + l.value; i < times {
			in.add(name+"."+l.name, t.rows[i].content, text)
		} else {
			in.add(name+"."+l.name, t.figures[i-times].content, text)
		}
	}
	in.add(name+".copy", t.copy, t.copy.Name)
}

// showToday opens the totals over the window, from the state in the header.
func (m *Main) showToday() {
	v, err := m.state.Today.Get()
	if err != nil || m.phase != app.PhaseSignedIn {
		return
	}
	s := &sheet{reading: true}
	title := lang.X("today.sheet", "Your day so far")
	list := newToday(1)
	list.update(v)
	done := widgets.NewButton("", lang.X("help.close", "Close"), widgets.Primary, func() { m.closeSheet() })
	done.Hint = "Esc"
	s.name("today.close", done, done.Label)
	s.also = func(in *inspector) { list.inspect(in, "today") }
	m.today = list
	s.closed = func() { m.today = nil }
	m.showSheet(s, 460, title, widgets.Column(widgets.GapLarge,
		sheetTitle(title, sinceWord(m.shell.header.agent)), list.content, done), done)
}

// setToday shows the totals wherever they are in sight.
func (m *Main) setToday(v app.TodayView) {
	m.shell.agent.today.update(v)
	m.shell.statePage.Relayout()
	if m.shell.totals.update(v); m.shell.layout.wide {
		widgets.Relayout(m.shell.body)
	}
	if m.today != nil {
		m.today.update(v)
		m.sheet.sheet.Refresh()
	}
}
