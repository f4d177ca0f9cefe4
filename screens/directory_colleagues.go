package screens

import (
	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// The contacts that are listed.
const (
	listAll = iota
	listFavourites
	listColleagues // those that the settings name, with their presence
)

// setColleagues takes their presence over.
func (d *directory) setColleagues(list []app.ColleagueView) {
	d.colleagues = list
	if d.filter.Selected == listColleagues {
		d.showColleagues()
	} else {
		d.moved()
	}
}

// showColleagues lists those who fit what is searched for. Who was chosen stays so.
func (d *directory) showColleagues() {
	was := d.colleague
	d.people = matching(d.colleagues, d.roll.search.Text)
	current := -1
	for i, c := range d.people {
		if c.Extension == was {
			current = i
		}
	}
	if current < 0 && d.roll.search.Text != "" && len(d.people) > 0 {
		current = 0
	}
	d.roll.update(len(d.people), current)
	d.sayCount()
	d.undo.Hide()
	d.sayEmpty()
	d.content.Refresh()
}

// person is the colleague in a line, while they are listed.
func (d *directory) person(i int) (app.ColleagueView, bool) {
	if d.filter.Selected != listColleagues || i < 0 || i >= len(d.people) {
		return app.ColleagueView{}, false
	}
	return d.people[i], true
}

// chosen is the colleague whom the current line is about: a contact may be one.
func (d *directory) chosen() (app.ColleagueView, bool) {
	if d.filter.Selected == listColleagues {
		return d.person(d.roll.current)
	}
	c, ok := d.current()
	if !ok {
		return app.ColleagueView{}, false
	}
	return find(d.colleagues, c.Number)
}

// colleagueRecord is what the line of a colleague shows.
func colleagueRecord(c app.ColleagueView) widgets.RecordLook {
	l := presenceLook(c.State)
	r := widgets.RecordLook{Icon: l.icon, Ink: l.ink, Soft: l.soft, Title: plain(c.Name), Word: c.Extension, RightSub: l.word}
	if c.Name == "" {
		r.Title, r.Word = c.Extension, ""
	}
	if c.Awaited {
		r.Sub = lang.X("await.awaited", "You are told when free")
	}
	return r
}
