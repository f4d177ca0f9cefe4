package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// login is the sign-in screen.
type login struct {
	phone    Phone
	canvas   fyne.Canvas
	form     *loginForm
	progress *loginProgress
	problem  *problemCard
	keychain *problemCard // why secrets cannot be kept
	waits    *widgets.Paragraph
	waitCard *widgets.Card // a number waits to be called
	diagnose *widgets.Button
	// looked is called when somebody wants the diagnostics.
	looked   func()
	view     app.SignInView
	settings *widgets.Button
	// keysPoint tells of the key that shows all keys.
	keysPoint *widgets.Paragraph
	formCard,
	stepCard *widgets.Card
	page    *widgets.Page
	content *fyne.Container
}

func newLogin(c fyne.Canvas, phone Phone, settings func()) *login {
	l := &login{phone: phone, canvas: c, looked: func() {}}
	l.diagnose = newDiagnosticsLink(func() { l.looked() })
	l.form = newLoginForm(l.submit)
	l.progress = newLoginProgress(phone.CancelSignIn)
	l.problem = newProblemCard(lang.X("login.problem.takeOver", "Take over"), l.submitTakeOver)
	l.keychain = newKeychainNote(phone.UnlockKeychain)
	l.settings = widgets.NewIconButton("settings", lang.X("settings.title", "Settings"), settings)
	tipKey(phone, l.settings, app.KeySettings)
	l.formCard = widgets.NewCard(widgets.Column(widgets.GapLarge,
		widgets.RowGrow(widgets.Gap, 0, widgets.NewStrong(lang.X("login.title", "Sign in"), theme.ColorNameForeground, theme.SizeNameSubHeadingText).Shrinking(), l.settings),
		l.form.content))
	l.stepCard = widgets.NewCard(l.progress.content)
	l.stepCard.Hide()
	l.waits, l.waitCard = newWaitCard()
	head := brandRow()
	column := widgets.Column(widgets.Gap, head, l.waitCard, l.problem.card, l.stepCard, l.formCard, l.keychain.card, widgets.Row(0, l.diagnose))
	l.page = widgets.NewPage(widgets.Inset(widgets.GapLarge, widgets.GapLarge, widgets.Narrow(470, column)))
	l.page.Centred = true
	l.form.onLayout = l.page.Relayout
	l.content = container.New(&loginLayout{head: head}, l.brandPanel(), l.page)
	for _, field := range l.form.fields {
		l.page.RevealOnFocus(field.Entry)
	}
	l.page.RevealOnFocus(l.form.mode, l.form.remember, l.form.takeOver, l.form.signIn, l.form.change, l.problem.copy, l.diagnose, l.settings)
	return l
}

func (l *login) submit() { l.phone.SignIn(l.form.value()) }

func (l *login) submitTakeOver() {
	l.form.takeOver.SetChecked(true)
	l.submit()
}

// update shows how far signing in is. What was typed stays.
func (l *login) update(v app.SignInView) {
	was := l.view
	l.view = v
	busy := v.Phase == app.PhaseSigningIn
	l.progress.set(v.Steps, busy)
	l.formCard.Hidden, l.stepCard.Hidden = busy, !busy
	l.problem.setStep(v.Steps)
	l.problem.set(v.Problem)
	if busy {
		l.problem.card.Hide()
	}
	l.keychain.set(v.Keychain)
	l.form.mark(v.Problem.Field)
	switch f := v.Problem.Field; {
	case isConnectionField(f) || isConnectionField(v.Focus):
		l.form.expand(true)
	case f == app.FieldAgentID || f == app.FieldAgentPassword:
		l.form.expand(!l.form.complete()) // the connection has just proved right
	}
	l.page.Relayout()
	switch {
	case busy && was.Phase != app.PhaseSigningIn:
		l.canvas.Unfocus()
	case v.Phase == app.PhaseSignedOut && (was.Phase != v.Phase || was.Focus != v.Focus || was.Problem != v.Problem):
		l.focus(v)
	case v.Phase == app.PhaseSignedIn && !l.form.remember.Checked:
		l.form.entry(app.FieldAgentPassword).SetText("")
	}
}

// fill takes over values for the form.
func (l *login) fill(v app.SignInForm) {
	if v == (app.SignInForm{}) {
		v.Mode = wti.ThisComputer
	}
	l.form.fill(v)
	l.page.Relayout()
	if l.view.Phase == app.PhaseSignedOut {
		l.focus(l.view)
	}
}

// focus puts the cursor where typing should go on.
func (l *login) focus(v app.SignInView) {
	k := v.Focus
	if k == app.FieldNone {
		k = v.Problem.Field
	}
	if k == app.FieldNone {
		k = l.form.firstMissing()
	}
	if isConnectionField(k) {
		l.form.expand(true)
	}
	e := l.form.entry(k)
	l.canvas.Focus(e)
	e.CursorColumn = len([]rune(e.Text))
	e.Refresh()
	if !v.Problem.IsZero() {
		l.page.Top() // in a low window what happened matters more than the field
	}
}

// key handles a key that no control took. It reports whether it did.
func (l *login) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		if l.view.Phase == app.PhaseSigningIn {
			l.phone.CancelSignIn()
			return true
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.view.Phase == app.PhaseSignedOut {
			l.submit()
			return true
		}
	}
	return false
}

func (l *login) inspect(in *inspector) {
	in.within(l.page)
	l.form.inspect(in)
	l.progress.inspect(in)
	in.add("login.offer", l.waitCard, l.waits.Text)
	in.add("login.settings", l.settings, l.settings.Name)
	in.add("login.problem", l.problem.card, l.view.Problem.Title)
	in.add("login.problem.meaning", l.problem.meaning, l.view.Problem.Meaning)
	in.add("login.problem.advice", l.problem.advice, l.view.Problem.Advice)
	in.add("login.problem.step", l.problem.step, l.problem.step.Text)
	in.add("login.problem.takeOver", l.problem.wayOut, l.problem.wayOut.Label)
	in.add("login.problem.copy", l.problem.copy, l.problem.copy.Label)
	in.add("login.diagnose", l.diagnose, l.diagnose.Label)
	in.add("login.keychain", l.keychain.card, l.view.Keychain.Title)
	in.add("login.keychain.unlock", l.keychain.wayOut, l.keychain.wayOut.Label)
	in.within(nil)
}

// newKeychainNote is the quieter card about the keychain.
func newKeychainNote(unlock func()) *problemCard {
	p := newProblemCard(lang.X("login.keychain.unlock", "Unlock"), unlock)
	p.wayOut.Style = widgets.Outline
	p.card.Fill, p.card.Border = widgets.ColorAuxSoft, widgets.ColorAux
	p.title.Color = widgets.ColorAux
	p.card.Content = widgets.Column(widgets.Gap,
		alertLayout("lock", widgets.ColorAux, widgets.Column(4, p.title, p.meaning, p.advice)),
		widgets.Grid(2, 140, widgets.GapSmall, p.wayOut))
	return p
}

// logo is the app's icon at a size.
func logo(side float32) fyne.CanvasObject {
	img := canvas.NewImageFromResource(resources.AppIcon())
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(side))
	return img
}

// brandRow heads the form where there is no room for the panel.
func brandRow() *fyne.Container {
	return widgets.RowGrow(widgets.Gap, 1, logo(44), widgets.Column(0,
		widgets.NewStrong(lang.X("app.name", "Offhook"), theme.ColorNameForeground, theme.SizeNameHeadingText),
		widgets.NewText(lang.X("app.tagline", "The agent's telephone"), widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()))
}

// brandPanel stands beside the form in a wide window.
func (l *login) brandPanel() fyne.CanvasObject {
	words := func(text string) *widgets.Paragraph {
		return widgets.NewParagraph(text, widgets.ColorOnBrandDim, theme.SizeNameText)
	}
	point := func(icon string, text *widgets.Paragraph) fyne.CanvasObject {
		return widgets.RowGrow(widgets.Gap, 1, widgets.NewIcon(icon, widgets.ColorOnBrandDim, widgets.SizeIcon), text)
	}
	l.keysPoint = words(keysPointText(l.phone))
	tagline := widgets.NewParagraph(lang.X("app.pitch", "Every call, every state, one window."), widgets.ColorOnBrand, theme.SizeNameSubHeadingText)
	text := widgets.Column(widgets.GapLarge,
		widgets.Row(0, logo(72)),
		widgets.Column(widgets.GapTiny,
			widgets.NewStrong(lang.X("app.name", "Offhook"), widgets.ColorOnBrand, widgets.SizeHero),
			tagline),
		widgets.Inset(widgets.GapSmall, 0, widgets.Column(widgets.Gap,
			point("headset", words(lang.X("app.point.voice", "Your voice on this computer, another phone or your desk phone"))),
			point("ready", words(lang.X("app.point.state", "Your state as the switch sees it, never guessed"))),
			point("keyboard", l.keysPoint),
		)))
	page := widgets.NewPage(widgets.Inset(widgets.GapHuge, 40, text))
	page.Centred = true
	panel := widgets.NewPanel(widgets.ColorBrand, widgets.LineNone, page)
	panel.Fill2 = widgets.ColorBrandDeep
	return panel
}

// keysPointText is that point, with the key if there is one.
func keysPointText(p Phone) string {
	if key := keyOf(p, app.KeyHelp); key != "" {
		return lang.X("app.point.keys", "Every action on a key: {{.Key}} shows them", map[string]any{"Key": key})
	}
	return lang.X("app.point.noKey", "Every action on a key")
}

// loginLayout puts the brand panel beside the form where there is room.
type loginLayout struct{ head fyne.CanvasObject }

func (l *loginLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	panel, page := objects[0], objects[1]
	wide := size.Width >= wideFrom
	panel.(*widgets.Panel).Hidden = !wide
	l.head.(*fyne.Container).Hidden = wide
	x := float32(0)
	if wide {
		x = min(size.Width*0.38, 420)
		panel.Resize(fyne.NewSize(x, size.Height))
	}
	page.Move(fyne.NewPos(x, 0))
	page.Resize(fyne.NewSize(size.Width-x, size.Height))
}

func (l *loginLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
