package screens

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// problemCard says what happened, what it means and what to do, and lets the
// details be copied for an administrator.
type problemCard struct {
	problem                app.Problem
	title, meaning, advice *widgets.Paragraph
	step                   *widgets.Text // where it happened
	wayOut, copy           *widgets.Button
	card                   *widgets.Card
}

func newProblemCard(label string, wayOut func()) *problemCard {
	p := &problemCard{
		title:   widgets.NewParagraph("", widgets.ColorAlert, theme.SizeNameText),
		meaning: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText),
		advice:  widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText),
	}
	p.title.Bold = true
	p.step = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	p.step.Hide()
	p.wayOut = widgets.NewButton("", label, widgets.Primary, wayOut)
	p.copy = widgets.NewButton("copy", lang.X("problem.copy", "Copy details"), widgets.Outline, func() {
		fyne.CurrentApp().Clipboard().SetContent(problemText(p.problem))
		p.copy.SetFace("check", lang.X("problem.copied", "Copied"), widgets.Outline)
	})
	text := alertLayout("warning", widgets.ColorAlert, widgets.Column(6,
		widgets.Column(1, p.title, p.step), p.meaning, p.advice))
	p.card = widgets.NewCard(widgets.Column(widgets.Gap, text, widgets.Grid(2, 165, widgets.GapSmall, p.copy, p.wayOut)))
	p.card.Fill, p.card.Border = widgets.ColorAlertSoft, widgets.ColorAlert
	p.set(app.Problem{})
	return p
}

// alertLayout puts an icon at the top left of text.
func alertLayout(icon string, ink fyne.ThemeColorName, text fyne.CanvasObject) *fyne.Container {
	return widgets.TopRow(widgets.Gap, 1, widgets.NewIcon(icon, ink, widgets.SizeIcon), text)
}

func (p *problemCard) set(v app.Problem) {
	p.problem = v
	p.title.SetText(v.Title)
	p.meaning.SetText(v.Meaning)
	p.advice.SetText(v.Advice)
	p.meaning.Hidden, p.advice.Hidden = v.Meaning == "", v.Advice == ""
	p.wayOut.Hidden = !v.OfferTakeOver && !v.OfferUnlock
	p.copy.SetFace("copy", lang.X("problem.copy", "Copy details"), widgets.Outline)
	p.card.Name = v.Title
	p.card.Hidden = v.IsZero()
	p.card.Refresh()
}

// setStep names the stage of signing in at which it happened.
func (p *problemCard) setStep(steps [wti.StepCount]wti.StepState) {
	failed := app.SignInView{Steps: steps}.FailedStep()
	p.step.SetText(failed)
	p.step.Hidden = failed == ""
}

// problemText is what goes to the clipboard.
func problemText(p app.Problem) string {
	var lines []string
	for _, s := range []string{p.Title, p.Meaning, p.Advice, p.Details} {
		if s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}
