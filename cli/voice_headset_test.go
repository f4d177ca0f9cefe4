package cli

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"

	"offhook/internal/testdesk"
	"offhook/media"
)

// longestSilence returns the longest stretch in which a tone of the desk's
// loudspeaker is missing, looking at 10 ms at a time.
func longestSilence(pcm []int16, hz float64) time.Duration {
	const step = testdesk.SampleRate / 100
	longest, run := 0, 0
	for i := 0; i+step <= len(pcm); i += step {
		run++
		if testdesk.ToneLevel(pcm[i:i+step], testdesk.SampleRate, hz) > -30 {
			run = 0
		}
		longest = max(longest, run)
	}
	return time.Duration(longest) * 10 * time.Millisecond
}

// The headset is taken out and put back while voice flows, then with a sample rate
// of 44.1 kHz. Its sound goes on in the default loudspeaker, here the same sound
// card, within a second each time (the best of three rounds counts); RTP never
// stops.
func TestVoiceGoesOnWithoutTheHeadset(t *testing.T) {
	desk := testdesk.InTest(t, testdesk.Options{Keyring: testdesk.KeyringAbsent})
	plug := func(rate string) string {
		t.Helper()
		out, err := exec.Command("pactl", "load-module", "module-remap-sink", "master=spk", "sink_name=headset", "rate="+rate,
			"sink_properties=device.description=Headset").Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(out))
	}
	module := plug("48000")
	local := freePair(t)
	far := newFarEnd(t, local, media.Crypto{})
	r := start("voice", "--local", local.String(), "--peer", far.LocalRTP().String(), "--json", "--speaker", "Headset")
	on := func(name string) {
		t.Helper()
		f, limit := (voiceFigures{}), time.Now().Add(time.Minute)
		for f.SpeakerName != name || f.Speaker < -30 {
			if time.Now().After(limit) {
				t.Fatalf("never heard on %s: %+v", name, f)
			}
			if err := json.Unmarshal([]byte(r.next(t)), &f); err != nil {
				t.Fatal(err)
			}
		}
	}
	on("Headset")
	heard(t, "the desk", 1015, func() []int16 { return desk.Speaker().Last(200 * time.Millisecond) })
	begun, before := time.Now(), far.Stats()
	gap := time.Hour
	for range 3 {
		from := time.Now()
		if err := exec.Command("pactl", "unload-module", module).Run(); err != nil {
			t.Fatal(err)
		}
		on("Desk-loudspeaker")
		module = plug("44100")
		on("Headset")
		if out, err := exec.Command("pactl", "list", "short", "sinks").Output(); err != nil || !strings.Contains(string(out), "1ch 44100Hz") {
			t.Fatalf("no sink of 44.1 kHz: %v\n%s", err, out)
		}
		heard(t, "the desk", 1015, func() []int16 { return desk.Speaker().Last(200 * time.Millisecond) })
		gap = min(gap, longestSilence(desk.Speaker().Between(from, time.Now()), 1015))
		t.Logf("at most %v without sound", gap)
		if gap <= time.Second {
			break
		}
	}
	if gap > time.Second {
		t.Errorf("the sound is away for %v, want a second at most", gap)
	}
	after := far.Stats()
	want := uint64(time.Since(begun)/(20*time.Millisecond)) * 9 / 10
	if got := after.PacketsReceived - before.PacketsReceived; got < want || after.Lost != 0 || after.Restarts != 0 {
		t.Errorf("%d packets came, %d lost, %d restarts; want at least %d and none", got, after.Lost, after.Restarts, want)
	}
}

func TestVoiceListsTheDevices(t *testing.T) {
	testdesk.InTest(t, testdesk.Options{Keyring: testdesk.KeyringAbsent})
	r := start("voice", "--devices")
	speaker, microphone := r.next(t), r.next(t)
	if !strings.HasPrefix(speaker, "loudspeaker  Desk-loudspeaker (default)  ") && !strings.HasPrefix(speaker, "loudspeaker  Desk-microphone  ") {
		t.Errorf("first line %q", speaker)
	}
	for !strings.Contains(microphone, "microphone ") {
		microphone = r.next(t)
	}
	if code := r.end(t); code != exitOK {
		t.Errorf("exit code %d: %s", code, r.errs)
	}
}
