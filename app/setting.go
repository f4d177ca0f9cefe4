package app

import (
	"slices"
	"strconv"
)

// SettingKey names one value of the settings as the file does, with its table:
// "voice.ring_volume".
type SettingKey string

// The settings that the agent changes in the window. A key's setting is
// [KeySetting] of its action.
const (
	SettingLanguage    SettingKey = "language"              // a code, empty for the system's
	SettingTheme       SettingKey = "appearance.theme"      // system, light or dark
	SettingTextSize    SettingKey = "appearance.text_size"  // percent
	SettingRingFlash   SettingKey = "appearance.ring_flash" // true or false, as the others without a word
	SettingAttention   SettingKey = "alerts.attention"
	SettingAlertWindow SettingKey = "alerts.window" // see AlertWindow
	// A message of the desktop with buttons for each ringing call.
	SettingNotification SettingKey = "alerts.notification"
	SettingPausePlayers SettingKey = "desktop.pause_players"
	SettingCloseToTray  SettingKey = "desktop.close_to_tray"
	SettingAutostart    SettingKey = "desktop.autostart" // see Autostart
	SettingTray         SettingKey = "desktop.tray"
	SettingKeepAwake    SettingKey = "desktop.keep_awake"
	SettingKeepDays     SettingKey = "history.keep_days"
	SettingMask         SettingKey = "history.mask"
	SettingRingVolume   SettingKey = "voice.ring_volume"  // percent, 0 to 100
	SettingRingCadence  SettingKey = "voice.ring_cadence" // ms by turns, joined by blanks; empty for the usual one
	SettingCallWaiting  SettingKey = "voice.call_waiting_tone"
	SettingKeyTones     SettingKey = "voice.key_tones"
	SettingErrorTones   SettingKey = "voice.error_tones"
	SettingZipTone      SettingKey = "voice.zip_tone"
	SettingLimiter      SettingKey = "voice.limiter"
	SettingAutoGain     SettingKey = "voice.automatic_gain"
	SettingNoiseGate    SettingKey = "voice.noise_gate"
	// The devices: an id and a name, joined by a line feed; empty for the system's
	// default. Make and read them with [DeviceValue] and [DeviceName].
	SettingMicrophone SettingKey = "voice.microphone"
	SettingSpeaker    SettingKey = "voice.speaker"
	SettingRingDevice SettingKey = "voice.ring_device"
	SettingHeadset    SettingKey = "headset.buttons"
)

// KeySetting is the setting of an action's key. Its value is a chord as
// [KeyBinding] has it.
func KeySetting(a KeyAction) SettingKey { return SettingKey("keys." + a) }

// Source is where a value comes from.
type Source int

// The sources.
const (
	SourceDefault      Source = iota // built in, or the administrator's default
	SourceUser                       // the agent's own settings file
	SourceOrganisation               // set by the administrator, and locked
)

// Setting is one value and where it comes from. Comparable.
type Setting struct {
	Key    SettingKey
	Value  string
	Source Source
	Locked bool // only the administrator changes it
	// Note says, translated, why the value does not do what it is for; empty when it
	// does.
	Note string
	// Status says, translated, what the value does now, where that is worth a word.
	Status string
}

// SettingsView is what the settings screen shows.
type SettingsView struct {
	Settings []Setting
	// Unsaved says that the last change holds but could not be written.
	Unsaved Problem
	// Refused is a value that was not taken, and Refusal says why.
	Refused SettingKey
	Refusal string
	// Temporary: there is no settings file, so changes hold until the app ends.
	Temporary bool
	// Path is the settings file, HistoryPath and DirectoryPath are the databases;
	// empty where there is none.
	Path, HistoryPath, DirectoryPath string
}

func sameSettings(a, b SettingsView) bool {
	same := slices.Equal(a.Settings, b.Settings)
	a.Settings, b.Settings = nil, nil
	return same && a.Unsaved == b.Unsaved && a.Refused == b.Refused && a.Refusal == b.Refusal &&
		a.Temporary == b.Temporary && a.Path == b.Path && a.HistoryPath == b.HistoryPath && a.DirectoryPath == b.DirectoryPath
}

// Get returns a setting, the zero one when there is none of that key.
func (v SettingsView) Get(k SettingKey) Setting {
	if i := slices.IndexFunc(v.Settings, func(s Setting) bool { return s.Key == k }); i >= 0 {
		return v.Settings[i]
	}
	return Setting{Key: k}
}

// Text, On and Number are a setting's value.
func (v SettingsView) Text(k SettingKey) string { return v.Get(k).Value }

// On reports whether a setting of true or false is true.
func (v SettingsView) On(k SettingKey) bool { return v.Text(k) == "true" }

// Number is the value of a setting that is a whole number.
func (v SettingsView) Number(k SettingKey) int {
	n, _ := strconv.Atoi(v.Text(k)) // 0 for what is none
	return n
}

// Keys lists the actions and their keys, in the order of [DefaultKeys].
func (v SettingsView) Keys() []KeyBinding {
	list := DefaultKeys()
	for i, b := range list {
		if s := v.Get(KeySetting(b.Action)); s.Key != "" && len(v.Settings) > 0 {
			list[i].Chord = s.Value
		}
	}
	return list
}
