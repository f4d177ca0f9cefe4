package app

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// settingRow reads and writes one value of the settings. write changes nothing
// when it fails, and nothing but that value, since other goroutines read others.
type settingRow struct {
	key   SettingKey
	read  func(*Settings) string
	write func(*Settings, string) error
}

// errValue says that a text is no value of a setting.
var errValue = errors.New("not a value of this setting")

// settingRows are all values that the window changes.
func settingRows() []settingRow {
	rows := []settingRow{
		textRow(SettingLanguage, func(s *Settings) *string { return &s.Language }, checkLanguage),
		textRow(SettingTheme, func(s *Settings) *string { return &s.Appearance.Theme }, func(v string) error {
			return AppearanceSettings{Theme: v, TextSize: leastTextSize}.check()
		}),
		numberRow(SettingTextSize, func(s *Settings) *int { return &s.Appearance.TextSize }, func(n int) error {
			return AppearanceSettings{Theme: ThemeSystem, TextSize: n}.check()
		}),
		numberRow(SettingKeepDays, func(s *Settings) *int { return &s.History.KeepDays }, func(n int) error {
			return HistorySettings{KeepDays: n}.check()
		}),
		volumeRow(), cadenceRow(),
		deviceRow(SettingMicrophone, func(s *Settings) (id, name *string) { return &s.Voice.MicrophoneID, &s.Voice.Microphone }),
		deviceRow(SettingSpeaker, func(s *Settings) (id, name *string) { return &s.Voice.SpeakerID, &s.Voice.Speaker }),
		deviceRow(SettingRingDevice, func(s *Settings) (id, name *string) { return &s.Voice.RingDeviceID, &s.Voice.RingDevice }),
	}
	for key, field := range map[SettingKey]func(*Settings) *bool{
		SettingRingFlash:   func(s *Settings) *bool { return &s.Appearance.RingFlash },
		SettingMask:        func(s *Settings) *bool { return &s.History.Mask },
		SettingCallWaiting: func(s *Settings) *bool { return &s.Voice.CallWaitingTone },
		SettingKeyTones:    func(s *Settings) *bool { return &s.Voice.KeyTones },
		SettingErrorTones:  func(s *Settings) *bool { return &s.Voice.ErrorTones },
		SettingZipTone:     func(s *Settings) *bool { return &s.Voice.ZipTone },
		SettingLimiter:     func(s *Settings) *bool { return &s.Voice.Limiter },
		SettingAutoGain:    func(s *Settings) *bool { return &s.Voice.AutoGain },
		SettingCloseToTray: func(s *Settings) *bool { return &s.Desktop.CloseToTray },
		SettingTray:        func(s *Settings) *bool { return &s.Desktop.Tray },
		SettingNoiseGate:   func(s *Settings) *bool { return &s.Voice.NoiseGate },
		SettingHeadset:     func(s *Settings) *bool { return &s.Headset.Buttons },
	} {
		rows = append(rows, switchRow(key, field))
	}
	rows = append(rows, alertRows()...)
	for _, b := range DefaultKeys() {
		rows = append(rows, keyRow(b.Action))
	}
	for _, action := range HotkeyActions() {
		rows = append(rows, hotkeyRow(action))
	}
	slices.SortFunc(rows, func(a, b settingRow) int { return strings.Compare(string(a.key), string(b.key)) })
	return rows
}

func textRow(key SettingKey, field func(*Settings) *string, check func(string) error) settingRow {
	return settingRow{key, func(s *Settings) string { return *field(s) }, func(s *Settings, v string) error {
		if err := check(v); err != nil {
			return err
		}
		*field(s) = v
		return nil
	}}
}

func numberRow(key SettingKey, field func(*Settings) *int, check func(int) error) settingRow {
	return settingRow{key, func(s *Settings) string { return strconv.Itoa(*field(s)) }, func(s *Settings, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil {
			return errValue
		}
		if err := check(n); err != nil {
			return err
		}
		*field(s) = n
		return nil
	}}
}

func switchRow(key SettingKey, field func(*Settings) *bool) settingRow {
	return settingRow{key, func(s *Settings) string { return strconv.FormatBool(*field(s)) }, func(s *Settings, v string) error {
		if v != "true" && v != "false" {
			return errValue
		}
		*field(s) = v == "true"
		return nil
	}}
}

// volumeRow is in percent, the file's value is 0 to 1.
func volumeRow() settingRow {
	return settingRow{SettingRingVolume, func(s *Settings) string {
		return strconv.Itoa(int(math.Round(100 * s.Voice.RingVolume)))
	}, func(s *Settings, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n > 100 {
			return errValue
		}
		s.Voice.RingVolume = float64(n) / 100
		return nil
	}}
}

func cadenceRow() settingRow {
	return settingRow{SettingRingCadence, func(s *Settings) string {
		return strings.Trim(fmt.Sprint(s.Voice.RingCadence), "[]")
	}, func(s *Settings, v string) error {
		var cadence []int
		for _, part := range strings.Fields(v) {
			ms, err := strconv.Atoi(part)
			if err != nil {
				return errValue
			}
			cadence = append(cadence, ms)
		}
		if c := (VoiceSettings{RingCadence: cadence}).cadence(); len(c) > 0 && c.Check() != nil {
			return c.Check()
		}
		s.Voice.RingCadence = cadence
		return nil
	}}
}

func deviceRow(key SettingKey, fields func(*Settings) (id, name *string)) settingRow {
	return settingRow{key, func(s *Settings) string {
		id, name := fields(s)
		return DeviceValue(*id, *name)
	}, func(s *Settings, v string) error {
		id, name := fields(s)
		*id, *name = splitDevice(v)
		return nil
	}}
}

func keyRow(action KeyAction) settingRow {
	return settingRow{KeySetting(action), func(s *Settings) string {
		for _, b := range s.KeyBindings() {
			if b.Action == action {
				return b.Chord
			}
		}
		return ""
	}, func(s *Settings, v string) error {
		keys, err := s.withKey(action, v)
		if err != nil {
			return err
		}
		s.Keys = keys
		return nil
	}}
}

// DeviceValue is the value of a setting that names a device; both empty is the
// system's default.
func DeviceValue(id, name string) string {
	if id == "" && name == "" {
		return ""
	}
	return id + "\n" + name
}

// DeviceName is the device's name in such a value.
func DeviceName(value string) string {
	_, name := splitDevice(value)
	return name
}

func splitDevice(value string) (id, name string) {
	if id, name, ok := strings.Cut(value, "\n"); ok {
		return id, name
	}
	return "", value
}

// findRow finds a setting.
func findRow(rows []settingRow, key SettingKey) *settingRow {
	for i := range rows {
		if rows[i].key == key {
			return &rows[i]
		}
	}
	return nil
}
