package doctor

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"offhook/media"
	"offhook/media/device"
	"offhook/wti"
)

// Options say what to look at and with what.
type Options struct {
	// Client is how an agent would sign in here. Each of its servers is looked at,
	// and the extension at the first that lets us. No agent is logged in, and nobody
	// is put off the extension, whatever it says. Without CTI user or password no
	// credentials are sent, without station code nothing is registered (but in mode
	// DeskPhone, which may have none).
	Client wti.Options
	// InUse says that this extension is signed in from here: it is left alone.
	InUse bool
	// OpenVoice opens the voice path at an address of this computer; nil leaves
	// voice out.
	OpenVoice func(local netip.Addr) (Voice, error)
	// Explain finds the texts for what the server refused: what is so, what to do.
	Explain func(error) (cause, tell string)
	// Playback and Capture are the chosen sound devices. They are not looked at
	// where the voice is on another telephone.
	Playback, Capture device.Choice
	// SoundInUse says that a call has the sound devices, which are then left alone.
	SoundInUse bool
	// Keychain says whether passwords can be read and written now, with the text of
	// what is wrong. An empty Finding means that they can. Nil: none is used.
	Keychain func(context.Context) (f Finding, cause, tell string)

	Version string // of Offhook, for the report
	// Progress is told of each check as it is done, on the goroutine of Run.
	Progress func(Check)
	// Limit bounds each step; zero means what the step usually takes at most, 10 to
	// 50 s.
	Limit  time.Duration
	Logger *slog.Logger // nil discards
}

// Voice is a voice path without sound devices, which sends silence.
type Voice interface {
	// Announce is what the registration tells of it.
	Announce() wti.LocalMedia
	Ports() (low, high int)
	// Start sends to and receives from where the switch says.
	Start(wti.MediaStarted) error
	Stats() media.Stats
	Close() error
}

// Usual limits of a step.
const (
	reachLimit    = 10 * time.Second // shorter limits of the client come first
	requestLimit  = 20 * time.Second
	registerLimit = 50 * time.Second // the switch may want a pause after the last time
	voiceLimit    = 16 * time.Second // three reports of the far end
	deskLimit     = 10 * time.Second
)

func (o Options) limit(usual time.Duration) time.Duration {
	if o.Limit > 0 {
		return min(o.Limit, usual)
	}
	return usual
}
