package device_test

import (
	"testing"
	"time"

	"offhook/media/device"
)

func TestACheckPlaysATone(t *testing.T) {
	c := device.NewCheck()
	c.Tone()
	loud, pcm := 0, make([]int16, 480)
	for n := 0; c.State().Doing == device.DoingTone; n++ {
		if n > 300 {
			t.Fatal("the tone does not end within 3 s")
		}
		c.Pull(pcm)
		if loudness(pcm) > -30 {
			loud++
		}
	}
	if loud < 150 || loud > 220 {
		t.Errorf("the tone is heard for %d0 ms, want about 1.8 s", loud)
	}
	if c.Pull(pcm); loudness(pcm) > -90 {
		t.Error("something is heard after the tone")
	}
}

func TestACheckRecordsThreeSecondsAndPlaysThem(t *testing.T) {
	c := device.NewCheck()
	source := device.NewToneSource(440, -20)
	c.Record()
	pcm := make([]int16, 960)
	pushed := 0
	for ; c.State().Doing == device.DoingRecord; pushed += len(pcm) {
		if pushed > 4*48000 {
			t.Fatal("the recording does not end")
		}
		source.Pull(pcm)
		c.Push(pcm)
	}
	if pushed != 3*48000 {
		t.Errorf("recorded %d samples, want 3 s", pushed)
	}
	if l := c.State().Level; l < 0.55 || l > 0.7 { // -23 dBFS RMS on a scale from -60
		t.Errorf("level = %v", l)
	}
	played := 0
	for ; c.State().Doing == device.DoingReplay; played += len(pcm) {
		c.Pull(pcm)
		if played < 2*48000 && tonePower(pcm, 440) < -25 {
			t.Fatalf("what was recorded is not heard at sample %d", played)
		}
	}
	if played != 3*48000 {
		t.Errorf("played %d samples, want 3 s", played)
	}
	c.Record()
	c.Push(pcm)
	c.Stop()
	if s := c.State(); s.Doing != device.DoingNothing {
		t.Errorf("after Stop it does %v", s.Doing)
	}
}

// TestACheckOnARealServer hears a microphone's level and its replay.
func TestACheckOnARealServer(t *testing.T) {
	p := startPulse(t)
	other := p.monitor(t, "other")
	c := device.NewCheck()
	v, err := device.Open(device.Options{Source: c, Sink: c, Playback: device.Choice{Name: "Other"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	speech := make([]int16, 20*48000)
	device.NewToneSource(440, -20).Pull(speech)
	p.speak(t, "mic", speech)
	eventually(t, 20*time.Second, "the microphone's level shows", func() bool { return c.State().Level > 0.5 })
	c.Record()
	eventually(t, 20*time.Second, "the recording is played", func() bool { return tonePower(other.last(9600), 440) > -25 })
	c.Tone()
	eventually(t, 20*time.Second, "the test tone is heard", func() bool { return tonePower(other.last(4800), 784) > -28 })
}
