package device_test

import (
	"os"
	"path/filepath"
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

// Without shared memory a server's messages come in several parts, as PipeWire's do,
// and each part makes the main loop look again.
func TestToneIsHeardThroughAServerWithoutSharedMemory(t *testing.T) {
	config := filepath.Join(t.TempDir(), "client.conf")
	if err := os.WriteFile(config, []byte("enable-shm = no\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PULSE_CLIENTCONFIG", config)
	testPlayback(t, func(o device.Options) device.Options { return o })
}
