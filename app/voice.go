package app

import (
	"net/netip"
	"slices"
	"time"

	"offhook/media"
	"offhook/wti"
)

// Voice is the voice path of one registration. Its methods return at once and
// may be called from any goroutine.
type Voice interface {
	// LocalRTP and LocalRTCP are where voice is received.
	LocalRTP() netip.AddrPort
	LocalRTCP() netip.AddrPort
	// Start sends to a far end and plays what comes from it; while started it
	// moves to another far end without a gap.
	Start(media.Remote) error
	Stop()
	SetMuted(bool)
	// SetNearEnd changes what is done to the microphone's voice, also during a
	// call and then without a click.
	SetNearEnd(media.NearEnd)
	// SendDigit sends a telephone event in the stream, or reports false when
	// that is not agreed.
	SendDigit(digit rune) bool
	Stats() media.Stats
	Levels() media.Levels
	// NeedDevices opens the microphone and the speaker, or closes them after a
	// while without need.
	NeedDevices(bool)
	Devices() Devices
	// Tune goes over to other devices, also during a call.
	Tune(VoiceSettings)
	Close() error
}

// Devices tells which sound devices are in use. Comparable.
type Devices struct {
	Microphone, Speaker string // names, empty when none
	Missing             bool   // voice runs without a sound device
	Instead             bool   // a chosen device is not there and another is in use
}

// Tone is something that the app itself lets the agent hear.
type Tone int

// The tones.
const (
	ToneNone        Tone = iota
	ToneRing             // an incoming call
	ToneCallWaiting      // an incoming call while talking
)

// Ringer plays tones on the system's default output.
type Ringer interface {
	// Ring plays a repeating tone until another one; ToneNone stops.
	Ring(Tone)
	// Key plays the short feedback of a dialled digit.
	Key(digit rune)
	// Signal plays a short tone once.
	Signal(Signal)
	Close() error
}

// levelPeriod is how often levels are shown during a call, 20 times a second, and
// fewestLevels how many times where that would take too much of the processor: with
// the timers, whose picture there is in any case.
const (
	levelPeriod  = 50 * time.Millisecond
	fewestLevels = 1
)

// tone is what the calls ask the ringer for.
func (m *model) tone() Tone {
	rings := slices.ContainsFunc(m.calls, func(c *call) bool {
		return c.State == CallAlerting && !c.Silenced && c.Asked == ActionNone // else be quiet at once
	})
	switch {
	case !rings:
		return ToneNone
	case m.first(CallConnected) != nil:
		return ToneCallWaiting
	default:
		return ToneRing
	}
}

func (a *App) ring(t Tone) {
	if t == a.rings {
		return
	}
	a.rings = t
	if a.opts.Ringer != nil {
		a.opts.Ringer.Ring(t)
	}
}

// startMedia sends voice to where the switch wants it.
func (a *App) startMedia() {
	m := a.model.media
	if a.voice == nil || m == nil {
		return
	}
	remote, err := remoteOf(*m)
	if err == nil {
		err = a.voice.Start(remote)
	} else {
		a.voice.Stop() // never in the clear where encryption was asked for
	}
	if err != nil {
		a.voiceCall.in(a.log).Error("voice cannot start", "codec", m.Codec, "err", err)
		a.model.notify(voiceNotice(err))
	}
}

// remoteOf is the far end that an event announces. The error is that of its keys.
func remoteOf(m wti.MediaStarted) (media.Remote, error) {
	crypto, err := cryptoOf(m.Encryption)
	return media.Remote{
		RTP: m.RTP, RTCP: m.RTCP, Codec: m.Codec, PacketSize: m.PacketSize, PayloadType: uint8(m.Encryption.PayloadType),
		Crypto: crypto,
	}, err
}

func (a *App) setMuted(on bool) {
	a.model.muted = on
	if a.voice != nil {
		a.voice.SetMuted(on)
	}
}
