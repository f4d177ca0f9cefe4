package device_test

import (
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"offhook/media/device"
)

// plug adds a sink, as a headset that is put in, and returns what takes it out
// and when it was there. Its clock is that of "other", which is settled: a new
// null sink would play two seconds ahead.
func (p *pulse) plug(t *testing.T, name, description string) (unplug func(), at time.Time) {
	t.Helper()
	args := []string{"load-module", "module-remap-sink", "master=other", "sink_name=" + name,
		"sink_properties=device.description=" + description}
	out, err := exec.Command("pactl", args...).Output()
	if err != nil {
		t.Fatalf("pactl %v: %v", args, err)
	}
	at = time.Now()
	module := strings.TrimSpace(string(out))
	return func() {
		t.Helper()
		if err := exec.Command("pactl", "unload-module", module).Run(); err != nil {
			t.Fatalf("unload %s: %v", name, err)
		}
	}, at
}

func (p *pulse) control(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("pactl", args...).CombinedOutput(); err != nil {
		t.Fatalf("pactl %v: %v: %s", args, err, out)
	}
}

// quickly reports how long something took, and fails when that is above a
// second. Waiting goes on for long, so that a busy machine shows as slow, not as
// broken; what took too long is tried again by the caller.
func quickly(t *testing.T, what string, took time.Duration) bool {
	t.Helper()
	t.Logf("%s after %v", what, took)
	return took <= time.Second
}

// A headset is taken out during a call: the default device takes over within a
// second. It is put back: it takes over again within a second. Both are told.
// The best of three rounds counts for the time, each for the rest.
func TestHeadsetThatVanishesAndReturns(t *testing.T) {
	p := startPulse(t)
	unplug, _ := p.plug(t, "headset", "Headset")
	states := make(chan device.State, 1000)
	var returned atomic.Int64 // when the headset was last told to be in use
	openVoice(t, device.Options{
		Source: device.NewToneSource(1015, -12), Playback: device.Choice{Name: "Headset"},
		Changed: func(s device.State) {
			if s.Playback == "Headset" {
				returned.Store(time.Now().UnixNano())
			}
			states <- s
		},
	})
	speaker, headset := p.monitor(t, "speaker"), p.monitor(t, "headset")
	heardOn := func(e *ear) func() bool { return func() bool { return tonePower(e.last(2400), 1015) > -14 } }
	eventually(t, 10*time.Second, "the tone is heard in the headset", heardOn(headset))
	away, back := false, false
	for range 3 {
		unplug()
		took := eventually(t, 20*time.Second, "the default takes over", heardOn(speaker))
		away = quickly(t, "the loudspeaker took over", took) || away
		waitFor(t, states, "told that the loudspeaker stands in", func(s device.State) bool {
			return s.Playback == "Speaker" && s.PlaybackInstead
		})
		var plugged time.Time
		unplug, plugged = p.plug(t, "headset", "Headset")
		waitFor(t, states, "told that the headset is back", func(s device.State) bool {
			return s.Playback == "Headset" && !s.PlaybackInstead
		})
		back = quickly(t, "the headset took over", time.Unix(0, returned.Load()).Sub(plugged)) || back
		headset = p.monitor(t, "headset")
		eventually(t, 20*time.Second, "the tone is heard in the headset again", heardOn(headset))
		if away && back {
			return
		}
	}
	t.Errorf("never within a second: away %v, back %v", away, back)
}

func TestMicrophoneThatVanishesAndReturns(t *testing.T) {
	p := startPulse(t)
	unplug, _ := p.plug(t, "headset", "Headset")
	states := make(chan device.State, 1000)
	var heard recorder
	openVoice(t, device.Options{
		Sink: &heard, Changed: func(s device.State) { states <- s }, Capture: device.Choice{Name: "Monitor of Headset"},
	})
	waitFor(t, states, "on the headset", func(s device.State) bool {
		return s == device.State{Capture: "Monitor of Headset"}
	})
	pcm := make([]int16, 48000*60)
	device.NewToneSource(480, -12).Pull(pcm)
	p.speak(t, "mic", pcm)
	unplug()
	waitFor(t, states, "on the default", func(s device.State) bool {
		return s == device.State{Capture: "Monitor of Mic", CaptureInstead: true}
	})
	eventually(t, 20*time.Second, "the default microphone is heard", func() bool { return tonePower(heard.last(4800), 480) > -14 })
	p.plug(t, "headset", "Headset")
	waitFor(t, states, "on the headset again", func(s device.State) bool {
		return s == device.State{Capture: "Monitor of Headset"}
	})
}

// Where the server moves the sound of a device that goes, no callback stops: the
// change is seen all the same.
func TestDeviceThatTheServerMovedUsAwayFrom(t *testing.T) {
	p := startPulse(t)
	p.control(t, "load-module", "module-rescue-streams")
	unplug, _ := p.plug(t, "headset", "Headset")
	states := make(chan device.State, 1000)
	openVoice(t, device.Options{
		Source: device.NewToneSource(1015, -12), Changed: func(s device.State) { states <- s },
		Playback: device.Choice{Name: "Headset"},
	})
	waitFor(t, states, "on the headset", func(s device.State) bool { return s.Playback == "Headset" })
	unplug()
	waitFor(t, states, "on the loudspeaker", func(s device.State) bool { return s.Playback == "Speaker" && s.PlaybackInstead })
	p.plug(t, "headset", "Headset")
	waitFor(t, states, "on the headset again", func(s device.State) bool { return s.Playback == "Headset" && !s.PlaybackInstead })
	headset := p.monitor(t, "headset")
	eventually(t, 20*time.Second, "the tone is heard there", func() bool { return tonePower(headset.last(2400), 1015) > -14 })
}

func TestAnotherDeviceIsChosenDuringTheCall(t *testing.T) {
	p := startPulse(t)
	states := make(chan device.State, 1000)
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Changed: func(s device.State) { states <- s }})
	speaker, other := p.monitor(t, "speaker"), p.monitor(t, "other")
	heardOn := func(e *ear) func() bool { return func() bool { return tonePower(e.last(2400), 1015) > -14 } }
	eventually(t, 10*time.Second, "the tone is heard on the default", heardOn(speaker))
	v.Choose(device.Choice{Name: "Other"}, device.Choice{})
	waitFor(t, states, "on the other", func(s device.State) bool { return s == device.State{Playback: "Other"} })
	eventually(t, 20*time.Second, "the tone is heard there", heardOn(other))
	eventually(t, 20*time.Second, "the default is silent", func() bool { return loudness(speaker.last(2400)) < -60 })
	v.Choose(device.Choice{}, device.Choice{})
	eventually(t, 20*time.Second, "the tone is heard on the default again", heardOn(speaker))
}

// A call on the default output follows it when the user changes the default.
func TestDefaultDeviceThatChangesIsFollowed(t *testing.T) {
	p := startPulse(t)
	openVoice(t, device.Options{Source: device.NewToneSource(1015, -12)})
	speaker, other := p.monitor(t, "speaker"), p.monitor(t, "other")
	heardOn := func(e *ear) func() bool { return func() bool { return tonePower(e.last(2400), 1015) > -14 } }
	eventually(t, 10*time.Second, "the tone is heard on the default", heardOn(speaker))
	p.control(t, "set-default-sink", "other")
	eventually(t, 20*time.Second, "the tone is heard on the new default", heardOn(other))
}
