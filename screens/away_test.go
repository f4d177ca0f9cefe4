package screens

import (
	"image"
	"testing"

	"offhook/app"
	"offhook/wti"
)

// trayIs says whether the icon is shown.
func (d *desk) trayIs(shown bool) {
	_ = d.state.Tray.Set(app.TrayView{Known: true, Shown: shown})
	d.settle()
}

// closesToTray switches the setting.
func (d *desk) closesToTray(on string) {
	_ = d.state.Settings.Set(app.SettingsView{Settings: []app.Setting{{Key: app.SettingCloseToTray, Value: on}}})
}

// TestTheCrossHidesTheWindowOnlyBehindAnIcon: without one it ends the program, as
// it does where nobody asked for more.
func TestTheCrossHidesTheWindowOnlyBehindAnIcon(t *testing.T) {
	for _, c := range []struct {
		name, setting string
		icon, hides   bool
	}{
		{"an icon, and the setting on", "true", true, true},
		{"an icon, and the setting off", "false", true, false},
		{"no icon, and the setting on", "true", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := lightDesk(t)
			d.signIn(agentIn(wti.AgentAutoIn))
			d.closesToTray(c.setting)
			d.trayIs(c.icon)
			d.phone.take()
			d.closed()
			if d.away.hidden != c.hides {
				t.Errorf("hidden %v", d.away.hidden)
			}
			d.wants(map[bool]string{true: "hidden in the tray", false: "quit"}[c.hides])
		})
	}
}

// TestAHiddenWindowComesBack: by the icon, a second start, and when the icon goes.
func TestAHiddenWindowComesBack(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.closesToTray("true")
	d.trayIs(true)
	d.setCalls(inState(app.CallConnected)) // a call goes on
	for name, back := range map[string]func(){
		"the icon":            func() { d.wish(app.WindowShow) },
		"a second start":      d.Raise,
		"the end of the icon": func() { d.trayIs(false) },
		"the bar":             func() { d.wish(app.WindowCompact) },
	} {
		d.wholeWindow()
		d.trayIs(true)
		d.closed()
		if !d.away.hidden {
			t.Fatalf("%s: the window is not hidden", name)
		}
		if back(); d.away.hidden {
			t.Errorf("%s does not bring it back", name)
		}
	}
}

func TestAStartWithoutTheWindow(t *testing.T) {
	for name, icon := range map[string]bool{"behind the icon": true, "minimised where there is none": false} {
		t.Run(name, func(t *testing.T) {
			d := lightDesk(t)
			system := newFakeSystem(image.Rectangle{})
			d.announcer.system = system
			d.StartMinimised()
			d.signIn(agentIn(wti.AgentAutoIn))
			if d.away.hidden || system.minimised {
				t.Error("it did not wait until it is known whether there is an icon")
			}
			d.trayIs(icon)
			if d.away.hidden != icon || system.minimised == icon {
				t.Errorf("hidden %v, minimised %v", d.away.hidden, system.minimised)
			}
		})
	}
}
