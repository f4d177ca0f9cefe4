package app_test

import (
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/media/device"
	"offhook/wti"
)

// fakeBench records what is tried.
type fakeBench struct {
	mu     sync.Mutex
	state  device.CheckState
	tuned  app.VoiceSettings
	closed bool
}

func (b *fakeBench) Tune(s app.VoiceSettings) { b.mu.Lock(); b.tuned = s; b.mu.Unlock() }
func (b *fakeBench) do(d device.Doing)        { b.mu.Lock(); b.state.Doing = d; b.mu.Unlock() }
func (b *fakeBench) Tone()                    { b.do(device.DoingTone) }
func (b *fakeBench) Record()                  { b.do(device.DoingRecord) }
func (b *fakeBench) Stop()                    { b.do(device.DoingNothing) }
func (b *fakeBench) Devices() app.Devices {
	return app.Devices{Speaker: "Monitor", Microphone: "Camera"}
}
func (b *fakeBench) Close() error { b.mu.Lock(); b.closed = true; b.mu.Unlock(); return nil }
func (b *fakeBench) State() device.CheckState {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.state.Level = 0.5
	return b.state
}

// soundDesk is a desk whose sound devices come and go.
type soundDesk struct {
	*desk
	mu      sync.Mutex // guards list
	list    []device.Info
	benches []*fakeBench
}

func newSoundDesk(t *testing.T, change ...func(*app.Options)) *soundDesk {
	s := &soundDesk{list: []device.Info{
		{ID: "1", Name: "Monitor", Playback: true, Default: true}, {ID: "2", Name: "Headset", Playback: true},
		{ID: "3", Name: "Camera", Capture: true, Default: true}, {ID: "4", Name: "Headset", Capture: true},
	}}
	s.desk = newDesk(t, append(change, func(o *app.Options) {
		o.OpenSound = func(app.VoiceSettings, *slog.Logger) (app.SoundBench, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.benches = append(s.benches, &fakeBench{})
			return s.benches[len(s.benches)-1], nil
		}
		o.ListDevices = func() ([]device.Info, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.list, nil
		}
	})...)
	return s
}

func (s *soundDesk) sound() app.SoundView {
	time.Sleep(2 * time.Second) // in the bubble's time
	synctest.Wait()
	v, _ := s.app.State().Sound.Get()
	return v
}

func TestTheSoundCheckFollowsTheDevices(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newSoundDesk(t)
		if v := d.sound(); v.Open || v.Listed {
			t.Errorf("closed: %+v", v)
		}
		d.app.OpenSoundCheck()
		v := d.sound()
		if !v.Open || !v.Listed || len(v.Speakers) != 2 || len(v.Mics) != 2 || v.Level != 0.5 || v.Microphone != "Camera" {
			t.Fatalf("open: %+v", v)
		}
		d.app.ChangeSetting(app.SettingSpeaker, v.Speakers[1].Value)
		if v := d.sound(); v.SpeakerGone || d.benches[0].tuned.Speaker != "Headset" {
			t.Errorf("chosen: %+v, %+v", v, d.benches[0].tuned)
		}
		d.mu.Lock()
		d.list = d.list[:1]
		d.mu.Unlock()
		if v := d.sound(); !v.SpeakerGone || v.MicrophoneGone || v.Speaker != "Monitor" || len(v.Speakers) != 1 {
			t.Errorf("unplugged: %+v", v)
		}
		d.mu.Lock()
		d.list = d.list[:2]
		d.mu.Unlock()
		if v := d.sound(); v.SpeakerGone {
			t.Errorf("plugged in again: %+v", v)
		}
		d.app.CloseSoundCheck()
		if v := d.sound(); v.Open || !d.benches[0].closed {
			t.Errorf("closed: %+v", v)
		}
	})
}

func TestACallTakesTheDevicesFromTheSoundCheck(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newSoundDesk(t)
		d.signIn()
		d.app.OpenSoundCheck()
		d.sound()
		d.app.TestMicrophone()
		if v := d.sound(); v.Doing != app.SoundRecording || v.InCall {
			t.Fatalf("recording: %+v", v)
		}
		d.emit(offered)
		if v := d.sound(); !v.InCall || v.Doing != app.SoundIdle || !d.benches[0].closed {
			t.Errorf("a call rings: %+v, %+v", v, d.benches[0])
		}
		d.app.TestRing()
		if v := d.sound(); v.Doing != app.SoundIdle || d.ringer.playing() != app.ToneRing {
			t.Errorf("a test ring while a call rings: %+v", v)
		}
		d.emit(wti.ConnectionCleared{Connection: own, Own: true})
		if v := d.sound(); v.InCall || len(d.benches) != 2 || d.benches[1].closed {
			t.Errorf("after the call: %+v", v)
		}
	})
}

func TestTheTestRingEndsByItselfOrForACall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newSoundDesk(t)
		d.signIn()
		d.app.OpenSoundCheck()
		d.sound()
		d.app.TestRing()
		if v := d.sound(); v.Doing != app.SoundRinging || d.ringer.playing() != app.ToneRing {
			t.Errorf("ringing: %+v, %v", v, d.ringer.playing())
		}
		if v := d.sound(); v.Doing != app.SoundIdle || d.ringer.playing() != app.ToneNone {
			t.Errorf("after three seconds: %+v, %v", v, d.ringer.playing())
		}
		d.app.TestRing()
		d.app.StopSoundTest()
		if v := d.sound(); v.Doing != app.SoundIdle || d.ringer.playing() != app.ToneNone {
			t.Errorf("stopped: %+v, %v", v, d.ringer.playing())
		}
		d.app.TestRing()
		d.emit(offered)
		for range 3 {
			if v := d.sound(); v.Doing == app.SoundRinging || d.ringer.playing() != app.ToneRing {
				t.Errorf("a call rings: %+v, %v", v, d.ringer.playing())
			}
		}
	})
}
