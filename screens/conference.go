package screens

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// parties lists who else is in a conference, each with a button that takes them
// out.
type parties struct {
	tools    cardTools
	spell    func(number string) string // in groups, to be read
	drop     func(number string)
	with     string // the numbers that the rows show
	rows     []*partyRow
	nameless *widgets.Text
	content  *fyne.Container
}

// partyRow is one party of a conference.
type partyRow struct {
	number    string
	name, sub *widgets.Text
	drop      *widgets.Button
	content   *fyne.Container
}

func newParties(t cardTools, spell func(string) string, drop func(number string)) *parties {
	p := &parties{tools: t, spell: spell, drop: drop, content: widgets.Column(widgets.GapSmall)}
	p.nameless = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	return p
}

// update shows the parties of a call; in a call of two there are none to show.
func (p *parties) update(v app.CallView, linked bool) {
	p.content.Hidden = v.Parties < 2
	if p.with != v.With {
		p.with = v.With
		p.rebuild()
	}
	for _, r := range p.rows {
		name := p.tools.name(r.number)
		number := plain(p.spell(r.number))
		r.name.SetText(cmp.Or(plain(name), number))
		r.sub.SetText(number)
		r.sub.Hidden = name == ""
		r.drop.Name = lang.X("conference.drop.name", "Take {{.Name}} out of the call", map[string]any{"Name": r.name.Text})
		r.drop.Hidden = !v.Can.Has(app.ActionDrop)
		r.drop.SetEnabled(linked && v.Asked == app.ActionNone)
	}
	n := v.Parties - len(p.rows)
	p.nameless.Hidden = n <= 0
	p.nameless.SetText(lang.XN("conference.nameless", "and {{.Count}} without a number", max(n, 0), map[string]any{"Count": max(n, 0)}))
}

// rebuild makes a row for each number; a row that stays is kept, so that its
// button does not become another's under the pointer.
func (p *parties) rebuild() {
	old := p.rows
	p.rows = nil
	var objects []fyne.CanvasObject
	for _, number := range numbersOf(p.with) {
		row := takeRow(&old, number)
		if row == nil {
			row = p.newRow(number)
		}
		p.rows = append(p.rows, row)
		objects = append(objects, row.content)
	}
	p.content.Objects = append(objects, p.nameless)
}

// takeRow takes a number's row out of the list, nil when there is none.
func takeRow(rows *[]*partyRow, number string) *partyRow {
	for i, r := range *rows {
		if r != nil && r.number == number {
			(*rows)[i] = nil
			return r
		}
	}
	return nil
}

func (p *parties) newRow(number string) *partyRow {
	r := &partyRow{
		number: number,
		name:   widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		sub:    widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking(),
	}
	r.drop = widgets.NewButton("close", lang.X("conference.drop", "Drop"), widgets.Outline, func() { p.drop(number) })
	r.drop.Compact = true
	p.tools.reveal(r.drop)
	r.content = widgets.RowGrow(widgets.GapSmall, 1,
		widgets.NewDisc("user", widgets.ColorAccentText, widgets.ColorAccentSoft, widgets.SizeIconSmall, 30),
		widgets.Column(0, r.name, r.sub), r.drop)
	return r
}

// numbersOf splits what a call view tells of its parties.
func numbersOf(with string) []string {
	if with == "" {
		return nil
	}
	return strings.Split(with, ", ")
}

func (p *parties) inspect(in *inspector, n int) {
	for i, r := range p.rows {
		in.add(fmt.Sprintf("call.%d.party.%d", n, i), r.content, r.name.Text)
		in.add(fmt.Sprintf("call.%d.drop.%s", n, r.number), r.drop, r.drop.Name)
	}
}

// askClear asks before a call is ended for everybody in it.
func (m *Main) askClear(v app.CallView) {
	s := &sheet{}
	title := lang.X("clear.title", "End the call for everybody?")
	end := widgets.NewButton("hangup", lang.X("call.clear", "End for all"), widgets.HangUp, func() { m.closeSheet(); m.phone.ClearCall(v.ID) })
	stay := m.cancelButton()
	s.name("clear.confirm", end, end.Label)
	s.name("clear.cancel", stay, stay.Label)
	m.showSheet(s, 400, title, widgets.Column(widgets.GapLarge,
		sheetTitle(title, lang.X("clear.hint", "Whoever is in it loses the call. To leave alone, hang up instead: the others talk on.")),
		widgets.Grid(2, 100, widgets.GapSmall, stay, end)), stay)
}
