package testdesk_test

import (
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"offhook/internal/testdesk"
)

func TestLoudspeakerIsHeard(t *testing.T) {
	ctx := soon(t)
	d := testdesk.ForTest(t, testdesk.Options{NoDisplay: true, Keyring: testdesk.KeyringAbsent})
	heard := d.Speaker()
	silent := func(s []int16) bool { return testdesk.Level(s) < testdesk.Silence }
	if err := heard.WaitFor(ctx, 100*time.Millisecond, silent); err != nil {
		t.Fatalf("before anything plays: %v", err)
	}
	path := filepath.Join(t.TempDir(), "tone.wav")
	if err := testdesk.WriteWAV(path, testdesk.Tone(1000, -20, 500*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	before := time.Now()
	cmd := d.Command(ctx, "paplay", "--latency-msec=20", path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	at, err := heard.Wait(ctx, before, 20*time.Millisecond, func(s []int16) bool {
		level := testdesk.ToneLevel(s, testdesk.SampleRate, 1000)
		return math.Abs(level+20) < 1 && testdesk.ToneLevel(s, testdesk.SampleRate, 2000) < -50
	})
	if err != nil {
		t.Fatal(err)
	}
	if at.Before(before) || time.Since(at) > 5*time.Second {
		t.Errorf("heard at %v, started at %v", at, before)
	}
	if err := heard.WaitFor(ctx, 100*time.Millisecond, silent); err != nil {
		t.Errorf("after the tone: %v", err)
	}
}

func TestMicrophoneIsTheDefaultSource(t *testing.T) {
	ctx := soon(t)
	d := testdesk.ForTest(t, testdesk.Options{NoDisplay: true, Keyring: testdesk.KeyringAbsent})
	stop, err := d.Speak(ctx, testdesk.Tone(1015, -20, 200*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	cmd := d.Command(ctx, "parec", "--latency-msec=20", "--raw", "--rate=48000", "--channels=1", "--format=s16le")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Cancel(); _ = cmd.Wait() }()
	samples := make([]int16, 4800)
	for {
		if err := binary.Read(out, binary.LittleEndian, samples); err != nil {
			t.Fatalf("the tone never came through the microphone: %v", err)
		}
		if level := testdesk.ToneLevel(samples, testdesk.SampleRate, 1015); math.Abs(level+20) < 1 {
			return
		}
	}
}

func TestLevels(t *testing.T) {
	tone := testdesk.Tone(1000, -20, time.Second)
	if l := testdesk.Level(tone); math.Abs(l+20) > 0.1 {
		t.Errorf("level of a -20 dBFS tone = %.2f", l)
	}
	if l := testdesk.ToneLevel(tone, testdesk.SampleRate, 1000); math.Abs(l+20) > 0.1 {
		t.Errorf("its level at 1000 Hz = %.2f", l)
	}
	if l := testdesk.ToneLevel(tone, testdesk.SampleRate, 1200); l > -70 {
		t.Errorf("its level at 1200 Hz = %.2f", l)
	}
	if l := testdesk.Level(make([]int16, 100)); l != -96 {
		t.Errorf("level of silence = %.2f", l)
	}
	if l := testdesk.ToneLevel(nil, testdesk.SampleRate, 1000); l != -96 {
		t.Errorf("tone in nothing = %.2f", l)
	}
}

func TestWriteWAV(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.wav")
	if err := testdesk.WriteWAV(path, []int16{1, -2, 3}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) != 44+6 || string(data[:4]) != "RIFF" || binary.LittleEndian.Uint32(data[40:]) != 6 {
		t.Errorf("wave file = % x", data)
	}
}
