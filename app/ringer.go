package app

import (
	"log/slog"
	"time"

	"offhook/media/device"
)

// ringer plays the app's own tones on the default output.
type ringer struct {
	*device.Ringer
	keys bool // digits are heard
	log  *slog.Logger
}

// NewRinger returns the real Ringer. Without a sound output it is silent.
func NewRinger(s VoiceSettings, log *slog.Logger) Ringer {
	log = log.With("pkg", "ringer")
	r := device.NewRinger(log)
	r.SetVolume(s.RingVolume)
	if len(s.RingCadence) > 0 {
		if err := r.SetCadence(s.cadence()); err != nil {
			log.Warn("the usual cadence rings", "err", err)
		}
	}
	return ringer{r, s.KeyTones, log}
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
func (r ringer) Ring(t Tone) {
	switch t {
	case ToneRing:
		r.play(device.Ring)
	case ToneCallWaiting:
		r.play(device.CallWaiting)
	default:
		r.Stop()
	}
}

// Key implements Ringer.
func (r ringer) Key(digit rune) {
	if r.keys {
		r.play(device.Key(digit))
	}
}

// Signal implements Ringer.
func (r ringer) Signal(s Signal) {
	switch s {
	case SignalZip:
		r.play(device.Zip)
	case SignalBusy:
		r.play(device.Busy)
	default:
		r.play(device.Failure)
	}
}

func (r ringer) play(t device.Tone) {
	if err := r.Play(t); err != nil {
		r.log.Warn("no tone", "err", err)
	}
}
