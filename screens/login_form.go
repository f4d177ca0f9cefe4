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

// loginForm is the form of the sign-in screen. What administrators fill in
// folds into one line, so that an agent sees an agent id and a password.
type loginForm struct {
	fields map[app.Field]*widgets.Field
	mode   *widgets.Choice
	remember,
	takeOver *widgets.Check
	signIn, change *widgets.Button

	connection, summary *fyne.Container
	line1, line2        *widgets.Text
	lockMark            *widgets.Icon      // that the mode is locked
	lockNote            *widgets.Paragraph // what the marks mean
	locked              *fyne.Container
	content             *fyne.Container
	onLayout            func() // the form's height changed
	locks               app.Fields
}

// modes are the telephone modes in the order in which they are offered.
var modes = []wti.TelephoneMode{wti.ThisComputer, wti.OtherPhone, wti.DeskPhone}

func newLoginForm(submit func()) *loginForm {
	f := &loginForm{fields: map[app.Field]*widgets.Field{}, onLayout: func() {}}
	reveal := lang.X("login.reveal", "Show or hide the password")
	text := func(k app.Field, name, hint string) {
		e := widgets.NewEntry(name)
		e.PlaceHolder = hint
		f.add(k, e, submit)
	}
	secret := func(k app.Field, name string) { f.add(k, widgets.NewSecretEntry(name, reveal), submit) }

	text(app.FieldServer, lang.X("login.server", "Server"), "wss://aes.example.com")
	text(app.FieldCTIUser, lang.X("login.ctiUser", "CTI user"), "")
	secret(app.FieldCTIPassword, lang.X("login.ctiPassword", "CTI password"))
	text(app.FieldSwitchName, lang.X("login.switchName", "Switch name"), "CM1")
	text(app.FieldExtension, lang.X("login.extension", "Extension"), "")
	secret(app.FieldStationCode, lang.X("login.stationCode", "Station security code"))
	text(app.FieldAgentID, lang.X("login.agentID", "Agent ID"), "")
	secret(app.FieldAgentPassword, lang.X("login.agentPassword", "Agent password"))
	text(app.FieldOtherNumber, lang.X("login.otherNumber", "Number of the other phone"), "")

	f.mode = widgets.NewChoice(lang.X("login.mode", "Where you talk"),
		[]string{"computer", "phone", "deskphone"},
		[]string{
			lang.X("login.mode.computer", "This computer"),
			lang.X("login.mode.phone", "Other phone"),
			lang.X("login.mode.desk", "Desk phone"),
		}, func(int) { f.fold() })
	f.remember = widgets.NewCheck(lang.X("login.remember", "Keep passwords in the system's keychain"))
	f.takeOver = widgets.NewCheck(lang.X("login.takeOver", "Take the extension over if it is in use"))
	f.signIn = widgets.NewButton("", lang.X("login.signIn", "Sign in"), widgets.Primary, submit)
	f.change = widgets.NewButton("", lang.X("login.change", "Change"), widgets.Ghost, func() { f.expand(true) })
	f.change.Compact = true
	f.change.Name = lang.X("login.change.name", "Change the connection")
	f.build()
	f.expand(true)
	return f
}

func (f *loginForm) add(k app.Field, e *widgets.Entry, submit func()) {
	e.OnSubmitted = func(string) { submit() }
	f.fields[k] = widgets.NewField(e)
}

// entry returns the text field of k.
func (f *loginForm) entry(k app.Field) *widgets.Entry { return f.fields[k].Entry }

func (f *loginForm) build() {
	f.line1 = widgets.NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking()
	f.line2 = widgets.NewText("", widgets.ColorMuted, theme.SizeNameCaptionText).Shrinking()
	box := widgets.NewCard(widgets.RowGrow(widgets.Gap, 1,
		widgets.NewIcon("server", widgets.ColorMuted, widgets.SizeIcon),
		widgets.Column(1, f.line1, f.line2),
		f.change))
	box.Fill, box.Padding = widgets.ColorSunken, widgets.Gap
	f.summary = widgets.Column(0, box)
	f.connection = widgets.Column(widgets.Gap,
		widgets.Grid(2, 190, widgets.Gap,
			f.fields[app.FieldServer], f.fields[app.FieldSwitchName],
			f.fields[app.FieldCTIUser], f.fields[app.FieldCTIPassword],
			f.fields[app.FieldExtension], f.fields[app.FieldStationCode]),
		f.takeOver)
	caption := widgets.NewStrong(f.mode.Name, widgets.ColorMuted, theme.SizeNameCaptionText)
	f.lockMark = widgets.NewIcon("lock", widgets.ColorAux, widgets.SizeIconSmall)
	f.lockMark.Hide()
	f.lockNote = widgets.NewParagraph(lang.X("settings.locked", "Set by your organisation"), widgets.ColorAux, theme.SizeNameCaptionText)
	f.locked = widgets.TopRow(5, 1, widgets.NewIcon("lock", widgets.ColorAux, widgets.SizeIconSmall), f.lockNote)
	f.locked.Hide()
	f.content = widgets.Column(widgets.Gap+2,
		f.summary, f.connection,
		widgets.Grid(2, 190, widgets.Gap, f.fields[app.FieldAgentID], f.fields[app.FieldAgentPassword]),
		widgets.Column(5, widgets.RowGrow(widgets.GapTiny, 1, f.lockMark, caption), f.mode),
		f.fields[app.FieldOtherNumber],
		f.remember, f.locked, f.signIn)
}

// fill puts values into the form and folds the connection away when it is
// complete.
func (f *loginForm) fill(v app.SignInForm) {
	set := func(k app.Field, s string) { f.entry(k).SetText(s) }
	set(app.FieldServer, v.Server)
	set(app.FieldCTIUser, v.CTIUser)
	set(app.FieldCTIPassword, v.CTIPassword.Reveal())
	set(app.FieldSwitchName, v.SwitchName)
	set(app.FieldExtension, v.Extension)
	set(app.FieldStationCode, v.StationCode.Reveal())
	set(app.FieldAgentID, v.AgentID)
	set(app.FieldAgentPassword, v.AgentPassword.Reveal())
	set(app.FieldOtherNumber, v.OtherNumber)
	f.mode.SetEnabled(true) // until it is filled
	for i, m := range modes {
		if m == v.Mode {
			f.mode.Select(i)
		}
	}
	f.remember.SetChecked(v.Remember)
	f.takeOver.SetChecked(v.TakeOver)
	f.lock(v.Locked)
	f.expand(!f.complete())
}

// lock keeps what the organisation set from being changed.
func (f *loginForm) lock(set app.Fields) {
	for k, field := range f.fields {
		field.SetLocked(set.Has(k))
	}
	f.mode.SetEnabled(!set.Has(app.FieldMode))
	f.lockMark.Hidden = !set.Has(app.FieldMode)
	f.remember.SetEnabled(!set.Has(app.FieldRemember))
	f.takeOver.SetEnabled(!set.Has(app.FieldTakeOver))
	f.locks = set
}

// value reads the form.
func (f *loginForm) value() app.SignInForm {
	text := func(k app.Field) string { return strings.TrimSpace(f.entry(k).Text) }
	secret := func(k app.Field) wti.Secret { return wti.Secret(f.entry(k).Text) }
	return app.SignInForm{
		Server:        text(app.FieldServer),
		CTIUser:       text(app.FieldCTIUser),
		CTIPassword:   secret(app.FieldCTIPassword),
		SwitchName:    text(app.FieldSwitchName),
		Extension:     text(app.FieldExtension),
		StationCode:   secret(app.FieldStationCode),
		AgentID:       text(app.FieldAgentID),
		AgentPassword: secret(app.FieldAgentPassword),
		Mode:          modes[f.mode.Selected],
		OtherNumber:   otherNumber(f.entry(app.FieldOtherNumber).Text),
		Remember:      f.remember.Checked,
		TakeOver:      f.takeOver.Checked,
	}
}

// connectionFields are those that fold away.
var connectionFields = []app.Field{
	app.FieldServer, app.FieldCTIUser, app.FieldCTIPassword,
	app.FieldSwitchName, app.FieldExtension, app.FieldStationCode,
}

func isConnectionField(k app.Field) bool {
	for _, c := range connectionFields {
		if c == k {
			return true
		}
	}
	return false
}

// complete reports whether nothing of the connection is missing.
func (f *loginForm) complete() bool {
	for _, k := range connectionFields {
		if f.entry(k).Text == "" {
			return false
		}
	}
	return true
}

// expand shows the connection's fields, or folds them into the summary.
func (f *loginForm) expand(on bool) {
	v := f.value()
	host := strings.TrimPrefix(strings.TrimPrefix(v.Server, "wss://"), "ws://")
	host, _, _ = strings.Cut(host, "/")
	f.line1.SetText(plain(v.CTIUser + "@" + host))
	f.line2.SetText(lang.X("login.summary", "Station {{.Extension}} on {{.Switch}}",
		map[string]any{"Extension": plain(v.Extension), "Switch": plain(v.SwitchName)}))
	f.summary.Hidden, f.connection.Hidden = on, !on
	f.fold()
}

// fold shows the fields that the telephone mode needs.
func (f *loginForm) fold() {
	f.fields[app.FieldOtherNumber].Hidden = modes[f.mode.Selected] != wti.OtherPhone
	f.locked.Hidden = !f.showsLock()
	f.content.Refresh()
	f.onLayout()
}

// showsLock reports whether something is in sight that the organisation set.
func (f *loginForm) showsLock() bool {
	for k, field := range f.fields {
		if f.locks.Has(k) && !field.Hidden && (!isConnectionField(k) || !f.connection.Hidden) {
			return true
		}
	}
	return f.locks.Has(app.FieldMode) || f.locks.Has(app.FieldRemember) || f.locks.Has(app.FieldTakeOver) && !f.connection.Hidden
}

// mark shows which field is at fault.
func (f *loginForm) mark(fault app.Field) {
	for k, field := range f.fields {
		field.SetFault(k == fault)
	}
}

// firstMissing is the field where typing should start.
func (f *loginForm) firstMissing() app.Field {
	order := append(append([]app.Field{}, connectionFields...), app.FieldAgentID, app.FieldAgentPassword)
	for _, k := range order {
		if f.entry(k).Text == "" && !f.locks.Has(k) {
			return k
		}
	}
	return app.FieldAgentPassword
}

func (f *loginForm) inspect(in *inspector) {
	for _, n := range fieldNames {
		e := f.entry(n.field)
		shown := e.Text
		if n.secret && shown != "" {
			shown = "••••"
		}
		in.add(n.name, e, shown)
	}
	in.add("login.mode", f.mode, f.mode.Labels[f.mode.Selected])
	in.add("login.remember", f.remember, checkWord(f.remember.Checked))
	in.add("login.takeOver", f.takeOver, checkWord(f.takeOver.Checked))
	in.add("login.locked", f.locked, f.lockNote.Text)
	in.add("login.signIn", f.signIn, f.signIn.Label)
	in.add("login.change", f.change, f.line1.Text+" "+f.line2.Text)
}

// fieldNames are the names of the fields for Inspect.
var fieldNames = []struct {
	name   string
	field  app.Field
	secret bool
}{
	{"login.server", app.FieldServer, false},
	{"login.ctiUser", app.FieldCTIUser, false},
	{"login.ctiPassword", app.FieldCTIPassword, true},
	{"login.switchName", app.FieldSwitchName, false},
	{"login.extension", app.FieldExtension, false},
	{"login.stationCode", app.FieldStationCode, true},
	{"login.agentID", app.FieldAgentID, false},
	{"login.agentPassword", app.FieldAgentPassword, true},
	{"login.otherNumber", app.FieldOtherNumber, false},
}

// checkWord is a box's state for Inspect, which is not translated.
func checkWord(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// otherNumber is a number as it is dialled; what is none counts as missing, and
// the form asks for it.
func otherNumber(text string) string {
	number, err := app.Dialable(text)
	if err != nil {
		return ""
	}
	return number
}
