package doctor

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"offhook/media/device"
	"offhook/wti"
)

// listenFor is how long the microphone is listened to.
const listenFor = time.Second

// slowDevice is how long a device that is listed may take to open.
const slowDevice = 5 * time.Second

// ear hears whether the microphone gives anything but zeros.
type ear struct {
	samples atomic.Int64
	loudest atomic.Int32
}

// Push implements device.Sink.
func (e *ear) Push(src []int16) {
	peak := int32(0)
	for _, v := range src {
		peak = max(peak, int32(v), -int32(v))
	}
	e.samples.Add(int64(len(src)))
	if peak > e.loudest.Load() { // one thread at a time
		e.loudest.Store(peak)
	}
}

// Pull implements device.Source: silence.
func (*ear) Pull(dst []int16) { clear(dst) }

// audio opens microphone and loudspeaker as a call does.
func (r *run) audio(ctx context.Context) {
	if r.o.Client.Mode == wti.OtherPhone || r.o.Client.Mode == wti.DeskPhone {
		r.add(ctx, found(StepAudio, Skipped, otherPhone, nil))
		return
	}
	if r.o.SoundInUse {
		r.add(ctx, found(StepAudio, Skipped, soundInUse, nil))
		return
	}
	if ctx.Err() != nil {
		r.add(ctx, found(StepAudio, Skipped, cancelled, nil))
		return
	}
	begun := time.Now()
	e := &ear{}
	v, err := device.Open(device.Options{Source: e, Sink: e, Playback: r.o.Playback, Capture: r.o.Capture, Logger: r.o.Logger})
	if err != nil {
		r.add(ctx, found(StepAudio, Failed, soundNone, nil).because(err))
		return
	}
	defer func() { _ = v.Close() }()
	st := opened(ctx, v)
	if !st.NoCapture {
		e.hear(ctx)
		st = v.State()
	}
	r.add(ctx, soundCheck(st, e.samples.Load() > 0 && e.loudest.Load() == 0).after(time.Since(begun)))
}

// opened is what is open, after a while for what is there and slow to open.
func opened(ctx context.Context, v *device.Voice) device.State {
	st := v.State()
	if !st.NoCapture && !st.NoPlayback {
		return st
	}
	list, err := device.List()
	late := func(i device.Info) bool { return i.Capture && st.NoCapture || i.Playback && st.NoPlayback }
	if err != nil || !slices.ContainsFunc(list, late) {
		return st
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for end := time.Now().Add(slowDevice); (st.NoCapture || st.NoPlayback) && time.Now().Before(end) && ctx.Err() == nil; st = v.State() {
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	return st
}

// hear waits until there is enough, or something.
func (e *ear) hear(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for end := time.Now().Add(listenFor); time.Now().Before(end) && e.loudest.Load() == 0; {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func soundCheck(st device.State, silent bool) Check {
	v := values{"Microphone": st.Capture, "Speaker": st.Playback}
	switch {
	case st.NoCapture && st.NoPlayback:
		return found(StepAudio, Failed, soundNone, v)
	case st.NoCapture:
		return found(StepAudio, Failed, noMicrophone, v)
	case st.NoPlayback:
		return found(StepAudio, Failed, noSpeaker, v)
	case silent:
		return found(StepAudio, Warning, microSilent, v)
	case st.PlaybackInstead || st.CaptureInstead:
		return found(StepAudio, Warning, soundInstead, v)
	}
	return found(StepAudio, OK, soundOpen, v)
}

// keychain asks whether passwords can be kept, without any prompt.
func (r *run) keychain(ctx context.Context) {
	if r.o.Keychain == nil {
		r.add(ctx, found(StepKeychain, Skipped, keychainOff, nil))
		return
	}
	begun := time.Now()
	limited, cancel := context.WithTimeout(ctx, r.o.limit(deskLimit))
	defer cancel()
	f, cause, tell := r.o.Keychain(limited)
	if f == "" {
		r.add(ctx, found(StepKeychain, OK, keychainOpen, nil).after(time.Since(begun)))
		return
	}
	c := Check{Step: StepKeychain, Verdict: Failed, Finding: f, Cause: cause, Tell: tell, Who: You, Log: logNothing()}
	if f == KeychainAbsent { // there is none on many a server, and passwords can be typed
		c.Verdict, c.Who, c.Log = Warning, Desk, ""
	}
	r.add(ctx, c.after(time.Since(begun)))
}
