package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// besideScenes are pictures of the windows beside the main one.
var besideScenes = []struct {
	name string
	show func(*desk) fyne.Window
}{
	{"incoming", func(d *desk) fyne.Window {
		v := ringing()
		v.Name = "Ana Díaz"
		return d.incomingOf(v)
	}},
	{"incoming-bare", func(d *desk) fyne.Window {
		return d.incomingOf(app.CallView{ID: "5", State: app.CallAlerting, Withheld: true, Since: noon, Can: alone(app.CallAlerting)})
	}},
	{"incoming-asked", func(d *desk) fyne.Window {
		v := ringing()
		v.Asked = app.ActionAnswer
		return d.incomingOf(v)
	}},
	{"incoming-several", func(d *desk) fyne.Window {
		return d.incomingOf(ringing(), another("18", "+4930111"), another("19", "+4930222"), another("20", "+4930333"))
	}},
	{"incoming-hostile", func(d *desk) fyne.Window {
		v := ringing()
		v.Remote = "+49 30 901820 \u202e1234567890123456789012345678901234567890"
		v.Service = "A very long service name that nobody should have chosen but somebody did"
		v.UserData = "line one\nline two <b>bold</b> {{.Boom}} ☎ 電話"
		return d.incomingOf(v)
	}},
	{"bar-empty", func(d *desk) fyne.Window { return d.barOf() }},
	{"bar-ringing", func(d *desk) fyne.Window { return d.barOf(ringing()) }},
	{"bar-connected", func(d *desk) fyne.Window {
		_ = d.state.Media.Set(voice())
		_ = d.state.Levels.Set(app.LevelsView{Microphone: 0.55})
		v := inState(app.CallConnected)
		v.Name = "Ana Díaz"
		return d.barOf(v)
	}},
	{"bar-muted-held", func(d *desk) fyne.Window {
		m := voice()
		m.Muted = true
		_ = d.state.Media.Set(m)
		return d.barOf(inState(app.CallHeld), outbound(app.CallDialing))
	}},
	{"bar-reconnecting", func(d *desk) fyne.Window {
		w := d.barOf(inState(app.CallConnected))
		_ = d.state.Media.Set(voice())
		_ = d.state.Link.Set(app.LinkView{Link: wti.LinkReconnecting})
		_ = d.state.Notices.Set([]app.Notice{{ID: 3, Severity: app.Failure, Title: "The call was not held"}})
		return w
	}},
	{"bar-wide", func(d *desk) fyne.Window {
		_ = d.state.Windows.Set(app.WindowsView{Bar: app.WindowPlace{Width: 620, Height: 76}})
		_ = d.state.Media.Set(voice())
		return d.barOf(inState(app.CallConnected))
	}},
}

// incomingOf is the window of ringing calls with these.
func (d *desk) incomingOf(v ...app.CallView) fyne.Window {
	d.outside()
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(v...)
	return d.announcer.incoming.window
}

// barOf is the bar with these calls.
func (d *desk) barOf(v ...app.CallView) fyne.Window {
	onBar(d)
	d.setCalls(v...)
	return d.compact.window
}
