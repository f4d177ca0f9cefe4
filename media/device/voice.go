package device

import (
	"errors"
	"log/slog"
	"sync"
	"time"
)

// Source gives sound for the loudspeaker: 48 kHz mono. Pull fills all of dst.
type Source interface{ Pull(dst []int16) }

// Sink takes sound from the microphone: 48 kHz mono.
type Sink interface{ Push(src []int16) }

// Options say what to open.
type Options struct {
	Source Source // nil: no playback
	Sink   Sink   // nil: no capture
	// Playback and Capture are the chosen devices. While one is not there, the
	// system's default takes its place.
	Playback, Capture Choice
	// Changed is called with each new State, by one of two goroutines at a time.
	// It must not call Close.
	Changed func(State)
	Logger  *slog.Logger // nil is silent

	plain bool // as in request; for tests
}

// State says what is open. It is comparable.
type State struct {
	Playback, Capture     string // device names; empty while there is none
	NoPlayback, NoCapture bool   // nothing could be opened; tried again in the background
	Stalled               bool   // a side stopped calling and is being opened again
	// PlaybackInstead and CaptureInstead say that the chosen device is not there
	// and another one is in use.
	PlaybackInstead, CaptureInstead bool
}

// Voice is the sound card during a call. Its methods may be called from any goroutine.
type Voice struct {
	playback, capture *side
	beat              *beat // of both
	changed           func(State)

	mu   sync.Mutex // guards told and serialises changed
	told State

	done chan struct{}
	once sync.Once
	wg   sync.WaitGroup
}

// openWait bounds how long Open waits for the first attempt.
const openWait = 2 * time.Second

// Open opens loudspeaker and microphone, whichever exist, and keeps trying for
// the rest until Close. It waits for the first attempt on both, 2 s at most, and
// fails only when it was given neither a source nor a sink.
func Open(o Options) (*Voice, error) {
	if o.Source == nil && o.Sink == nil {
		return nil, errors.New("device: open: neither source nor sink")
	}
	log := o.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	log = log.With("pkg", "device")
	v := &Voice{beat: newBeat(), changed: o.Changed, done: make(chan struct{})}
	if o.Source != nil {
		v.playback = newSide(request{kind: playback, choice: o.Playback, pull: o.Source.Pull, plain: o.plain, beat: v.beat}, log, v.tell)
	}
	if o.Sink != nil {
		v.capture = newSide(request{kind: capture, choice: o.Capture, push: o.Sink.Push, plain: o.plain, beat: v.beat}, log, v.tell)
	}
	deadline := time.After(openWait)
	for _, s := range v.sides() {
		v.wg.Go(func() { s.run(v.done) })
	}
	for _, s := range v.sides() {
		select {
		case <-s.tried:
		case <-deadline:
			return v, nil
		}
	}
	return v, nil
}

func (v *Voice) sides() []*side {
	var sides []*side
	for _, s := range []*side{v.playback, v.capture} {
		if s != nil {
			sides = append(sides, s)
		}
	}
	return sides
}

// Playback returns the loudspeaker's name, empty while there is none.
func (v *Voice) Playback() string { return v.playback.deviceName() }

// Capture returns the microphone's name, empty while there is none.
func (v *Voice) Capture() string { return v.capture.deviceName() }

// State returns what is open now.
func (v *Voice) State() State {
	p, c := v.playback.status(), v.capture.status()
	return State{
		Playback: p.name, Capture: c.name,
		NoPlayback:      v.playback != nil && p.name == "" && !p.stalled,
		NoCapture:       v.capture != nil && c.name == "" && !c.stalled,
		Stalled:         p.stalled || c.stalled,
		PlaybackInstead: p.instead, CaptureInstead: c.instead,
	}
}

// Choose goes over to other devices, at once and during a call. The zero Choice
// is the system's default.
func (v *Voice) Choose(playback, capture Choice) {
	v.playback.choose(playback)
	v.capture.choose(capture)
}

// tell reports a change, once.
func (v *Voice) tell() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if s := v.State(); s != v.told {
		v.told = s
		if v.changed != nil {
			v.changed(s)
		}
	}
}

// Close stops both sides and waits for them. After it, neither Source nor Sink
// is called. It must not be called from Changed, Pull or Push.
func (v *Voice) Close() error {
	v.once.Do(func() {
		close(v.done)
		v.wg.Wait()
		v.beat.leave()
	})
	return nil
}
