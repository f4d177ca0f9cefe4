package app_test

import (
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/resources/lang"
)

// TestTheLanguageChangesWithItsSetting: the next text is in it already.
func TestTheLanguageChangesWithItsSetting(t *testing.T) {
	t.Cleanup(func() { _ = lang.Use("") })
	path, file := withFile(t, "language = \"de\"\n")
	bubble(t, func(t *testing.T) {
		d := newDesk(t, file)
		if lang.Code() != "de" {
			t.Errorf("the language at first is %s, want that of the file", lang.Code())
		}
		for _, code := range []string{"fr", "", "tlh"} {
			d.app.ChangeSetting(app.SettingLanguage, code)
			synctest.Wait()
			want := code
			if code == "" || code == "tlh" {
				want = lang.System()
			}
			if lang.Code() != want {
				t.Errorf("with %q the language is %s, want %s", code, lang.Code(), want)
			}
		}
		if s := d.settings(); s.Refused != app.SettingLanguage {
			t.Errorf("a language that there is not was taken: %+v", s)
		}
		if s, err := app.LoadSettings(path); err != nil || s.Language != "" {
			t.Errorf("the file has %q, %v", s.Language, err)
		}
	})
}
