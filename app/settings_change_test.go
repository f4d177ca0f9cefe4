package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/media"
)

func (d *desk) settings() app.SettingsView {
	v, _ := d.app.State().Settings.Get()
	return v
}

// withFile has the app keep its settings in a file of that content.
func withFile(t *testing.T, content string) (string, func(*app.Options)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "default.toml")
	if content != "" {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path, func(o *app.Options) {
		o.SettingsPath = path
		o.Settings, o.SettingsErr = app.LoadSettings(path)
	}
}

func TestAChangedSettingHoldsAtOnceAndIsInTheFile(t *testing.T) {
	path, file := withFile(t, "extension = \"4750\"\n")
	bubble(t, func(t *testing.T) {
		d := newDesk(t, file)
		d.app.ChangeSetting(app.SettingRingVolume, "35")
		d.app.ChangeSetting(app.SettingTheme, app.ThemeDark)
		d.app.ChangeSetting(app.SettingMicrophone, app.DeviceValue("7f", "Headset"))
		d.app.ChangeSetting(app.KeySetting(app.KeyAnswer), "ctrl+alt+p")
		synctest.Wait()
		v := d.settings()
		if v.Number(app.SettingRingVolume) != 35 || v.Text(app.SettingTheme) != app.ThemeDark || v.Text(app.KeySetting(app.KeyAnswer)) != "Ctrl+Alt+P" {
			t.Errorf("settings = %+v", v.Settings)
		}
		if s := v.Get(app.SettingRingVolume); s.Source != app.SourceUser || v.Get(app.SettingMask).Source != app.SourceDefault {
			t.Errorf("sources are wrong: %+v", s)
		}
		s, err := app.LoadSettings(path)
		if err != nil || s.Voice.RingVolume != 0.35 || s.Voice.Microphone != "Headset" || s.Voice.MicrophoneID != "7f" || s.Extension != "4750" || s.Keys["answer"] != "Ctrl+Alt+P" {
			t.Errorf("the file has %+v, %v", s, err)
		}
		d.app.ResetSetting(app.SettingRingVolume)
		d.app.ResetSetting(app.KeySetting(app.KeyAnswer))
		synctest.Wait()
		if s, err := app.LoadSettings(path); err != nil || s.Voice.RingVolume != 0.7 || len(s.Keys) != 0 {
			t.Errorf("after the reset the file has %+v, %v", s, err)
		}
	})
}

func TestWhatIsNotPossibleIsExplained(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, underPolicy(t, "", "[history]\nmask = false\n"))
		for _, c := range []struct {
			key          app.SettingKey
			value, wants string
		}{
			{app.KeySetting(app.KeyAnswer), "F3", "F3 already means: Hang up, or decline. Give that another key first."},
			{app.KeySetting(app.KeyAnswer), "A", "That key types or moves. Hold Ctrl or Alt with it, or use F1 to F12."},
			{app.KeySetting(app.KeyAnswer), "Ctrl+C", "That key has a fixed meaning, such as copying text. Choose another one."},
			{app.SettingTextSize, "400", "That value is not possible here."},
			{app.SettingMask, "true", "Set by your organisation"},
		} {
			d.app.ChangeSetting(c.key, c.value)
			synctest.Wait()
			if v := d.settings(); v.Refused != c.key || v.Refusal != c.wants {
				t.Errorf("%s = %s: %q about %q, want %q", c.key, c.value, v.Refusal, v.Refused, c.wants)
			}
		}
		if s := d.settings().Get(app.SettingMask); !s.Locked || s.Source != app.SourceOrganisation || s.Value != "false" {
			t.Errorf("locked: %+v", s)
		}
		d.app.ChangeSetting(app.SettingKeyTones, "false")
		synctest.Wait()
		if v := d.settings(); v.Refused != "" || v.On(app.SettingKeyTones) {
			t.Errorf("after a good value: %+v", v)
		}
	})
}

func TestAFileThatCannotBeWrittenIsSaid(t *testing.T) {
	path, file := withFile(t, "")
	if err := os.Mkdir(path, 0o700); err != nil { // nobody writes over a folder, not even root
		t.Fatal(err)
	}
	bubble(t, func(t *testing.T) {
		d := newDesk(t, file, func(o *app.Options) { o.Settings, o.SettingsErr = app.DefaultSettings(), nil })
		d.app.ChangeSetting(app.SettingKeyTones, "false")
		synctest.Wait()
		v := d.settings()
		if v.On(app.SettingKeyTones) || v.Unsaved.IsZero() || !strings.Contains(v.Unsaved.Details, "default.toml") {
			t.Errorf("settings = %+v", v)
		}
		if n := d.notices(); len(n) != 1 || n[0].Title != v.Unsaved.Title {
			t.Errorf("notices = %+v", n)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		d.app.ChangeSetting(app.SettingZipTone, "true")
		synctest.Wait()
		if v := d.settings(); !v.Unsaved.IsZero() {
			t.Errorf("still said: %+v", v.Unsaved)
		}
	})
}

func TestUnknownSettingsSurviveWriting(t *testing.T) {
	path, file := withFile(t, "extension = \"4750\"\nfuture = 7\n\n[voice]\nring_volume = 0.5\nsparkle = true\n\n[later]\nx = [1, 2]\n")
	bubble(t, func(t *testing.T) {
		d := newDesk(t, file)
		if n := d.notices(); len(n) != 1 || !strings.Contains(n[0].Details, `line 2: unknown setting "future"`) {
			t.Errorf("notices = %+v", n)
		}
		if v := d.settings(); v.Number(app.SettingRingVolume) != 50 {
			t.Errorf("the rest of the file does not hold: %+v", v)
		}
		d.app.ChangeSetting(app.SettingRingVolume, "60")
		synctest.Wait()
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"future = 7", "sparkle = true", "[later]", "ring_volume = 0.6", "4750"} {
			if !strings.Contains(string(text), want) {
				t.Errorf("the file lacks %q:\n%s", want, text)
			}
		}
	})
}

func TestAKeyThatIsTakenAwayLeavesItsActionWithoutOne(t *testing.T) {
	path, _ := withFile(t, "[keys]\nanswer = \"F3\"\n")
	s, err := app.LoadSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range s.KeyBindings() {
		switch {
		case b.Action == app.KeyAnswer && b.Chord != "F3", b.Action == app.KeyHangUp && b.Chord != "":
			t.Errorf("%s has %q", b.Action, b.Chord)
		}
	}
	path, _ = withFile(t, "[keys]\nanswer = \"F3\"\nhang_up = \"F3\"\n")
	if _, err := app.LoadSettings(path); err == nil || !strings.Contains(err.Error(), "keys: hang_up: F3 is the key of answer") {
		t.Errorf("two actions on one key: %v", err)
	}
}

func TestTheVoiceFollowsTheSettingsDuringACall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.app.ChangeSetting(app.SettingSpeaker, app.DeviceValue("", "Headset"))
		d.app.ChangeSetting(app.SettingNoiseGate, "true")
		synctest.Wait()
		d.voice.mu.Lock()
		defer d.voice.mu.Unlock()
		if d.voice.tuned.Speaker != "Headset" || d.voice.nearEnd != (media.NearEnd{Limiter: true, NoiseGate: true}) {
			t.Errorf("the voice path has %+v, %+v", d.voice.tuned, d.voice.nearEnd)
		}
	})
}
