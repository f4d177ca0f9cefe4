package screens

import (
	"cmp"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// queues lists the skills that the settings name: who waits, and who is there to
// answer.
type queues struct {
	views   []app.SkillView
	rows    []*queueRow
	grid    *fyne.Container
	content *fyne.Container
}

// queueRow is one skill.
type queueRow struct {
	name    *widgets.Text
	agents  *widgets.Text
	waiting *widgets.Pill
	content *fyne.Container
}

func newQueues(columns int) *queues {
	q := &queues{grid: widgets.Grid(columns, 250, widgets.GapLarge)}
	q.content = widgets.Column(widgets.GapSmall,
		widgets.NewStrong(lang.X("queues.title", "Queues"), widgets.ColorMuted, theme.SizeNameCaptionText), q.grid)
	q.content.Hide()
	return q
}

// update shows the counts and reports whether there are more lines now, or fewer.
func (q *queues) update(list []app.SkillView) (resized bool) {
	resized = len(list) != len(q.views)
	q.views = list
	for len(q.rows) < len(list) {
		q.rows = append(q.rows, newQueueRow())
	}
	objects := make([]fyne.CanvasObject, len(list))
	for i, v := range list {
		q.rows[i].set(v)
		objects[i] = q.rows[i].content
	}
	q.grid.Objects = objects
	q.content.Hidden = len(list) == 0
	q.content.Refresh()
	return resized
}

func newQueueRow() *queueRow {
	r := &queueRow{
		name:    widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		agents:  widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		waiting: widgets.NewPill(),
	}
	r.waiting.Small = true
	r.content = widgets.RowGrow(widgets.GapSmall, 1,
		widgets.NewIcon("service", widgets.ColorMuted, widgets.SizeIcon), widgets.Column(0, r.name, r.agents), r.waiting)
	return r
}

func (r *queueRow) set(v app.SkillView) {
	r.name.SetText(plain(cmp.Or(v.Name, v.Skill)))
	if !v.Known {
		r.agents.SetText("")
		r.agents.Hide()
		r.waiting.Set("dots", lang.X("queues.unknown", "Not known"), widgets.ColorIdle, widgets.ColorIdleSoft, false)
		return
	}
	r.agents.Show()
	r.agents.SetText(lang.XN("queues.agents", "{{.Free}} of {{.Count}} agents free", v.LoggedIn, map[string]any{"Count": v.LoggedIn, "Free": v.Available}))
	if v.Queued == 0 {
		r.waiting.Set("ready", lang.X("queues.none", "Nobody waits"), widgets.ColorIdle, widgets.ColorIdleSoft, false)
		return
	}
	r.waiting.Set("queue", lang.XN("queues.waiting", "{{.Count}} waiting", v.Queued, map[string]any{"Count": v.Queued}), widgets.ColorAux, widgets.ColorAuxSoft, false)
}

func (q *queues) inspect(in *inspector, name string) {
	for i, v := range q.views {
		r := q.rows[i]
		in.add(fmt.Sprintf("%s.%s", name, v.Skill), r.content, r.name.Text+" · "+r.waiting.Text+" · "+r.agents.Text)
	}
}
