package app

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"strings"
	"time"

	"offhook/app/doctor"
	"offhook/media"
	"offhook/media/device"
	"offhook/wti"
)

// CheckUpOptions say how a check-up goes.
type CheckUpOptions struct {
	Version  string             // of Offhook, for the report
	InUse    bool               // the extension is signed in from here already
	InCall   bool               // a call has the sound devices
	Limit    time.Duration      // of each step; zero for the usual ones
	Progress func(doctor.Check) // told of each check, on the goroutine of CheckUp; may be nil
}

// CheckUp has the doctor look at the connection, the voice and this computer, with
// the settings, secrets and keychain of o: what a sign-in would use. Texts are in
// the language of the settings.
func CheckUp(ctx context.Context, o Options, c CheckUpOptions) doctor.Report {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	useLanguage(o.Settings.Language, o.Logger)
	form := initialForm(o)
	if o.Secure != nil {
		s, _ := loadSecrets(ctx, o.Secure, form) // why not, the step about the keychain tells
		form.CTIPassword = orSecret(form.CTIPassword, s.CTIPassword)
		form.StationCode = orSecret(form.StationCode, s.StationCode)
	}
	return checkUp(ctx, o, form, c)
}

func checkUp(ctx context.Context, o Options, f SignInForm, c CheckUpOptions) doctor.Report {
	d := doctor.Options{
		Client: o.client(f, nil), InUse: c.InUse, SoundInUse: c.InCall, Version: c.Version, Limit: c.Limit, Progress: c.Progress, Logger: o.Logger,
		OpenVoice: func(local netip.Addr) (doctor.Voice, error) { return openBareVoice(local, o.Settings.Voice, o.Logger) },
		Explain: func(err error) (cause, tell string) {
			p := explain(err)
			return strings.TrimSpace(p.Title + ". " + p.Meaning), p.Advice
		},
	}
	d.Playback, d.Capture = o.Settings.Voice.devices()
	if o.Secure != nil && f.Remember {
		d.Keychain = func(ctx context.Context) (doctor.Finding, string, string) {
			return keychainFinding(o.Secure.Ready(ctx))
		}
	}
	return doctor.Run(ctx, d)
}

// keychainFinding tells the doctor what is wrong with the keychain.
func keychainFinding(err error) (f doctor.Finding, cause, tell string) {
	if err == nil {
		return "", "", ""
	}
	p := keychainProblem(err)
	f = doctor.KeychainAbsent
	switch {
	case errors.Is(err, ErrKeychainLocked):
		f = doctor.KeychainLocked
	case errors.Is(err, ErrKeychainDenied):
		f = doctor.KeychainDenied
	}
	return f, strings.TrimSpace(p.Title + ". " + p.Meaning), p.Advice
}

// bareVoice is a voice path without sound devices: it sends silence.
type bareVoice struct {
	*media.Session
	settings VoiceSettings
	clock    *device.Null
}

func openBareVoice(local netip.Addr, s VoiceSettings, log *slog.Logger) (doctor.Voice, error) {
	session, err := media.Open(s.session(local, log))
	if err != nil {
		return nil, err
	}
	return &bareVoice{Session: session, settings: s, clock: device.NewNull(session, session)}, nil
}

// Announce implements doctor.Voice.
func (v *bareVoice) Announce() wti.LocalMedia {
	return v.settings.announce(v.LocalRTP(), v.LocalRTCP())
}

// Ports implements doctor.Voice.
func (v *bareVoice) Ports() (low, high int) { return v.settings.PortMin, v.settings.PortMax }

// Start implements doctor.Voice.
func (v *bareVoice) Start(m wti.MediaStarted) error {
	r, err := remoteOf(m)
	if err != nil {
		return err
	}
	return v.Session.Start(r)
}

// Close implements doctor.Voice.
func (v *bareVoice) Close() error { return errors.Join(v.clock.Close(), v.Session.Close()) }
