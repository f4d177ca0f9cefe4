package autostart_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/adrg/xdg"

	"offhook/app/autostart"
)

// home is an empty one; the path is that of the entry's file.
func home(t *testing.T) (path string) {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	return filepath.Join(os.Getenv("XDG_CONFIG_HOME"), "autostart", "org.offhook.Test.desktop")
}

func entry(args ...string) autostart.Entry {
	return autostart.Entry{ID: "org.offhook.Test", Name: "Offhook", Program: "/usr/bin/offhook", Args: args}
}

func TestAnEntryComesAndGoes(t *testing.T) {
	path := home(t)
	e := entry("--minimised")
	if err := autostart.Remove(e); err != nil {
		t.Errorf("removing nothing: %v", err)
	}
	if err := autostart.Set(e); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), "\nExec=\"/usr/bin/offhook\" \"--minimised\"\n") {
		t.Errorf("the file is %q, %v", data, err)
	}
	if out, err := exec.Command("desktop-file-validate", path).CombinedOutput(); err != nil {
		t.Errorf("desktop-file-validate: %v %s", err, out)
	}
	if err := autostart.Remove(e); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file is still there: %v", err)
	}
}

// TestWhatTheDesktopSwitchedOffStaysOff: its own settings have the last word, but a
// program that has moved is found again.
func TestWhatTheDesktopSwitchedOffStaysOff(t *testing.T) {
	path := home(t)
	for before, kept := range map[string]bool{
		"[Desktop Entry]\nType=Application\nExec=\"/old/offhook\"\nHidden=true\n":                     true,
		"[Desktop Entry]\nType=Application\nExec=\"/old/offhook\"\nX-GNOME-Autostart-enabled=false\n": true,
		"[Desktop Entry]\nType=Application\nExec=\"/old/offhook\"\n":                                  false,
	} {
		if err := autostart.Set(entry()); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := autostart.Keep(entry()); err != nil {
			t.Fatal(err)
		}
		if after, _ := os.ReadFile(path); (string(after) == before) != kept {
			t.Errorf("%q became %q", before, after)
		}
	}
	_ = os.Remove(path)
	if err := autostart.Keep(entry()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("an entry that was gone is not back: %v", err)
	}
}

// TestArgumentsArriveWhole has GLib, which desktops start programs with, read what
// was written.
func TestArgumentsArriveWhole(t *testing.T) {
	path := home(t)
	out := filepath.Join(t.TempDir(), "got")
	if err := syscall.Mkfifo(out, 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-c", `printf '%s\n' "$@" > ` + "'" + out + "'", "sh", `a b`, `"quoted"`, `$HOME`, "`id`", `back\slash`, `50%f`}
	e := autostart.Entry{ID: "org.offhook.Test", Name: "Offhook", Program: "/bin/sh", Args: args}
	if err := autostart.Set(e); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("gio", "launch", path).Run(); err != nil { // no pipe: the program would hold it
		t.Fatalf("gio launch: %v", err)
	}
	got, err := os.ReadFile(out) // waits for the program
	if want := strings.Join(args[3:], "\n") + "\n"; err != nil || string(got) != want {
		t.Errorf("the program was given %q, want %q, %v", got, want, err)
	}
}
