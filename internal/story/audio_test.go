package story

import (
	"testing"
	"time"

	"offhook/internal/testdesk"
	"offhook/media"
	"offhook/resources/speech"
)

// stretches are all pieces of a sentence that are as long as is listened to,
// half a second apart.
func stretches(t *testing.T, name string) (all []envelope) {
	t.Helper()
	whole, err := promptEnvelope(name)
	if err != nil {
		t.Fatal(err)
	}
	n := int(speechNeeded / envelopeStep)
	for at := 0; at+n <= len(whole.whole); at += 25 {
		all = append(all, envelope{whole.whole[at : at+n], whole.high[at : at+n]})
	}
	return all
}

// TestSentencesAreToldApart: what counts as having heard a sentence is never
// reached by another sentence, by a tone or by noise.
func TestSentencesAreToldApart(t *testing.T) {
	for _, name := range []string{callerSays, menuSays, menuOneIs} {
		sentence, err := promptEnvelope(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, piece := range stretches(t, name) {
			if s := similarity(piece, sentence); s < recognised {
				t.Errorf("a piece of %q has a similarity of %.2f to itself", name, s)
			}
		}
		for _, other := range speech.Names() {
			if other == name {
				continue
			}
			for i, piece := range stretches(t, other) {
				if s := similarity(piece, sentence); s >= recognised {
					t.Errorf("piece %d of %q passes for %q: %.2f", i, other, name, s)
				}
			}
		}
		tone := testdesk.Tone(440, -20, speechNeeded)
		if s := similarity(envelopeOf(tone, testdesk.SampleRate), sentence); s >= recognised {
			t.Errorf("a tone passes for %q: %.2f", name, s)
		}
	}
}

// TestSentenceAtAnotherRate: the loudspeaker runs at 48 kHz, the sentence was
// made at 8 kHz and may be heard from the middle of a sample on.
func TestSentenceAtAnotherRate(t *testing.T) {
	audio, err := speech.Mulaw(callerSays)
	if err != nil {
		t.Fatal(err)
	}
	pcm := make([]int16, len(audio))
	media.MuLaw.Decode(pcm, audio)
	var fast []int16
	for _, s := range pcm[8077 : 8077+int(speechNeeded/time.Second*8000)+8000] {
		for range 6 {
			fast = append(fast, s/3)
		}
	}
	sentence, err := promptEnvelope(callerSays)
	if err != nil {
		t.Fatal(err)
	}
	n := int(speechNeeded.Seconds() * testdesk.SampleRate)
	if s := similarity(envelopeOf(fast[:n], testdesk.SampleRate), sentence); s < recognised {
		t.Errorf("similarity %.2f, want %.2f", s, recognised)
	}
}
