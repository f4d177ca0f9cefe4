package screens

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// connectionSection is the control connection: what it goes by, and what happened
// to it.
type connectionSection struct {
	facts   *facts
	doctor  *doctorPart
	story   *fyne.Container
	empty   *widgets.Paragraph
	words   []string
	content *fyne.Container
}

// momentsShown is how many of the newest moments are listed.
const momentsShown = 40

func newConnectionSection(phone Diagnosis) *connectionSection {
	c := &connectionSection{doctor: newDoctorPart(phone), story: widgets.Column(widgets.GapSmall)}
	c.facts = newFacts(
		lang.X("diag.link.server", "Server"), lang.X("diag.link.state", "Connection"), lang.X("diag.link.switch", "Link to the switch"),
		lang.X("diag.link.version", "Protocol version"), lang.X("diag.link.session", "Session"), lang.X("diag.link.device", "Device"),
		lang.X("diag.link.monitor", "Own monitor"), lang.X("diag.link.phone", "Telephone"), lang.X("diag.link.watched", "Others that are watched"),
		lang.X("diag.link.system", "Server's condition"),
	)
	c.empty = widgets.NewParagraph(lang.X("diag.link.nothing", "Nothing has happened to the connection in this run."), widgets.ColorMuted, theme.SizeNameText)
	c.content = widgets.Column(widgets.GapLarge, c.facts.content, c.doctor.content,
		widgets.Column(widgets.GapSmall, widgets.NewStrong(lang.X("diag.link.story", "What happened"), theme.ColorNameForeground, theme.SizeNameText), c.empty, c.story))
	return c
}

func (c *connectionSection) update(link app.LinkView, v app.ConnectionView, now time.Time) {
	s := v.Session
	phone, system := lang.X("diag.link.unregistered", "not registered"), plain(link.System)
	if s.Registered {
		phone = lang.X("diag.link.registered", "registered")
	}
	state := linkLook(link).word
	if at := whenWord(link.Since, now); !link.Since.IsZero() {
		state = lang.X("diag.link.since", "{{.State}} since {{.Time}}", map[string]any{"State": state, "Time": at})
	}
	watched := ""
	if s.Server != "" {
		watched = decimal(float64(s.Watched), 0)
	} else {
		phone = ""
	}
	c.facts.set(plain(link.Server), state, switchWord(link.Switch), plain(s.Version), plain(s.ID), plain(s.Device), plain(s.Monitor), phone, watched, system)
	c.list(v.Moments, now)
}

func switchWord(s wti.SwitchLink) string {
	switch s {
	case wti.LinkUp:
		return lang.X("diag.link.up", "up")
	case wti.LinkDown:
		return lang.X("diag.link.down", "down")
	}
	return ""
}

// list shows what happened, newest first.
func (c *connectionSection) list(moments []app.Moment, now time.Time) {
	c.empty.Hidden = len(moments) > 0
	moments = slices.Clone(moments[max(0, len(moments)-momentsShown):])
	slices.Reverse(moments)
	c.story.Objects, c.words = nil, nil
	for _, m := range moments {
		l := momentLook(m)
		line := whenWord(m.At, now) + m.At.In(now.Location()).Format(":05")
		c.words = append(c.words, l.word)
		text := widgets.Column(0, widgets.NewParagraph(l.word, theme.ColorNameForeground, theme.SizeNameText))
		if d := plain(m.Details); d != "" {
			text.Add(widgets.NewParagraph(d, widgets.ColorMuted, theme.SizeNameCaptionText))
		}
		c.story.Add(widgets.TopRow(widgets.Gap, 2, widgets.NewIcon(l.icon, l.ink, widgets.SizeIcon),
			widgets.NewText(line, widgets.ColorMuted, theme.SizeNameCaptionText), text))
	}
}

// awayWord is how long something was away.
func awayWord(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return decimal(d.Seconds(), 1) + " s"
	case d < 2*time.Minute:
		return decimal(d.Seconds(), 0) + " s"
	}
	return elapsed(time.Time{}.Add(d+1), time.Time{}.Add(1))
}

// momentLook is what happened as word, icon and colour.
func momentLook(m app.Moment) look {
	away := awayWord(m.After)
	server := plain(m.Server)
	switch m.Kind {
	case app.MomentConnected:
		if m.After > 0 {
			return look{"reconnect", lang.X("diag.moment.again", "Connected to {{.Server}} again after {{.Time}}", map[string]any{"Server": server, "Time": away}), widgets.ColorReady, ""}
		}
		return look{"ready", lang.X("diag.moment.connected", "Connected to {{.Server}}", map[string]any{"Server": server}), widgets.ColorReady, ""}
	case app.MomentLost:
		return look{"warning", lang.X("diag.moment.lost", "The connection to {{.Server}} was lost", map[string]any{"Server": server}), widgets.ColorAux, ""}
	case app.MomentOffline:
		return look{"offline", lang.X("diag.moment.offline", "Offline"), widgets.ColorIdle, ""}
	case app.MomentSwitchDown:
		return look{"error", lang.X("diag.moment.switchDown", "The server lost its link to the switch"), widgets.ColorAlert, ""}
	case app.MomentSwitchUp:
		return look{"link", lang.X("diag.moment.switchUp", "The link to the switch is back after {{.Time}}", map[string]any{"Time": away}), widgets.ColorReady, ""}
	case app.MomentUnregistered:
		return look{"phone", lang.X("diag.moment.unregistered", "The switch took the telephone's registration away"), widgets.ColorAlert, ""}
	case app.MomentButtons:
		return look{"keypad", lang.X("diag.moment.buttons", "Calls are controlled by the phone's buttons"), widgets.ColorAux, ""}
	}
	return look{"ready", lang.X("diag.moment.control", "Calls are controlled by the server"), widgets.ColorReady, ""}
}

func (c *connectionSection) inspect(in *inspector) {
	in.add("diag.connection", c.facts.content, c.facts.text())
	c.doctor.inspect(in)
	for i, o := range c.story.Objects {
		in.add("diag.moment."+decimal(float64(i), 0), o, c.words[i])
	}
}
