package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

func TestHowARingingCallIsAnnouncedIsChosenInTheSettings(t *testing.T) {
	d := lightDesk(t)
	d.setSettings(nil)
	d.openAt("look")
	d.phone.take()
	d.see("settings.alerts.window", "While another program is in front")
	d.see("settings.alerts.attention", "On")
	d.click("settings.alerts.attention")
	d.wants(`set alerts.attention="false"`)
	for _, l := range d.settings.parts[2].lines {
		if l.key == app.SettingAlertWindow {
			d.window.Canvas().Focus(l.control.(fyne.Focusable))
		}
	}
	d.key(fyne.KeyDown)
	d.wants(`set alerts.window="always"`)
	d.setSettings(func(v *app.SettingsView) { changeTo(v, app.SettingAlertWindow, "") })
	d.see("settings.alerts.window", "While another program is in front")
}

func TestTextsNameTheKeyThatHoldsNow(t *testing.T) {
	d := lightDesk(t)
	if text := d.login.keysPoint.Text; !strings.Contains(text, "F1 shows") {
		t.Errorf("the sign-in screen says %q", text)
	}
	d.signIn(agentIn(wti.AgentAutoIn))
	says := func(want string) {
		t.Helper()
		if text := d.shell.calls.empty.text.Text; !strings.HasSuffix(text, want) {
			t.Errorf("the empty calls say %q, want %q at the end", text, want)
		}
	}
	says("Answer it with F2.")
	d.setSettings(func(v *app.SettingsView) {
		changeTo(v, app.KeySetting(app.KeyAnswer), "Ctrl+Alt+P")
		changeTo(v, app.KeySetting(app.KeyHelp), "")
	})
	says("Answer it with Ctrl+Alt+P.")
	if text := d.login.keysPoint.Text; text != "Every action on a key" {
		t.Errorf("without a key for help the sign-in screen says %q", text)
	}
	d.setSettings(func(v *app.SettingsView) { changeTo(v, app.KeySetting(app.KeyAnswer), "") })
	says("who calls and why.")
}

func TestTheTrainersWindowFollowsTheLanguage(t *testing.T) {
	d := lightDesk(t)
	w := d.trainerOf(training())
	d.Main.trainer.caller.Select(1)
	d.Main.trainer.code.SetText("operation.busy")
	speak(t, "de")
	d.setSettings(func(v *app.SettingsView) { changeTo(v, app.SettingLanguage, "de") })
	is := d.Main.trainer
	if is.window != w || w.Content() != fyne.CanvasObject(is.page) {
		t.Fatal("the window does not show what was made anew")
	}
	if !strings.HasPrefix(w.Title(), "Trainer") || is.acts[app.ActRing].Label == "Ring me" {
		t.Errorf("title %q, button %q", w.Title(), is.acts[app.ActRing].Label)
	}
	if is.caller.Selected != 1 || is.code.Text != "operation.busy" {
		t.Errorf("chosen %d, typed %q: want what there was", is.caller.Selected, is.code.Text)
	}
	d.phone.take()
	is.acts[app.ActAbandon].Tapped(nil)
	if asked := d.phone.take(); len(asked) != 1 {
		t.Errorf("asked %q, want one order", asked)
	}
}

func TestWhatIsInTheSettingsIsMadeWhenTheyOpen(t *testing.T) {
	d := lightDesk(t)
	d.SetVersion("1.4.0")
	d.setSettings(func(v *app.SettingsView) { changeTo(v, app.SettingMask, "true") })
	_ = d.state.Sound.Set(devices())
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	if len(d.settings.content.Objects) != 0 {
		t.Error("the settings are made before anybody wants to see them")
	}
	d.openAt("calls")
	d.see("settings.history.mask", "On")
	d.see("settings.ring.answer", "Answer")
	d.openAt("about")
	d.see("settings.version", "Offhook 1.4.0")
	d.openAt("sound")
	d.see("settings.level", "You are heard.")
	d.resize(380, 640)
	d.see("settings.tab.sound", "Sound")
	d.key(fyne.KeyEscape)
	d.notSee("settings.tab.sound")
}
