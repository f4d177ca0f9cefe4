package app

import "fmt"

// AlertSettings say how a ringing call is announced beside its sound.
type AlertSettings struct {
	// Window says when a ringing call has a small window of its own, on top of
	// the others: see the AlertWindow values.
	Window AlertWindow `toml:"window"`
	// Attention has the desktop mark the window, in its list of windows for
	// example, while a call rings and another program has the keyboard.
	Attention bool `toml:"attention"`
	// Notification has the desktop show a message with buttons for each ringing
	// call, where it can.
	Notification bool `toml:"notification"`
}

// AlertWindow is when a ringing call has a window of its own.
type AlertWindow string

// The times of the window of a ringing call.
const (
	AlertAway   AlertWindow = "away" // while another program has the keyboard
	AlertAlways AlertWindow = "always"
	AlertNever  AlertWindow = "never"
)

// defaultAlerts hold where the settings file says nothing.
func defaultAlerts() AlertSettings {
	return AlertSettings{Window: AlertAway, Attention: true, Notification: true}
}

// alertRows are the values of these settings, and of the desktop's, that the window
// changes.
func alertRows() []settingRow {
	return []settingRow{
		textRow(SettingAlertWindow, func(s *Settings) *string { return (*string)(&s.Alerts.Window) }, func(v string) error {
			return AlertSettings{Window: AlertWindow(v)}.check()
		}),
		switchRow(SettingAttention, func(s *Settings) *bool { return &s.Alerts.Attention }),
		switchRow(SettingNotification, func(s *Settings) *bool { return &s.Alerts.Notification }),
		switchRow(SettingPausePlayers, func(s *Settings) *bool { return &s.Desktop.PausePlayers }),
		textRow(SettingAutostart, func(s *Settings) *string { return (*string)(&s.Desktop.Autostart) }, func(v string) error {
			return DesktopSettings{Autostart: Autostart(v)}.check()
		}),
		switchRow(SettingKeepAwake, func(s *Settings) *bool { return &s.Desktop.KeepAwake }),
	}
}

func (s AlertSettings) check() error {
	switch s.Window {
	case AlertAway, AlertAlways, AlertNever, "": // none stands for away
		return nil
	}
	return fmt.Errorf("alerts: window %q: use away, always or never", s.Window)
}
