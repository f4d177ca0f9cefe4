package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	fynelang "fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/wti"
)

// setLanguage changes the language as the app does: the texts first, then the
// settings that tell of it.
func (d *desk) setLanguage(code string) {
	d.t.Helper()
	speak(d.t, code)
	_ = d.state.Settings.Set(app.SettingsView{Settings: []app.Setting{{Key: app.SettingLanguage, Value: code}}})
	d.settle()
}

func TestTheLanguageChangesWhileACallIsUp(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Media.Set(voice())
	d.setCalls(inState(app.CallConnected))
	d.see("call.0.hold", "Hold")
	d.setLanguage("de")
	d.see("call.0.hold", "Halten")
	d.see("call.0.state", "Im Gespräch")
	d.see("header.agent", "Agent 2001 · Nebenstelle 4750")
	d.click("call.0.hold")
	d.wants("hold 17")
	d.setCalls(inState(app.CallHeld)) // what happens next is shown in it too
	d.see("call.0.state", "Gehalten")
	d.setLanguage("en")
	d.see("call.0.retrieve", "Retrieve")
}

func TestWhatWasTypedStaysInAnotherLanguage(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.shell.show(tabHistory)
	d.settle()
	d.window.Canvas().Focus(d.shell.past.roll.search)
	d.text("miller")
	d.shell.past.filter.Select(1)
	d.shell.dialpad.append('7')
	d.shell.dialpad.append('0')
	d.shell.dialpad.setLast("4751")
	d.window.Canvas().Focus(d.shell.past.roll.search)
	d.phone.take()
	d.setLanguage("fr")
	d.see("history.search", "miller")
	d.see("dialpad.entry", "70")
	d.see("dialpad.redial", "Rappeler 4751")
	if d.shell.past.filter.Selected != 1 || d.shell.past.asked != (app.HistoryQuery{Search: "miller", Missed: true}) {
		t.Errorf("the history shows %+v", d.shell.past.asked)
	}
	if f := d.window.Canvas().Focused(); f != fyne.Focusable(d.shell.past.roll.search) {
		t.Errorf("the keyboard is at %T", f)
	}
	d.text("s")
	d.see("history.search", "millers")
}

func TestTheSignInFormStaysFilledInAnotherLanguage(t *testing.T) {
	d := lightDesk(t)
	f := completeForm()
	_ = d.state.Form.Set(f)
	d.settle()
	d.login.form.expand(true)
	d.login.form.entry(app.FieldServer).SetText("wss://aes2.example.com")
	d.login.form.entry(app.FieldAgentPassword).SetText("4711")
	d.login.form.mode.Select(1)
	d.login.form.entry(app.FieldOtherNumber).SetText("004930")
	d.login.form.remember.SetChecked(false)
	d.settle()
	d.setLanguage("es")
	f.Server, f.AgentPassword, f.Mode, f.OtherNumber, f.Remember = "wss://aes2.example.com", "4711", modes[1], "004930", false
	if got := d.login.form.value(); got != f {
		t.Errorf("the form has %+v, want %+v", got, f)
	}
	d.see("login.server", "wss://aes2.example.com")
	d.see("login.signIn", "Iniciar sesión")
	d.login.form.entry(app.FieldAgentPassword).SetText("4712")
	d.see("login.agentPassword", "••••")
}

func TestALinkIsNotDialledAgainInAnotherLanguage(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	_ = d.state.DialText.Set("4752")
	d.settle()
	d.see("dialpad.entry", "4752")
	d.shell.dialpad.clear()
	d.shell.show(tabDirectory)
	d.setLanguage("pt")
	d.see("dialpad.entry", "")
	d.see("directory.search", "")
}

// TestAFieldsMenuFollowsTheLanguage: its words are Fyne's own.
func TestAFieldsMenuFollowsTheLanguage(t *testing.T) {
	d := newDesk(t, theme.VariantLight, 1100, 700)
	for _, c := range []struct{ code, paste string }{{"de", "Einfügen"}, {"fr", "Coller"}, {"en", "Paste"}} {
		d.setLanguage(c.code)
		if got := fynelang.L("Paste"); got != c.paste {
			t.Errorf("%s: %q", c.code, got)
		}
	}
}
