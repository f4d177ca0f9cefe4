package screens

import (
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/wti"
)

func TestSettingsOpenByKeyAndByButtonAndCloseByEscape(t *testing.T) {
	d := lightDesk(t)
	d.setSettings(nil)
	d.click("login.settings")
	d.wants("open sound")
	d.see("settings.nav.sound", "Sound")
	d.key(fyne.KeyEscape)
	d.wants("close sound")
	d.notSee("settings.nav.sound")
	d.signIn(agentIn(wti.AgentAux))
	d.do(app.KeySettings)
	d.wants("open sound")
	d.see("settings.nav.sound", "Sound")
	d.notSee("tab.calls") // and the keyboard cannot get there
	d.see("header.state", "AUX")
	d.do(app.KeySettings)
	d.wants("close sound")
	d.see("tab.calls", "Calls")
	d.click("header.settings")
	d.wants("open sound")
	d.click("settings.nav.keys")
	d.wants("close sound") // no microphone is open for nothing
	d.click("settings.back")
	d.wants()
	d.see("tab.calls", "Calls")
}

func TestValuesAreShownAndChanged(t *testing.T) {
	d := lightDesk(t)
	d.setSettings(func(v *app.SettingsView) { changeTo(v, app.SettingMask, "true") }, app.SettingKeepDays)
	d.openAt("calls")
	d.phone.take()
	d.see("settings.history.mask", "On")
	d.see("settings.history.mask.reset", "Back to the default: Mask numbers")
	d.click("settings.history.mask")
	d.wants(`set history.mask="false"`)
	d.see("settings.history.mask", "On") // until it is so
	d.click("settings.history.mask.reset")
	d.wants("reset history.mask")
	d.see("settings.history.keep_days", "90 days")
	d.see("settings.history.keep_days.note", "Set by your organisation")
	if d.element("settings.history.keep_days").Enabled {
		t.Error("a locked value can be changed")
	}
	d.openAt("look")
	d.window.Canvas().Focus(d.settings.parts[2].lines[1].control.(fyne.Focusable))
	d.key(fyne.KeyDown)
	d.wants(`set appearance.theme="light"`)
	d.key(fyne.KeyUp)
	d.wants()
	d.openAt("sound")
	d.phone.take()
	slider := d.settings.parts[0].lines[7].control.(fyne.Focusable)
	d.window.Canvas().Focus(slider)
	d.see("settings.voice.ring_volume", "70\u202f%")
	d.key(fyne.KeyRight)
	d.key(fyne.KeyHome)
	d.wants(`set voice.ring_volume="75"`, `set voice.ring_volume="0"`)
}

func TestWhatTheDesktopNoticesOfCallsIsSetInTheWindow(t *testing.T) {
	d := lightDesk(t)
	d.setSettings(nil, app.SettingKeepAwake)
	d.openAt("calls")
	d.phone.take()
	d.see("settings.desktop.pause_players", "On")
	d.click("settings.desktop.pause_players")
	d.wants(`set desktop.pause_players="false"`)
	d.see("settings.desktop.keep_awake.note", "Set by your organisation")
	d.click("settings.desktop.keep_awake")
	d.wants()
	d.openAt("look")
	d.click("settings.alerts.notification")
	d.wants(`set alerts.notification="false"`)
}

// TestTheSettingSaysWhichHeadsetIsUsed, and what is wrong with one.
func TestTheSettingSaysWhichHeadsetIsUsed(t *testing.T) {
	d := lightDesk(t)
	d.setSettings(nil)
	d.openAt("sound")
	d.phone.take()
	d.resize(1100, 1400) // which brings it into sight
	d.see("settings.headset.buttons", "On")
	d.notSee("settings.headset.buttons.note")
	for _, say := range []app.Setting{{Status: "Jabra: the buttons work"}, {Status: "Poly: the buttons work", Note: "The buttons of Jabra do not work"}} {
		d.setSettings(func(v *app.SettingsView) { sayOf(v, app.SettingHeadset, say) })
		want := say.Note
		if want == "" {
			want = say.Status
		}
		d.see("settings.headset.buttons.note", want)
	}
	d.click("settings.headset.buttons")
	d.wants(`set headset.buttons="false"`)
}

func TestAKeyIsTakenByPressingIt(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.setSettings(nil)
	d.openAt("keys")
	d.phone.take()
	press := func(s fyne.Shortcut) {
		d.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(s)
		d.settle()
	}
	d.click("settings.keys.answer")
	d.see("settings.keys.answer", "Press a key")
	d.key(fyne.KeyF7)
	d.wants(`set keys.answer="F7"`) // and no work mode
	d.see("settings.keys.answer", "F2")
	d.click("settings.keys.hold")
	press(&desktop.CustomShortcut{KeyName: fyne.KeyH, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift})
	d.wants(`set keys.hold="Ctrl+Shift+H"`)
	d.click("settings.keys.mute")
	press(&fyne.ShortcutPaste{})
	d.wants(`set keys.mute="Ctrl+V"`) // the app says why not
	d.click("settings.keys.mute")
	d.key(fyne.KeyEscape)
	d.wants()
	d.see("settings.keys.mute", "F5")
	d.see("settings.nav.keys", "Keyboard") // still open
	d.setSettings(func(v *app.SettingsView) { v.Refused, v.Refusal = app.KeySetting(app.KeyMute), "Not that one." })
	d.see("settings.keys.mute.note", "Not that one.")
}

func TestTheSoundPageTellsWhatItHears(t *testing.T) {
	d := lightDesk(t)
	d.setSettings(func(v *app.SettingsView) { changeTo(v, app.SettingMicrophone, "9\nPlantronics") })
	d.openAt("sound")
	d.phone.take()
	d.see("settings.level", "Looking for devices…")
	v := devices()
	v.MicrophoneGone, v.Microphone = true, "Camera"
	_ = d.state.Sound.Set(v)
	d.settle()
	d.see("settings.voice.microphone", "Plantronics (gone)")
	if text := d.settings.sound.mic.note.Text; text != "Plantronics is gone, using Camera. It takes over again as soon as it is back." {
		t.Errorf("the note reads %q", text)
	}
	d.see("settings.level", "You are heard.")
	d.click("settings.record")
	d.wants("test microphone")
	v.Doing, v.Level = app.SoundRecording, 0
	_ = d.state.Sound.Set(v)
	d.settle()
	d.see("settings.record", "Stop")
	d.see("settings.level", "Nothing is heard. Speak, and watch the bar.")
	d.click("settings.record")
	d.wants("stop")
	v.Doing, v.MicrophoneGone = app.SoundIdle, false
	v.Mics = append(v.Mics, app.SoundDevice{Value: "9\nPlantronics", Name: "Plantronics"})
	_ = d.state.Sound.Set(v)
	d.settle()
	d.see("settings.voice.microphone", "Plantronics")
	if d.settings.sound.mic.warning.Visible() {
		t.Error("the note stays although the device is back")
	}
	v.InCall = true
	_ = d.state.Sound.Set(v)
	d.settle()
	if d.element("settings.record").Enabled {
		t.Error("something can be tried during a call")
	}
}

func TestACallIsAnsweredOverTheSettings(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setSettings(nil)
	d.openAt("calls")
	d.phone.take()
	d.setCalls(ringing())
	d.see("settings.ring.answer", "Answer")
	d.text("123") // no digit goes anywhere
	d.key(fyne.KeyF6)
	d.wants("agent 3 0")
	d.key(fyne.KeyF2)
	d.wants("answer 17")
	d.notSee("settings.tab.calls")
	d.see("call.0.answer", "Answer")
}

func TestColoursAndSizeFollowTheSettings(t *testing.T) {
	t.Setenv("FYNE_SCALE", "1.5")
	d := lightDesk(t)
	light := theme.Color(theme.ColorNameBackground)
	d.setSettings(func(v *app.SettingsView) {
		changeTo(v, app.SettingTheme, app.ThemeDark)
		changeTo(v, app.SettingTextSize, "200")
	})
	if theme.Color(theme.ColorNameBackground) == light {
		t.Error("the colours are still the light ones")
	}
	if c := d.shell.dialpad.entry.Theme().Color(theme.ColorNameForeground, theme.VariantLight); c != theme.Color(theme.ColorNameForeground) {
		t.Errorf("the number field writes in %v, the rest in %v", c, theme.Color(theme.ColorNameForeground))
	}
	if s := os.Getenv("FYNE_SCALE"); s != "3.00" {
		t.Errorf("scale %q, want twice what the user has given", s)
	}
	if s := d.content.Size(); s.Width > 560 {
		t.Errorf("the window is %v wide in its new, larger units, want half of 1100", s.Width)
	}
	d.setSettings(nil)
	if theme.Color(theme.ColorNameBackground) != light || os.Getenv("FYNE_SCALE") != "1.50" {
		t.Errorf("back at the defaults: %v, scale %q", theme.Color(theme.ColorNameBackground), os.Getenv("FYNE_SCALE"))
	}
}

func TestTheAboutPageNamesFilesAndVersion(t *testing.T) {
	d := lightDesk(t)
	d.SetVersion("1.4.0")
	d.setSettings(nil)
	d.openAt("about")
	d.see("settings.version", "Offhook 1.4.0")
	d.click("settings.copy")
	if c := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(c, "Settings: /home/kim/.config/offhook/default.toml") {
		t.Errorf("the clipboard has %q", c)
	}
}

func TestTheAboutPageShowsTheLicencesOfWhatIsBuiltIn(t *testing.T) {
	d := lightDesk(t)
	d.setSettings(nil)
	d.openAt("about")
	d.see("settings.licence", "Choose one")
	d.notSee("settings.terms")
	d.window.Canvas().Focus(d.settings.about.licence)
	d.key(fyne.KeyDown) // the first in the list
	if e := d.element("settings.licence"); e.Text != "Go" {
		t.Errorf("chosen is %q", e.Text)
	}
	if text := d.settings.about.terms.Text; !strings.HasPrefix(text, "BSD-3-Clause\n\nCopyright 2009 The Go Authors") {
		t.Errorf("the text is %q", text)
	}
	d.key(fyne.KeyDown)
	if e := d.element("settings.licence"); e.Text == "Go" || !d.settings.about.terms.Visible() {
		t.Errorf("the next one shows %q", e.Text)
	}
}

func TestTheSettingsStayOpenInAnotherLanguage(t *testing.T) {
	d := lightDesk(t)
	d.SetVersion("1.4.0")
	d.signIn(agentIn(wti.AgentAux))
	d.openAt("look")
	d.phone.take()
	d.window.Canvas().Focus(d.settings.parts[2].lines[0].control.(fyne.Focusable))
	speak(t, "de")
	d.setSettings(func(v *app.SettingsView) { changeTo(v, app.SettingLanguage, "de") })
	d.see("settings.nav.look", "Darstellung")
	d.see("settings.language", "Deutsch")
	if e := d.element("settings.language"); !e.Focused {
		t.Error("the keyboard is elsewhere")
	}
	d.wants() // no device is opened or closed
	d.click("settings.nav.about")
	d.see("settings.version", "Offhook 1.4.0")
	d.key(fyne.KeyEscape)
	d.see("tab.calls", "Anrufe")
}
