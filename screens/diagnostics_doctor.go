package screens

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/app/doctor"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// doctorPart has the connection checked step by step, and shows what came out.
type doctorPart struct {
	button  *widgets.Button
	running bool
	summary *widgets.Paragraph
	list    *fyne.Container
	words   []string
	content *fyne.Container
}

func newDoctorPart(phone Diagnosis) *doctorPart {
	p := &doctorPart{list: widgets.Column(widgets.GapSmall)}
	p.button = widgets.NewButton("search", lang.X("doctor.start", "Check the connection"), widgets.Outline, func() {
		if p.running {
			phone.StopCheckUp()
		} else {
			phone.StartCheckUp()
		}
	})
	p.button.Compact = true
	p.summary = widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText)
	p.summary.Hide()
	p.content = widgets.Column(widgets.GapSmall,
		widgets.NewStrong(lang.X("doctor.title", "Connection doctor"), theme.ColorNameForeground, theme.SizeNameText),
		widgets.NewParagraph(lang.X("doctor.hint", "Goes the way of a sign-in step by step and says what is wrong and who can change it. It signs nobody in, and takes up to half a minute."),
			widgets.ColorMuted, theme.SizeNameCaptionText),
		widgets.Row(0, p.button), p.summary, p.list)
	return p
}

func (p *doctorPart) update(v app.CheckUpView) {
	p.running = v.Running
	if v.Running {
		p.button.SetFace("close", lang.X("doctor.stop", "Stop"), widgets.Outline)
	} else {
		p.button.SetFace("search", lang.X("doctor.start", "Check the connection"), widgets.Outline)
	}
	p.list.Objects, p.words = nil, nil
	for _, c := range v.Checks {
		p.words = append(p.words, strings.Join(append([]string{checkLook(c).word + ": " + plain(c.Cause)}, checkNotes(c)...), "\n"))
		p.list.Add(checkLine(c))
	}
	p.summary.SetText(v.Summary)
	p.summary.Hidden = v.Summary == ""
}

// checkLook is a check's title with the icon and colour of its verdict. The icons
// differ, so that colour is not all that tells them apart.
func checkLook(c doctor.Check) look {
	word := c.Step.Title()
	if c.Server != "" {
		word += " (" + plain(c.Server) + ")"
	}
	switch c.Verdict {
	case doctor.OK:
		return look{"check", word, widgets.ColorReady, ""}
	case doctor.Warning:
		return look{"warning", word, widgets.ColorAux, ""}
	case doctor.Failed:
		return look{"error", word, widgets.ColorAlert, ""}
	}
	return look{"dots", word, widgets.ColorIdle, ""}
}

// checkNotes say, where something is not in order, who can change it, what to do and
// what to look for.
func checkNotes(c doctor.Check) (notes []string) {
	if c.Verdict != doctor.Failed && c.Verdict != doctor.Warning {
		return nil
	}
	note := func(label, words string) {
		if words != "" {
			notes = append(notes, label+" "+words)
		}
	}
	note(lang.X("doctor.label.who", "Who can change it:"), c.Who.Title())
	note(lang.X("doctor.label.tell", "What to do:"), plain(c.Tell))
	note(lang.X("doctor.label.log", "In the log of AES:"), plain(c.Log))
	return notes
}

// checkLine shows one check: what is so, and what is to be said of it.
func checkLine(c doctor.Check) fyne.CanvasObject {
	l := checkLook(c)
	text := widgets.Column(0, widgets.NewStrong(l.word, theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		widgets.NewParagraph(plain(c.Cause), theme.ColorNameForeground, theme.SizeNameText))
	for _, note := range checkNotes(c) {
		text.Add(widgets.NewParagraph(note, widgets.ColorMuted, theme.SizeNameText))
	}
	return widgets.TopRow(widgets.Gap, 1, widgets.NewIcon(l.icon, l.ink, widgets.SizeIcon), text)
}

func (p *doctorPart) inspect(in *inspector) {
	in.add("doctor.button", p.button, p.button.Label)
	for i, o := range p.list.Objects {
		in.add("doctor.check."+decimal(float64(i), 0), o, p.words[i])
	}
	if !p.summary.Hidden {
		in.add("doctor.summary", p.summary, p.summary.Text)
	}
}
