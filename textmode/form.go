package textmode

import (
	"slices"
	"strings"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/wti"
)

// row is one line of the sign-in form.
type row struct {
	field app.Field // FieldNone for what is chosen
	label string
	kind  rowKind
	text  *string     // of a text
	mask  *wti.Secret // of a secret
	on    *bool       // of a switch
	run   func()      // of an action
}

type rowKind int

const (
	rowText rowKind = iota
	rowSecret
	rowMode   // where the voice is
	rowSwitch // on or off
	rowAction
)

// rows are the lines of the form, over the form as it is being filled in.
func (d *desk) rows() []row {
	f := &d.form
	text := func(k app.Field, label string, to *string) row {
		return row{field: k, label: label, kind: rowText, text: to}
	}
	secret := func(k app.Field, label string, to *wti.Secret) row {
		return row{field: k, label: label, kind: rowSecret, mask: to}
	}
	list := []row{
		text(app.FieldServer, lang.X("login.server", "Server"), &f.Server),
		text(app.FieldSwitchName, lang.X("login.switchName", "Switch name"), &f.SwitchName),
		text(app.FieldCTIUser, lang.X("login.ctiUser", "CTI user"), &f.CTIUser),
		secret(app.FieldCTIPassword, lang.X("login.ctiPassword", "CTI password"), &f.CTIPassword),
		text(app.FieldExtension, lang.X("login.extension", "Extension"), &f.Extension),
		secret(app.FieldStationCode, lang.X("login.stationCode", "Station security code"), &f.StationCode),
		text(app.FieldAgentID, lang.X("login.agentID", "Agent ID"), &f.AgentID),
		secret(app.FieldAgentPassword, lang.X("login.agentPassword", "Agent password"), &f.AgentPassword),
		{label: lang.X("login.mode", "Where you talk"), kind: rowMode},
	}
	if f.Mode == wti.OtherPhone {
		list = append(list, text(app.FieldOtherNumber, lang.X("login.otherNumber", "Number of the other phone"), &f.OtherNumber))
	}
	list = append(list,
		row{label: lang.X("login.takeOver", "Take the extension over if it is in use"), kind: rowSwitch, on: &f.TakeOver},
		row{label: lang.X("login.remember", "Keep passwords in the system's keychain"), kind: rowSwitch, on: &f.Remember})
	if d.view.signIn.Keychain.OfferUnlock {
		list = append(list, row{label: lang.X("login.keychain.unlock", "Unlock"), kind: rowAction, run: d.phone.UnlockKeychain})
	}
	return append(list, row{label: lang.X("login.signIn", "Sign in"), kind: rowAction, run: d.signIn})
}

// modes are where the voice may be, in the order in which they are offered.
var modes = []wti.TelephoneMode{wti.ThisComputer, wti.OtherPhone, wti.DeskPhone}

func modeName(m wti.TelephoneMode) string {
	switch m {
	case wti.OtherPhone:
		return lang.X("login.mode.phone", "Other phone")
	case wti.DeskPhone:
		return lang.X("login.mode.desk", "Desk phone")
	}
	return lang.X("login.mode.computer", "This computer")
}

// value is what a row shows; a secret as points, as many as it has characters.
func (d *desk) value(r row) string {
	switch r.kind {
	case rowText:
		return *r.text
	case rowSecret:
		return strings.Repeat("•", len([]rune(r.mask.Reveal())))
	case rowMode:
		return modeName(d.form.Mode)
	case rowSwitch:
		if *r.on {
			return lang.X("settings.on", "On")
		}
		return lang.X("settings.off", "Off")
	}
	return ""
}

// fill puts a typed value into a row.
func (r row) fill(value string) {
	switch r.kind {
	case rowText:
		*r.text = value
	case rowSecret:
		*r.mask = wti.Secret(value)
	}
}

// change moves a row that is chosen to its next value, or the one before.
func (d *desk) change(r row, step int) {
	switch r.kind {
	case rowMode:
		i := slices.Index(modes, d.form.Mode)
		d.form.Mode = modes[(i+step+len(modes))%len(modes)]
	case rowSwitch:
		*r.on = !*r.on
	}
}

// signIn signs in with what the form says. What is no number of a phone counts as
// missing, and the app asks for it.
func (d *desk) signIn() {
	f := d.form
	for _, s := range []*string{&f.Server, &f.CTIUser, &f.SwitchName, &f.Extension, &f.AgentID} {
		*s = strings.TrimSpace(*s)
	}
	if f.Mode == wti.OtherPhone {
		f.OtherNumber, _ = app.Dialable(f.OtherNumber) // empty when it is none
	}
	d.phone.SignIn(f)
}

// focus is the row where typing should go on: the one at fault, else the agent's
// password.
func (d *desk) focus() int {
	want := d.view.signIn.Focus
	if want == app.FieldNone {
		want = d.view.signIn.Problem.Field
	}
	if want == app.FieldNone {
		want = app.FieldAgentPassword
	}
	return max(0, slices.IndexFunc(d.rows(), func(r row) bool { return r.field == want }))
}

// signInWords are what is wrong, above the form.
func (d *desk) signInWords() []string {
	v := d.view.signIn
	list := problemWords(v.Problem, v.FailedStep())
	if k := v.Keychain; !k.IsZero() {
		list = append(list, strings.TrimSpace(k.Title+". "+k.Meaning+" "+k.Advice))
	}
	return list
}
