package app

import (
	"log/slog"
	"sync/atomic"
	"time"

	"offhook/media/device"
)

// ringer plays the app's own tones on the chosen output.
type ringer struct {
	*device.Ringer
	settings atomic.Pointer[VoiceSettings]
	log      *slog.Logger
}

// NewRinger returns the real Ringer. Without a sound output it is silent. What
// the settings say of it can be changed later: its Tune takes the new ones.
func NewRinger(s VoiceSettings, log *slog.Logger) Ringer {
	r := &ringer{Ringer: device.NewRinger(log), log: log.With("pkg", "ringer")}
	r.Tune(s)
	return r
}

// Tune takes over other settings, also while it rings. The cadence holds from the
// next ring on.
func (r *ringer) Tune(s VoiceSettings) {
	r.settings.Store(&s)
	r.SetVolume(s.RingVolume)
	r.Choose(device.Choice{ID: s.RingDeviceID, Name: s.RingDevice})
	cadence := s.cadence()
	if len(cadence) == 0 {
		cadence = device.UsualCadence()
	}
	if err := r.SetCadence(cadence); err != nil {
		r.log.Warn("the usual cadence rings", "err", err)
	}
}

// cadence is the ring's cadence, empty for the usual one.
func (s VoiceSettings) cadence() device.Cadence {
	var c device.Cadence
	for _, ms := range s.RingCadence {
		c = append(c, time.Duration(ms)*time.Millisecond)
	}
	return c
}

// Ring implements Ringer.
func (r *ringer) Ring(t Tone) {
	switch {
	case t == ToneRing:
		r.play(device.Ring)
	case t == ToneCallWaiting && r.settings.Load().CallWaitingTone:
		r.play(device.CallWaiting)
	default:
		r.Stop()
	}
}

// Key implements Ringer.
func (r *ringer) Key(digit rune) {
	if r.settings.Load().KeyTones {
		r.play(device.Key(digit))
	}
}

// Signal implements Ringer.
func (r *ringer) Signal(s Signal) {
	switch s {
	case SignalZip:
		r.play(device.Zip)
	case SignalBusy:
		r.play(device.Busy)
	default:
		r.play(device.Failure)
	}
}

func (r *ringer) play(t device.Tone) {
	if err := r.Play(t); err != nil {
		r.log.Warn("no tone", "err", err)
	}
}
