package app

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"

	"offhook/app/dialrules"
	"offhook/app/hooks"
	"offhook/app/policy"
	"offhook/app/pop"
	"offhook/media"
	"offhook/wti"
)

// Settings is the user's settings file. Secrets are never part of it.
type Settings struct {
	Version int `toml:"version"`

	Servers        []string          `toml:"servers"`
	InsecureWS     bool              `toml:"insecure_ws"`
	CAFile         string            `toml:"ca_file,omitempty"`
	SwitchName     string            `toml:"switch_name"`
	CTIUser        string            `toml:"cti_user"`
	Extension      string            `toml:"extension"`
	DeviceInstance int               `toml:"device_instance,omitempty"`
	Agent          string            `toml:"agent"`
	Mode           wti.TelephoneMode `toml:"telephone_mode"`
	OtherNumber    string            `toml:"other_number,omitempty"`
	ForceLogin     bool              `toml:"force_login,omitempty"`
	Remember       bool              `toml:"remember_secrets"`

	AuxReasons    []Reason          `toml:"aux_reasons"`
	LogoutReasons []Reason          `toml:"logout_reasons,omitempty"`
	Services      map[string]string `toml:"services,omitempty"` // VDN or skill number → name

	// Colleagues are shown with their presence and offered where a call can go.
	Colleagues []Colleague `toml:"colleagues,omitempty"`
	// Skills are the skills whose queues are shown; Services has their names.
	Skills []string `toml:"skills,omitempty"`
	// TraceFile receives the protocol trace, secrets masked; empty for none.
	TraceFile string `toml:"trace_file,omitempty"`

	// Language is that of the window: a code such as "de", or empty for the
	// system's.
	Language   string             `toml:"language,omitempty"`
	Appearance AppearanceSettings `toml:"appearance"`
	// Keys are the keys that the agent changed, by [KeyAction].
	Keys map[string]string `toml:"keys,omitempty"`
	// Hotkeys are keys of the whole desktop, by [KeyAction]: see [HotkeyActions].
	Hotkeys map[string]string `toml:"hotkeys,omitempty"`
	// Dial says how numbers are dialled here.
	Dial dialrules.Settings `toml:"dial"`
	// Links says what a link or another program may do.
	Links LinkSettings `toml:"links"`
	// Pop says which web pages open with calls.
	Pop []pop.Rule `toml:"pop,omitempty"`
	// Hooks are the programs that run when something happens to a call.
	Hooks []hooks.Hook `toml:"hooks,omitempty"`

	History HistorySettings `toml:"history"`
	Limits  LimitSettings   `toml:"limits,omitempty"`
	Alerts  AlertSettings   `toml:"alerts"`
	Desktop DesktopSettings `toml:"desktop"`
	// WorkCodes are the call work codes that are offered by name.
	WorkCodes []WorkCode `toml:"work_codes,omitempty"`

	Voice   VoiceSettings   `toml:"voice"`
	Headset HeadsetSettings `toml:"headset"`
	Dialect wti.Dialect     `toml:"dialect,omitempty"`
}

// Colleague is an extension to watch and the name to show for it; without one
// the switch's name is taken.
type Colleague struct {
	Extension string `toml:"extension"`
	Name      string `toml:"name,omitempty"`
}

// VoiceSettings is the part about sound and RTP.
type VoiceSettings struct {
	PortMin        int     `toml:"rtp_port_min"`         // even
	PortMax        int     `toml:"rtp_port_max"`         // inclusive
	TelephoneEvent int     `toml:"telephone_event_type"` // RFC 4733 payload type, 0 = digits by signalling
	RingVolume     float64 `toml:"ring_volume"`          // 0 to 1
	// RingCadence is how many ms the ring sounds and pauses, by turns; empty for
	// the usual one.
	RingCadence []int `toml:"ring_cadence,omitempty"`
	// RingDevice and RingDeviceID are where it rings, as Speaker and SpeakerID.
	RingDevice   string `toml:"ring_device,omitempty"`
	RingDeviceID string `toml:"ring_device_id,omitempty"`
	// CallWaitingTone is heard when a call rings while another one is up.
	CallWaitingTone bool `toml:"call_waiting_tone"`

	KeyTones   bool `toml:"key_tones"`   // dialled digits are heard
	ErrorTones bool `toml:"error_tones"` // busy, and what did not happen
	ZipTone    bool `toml:"zip_tone"`    // where the switch gives none
	// SymmetricRTP also takes voice from another address than the announced one,
	// once two packets of one source came from it, and answers there.
	SymmetricRTP bool `toml:"symmetric_rtp"`
	// Speaker and Microphone are the names of the chosen devices, empty for the
	// system's default; the ids are looked for first.
	Speaker      string `toml:"speaker,omitempty"`
	SpeakerID    string `toml:"speaker_id,omitempty"`
	Microphone   string `toml:"microphone,omitempty"`
	MicrophoneID string `toml:"microphone_id,omitempty"`
	// Limiter, AutoGain and NoiseGate work on the microphone's voice, as
	// [media.NearEnd] has them.
	Limiter   bool `toml:"limiter"`
	AutoGain  bool `toml:"automatic_gain"`
	NoiseGate bool `toml:"noise_gate"`
	// Codecs is what is offered at registration, in order of preference: g711U,
	// g711A and g722; empty means both forms of G.711 (protocol notes §5.6).
	Codecs []string `toml:"codecs,omitempty"`
	// Encryption is what is offered at registration, in order of preference and
	// in the server's words; empty means plain RTP alone (protocol notes §5.7).
	Encryption []string `toml:"encryption,omitempty"`
}

// settingsVersion is the form of the file. Older ones are brought into it when they
// are read, and written in it with the next change; newer ones are refused.
const settingsVersion = 2

// DefaultSettings is what holds where the file says nothing.
func DefaultSettings() Settings {
	return Settings{
		Version:  settingsVersion,
		Mode:     wti.ThisComputer,
		Remember: true,
		Dial:     dialrules.Settings{Emergency: dialrules.DefaultEmergency()},
		History:  HistorySettings{KeepDays: 90},
		Alerts:   defaultAlerts(),
		Desktop:  defaultDesktop(),
		Headset:  HeadsetSettings{Buttons: true},
		AuxReasons: []Reason{
			{Code: 1, Name: "Break"},
			{Code: 2, Name: "Lunch"},
			{Code: 3, Name: "Training"},
			{Code: 4, Name: "Meeting"},
			{Code: 5, Name: "Callback"},
		},
		Appearance: AppearanceSettings{Theme: ThemeSystem, TextSize: leastTextSize, RingFlash: true},
		Voice: VoiceSettings{PortMin: 40000, PortMax: 47999, RingVolume: 0.7, CallWaitingTone: true,
			KeyTones: true, ErrorTones: true, Limiter: true},
	}
}

// SettingsPath is the settings file of a profile.
func SettingsPath(profile string) string {
	return filepath.Join(xdg.ConfigHome, "offhook", profile+".toml")
}

// LoadSettings reads a settings file over the built-in settings, without what the
// administrator set: see [LoadLayers]. A file that does not exist gives the
// built-in ones. An unreadable or wrong file gives those and an error that names
// the line; the file is left as it is. With a setting that nobody knows the rest of
// the file holds, and the error is an [*UnknownSettingError].
func LoadSettings(path string) (Settings, error) {
	l := LoadLayers(policy.Machine{}, path)
	return l.Settings, l.UserErr
}

// settle brings settings that have two places into line.
func settle(s *Settings) {
	if s.Voice.TelephoneEvent == 0 {
		s.Voice.TelephoneEvent = s.Dialect.TelephoneEvent // either place will do
	}
}

// tomlError names the line, which the library's short text lacks.
func tomlError(err error) error {
	if bad, ok := errors.AsType[*toml.DecodeError](err); ok {
		row, col := bad.Position()
		return fmt.Errorf("line %d, column %d: %w", row, col, err)
	}
	return err
}

func (s Settings) check() error {
	if !slices.Contains([]wti.TelephoneMode{wti.ThisComputer, wti.OtherPhone, wti.DeskPhone}, s.Mode) {
		return fmt.Errorf("telephone_mode %q: use computer, phone or desk", s.Mode)
	}
	if v := s.Voice; v.PortMin < 0 || v.PortMax > 65535 || v.PortMin > v.PortMax {
		return fmt.Errorf("voice: rtp ports %d to %d are not a range", v.PortMin, v.PortMax)
	}
	if c := s.Voice.cadence(); len(c) > 0 && c.Check() != nil {
		return fmt.Errorf("voice: ring_cadence %v: %w", s.Voice.RingCadence, c.Check())
	}
	if t := s.Voice.TelephoneEvent; t != 0 && (t < 96 || t > 127) {
		return fmt.Errorf("voice: telephone_event_type %d: use 96 to 127, or 0 for none", t)
	}
	if _, err := s.Voice.codecs(); err != nil {
		return err
	}
	for _, e := range s.Voice.Encryption {
		if _, err := media.ParseSuite(e); err != nil {
			return fmt.Errorf("voice: encryption %q: not spoken here; use words with \"srtp\", or none", e)
		}
	}
	for _, r := range append(slices.Clone(s.AuxReasons), s.LogoutReasons...) {
		if r.Code < 0 || r.Code > 99 {
			return fmt.Errorf("reason code %d: use 0 to 99", r.Code)
		}
	}
	if err := errors.Join(s.History.check(), s.Alerts.check(), s.Desktop.check(), s.Appearance.check(), checkLanguage(s.Language), checkKeys(s.Keys), checkHotkeys(s.Hotkeys)); err != nil {
		return err
	}
	if err := s.Dial.Check(); err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	if err := pop.Check(s.Pop); err != nil {
		return fmt.Errorf("pop: %w", err)
	}
	if err := hooks.Check(s.Hooks); err != nil {
		return err
	}
	if err := s.Limits.check(); err != nil {
		return err
	}
	if err := s.checkWorkCodes(); err != nil {
		return err
	}
	return s.checkWatched()
}

// mostWatched bounds the extensions and skills that are watched, which are asked
// about by turns.
const mostWatched = 200

func (s Settings) checkWatched() error {
	if n := len(s.Colleagues) + len(s.Skills); n > mostWatched {
		return fmt.Errorf("%d colleagues and skills: use %d at most", n, mostWatched)
	}
	for _, c := range s.Colleagues {
		if d, err := Dialable(c.Extension); err != nil || d != c.Extension {
			return fmt.Errorf("colleagues: extension %q: use digits", c.Extension)
		}
	}
	for _, n := range s.Skills {
		if d, err := Dialable(n); err != nil || d != n {
			return fmt.Errorf("skills: %q: use a skill's extension, in digits", n)
		}
	}
	return nil
}

// SaveSettings writes a settings file with mode 0600, whole or not at all. What
// the file that it replaces says beyond our settings is kept; comments are not.
func SaveSettings(path string, s Settings) error {
	f, err := readUserFile(path)
	if _, unknown := errors.AsType[*UnknownSettingError](err); err != nil && !unknown {
		f = userFile{tree: map[string]any{}} // nothing there that could be kept
	}
	err = editFile(path, f, DefaultSettings(), nothingLocked, func(now *Settings) error { *now = s; return nil })
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}

func nothingLocked(string) bool { return false }

// reasonName is the administrator's name of a code, empty when none.
func reasonName(reasons []Reason, code int) string {
	for _, r := range reasons {
		if r.Code == code {
			return r.Name
		}
	}
	return ""
}
