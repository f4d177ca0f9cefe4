package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// stepNames are the names of the steps for Inspect.
var stepNames = [wti.StepCount]string{"connect", "session", "device", "monitor", "register", "agent"}

// loginProgress shows the steps of signing in as they happen.
type loginProgress struct {
	rows    [wti.StepCount]*stepRow
	cancel  *widgets.Button
	content *fyne.Container
}

func newLoginProgress(cancel func()) *loginProgress {
	p := &loginProgress{}
	rows := make([]fyne.CanvasObject, wti.StepCount)
	for s := range wti.StepCount {
		p.rows[s] = newStepRow(stepWord(s))
		rows[s] = p.rows[s].content
	}
	p.cancel = widgets.NewButton("", lang.X("login.cancel", "Cancel"), widgets.Outline, cancel)
	p.cancel.Hint = "Esc"
	p.content = widgets.Column(widgets.GapLarge,
		widgets.NewStrong(lang.X("login.signingIn", "Signing in"), theme.ColorNameForeground, theme.SizeNameSubHeadingText),
		widgets.Column(2, rows...),
		p.cancel)
	return p
}

func (p *loginProgress) set(steps [wti.StepCount]wti.StepState, running bool) {
	for s, state := range steps {
		p.rows[s].set(state, running)
	}
}

func (p *loginProgress) inspect(in *inspector) {
	for s, row := range p.rows {
		in.add("login.step."+stepNames[s], row.content, row.word.Text)
	}
	in.add("login.cancel", p.cancel, p.cancel.Label)
}

// stepRow is one step: icon, name and state in words.
type stepRow struct {
	icon        *widgets.Icon
	spinner     *widgets.Spinner
	label, word *widgets.Text
	content     *fyne.Container
	spinning    bool
}

func newStepRow(label string) *stepRow {
	r := &stepRow{
		icon:    widgets.NewIcon("waiting", widgets.ColorMuted, widgets.SizeIcon),
		spinner: widgets.NewSpinner(),
		label:   widgets.NewText(label, widgets.ColorMuted, theme.SizeNameText).Shrinking(),
		word:    widgets.NewStrong("", widgets.ColorMuted, theme.SizeNameCaptionText),
	}
	r.spinner.Hide()
	mark := container.NewStack(r.icon, r.spinner)
	r.content = widgets.Inset(6, 0, widgets.RowGrow(widgets.Gap, 1, mark, r.label, r.word))
	r.set(wti.StepWaiting, false)
	return r
}

func (r *stepRow) set(s wti.StepState, running bool) {
	l := stepLook(s)
	spin := running && s == wti.StepRunning
	r.icon.Set(l.icon, l.ink)
	r.icon.Hidden, r.spinner.Hidden = spin, !spin
	if spin != r.spinning {
		r.spinning = spin
		if spin {
			r.spinner.Start()
		} else {
			r.spinner.Stop()
		}
	}
	r.word.SetText(l.word)
	r.word.SetColor(l.ink)
	label := widgets.ColorMuted
	if s != wti.StepWaiting {
		label = theme.ColorNameForeground
	}
	r.label.SetColor(label)
	r.content.Refresh()
}
