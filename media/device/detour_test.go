package device_test

import (
	"testing"

	"offhook/media/device"
)

// A server that comes back between the library's look for it and the opening is not
// spoken to through ALSA for the rest of the call.
func TestADetourToTheServerIsNotKept(t *testing.T) {
	for name, want := range map[string]bool{
		"Playback/recording through the PulseAudio sound server": true,
		"Monitor of Mic": false, "Speaker": false, "PipeWire Sound Server": false, "HDA Intel PCH, ALC257 Analog": false,
	} {
		if got := device.ThroughServer(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
