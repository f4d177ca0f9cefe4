package device_test

import (
	"os"
	"path/filepath"
	"testing"

	"offhook/media/device"
)

// alsa gives the test an ALSA with devices of its own that play to nobody.
func alsa(t *testing.T, names ...string) {
	t.Helper()
	config := ""
	for _, n := range names {
		config += "pcm." + n + " { type null hint { show on description \"" + n + "\" } }\n"
	}
	file := filepath.Join(t.TempDir(), "alsa.conf")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("ALSA_CONFIG_PATH", file)
}

func TestALSAStandsInWhereThereIsNoServer(t *testing.T) {
	t.Setenv("PULSE_SERVER", "unix:/nowhere")
	alsa(t, "null", "spare")
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Sink: &recorder{}})
	if s := v.State(); s != (device.State{Playback: "spare", Capture: "spare"}) {
		t.Errorf("state = %+v", s)
	}
}

func TestNullOfALSAIsNoDevice(t *testing.T) {
	t.Setenv("PULSE_SERVER", "unix:/nowhere")
	alsa(t, "null")
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Sink: &recorder{}})
	if s := v.State(); s != (device.State{NoPlayback: true, NoCapture: true}) {
		t.Errorf("state = %+v", s)
	}
	if infos, err := device.List(); err != nil || len(infos) != 0 {
		t.Errorf("List = %+v, %v", infos, err)
	}
}

// A sound server that is away for a moment is waited for, although something else
// would do: taken, it would be kept, and keep the card from the server.
func TestServerThatDiesIsWaitedFor(t *testing.T) {
	p := startPulse(t)
	alsa(t, "spare")
	states := make(chan device.State, 1000)
	openVoice(t, device.Options{
		Source: device.NewToneSource(1015, -12), Sink: &recorder{}, Changed: func(s device.State) { states <- s },
	})
	open := device.State{Playback: "Speaker", Capture: "Monitor of Mic"}
	waitFor(t, states, "both sides open", func(s device.State) bool { return s == open })
	p.kill()
	waitFor(t, states, "neither side open", func(s device.State) bool {
		if s.Playback == "spare" || s.Capture == "spare" {
			t.Errorf("went to what is below the server: %+v", s)
		}
		return s.NoPlayback && s.NoCapture
	})
	p.launch(t)
	waitFor(t, states, "both sides open again", func(s device.State) bool { return s == open })
}
