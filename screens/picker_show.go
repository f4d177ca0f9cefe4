package screens

import (
	"offhook/app"
	"offhook/resources/lang"
)

// setColleagues takes their presence over; what is selected stays selected.
func (p *picker) setColleagues(list []app.ColleagueView) {
	p.colleagues = list
	p.match(p.chosen())
	p.show()
}

// setContacts takes over what the directory has found, unless that answers an
// older question.
func (p *picker) setContacts(v app.DirectoryView) {
	if v.Query == p.query {
		p.contacts = v.Contacts
		p.match(p.chosen())
		p.show()
	}
}

// show brings all of it up to date.
func (p *picker) show() {
	first := p.first()
	for i, line := range p.people {
		n := first + i
		setHidden(line, n >= len(p.matches))
		if n < len(p.matches) {
			v := p.matches[n]
			title, sub := plain(v.name), v.number
			if title == "" {
				title, sub = v.number, ""
			}
			line.Set(title, sub, v.look.icon, v.look.word, v.look.ink, n == p.selected)
		}
	}
	rest := len(p.matches) - p.most
	p.more.SetText(lang.XN("picker.more", "and {{.Count}} more", max(rest, 0), map[string]any{"Count": max(rest, 0)}))
	setHidden(p.more, rest <= 0)
	chosen, _ := find(p.colleagues, p.chosen())
	showAwait(p.await, chosen)
	number, err := p.number()
	p.target.SetText(withPreview(p.targetWord(number, err), number, p.phone))
	for _, a := range p.acts {
		a.SetPending(p.asked == a.action)
		a.SetEnabled(p.linked && err == nil && (p.asked == app.ActionNone || a.Pending))
	}
	if p.content != nil {
		p.content.Refresh()
	}
}

// targetWord says where the call would go.
func (p *picker) targetWord(number string, err error) string {
	switch {
	case err == nil && p.selected >= 0 && p.matches[p.selected].name != "":
		return lang.X("picker.toName", "To {{.Name}}, {{.Number}}", map[string]any{"Name": plain(p.matches[p.selected].name), "Number": number})
	case err == nil:
		return lang.X("picker.to", "To {{.Number}}", map[string]any{"Number": number})
	case p.entry.Text == "":
		return lang.X("picker.toNobody", "Nobody chosen yet")
	}
	return lang.X("picker.unknown", "Neither a number nor somebody known")
}

func (p *picker) inspect(in *inspector) {
	in.add("picker.entry", p.entry, p.entry.Text)
	first := p.first()
	for i, line := range p.people {
		if first+i < len(p.matches) {
			in.add("picker.person."+p.matches[first+i].number, line, line.AccessibilityLabel())
		}
	}
	in.add("picker.target", p.target, p.target.Text)
	in.add("picker.await", p.await, p.await.Label)
	in.add("picker.fault", p.faulty, p.fault.Text)
	for _, a := range p.acts {
		in.add("picker."+a.part, a.Button, a.Label)
	}
}
