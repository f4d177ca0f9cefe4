package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"offhook/app"
	"offhook/wti"
)

// setKey shows settings in which an action has another key.
func (d *desk) setKey(a app.KeyAction, chord string) {
	var v app.SettingsView
	for _, b := range (app.Settings{Keys: map[string]string{string(a): chord}}).KeyBindings() {
		v.Settings = append(v.Settings, app.Setting{Key: app.KeySetting(b.Action), Value: b.Chord})
	}
	_ = d.state.Settings.Set(v)
	d.settle()
}

func TestAnotherKeyAnswers(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	chord := func(s *desktop.CustomShortcut) { d.do(d.keys.action(chordOf(s.KeyName, s.Modifier))) }
	d.setKey(app.KeyAnswer, "Ctrl+Alt+P")
	if hint := d.shell.calls.cards["17"].answer.Hint; hint != "Ctrl+Alt+P" {
		t.Errorf("the button shows %q", hint)
	}
	d.key(fyne.KeyF2)
	d.wants()
	chord(&desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierControl | fyne.KeyModifierAlt})
	d.wants("answer 17")
	d.setKey(app.KeyAnswer, "F9") // and after-call work has none
	chord(&desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierControl | fyne.KeyModifierAlt})
	d.wants()
	d.key(fyne.KeyF9)
	d.wants("answer 17")
	d.setKey(app.KeyAnswer, "F2")
	d.key(fyne.KeyF2)
	d.wants("answer 17")
	d.key(fyne.KeyF9)
	d.wants("agent 5 0")
}
