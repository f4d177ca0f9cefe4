package device_test

import (
	"math"
	"strings"
	"syscall"
	"testing"
	"time"

	"offhook/media/device"
)

// Both kinds of callback must carry voice: those in C and those in Go.
func TestToneFromSourceIsHeardOnTheDefaultSink(t *testing.T) {
	t.Run("callbacks in C", func(t *testing.T) { testPlayback(t, func(o device.Options) device.Options { return o }) })
	t.Run("callbacks in Go", func(t *testing.T) { testPlayback(t, device.WithPlainCallbacks) })
}

func testPlayback(t *testing.T, with func(device.Options) device.Options) {
	p := startPulse(t)
	speaker := p.monitor(t, "speaker")
	v := openVoice(t, with(device.Options{Source: device.NewToneSource(1015, -12)}))
	if s := v.State(); s.Playback != "Speaker" || s.NoPlayback || s.NoCapture || s.Stalled {
		t.Errorf("state = %+v", s)
	}
	// A busy machine may miss a period; half a second without a gap must come.
	eventually(t, 60*time.Second, "half a second of -12 dBFS and nothing else is heard", func() bool {
		heard := speaker.last(24000)
		return len(heard) == 24000 && math.Abs(tonePower(heard, 1015)+12) < 0.3 && math.Abs(loudness(heard)+12) < 0.3
	})
}

func TestVoiceIntoTheMicrophoneArrivesInSink(t *testing.T) {
	t.Run("callbacks in C", func(t *testing.T) { testCapture(t, func(o device.Options) device.Options { return o }) })
	t.Run("callbacks in Go", func(t *testing.T) { testCapture(t, device.WithPlainCallbacks) })
}

func testCapture(t *testing.T, with func(device.Options) device.Options) {
	p := startPulse(t)
	var heard recorder
	v := openVoice(t, with(device.Options{Sink: &heard}))
	if v.Capture() != "Monitor of Mic" || v.Playback() != "" {
		t.Errorf("opened %q and %q", v.Capture(), v.Playback())
	}
	pcm := make([]int16, 48000*4)
	device.NewToneSource(1015, -12).Pull(pcm)
	p.speak(t, "mic", pcm)
	eventually(t, 10*time.Second, "the tone arrives", func() bool {
		last := heard.last(12000)
		return len(last) == 12000 && math.Abs(tonePower(last, 1015)+12) < 0.3 && math.Abs(loudness(last)+12) < 0.3
	})
}

func TestChosenDeviceIsUsed(t *testing.T) {
	p := startPulse(t)
	infos, err := device.List()
	if err != nil {
		t.Fatal(err)
	}
	var id string
	names := map[string]device.Info{}
	for _, i := range infos {
		names[i.Name] = i
		if i.Name == "Other" {
			id = i.ID
		}
	}
	if s := names["Speaker"]; !s.Playback || s.Capture || !s.Default {
		t.Errorf("Speaker is listed as %+v in %+v", s, infos)
	}
	if m := names["Monitor of Mic"]; !m.Capture || m.Playback || !m.Default {
		t.Errorf("Monitor of Mic is listed as %+v in %+v", m, infos)
	}
	if id == "" {
		t.Fatalf("Other is not in the list %+v", infos)
	}
	speaker, other := p.monitor(t, "speaker"), p.monitor(t, "other")
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Playback: device.Choice{ID: id}})
	if v.Playback() != "Other" {
		t.Errorf("opened %q, want Other", v.Playback())
	}
	eventually(t, 10*time.Second, "the tone is heard there", func() bool { return tonePower(other.last(4800), 1015) > -13 })
	if l := loudness(speaker.last(4800)); l > -90 {
		t.Errorf("the default sink has %.0f dBFS too", l)
	}
}

func TestUnknownDeviceFallsBackToTheDefault(t *testing.T) {
	startPulse(t)
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Playback: device.Choice{ID: "6e6f7768657265", Name: "Nowhere"}})
	if s := v.State(); s.Playback != "Speaker" || !s.PlaybackInstead {
		t.Errorf("opened %+v, want the default and that it stands in", s)
	}
}

// The best of three rounds counts for the time: a new null sink may play two
// seconds ahead, and starting on it then waits for as long.
func TestServerThatDiesAndReturnsBringsTheVoiceBack(t *testing.T) {
	p := startPulse(t)
	states := make(chan device.State, 1000)
	var heard recorder
	openVoice(t, device.Options{
		Source: device.NewToneSource(1015, -12), Sink: &heard, Changed: func(s device.State) { states <- s },
	})
	speaker := p.monitor(t, "speaker")
	eventually(t, 10*time.Second, "the tone is heard", func() bool { return tonePower(speaker.last(4800), 1015) > -13 })
	best := time.Hour
	for range 3 {
		best = min(best, dieAndReturn(t, p, states))
		n := len(heard.all())
		eventually(t, 10*time.Second, "the microphone delivers again", func() bool { return len(heard.all()) > n })
		if best <= 1500*time.Millisecond {
			return
		}
	}
	t.Errorf("devices come back after %v, want about 1 s", best)
}

// dieAndReturn kills the server, starts it again and returns how long after that
// both sides were open.
func dieAndReturn(t *testing.T, p *pulse, states <-chan device.State) time.Duration {
	t.Helper()
	p.kill()
	waitFor(t, states, "stalled or gone", func(s device.State) bool { return s.Stalled || s.NoPlayback && s.NoCapture })
	p.launch(t)
	answered := time.Now()
	waitFor(t, states, "both sides open", func(s device.State) bool {
		return s == device.State{Playback: "Speaker", Capture: "Monitor of Mic"}
	})
	back := time.Since(answered)
	t.Logf("both sides open %v after the server answered", back)
	speaker := p.monitor(t, "speaker")
	p.settle(t)
	eventually(t, 10*time.Second, "the tone is heard again", func() bool { return tonePower(speaker.last(4800), 1015) > -13 })
	return back
}

func TestServerThatHangsDoesNotHangClose(t *testing.T) {
	p := startPulse(t)
	states := make(chan device.State, 100)
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Changed: func(s device.State) { states <- s }})
	if err := p.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	waitFor(t, states, "stalled", func(s device.State) bool { return s.Stalled })
	start := time.Now()
	if err := v.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("Close took %v", took)
	}
}

func waitFor(t *testing.T, states <-chan device.State, what string, ok func(device.State) bool) {
	t.Helper()
	limit := time.After(30 * time.Second)
	var seen []device.State
	for {
		select {
		case s := <-states:
			if ok(s) {
				return
			}
			seen = append(seen, s)
		case <-limit:
			t.Fatalf("never %s, but %+v", what, seen[max(len(seen)-10, 0):])
		}
	}
}

func TestWithoutASoundSystemVoiceSaysSoAndCloses(t *testing.T) {
	t.Setenv("PULSE_SERVER", "unix:/nowhere")
	t.Setenv("ALSA_CONFIG_PATH", t.TempDir()+"/none")
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Sink: &recorder{}})
	if s := v.State(); s != (device.State{NoPlayback: true, NoCapture: true}) {
		t.Errorf("state = %+v", s)
	}
	if infos, err := device.List(); err != nil || len(infos) != 0 {
		t.Errorf("List = %+v, %v", infos, err)
	}
}

func TestOpenWithoutSourceAndSinkFails(t *testing.T) {
	if _, err := device.Open(device.Options{}); err == nil || !strings.HasPrefix(err.Error(), "device: ") {
		t.Errorf("Open = %v", err)
	}
}
