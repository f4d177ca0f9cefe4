package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"offhook/app"
)

func TestSettingsComeBackAsTheyWereSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "default.toml")
	want := app.DefaultSettings()
	want.Servers, want.Extension = []string{"wss://one/x", "two"}, "4750"
	want.Services = map[string]string{"7000": "Orders"}
	if err := app.SaveSettings(path, want); err != nil {
		t.Fatal(err)
	}
	got, err := app.LoadSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("settings differ (-saved +read):\n%s", d)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %v, %v; want 0600", info.Mode(), err)
	}
}

func TestAWrongSettingsFileIsNamedAndLeftAlone(t *testing.T) {
	for content, want := range map[string]string{
		"switch_name = \"CM1\"\nextention = \"4750\"\n": `line 2: unknown setting "extention"`,
		"servers = [\"a\"\n":                            "line",
		"telephone_mode = \"carrier pigeon\"\n":         `telephone_mode "carrier pigeon"`,
		"[voice]\nrtp_port_min = 9\nrtp_port_max = 2\n": "rtp ports 9 to 2",
		"[voice]\nring_cadence = [1000]\n":              "ring_cadence [1000]",
		"[[aux_reasons]]\ncode = 120\nname = \"x\"\n":   "reason code 120",
	} {
		path := filepath.Join(t.TempDir(), "s.toml")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := app.LoadSettings(path)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("LoadSettings of %q: %v, want %q in it", content, err, want)
		}
		if now, _ := os.ReadFile(path); string(now) != content {
			t.Errorf("the file was changed to %q", now)
		}
	}
}

func FuzzSettings(f *testing.F) {
	f.Add([]byte("servers = [\"a\"]\n[voice]\nring_volume = 1.0\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "s.toml")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := app.LoadSettings(path)
		if err != nil {
			return
		}
		if err := app.SaveSettings(path, s); err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		if _, err := app.LoadSettings(path); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
	})
}
