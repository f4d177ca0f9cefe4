package app_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// Whatever a dialect setting is set to is what the client gets: no field is left
// behind on the way through the file.
func TestEveryDialectSettingGoesThroughTheFile(t *testing.T) {
	s := app.DefaultSettings()
	d := reflect.ValueOf(&s.Dialect).Elem()
	for i := range d.NumField() {
		switch f := d.Field(i); f.Kind() {
		case reflect.String:
			f.SetString("x" + d.Type().Field(i).Name)
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Int:
			f.SetInt(int64(100 + i%20)) // an RTP payload type too
		case reflect.Slice:
			f.Set(reflect.ValueOf([]string{"one", "two"}))
		case reflect.Map:
			f.Set(reflect.MakeMap(f.Type()))
			f.SetMapIndex(reflect.ValueOf("key"), reflect.Zero(f.Type().Elem()))
		default:
			t.Fatalf("%s: nothing is known of a %s", d.Type().Field(i).Name, f.Kind())
		}
	}
	path := filepath.Join(t.TempDir(), "offhook.toml")
	if err := app.SaveSettings(path, s); err != nil {
		t.Fatal(err)
	}
	got, err := app.LoadSettings(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.Dialect, got.Dialect); diff != "" {
		t.Errorf("-saved +loaded:\n%s", diff)
	}
}
