package device_test

import (
	"testing"
	"time"

	"offhook/media/device"
)

// On a sound server both sides follow one beat, which takes a quarter off what a
// call costs. It rests on how the sound library lays out its context: when that
// changes the voice goes on, and only this test tells.
func TestBothSidesFollowOneBeatOnASoundServer(t *testing.T) {
	p := startPulse(t)
	speaker := p.monitor(t, "speaker")
	var heard recorder
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Sink: &heard})
	eventually(t, 20*time.Second, "a second of beats", func() bool { return device.Beats(v) > 100 })
	eventually(t, 20*time.Second, "the microphone delivers", func() bool { return len(heard.all()) > 48000 })
	eventually(t, 20*time.Second, "the tone is heard", func() bool { return tonePower(speaker.last(4800), 1015) > -13 })
}
