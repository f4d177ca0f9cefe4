package app_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"offhook/app"
)

func TestOfferedCodecsFollowTheSettings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	for _, c := range []struct{ set, want []string }{
		{nil, []string{"g711U", "g711A"}},
		{[]string{"G.722", "pcma", "g722"}, []string{"g722", "g711A"}},
		{[]string{"g711A"}, []string{"g711A"}},
	} {
		s := app.DefaultSettings()
		s.Voice.Codecs = c.set
		if err := app.SaveSettings(path, s); err != nil {
			t.Fatal(err)
		}
		got, err := app.LoadSettings(path)
		if err != nil || !slices.Equal(app.OfferedCodecs(got), c.want) {
			t.Errorf("%q offers %q, %v; want %q", c.set, app.OfferedCodecs(got), err, c.want)
		}
	}
	s := app.DefaultSettings()
	s.Voice.Codecs = []string{"g711U", "g729"}
	if err := app.SaveSettings(path, s); err != nil {
		t.Fatal(err)
	}
	if _, err := app.LoadSettings(path); err == nil || !strings.Contains(err.Error(), `"g729"`) {
		t.Errorf("g729 in the settings = %v, want an error that names it", err)
	}
}
