package e2e_test

import (
	"os"
	"path/filepath"
	"testing"

	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestTogether tells the story of a transfer and a conference, by mouse and by
// keyboard.
func TestTogether(t *testing.T) {
	s := newStage(t, testdesk.Options{Keyring: testdesk.KeyringAbsent}, simulator.Options{})
	dir := s.desk.Path("home", ".config", "offhook")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "default.toml"), []byte("[[colleagues]]\nextension = \""+story.Colleague+"\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.tell(story.Teller{
		Hands:    story.Mouse{},
		Launch:   story.Launch{Args: unattended(s.aes.URL()), Env: secrets()},
		Pictures: filepath.Join(filepath.Dir(program), "together"),
	}, story.Together(story.Mouse{}, story.Keyboard{}))
}
