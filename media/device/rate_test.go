package device_test

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"offhook/media/device"
)

// sink adds an output with a sample rate of its own, and returns what takes it
// away. Its clock is that of "other", as in plug.
func (p *pulse) sink(t *testing.T, name, description, rate string) (remove func()) {
	t.Helper()
	out, err := exec.Command("pactl", "load-module", "module-remap-sink", "master=other", "sink_name="+name, "rate="+rate,
		"sink_properties=device.description="+description).Output()
	if err != nil {
		t.Fatalf("a sink of %s Hz: %v", rate, err)
	}
	return func() { p.control(t, "unload-module", strings.TrimSpace(string(out))) }
}

// The system gives the output another sample rate during a call, for which it
// takes it away and makes it anew. The voice is back within a second of that, at
// its own pitch, and whoever asked is told. The best of three rounds counts for
// the time, each for the rest.
func TestSampleRateThatChangesDuringTheCall(t *testing.T) {
	p := startPulse(t)
	remove := p.sink(t, "desk", "Desk", "48000")
	states := make(chan device.State, 1000)
	openVoice(t, device.Options{
		Source: device.NewToneSource(1015, -12), Playback: device.Choice{Name: "Desk"},
		Changed: func(s device.State) { states <- s },
	})
	e := p.monitor(t, "desk")
	heard := func() bool { return tonePower(e.last(2400), 1015) > -14 }
	eventually(t, 20*time.Second, "the tone is heard", heard)
	for _, rate := range []string{"44100", "16000", "44100"} {
		remove()
		waitFor(t, states, "told that another one stands in", func(s device.State) bool { return s.PlaybackInstead })
		remove = p.sink(t, "desk", "Desk", rate)
		e = p.monitor(t, "desk")
		took := eventually(t, 20*time.Second, "the tone is heard at "+rate+" Hz", heard)
		waitFor(t, states, "told that it is back", func(s device.State) bool { return s.Playback == "Desk" && !s.PlaybackInstead })
		if quickly(t, "the voice was back at "+rate+" Hz", took) {
			return
		}
	}
	t.Error("never within a second")
}
