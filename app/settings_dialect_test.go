package app_test

import (
	"os"
	"path/filepath"
	"testing"

	"offhook/app"
)

func TestTelephoneEventMayBeSetWithTheDialect(t *testing.T) {
	path := filepath.Join(t.TempDir(), "offhook.toml")
	for text, want := range map[string]int{
		"[dialect]\ntelephoneEvent = 101\n":                                      101,
		"[dialect]\ntelephoneEvent = 101\n[voice]\ntelephone_event_type = 127\n": 127,
		"[dialect]\nswapKeys = true\n":                                           0,
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := app.LoadSettings(path)
		if err != nil || s.Voice.TelephoneEvent != want {
			t.Errorf("%q: telephone event %d, %v; want %d", text, s.Voice.TelephoneEvent, err, want)
		}
	}
}
