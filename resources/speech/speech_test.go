package speech_test

import (
	"testing"

	"offhook/resources/speech"
)

func TestEveryPromptHasTextAndAudibleSpeech(t *testing.T) {
	names := speech.Names()
	if len(names) < 5 {
		t.Fatalf("only %d prompts", len(names))
	}
	total := 0
	for _, name := range names {
		audio, err := speech.Mulaw(name)
		if err != nil {
			t.Errorf("Mulaw(%q): %v", name, err)
			continue
		}
		if speech.Text(name) == "" {
			t.Errorf("prompt %q has no text", name)
		}
		loud := 0
		for _, b := range audio {
			if ^b&0x70 >= 0x40 { // segment 4 and up: above about 1000 of 32768
				loud++
			}
		}
		if loud < len(audio)/20 {
			t.Errorf("prompt %q: %d of %d samples are audible", name, loud, len(audio))
		}
		total += len(audio)
	}
	if limit := 45 * 8000; total > limit {
		t.Errorf("prompts hold %d bytes, want at most %d", total, limit)
	}
}

func TestUnknownPromptIsAnError(t *testing.T) {
	if _, err := speech.Mulaw("nosuch"); err == nil {
		t.Error("Mulaw of an unknown name gave no error")
	}
}
