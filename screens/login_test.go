package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/wti"
)

func TestAFilledProfileNeedsAgentPasswordAndEnter(t *testing.T) {
	d := smallDesk(t)
	_ = d.state.Form.Set(completeForm())
	d.settle()
	d.see("login.change", "demo@aes1.example.com:8443 Station 4750 on CM1")
	d.notSee("login.server")
	if !d.element("login.agentPassword").Focused {
		t.Fatal("the agent's password does not have the focus")
	}
	d.text("1234")
	d.key(fyne.KeyReturn)
	d.wants("signin")
	want := completeForm()
	want.AgentPassword = "1234"
	if got := d.phone.form; got != want {
		t.Errorf("signed in with %+v, want %+v", got, want)
	}
}

func TestAnEmptyFormAsksForTheServerFirst(t *testing.T) {
	d := lightDesk(t)
	if e := d.element("login.server"); !e.Visible || !e.Focused {
		t.Errorf("login.server: visible %v, focused %v; want both", e.Visible, e.Focused)
	}
	d.notSee("login.change")
}

func TestTabLeadsFromFieldToField(t *testing.T) {
	d := lightDesk(t)
	want := []string{"login.server", "login.switchName", "login.ctiUser", "login.ctiPassword", "login.extension",
		"login.stationCode", "login.takeOver", "login.agentID", "login.agentPassword", "login.mode", "login.remember", "login.signIn"}
	for _, name := range want {
		if !d.element(name).Focused {
			t.Fatalf("%s does not have the focus in its turn", name)
		}
		d.window.Canvas().FocusNext()
	}
}

func TestSigningInShowsEachStepAndCanBeCancelled(t *testing.T) {
	d := smallDesk(t)
	_ = d.state.SignIn.Set(app.SignInView{Phase: app.PhaseSigningIn, Steps: steps(2, wti.StepRunning)})
	d.settle()
	d.see("login.step.connect", "Done")
	d.see("login.step.session", "Done")
	d.see("login.step.device", "Working…")
	d.see("login.step.agent", "Waiting")
	d.notSee("login.signIn")
	d.click("login.cancel")
	d.key(fyne.KeyEscape)
	d.wants("cancel", "cancel")
}

func TestAFailureSaysWhatAndKeepsWhatWasTyped(t *testing.T) {
	d := smallDesk(t)
	_ = d.state.Form.Set(completeForm())
	d.settle()
	d.text("9999")
	d.key(fyne.KeyReturn)
	d.wants("signin")
	_ = d.state.SignIn.Set(app.SignInView{Phase: app.PhaseSigningIn})
	_ = d.state.SignIn.Set(app.SignInView{Steps: steps(5, wti.StepFailed), Focus: app.FieldAgentPassword, Problem: app.Problem{
		Title: "The agent password is wrong", Meaning: "The switch refused it.", Advice: "Type it again.", Field: app.FieldAgentPassword}})
	d.settle()
	d.see("login.problem", "The agent password is wrong")
	d.see("login.problem.advice", "Type it again.")
	d.see("login.problem.step", "While: Sign the agent in")
	d.notSee("login.problem.takeOver")
	if e := d.element("login.agentPassword"); !e.Focused || d.login.form.entry(app.FieldAgentPassword).Text != "9999" {
		t.Errorf("password field: focused %v, text %q; want focused and kept", e.Focused, d.login.form.entry(app.FieldAgentPassword).Text)
	}
	d.see("login.agentID", "2001")
	if e := d.element("login.step.agent"); e.Text != "Failed" {
		t.Errorf("the last step reads %q, want Failed", e.Text)
	}
	d.key(fyne.KeyReturn)
	d.wants("signin")
}

func TestAFaultInTheConnectionUnfoldsIt(t *testing.T) {
	d := lightDesk(t)
	_ = d.state.Form.Set(completeForm())
	_ = d.state.SignIn.Set(app.SignInView{Problem: app.Problem{Title: "Wrong CTI password", Field: app.FieldCTIPassword}})
	d.settle()
	if e := d.element("login.ctiPassword"); !e.Visible || !e.Focused {
		t.Errorf("CTI password: visible %v, focused %v; want both", e.Visible, e.Focused)
	}
}

func TestTakeOverIsOneClick(t *testing.T) {
	d := lightDesk(t)
	_ = d.state.Form.Set(completeForm())
	_ = d.state.SignIn.Set(app.SignInView{Problem: app.Problem{Title: "In use", OfferTakeOver: true}})
	d.settle()
	d.click("login.problem.takeOver")
	d.wants("signin")
	if !d.phone.form.TakeOver {
		t.Error("take over was not asked for")
	}
}

func TestDetailsGoToTheClipboard(t *testing.T) {
	d := lightDesk(t)
	_ = d.state.SignIn.Set(app.SignInView{Problem: app.Problem{Title: "Refused", Meaning: "m", Advice: "a", Details: "HTTP 401"}})
	d.settle()
	d.click("login.problem.copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "Refused\nm\na\nHTTP 401" {
		t.Errorf("the clipboard holds %q", got)
	}
}

func TestOtherPhoneAsksForItsNumber(t *testing.T) {
	d := lightDesk(t)
	_ = d.state.Form.Set(completeForm())
	d.settle()
	d.notSee("login.otherNumber")
	d.window.Canvas().Focus(d.login.form.mode)
	d.key(fyne.KeyRight)
	d.see("login.mode", "Other phone")
	d.window.Canvas().Focus(d.login.form.entry(app.FieldOtherNumber))
	d.text("+49 (0)30 123-45")
	d.key(fyne.KeyReturn)
	if got := d.phone.form; got.Mode != wti.OtherPhone || got.OtherNumber != "+493012345" {
		t.Errorf("mode %q, number %q; want phone, +493012345", got.Mode, got.OtherNumber)
	}
}

func TestTheAgentPasswordIsForgottenUnlessKept(t *testing.T) {
	for _, keep := range []bool{false, true} {
		d := newDesk(t, theme.VariantLight, 380, 640)
		f := completeForm()
		f.AgentPassword, f.Remember = "1234", keep
		_ = d.state.Form.Set(f)
		d.signIn(agentIn(wti.AgentAux))
		_ = d.state.SignIn.Set(app.SignInView{})
		if got := d.login.form.entry(app.FieldAgentPassword).Text; (got == "1234") != keep {
			t.Errorf("keep %v: after signing out the field holds %q", keep, got)
		}
	}
}

func TestNoSecretIsInspected(t *testing.T) {
	d := lightDesk(t)
	f := completeForm()
	f.AgentPassword, f.CTIPassword, f.StationCode = "hunter2", "hunter2", "hunter2"
	_ = d.state.Form.Set(f)
	for _, e := range d.Inspect() {
		if e.Text == "hunter2" {
			t.Errorf("%s shows a secret", e.Name)
		}
	}
}

func TestALockedKeychainIsUnlockedOnRequestOnly(t *testing.T) {
	d := lightDesk(t)
	d.notSee("login.keychain.unlock")
	_ = d.state.SignIn.Set(app.SignInView{Keychain: app.Problem{Title: "Your keychain is locked", Advice: "Unlock it.", OfferUnlock: true}})
	d.settle()
	d.see("login.keychain", "Your keychain is locked")
	d.wants()
	d.click("login.keychain.unlock")
	d.wants("unlock keychain")
	_ = d.state.SignIn.Set(app.SignInView{Keychain: app.Problem{Title: "This computer offers no keychain"}})
	d.settle()
	d.notSee("login.keychain.unlock")
}

func TestWhatTheOrganisationSetIsShownAndCannotBeChanged(t *testing.T) {
	d := lightDesk(t)
	_ = d.state.Form.Set(lockedForm())
	d.settle()
	d.see("login.locked", "Set by your organisation") // the mode is in sight
	d.click("login.change")
	for name, enabled := range map[string]bool{
		"login.server": false, "login.switchName": false, "login.ctiUser": false, "login.mode": false, "login.remember": false,
		"login.takeOver": false, "login.ctiPassword": true, "login.extension": true, "login.stationCode": true,
		"login.agentID": true, "login.agentPassword": true,
	} {
		if e := d.element(name); e.Enabled != enabled || !e.Visible {
			t.Errorf("%s: enabled %v, visible %v; want enabled %v", name, e.Enabled, e.Visible, enabled)
		}
	}
	d.window.Canvas().Focus(d.login.form.entry(app.FieldAgentPassword))
	d.text("1234")
	d.key(fyne.KeyReturn)
	d.wants("signin")
	if f := d.phone.form; f.Server != lockedForm().Server || f.Mode != wti.ThisComputer || !f.Remember || f.TakeOver {
		t.Errorf("signed in with %+v", f)
	}
	free := completeForm()
	free.Mode = wti.DeskPhone
	_ = d.state.Form.Set(free)
	d.settle()
	d.notSee("login.locked")
	if !d.element("login.mode").Enabled || d.login.form.value().Mode != wti.DeskPhone {
		t.Error("a form without locks is still locked")
	}
}
