package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// setSettings shows the built-in settings with changes.
func (d *desk) setSettings(change func(*app.SettingsView), locked ...app.SettingKey) {
	v := app.SettingsView{
		Settings: app.ListSettings(app.DefaultSettings(), locked...),
		Path:     "/home/kim/.config/offhook/default.toml", HistoryPath: "/home/kim/.local/share/offhook/default.history.db",
		DirectoryPath: "/home/kim/.local/share/offhook/default.directory.db",
	}
	if change != nil {
		change(&v)
	}
	_ = d.state.Settings.Set(v)
	d.settle()
}

// sayOf says something beside a setting.
func sayOf(v *app.SettingsView, k app.SettingKey, what app.Setting) {
	for i := range v.Settings {
		if v.Settings[i].Key == k {
			v.Settings[i].Note, v.Settings[i].Status = what.Note, what.Status
		}
	}
}

// changeTo gives a setting a value of the user's own.
func changeTo(v *app.SettingsView, k app.SettingKey, value string) {
	for i := range v.Settings {
		if v.Settings[i].Key == k {
			v.Settings[i].Value, v.Settings[i].Source = value, app.SourceUser
		}
	}
}

// lockedForm is a form of which the organisation set most.
func lockedForm() app.SignInForm {
	f := completeForm()
	for _, k := range []app.Field{app.FieldServer, app.FieldSwitchName, app.FieldCTIUser, app.FieldMode, app.FieldRemember, app.FieldTakeOver} {
		f.Locked = f.Locked.With(k)
	}
	return f
}

// devices are those of a desk with a headset.
func devices() app.SoundView {
	return app.SoundView{
		Open: true, Listed: true, Level: 0.625, Speaker: "Monitor", Microphone: "Jabra Evolve2 65 Mono",
		Speakers: []app.SoundDevice{{Value: "1\nMonitor", Name: "Monitor", Default: true}, {Value: "2\nJabra Evolve2 65 Mono", Name: "Jabra Evolve2 65 Mono"}},
		Mics:     []app.SoundDevice{{Value: "3\nCamera", Name: "Camera", Default: true}, {Value: "4\nJabra Evolve2 65 Mono", Name: "Jabra Evolve2 65 Mono"}},
	}
}

// readFirstLicence chooses a licence on the open page About, and has its text in sight.
func (d *desk) readFirstLicence() {
	d.window.Canvas().Focus(d.settings.about.licence)
	d.key(fyne.KeyDown)
	d.settle()
	d.settings.about.part.page.Reveal(d.settings.about.terms)
}

// openAt opens the settings at a page, as a click on its name does.
func (d *desk) openAt(part string) {
	d.openSettings()
	for i, p := range d.settings.parts {
		if p.name == part {
			d.settings.choose(i)
			d.window.Canvas().Focus(d.settings.first())
		}
	}
	d.settle()
}

func init() {
	scenes = append(scenes, []struct {
		name string
		show func(*desk)
	}{
		{"login-locked", func(d *desk) {
			_ = d.state.Form.Set(lockedForm())
			d.settle()
			d.click("login.change")
		}},
		{"settings-sound", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setSettings(func(v *app.SettingsView) {
				changeTo(v, app.SettingMicrophone, "4\nJabra Evolve2 65 Mono")
				changeTo(v, app.SettingRingVolume, "45")
				sayOf(v, app.SettingHeadset, app.Setting{Status: "Jabra Evolve2 65 Mono: the buttons work"})
			})
			d.openAt("sound")
			_ = d.state.Sound.Set(devices())
		}},
		{"settings-gone", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setSettings(func(v *app.SettingsView) {
				changeTo(v, app.SettingMicrophone, "9\nPlantronics")
				sayOf(v, app.SettingHeadset, app.Setting{Note: "The buttons of Jabra Evolve2 65 do not work. This computer does not let you use them. Whoever looks after it finds the rule that is missing in the administrator guide, under “Headsets”. Then plug the headset in again."})
			})
			d.openAt("sound")
			v := devices()
			v.MicrophoneGone, v.Microphone, v.Doing, v.Done = true, "Camera", app.SoundRecording, 0.5
			_ = d.state.Sound.Set(v)
		}},
		{"settings-silent", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setSettings(nil)
			d.openAt("sound")
			_ = d.state.Sound.Set(app.SoundView{Open: true, Listed: true})
		}},
		{"settings-call", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			d.setSettings(nil)
			d.openAt("sound")
			v := devices()
			v.InCall = true
			_ = d.state.Sound.Set(v)
			d.setCalls(ringing())
		}},
		{"settings-calls", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setSettings(func(v *app.SettingsView) {
				v.Unsaved = app.Problem{Title: "Your change could not be saved", Meaning: "It holds until Offhook ends.",
					Advice: "The settings file cannot be written, or has a mistake in it.", Details: "settings: open /home/kim/.config/offhook/default.toml: read-only file system"}
			}, app.SettingMask)
			d.openAt("calls")
		}},
		{"settings-look", func(d *desk) { d.setSettings(nil); d.openAt("look") }},
		{"settings-keys", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setSettings(func(v *app.SettingsView) {
				changeTo(v, app.KeySetting(app.KeyAnswer), "Ctrl+Alt+P")
				v.Refused, v.Refusal = app.KeySetting(app.KeyHold), "F3 already means: Hang up, or decline. Give that another key first."
			})
			d.openAt("keys")
			if d.settings.side.Visible() {
				d.click("settings.keys.mute")
			}
		}},
		{"settings-licence", func(d *desk) { d.setSettings(nil); d.openAt("about"); d.readFirstLicence() }},
		{"settings-about", func(d *desk) { d.SetVersion("1.4.0"); d.setSettings(nil); d.openAt("about") }},
	}...)
}
