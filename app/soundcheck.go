package app

import (
	"context"
	"log/slog"
	"time"

	"offhook/media/device"
)

// SoundBench is the microphone and the speaker outside calls. Its methods may be
// called from any goroutine.
type SoundBench interface {
	// Tune goes over to other devices.
	Tune(VoiceSettings)
	Tone()
	Record()
	Stop()
	State() device.CheckState
	Devices() Devices
	Close() error
}

// soundCheck is the loop's part about trying the sound devices.
type soundCheck struct {
	wanted  bool       // the sound settings are open
	bench   SoundBench // nil while closed, and while a call has the devices
	opening bool
	listing bool
	listed  time.Time
	known   bool // the system has told its devices
	// speakers and mics are those devices.
	speakers, mics []SoundDevice
	ringing        time.Time // when the test ring began, zero for none
	rang           int       // number of the newest test ring
}

// listEvery is how often the devices are listed while the settings are open. What
// is plugged in is seen within that time.
const listEvery = time.Second

// testRing is how long the ring is tried.
const testRing = 3 * time.Second

// OpenSoundCheck begins to list the sound devices and to measure the microphone;
// CloseSoundCheck ends that.
func (a *App) OpenSoundCheck() {
	a.post(func() {
		a.check.wanted = true
		a.followCheck()
	})
}

// CloseSoundCheck releases the devices.
func (a *App) CloseSoundCheck() {
	a.post(func() {
		a.stopCheck()
		a.check.wanted = false
		a.followCheck()
	})
}

// TestTone plays a tone on the chosen speaker.
func (a *App) TestTone() { a.post(func() { a.tryOut(SoundBench.Tone) }) }

// TestMicrophone records for three seconds and plays that.
func (a *App) TestMicrophone() { a.post(func() { a.tryOut(SoundBench.Record) }) }

// StopSoundTest ends what is being tried.
func (a *App) StopSoundTest() { a.post(a.stopCheck) }

// TestRing rings for three seconds.
func (a *App) TestRing() {
	a.post(func() {
		if a.opts.Ringer == nil || a.rings != ToneNone || a.inCall() {
			return
		}
		a.stopCheck()
		c := &a.check
		c.ringing = a.opts.Now()
		c.rang++
		this := c.rang
		a.opts.Ringer.Ring(ToneRing)
		a.work(func(ctx context.Context) func() {
			select {
			case <-time.After(testRing):
			case <-ctx.Done():
			}
			return func() {
				if a.check.rang == this {
					a.stopRing()
				}
			}
		})
	})
}

func (a *App) tryOut(what func(SoundBench)) {
	a.stopCheck()
	if b := a.check.bench; b != nil {
		what(b)
	}
}

func (a *App) stopCheck() {
	if b := a.check.bench; b != nil {
		b.Stop()
	}
	a.stopRing()
}

// stopRing ends the test ring; a call that rings goes on.
func (a *App) stopRing() {
	if !a.check.ringing.IsZero() {
		a.check.ringing = time.Time{}
		a.opts.Ringer.Ring(a.rings)
	}
}

// inCall reports whether a call has the sound devices.
func (a *App) inCall() bool { return len(a.model.calls) > 0 || a.model.media != nil }

// followCheck opens and closes the devices with the need, and lists them anew.
func (a *App) followCheck() {
	c := &a.check
	need := c.wanted && !a.inCall()
	switch {
	case need && c.bench == nil && !c.opening:
		a.openBench()
	case !need && c.bench != nil:
		a.stopCheck()
		b := c.bench
		c.bench = nil
		a.work(func(context.Context) func() {
			if err := b.Close(); err != nil {
				a.log.Warn("closing the sound check", "err", err)
			}
			return nil
		})
	case !need && c.wanted && !c.ringing.IsZero():
		a.stopRing()
	}
	if c.wanted && !c.listing && time.Since(c.listed) >= listEvery {
		a.listDevices()
	}
}

func (a *App) openBench() {
	c := &a.check
	c.opening = true
	s, log := a.opts.Settings.Voice, a.opts.Logger
	a.work(func(context.Context) func() {
		b, err := a.opts.OpenSound(s, log)
		select {
		case <-a.done: // nobody takes it any more
			if b != nil {
				_ = b.Close()
			}
			return nil
		default:
		}
		return func() {
			c.opening = false
			if err != nil {
				a.log.Warn("sound check", "err", err)
				return // tried again within a second
			}
			c.bench = b
			b.Tune(a.opts.Settings.Voice)
			a.followCheck()
		}
	})
}

func (a *App) listDevices() {
	c := &a.check
	c.listing = true
	a.work(func(context.Context) func() {
		list, err := a.opts.ListDevices()
		return func() {
			c.listing, c.listed = false, time.Now()
			if err != nil {
				a.log.Debug("listing the sound devices", "err", err)
				return
			}
			c.speakers, c.mics = soundDevices(list)
			c.known = true
		}
	})
}

// endCheck releases the devices when the app ends.
func (a *App) endCheck() {
	a.check.wanted = false
	if b := a.check.bench; b != nil {
		_ = b.Close()
	}
}

// realBench is the real SoundBench.
type realBench struct {
	*device.Check
	voice *device.Voice
}

func openBench(s VoiceSettings, log *slog.Logger) (SoundBench, error) {
	c := device.NewCheck()
	playback, capture := s.devices()
	v, err := device.Open(device.Options{Source: c, Sink: c, Playback: playback, Capture: capture, Logger: log})
	if err != nil {
		return nil, err
	}
	return &realBench{c, v}, nil
}

// Tune implements SoundBench.
func (b *realBench) Tune(s VoiceSettings) { b.voice.Choose(s.devices()) }

// Devices implements SoundBench.
func (b *realBench) Devices() Devices { return devicesOf(b.voice.State()) }

// Close implements SoundBench.
func (b *realBench) Close() error { return b.voice.Close() }
