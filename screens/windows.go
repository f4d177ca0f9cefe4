package screens

import (
	"time"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/native"
	"offhook/wti"
)

// makeWindows makes what the windows beside the main one show. The windows
// themselves are made when they are needed.
func (m *Main) makeWindows() {
	names := func(number string) string { return m.shell.calls.names[number] }
	m.announcer.system = native.Desktop{}
	m.announcer.incoming = newIncoming(m.announcer.system, m.phone, m.now, names, m.openFromIncoming)
	m.compact.bar = newBar(m.phone, m.now, barTools{full: m.toggleCompact, mute: m.shell.header.toggleMute, name: names})
}

// listenWindows repaints the windows beside the main one. The main window's own
// listeners run first.
func (m *Main) listenWindows() {
	bar, incoming := m.compact.bar, m.announcer.incoming
	watch(m, m.state.Settings, m.setAlerts)
	watch(m, m.state.Windows, func(v app.WindowsView) {
		if m.compact.window == nil {
			m.compact.place = v
		}
	})
	watch(m, m.state.Agent, bar.setAgent)
	watch(m, m.state.Link, func(v app.LinkView) {
		bar.setLink(v)
		incoming.setLink(v.Link == wti.LinkConnected)
	})
	watch(m, m.state.Media, bar.setMedia)
	watch(m, m.state.Levels, func(v app.LevelsView) { bar.setLevels(v, m.now()) })
	watch(m, m.state.Notices, bar.setNotices)
	watch(m, m.state.Calls, func(v []app.CallView) {
		bar.setCalls(v)
		m.announce()
	})
	watch(m, m.state.Tick, func(time.Time) {
		bar.tick(m.now())
		incoming.tick(m.now())
		m.rememberBar()
	})
}

// remakeWindows makes what is in the windows beside the main one anew.
func (m *Main) remakeWindows() {
	system, was := m.announcer.system, m.announcer.incoming
	was.park()
	m.makeWindows()
	m.announcer.system = system
	is := m.announcer.incoming
	is.system, is.window, is.aside, is.dismissed = system, was.window, was.aside, was.dismissed
	if is.window != nil {
		is.window.SetTitle(lang.X("call.incoming", "Incoming call"))
		is.window.SetContent(is.content)
	}
	if m.compact.window != nil {
		m.compact.window.SetContent(m.compact.bar.frame)
	}
}

// openFromIncoming brings the whole window up for somebody who asked for it in
// the window of ringing calls.
func (m *Main) openFromIncoming() {
	m.Raise()
	m.shell.show(tabCalls)
}

// hideAll takes every window off the screen.
func (m *Main) hideAll() {
	m.announcer.incoming.park()
	if m.compact.on {
		m.rememberBar()
		m.compact.on = false
		m.compact.window.Hide()
	}
	m.window.Hide()
}

// remark moves the desktop's mark to the window that is in front now.
func (m *Main) remark() {
	m.announcer.marked = false
	m.announce()
}

// inspectWindows lists the elements of the windows beside the main one that are
// shown.
func (m *Main) inspectWindows() []Element {
	list := m.announcer.incoming.inspect()
	if c := &m.compact; c.on {
		in := &inspector{window: c.window.Title(), canvas: c.window.Canvas()}
		c.bar.inspect(in)
		list = append(list, in.elements...)
	}
	if m.trainer != nil {
		list = append(list, m.trainer.inspect()...)
	}
	return list
}
