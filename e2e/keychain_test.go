package e2e_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

func isSignedIn(st control.Status) bool { return st.SignedIn }

// TestPasswordsAreRemembered: after one sign-in the next start has everything,
// and no file of the program holds a secret.
func TestPasswordsAreRemembered(t *testing.T) {
	s := newStage(t, testdesk.Options{NoSound: true}, simulator.Options{})
	form := s.form()
	p := s.start(story.Launch{Args: story.DemoArgs(s.aes.URL())})
	if e, err := p.WaitElement(s.ctx, "login.remember", nil); err != nil {
		t.Fatal(err)
	} else if e.Text == "off" {
		s.must(p.Click(s.ctx, "login.remember"))
	}
	s.must(story.Mouse{}.SignIn(s.ctx, p, form))
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
	if err := s.desk.WaitSecrets(s.ctx, 3); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	checkNoSecretOnDisk(t, s)

	p = s.start(story.Launch{Args: append(story.DemoArgs(s.aes.URL()), "--sign-in")})
	s.must(p.WaitStatus(s.ctx, "to be signed in without typing", isSignedIn))
}

func checkNoSecretOnDisk(t *testing.T, s *stage) {
	t.Helper()
	seen := 0
	err := filepath.WalkDir(s.desk.Path("home"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "keyrings") {
			return err
		}
		seen++
		data, err := os.ReadFile(path)
		for _, secret := range []string{"123456", "\"1234\"", "'1234'"} {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s holds the secret %s", path, secret)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if seen == 0 {
		t.Error("the program has written no file at all")
	}
}

// TestKeychainTrouble: a locked and an absent keychain are told apart, and
// typing the passwords signs in all the same.
func TestKeychainTrouble(t *testing.T) {
	tests := []struct {
		name string
		mode testdesk.KeyringMode
		says string
	}{
		{"locked", testdesk.KeyringLocked, "keychain is locked"},
		{"absent", testdesk.KeyringAbsent, "offers no keychain"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, testdesk.Options{NoSound: true, Keyring: tt.mode}, simulator.Options{})
			p := s.start(story.Launch{Args: append(story.DemoArgs(s.aes.URL()),
				"--cti-user", "demo", "--switch-name", "CM1", "--extension", story.Extension, "--agent", story.AgentID)})
			s.must(p.WaitText(s.ctx, "login.keychain", tt.says))
			s.must(story.Mouse{}.SignIn(s.ctx, p, s.form()))
			s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
			checkNoSecretOnDisk(t, s)
		})
	}
}
