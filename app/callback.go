package app

import (
	"slices"
	"strings"

	"offhook/app/desktop"
	"offhook/resources/lang"
	"offhook/wti"
)

// freePrefix is before the extension in the id of a desktop's message that says
// that a colleague is free. No call's id has it.
const freePrefix = "free:"

// AwaitColleague has a watched colleague told of when free, or takes that back. It
// stays over lost connections until the agent calls, puts the notice away, or
// signs out. Somebody who is not watched is left alone.
func (a *App) AwaitColleague(extension string, on bool) {
	a.post(func() { a.model.await(extension, on) })
}

func (m *model) colleague(extension string) *ColleagueView {
	if i := slices.IndexFunc(m.colleagues, func(c ColleagueView) bool { return c.Extension == extension }); i >= 0 {
		return &m.colleagues[i]
	}
	return nil
}

// await changes whether a colleague is waited for.
func (m *model) await(extension string, on bool) {
	if c := m.colleague(extension); c != nil && m.signIn.Phase == PhaseSignedIn {
		c.Awaited = on
		m.followAwaited(c)
	}
}

// followAwaited shows the notice while a colleague who is waited for is free. When
// that passes before the agent has called, the waiting goes on.
func (m *model) followAwaited(c *ColleagueView) {
	id, shown := m.freeNotices[c.Extension]
	free := c.Awaited && c.State == wti.PresenceIdle
	switch {
	case free && !shown:
		if m.freeNotices == nil {
			m.freeNotices = map[string]int{}
		}
		n := freeNotice(*c)
		m.freeNotices[c.Extension] = m.notify(n)
		m.freeNews = append(m.freeNews, n)
	case !free && shown:
		delete(m.freeNotices, c.Extension)
		m.dismiss(id)
	}
}

// putAway takes a notice away as the agent does: one that says that a colleague is
// free ends the waiting.
func (m *model) putAway(id int) {
	for extension, notice := range m.freeNotices {
		if notice == id {
			m.await(extension, false)
		}
	}
	m.dismiss(id)
}

// forgetAwaited ends all waiting.
func (m *model) forgetAwaited() {
	for _, id := range m.freeNotices {
		m.dismiss(id)
	}
	m.freeNotices = nil
}

// tellFree has the desktop say that colleagues are free, where it shows no messages
// with buttons.
func (a *App) tellFree() {
	news := a.model.freeNews
	if a.model.freeNews = nil; a.around != nil || !a.opts.Settings.Alerts.Notification {
		return
	}
	for _, n := range news {
		a.showMessage(n.Title, n.Call)
	}
}

// free are the colleagues to be told of by the desktop, as its messages show them.
func (m *model) free() (list []desktop.Ring) {
	for _, c := range m.colleagues {
		if _, shown := m.freeNotices[c.Extension]; shown {
			n := freeNotice(c)
			list = append(list, desktop.Ring{ID: freePrefix + c.Extension, Title: n.Title, Text: c.Extension, Answer: lang.X("notice.free.call", "Call"), Calm: true})
		}
	}
	return list
}

// freeNotice says that a colleague is free.
func freeNotice(c ColleagueView) Notice {
	return Notice{
		Severity: Info, Call: c.Extension,
		Title: lang.X("notice.free", "{{.Name}} is free now", map[string]any{"Name": firstOf(c.Name, c.Extension)}),
	}
}

// chosenFree calls a colleague of whom the desktop's message said that he is free,
// as long as the waiting goes on.
func (a *App) chosenFree(id string) {
	c := a.model.colleague(strings.TrimPrefix(id, freePrefix))
	if c != nil && c.Awaited {
		a.dial(c.Extension, nil)
	}
}
