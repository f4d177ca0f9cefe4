package autostart_test

import (
	"errors"
	"testing"

	"golang.org/x/sys/windows/registry"

	"offhook/app/autostart"
)

// runs is what the user's Run key has for an entry.
func runs(t *testing.T, id string) string {
	t.Helper()
	key, err := registry.OpenKey(registry.CURRENT_USER, `Software\Microsoft\Windows\CurrentVersion\Run`, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	defer key.Close()
	value, _, err := key.GetStringValue(id)
	if err != nil && !errors.Is(err, registry.ErrNotExist) {
		t.Fatal(err)
	}
	return value
}

func TestAnEntryComesAndGoes(t *testing.T) {
	e := autostart.Entry{ID: "org.offhook.Test", Name: "Offhook", Program: `C:\Program Files\Offhook\offhook.exe`, Args: []string{"--profile", "a b"}}
	if err := autostart.Remove(e); err != nil {
		t.Errorf("removing nothing: %v", err)
	}
	if err := autostart.Keep(e); err != nil {
		t.Fatal(err)
	}
	if got, want := runs(t, e.ID), `"C:\Program Files\Offhook\offhook.exe" --profile "a b"`; got != want {
		t.Errorf("the entry is %s, want %s", got, want)
	}
	e.Args = nil
	if err := autostart.Set(e); err != nil {
		t.Fatal(err)
	}
	if got, want := runs(t, e.ID), `"C:\Program Files\Offhook\offhook.exe"`; got != want {
		t.Errorf("the entry is %s, want %s", got, want)
	}
	if err := autostart.Remove(e); err != nil {
		t.Fatal(err)
	}
	if got := runs(t, e.ID); got != "" {
		t.Errorf("the entry is still %s", got)
	}
}
