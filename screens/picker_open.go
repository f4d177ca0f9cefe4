package screens

import (
	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// askSend asks where a call is to go. What was typed for it before is there
// again, unless it went there.
func (m *Main) askSend(v app.CallView) {
	s := &sheet{}
	p := newPicker(m.phone, v, m.window.Canvas().Size().Height, func() {
		delete(m.drafts, v.ID)
		m.picker = nil
		m.closeSheet()
		m.shell.show(tabCalls)
	})
	title, hint := lang.X("picker.title", "Transfer or consult"), lang.X("picker.hint", "{{.Name}} waits on hold while you ask.", map[string]any{"Name": remoteName(v)})
	switch {
	case v.State == app.CallAlerting:
		title, hint = lang.X("picker.deflect.title", "Send the ringing call on"), lang.X("picker.deflect.hint", "{{.Name}} then rings there and no longer here.", map[string]any{"Name": remoteName(v)})
	case !v.Can.Has(app.ActionConsult):
		title, hint = lang.X("picker.blind.title", "Transfer the call"), lang.X("picker.blind.hint", "{{.Name}} leaves you at once.", map[string]any{"Name": remoteName(v)})
	}
	cancel := widgets.NewButton("close", "", widgets.Ghost, func() { m.closeSheet() })
	cancel.Name, cancel.Compact = lang.X("sheet.cancel", "Cancel"), true
	s.name("picker.cancel", cancel, cancel.Name)
	s.also = p.inspect
	s.closed = func() {
		if m.picker == p {
			m.drafts[v.ID], m.picker = p.entry.Text, nil
		}
		m.phone.ShowDirectory(m.shell.book.asked) // what the contacts show
	}
	m.showSheet(s, 460, title, p.build(title, hint, cancel), p.entry)
	for _, a := range p.acts {
		s.sheet.Page().RevealOnFocus(a.Button)
	}
	s.sheet.Page().RevealOnFocus(cancel, p.entry, p.await)
	m.picker = p
	m.follow()
	if m.picker == p {
		p.entry.SetText(m.drafts[v.ID])
		p.entry.CursorColumn = len([]rune(p.entry.Text))
		p.typed()
	}
}

// follow tells the open picker what has changed.
func (m *Main) follow() {
	if m.picker == nil {
		return
	}
	if l, err := m.state.Link.Get(); err == nil {
		m.picker.linked = l.Link == wti.LinkConnected
	}
	if list, err := m.state.Colleagues.Get(); err == nil {
		m.picker.setColleagues(list)
	}
	if v, err := m.state.Directory.Get(); err == nil {
		m.picker.setContacts(v)
	}
	views, _ := m.state.Calls.Get()
	notices, _ := m.state.Notices.Get()
	m.picker.follow(views, notices)
	if m.sheet != nil {
		m.sheet.sheet.Refresh() // its height follows from what it shows
	}
}

// follow looks at what became of the call and of what was asked.
func (p *picker) follow(views []app.CallView, notices []app.Notice) {
	now, exists, done := app.CallView{}, false, false
	for _, v := range views {
		if v.ID == p.call.ID {
			now, exists = v, true
		}
		done = done || v.ConsultFor == p.call.ID && v.ConsultFor != ""
	}
	if !exists || done || p.asked == app.ActionJoin && now.Parties > p.call.Parties {
		p.close()
		return
	}
	newest := p.heard
	for _, n := range notices {
		if n.ID > newest && n.Severity != app.Info && p.tried && now.Asked == app.ActionNone {
			p.fail(joined(n.Title, n.Text))
		}
		newest = max(newest, n.ID)
	}
	if !p.tried {
		p.heard = newest
	}
	if now.Asked != app.ActionNone && now.Asked != p.asked {
		p.asked = app.ActionNone // something else is under way: this was not asked
	}
	p.begun = p.begun || now.Asked == p.asked
	if p.begun && now.Asked == app.ActionNone && now.State == p.call.State {
		p.asked = app.ActionNone
	}
	p.show()
}

// joined puts two sentences together.
func joined(title, text string) string {
	if text == "" {
		return title
	}
	return title + ". " + text
}
