//go:build !race

package screens

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/resources/lang"
)

// goldenScenes are the scenes that have pictures: each screen, and what lies over
// it, in the state that shows most of it.
var goldenScenes = []string{
	"login-ready", "login-problem", "login-locked", "empty-aux", "ringing", "connected", "muted-pending", "failed-reconnecting", "consult", "conference",
	"picker", "dialpad", "offer-call", "reasons", "state-features", "state-today", "today", "signout", "forward", "workcode", "notices", "help",
	"history", "history-quality", "directory", "directory-colleagues", "contact", "contact-ringing", "import",
	"settings-sound", "settings-calls", "settings-look", "settings-keys", "settings-about", "settings-licence",
	"diagnostics-voice", "diagnostics-connection", "diagnostics-doctor", "diagnostics-trace", "diagnostics-log",
	// The windows beside the main one, which have one size each.
	"incoming", "incoming-several", "bar-ringing", "bar-connected", "bar-muted-held", "trainer",
}

// TestGolden compares pictures of every screen with their masters, pixel by pixel:
// in English light and dark, and light in the language that needs the most room;
// in the smallest window and in that of two columns. After a wanted change look at
// testdata/failed, then write the masters: OFFHOOK_UPDATE=1 go test -run TestGolden.
func TestGolden(t *testing.T) {
	unseen := slices.Clone(goldenScenes)
	for _, look := range []struct {
		name, language string
		variant        fyne.ThemeVariant
	}{
		{"light", lang.English, theme.VariantLight},
		{longestLanguage, longestLanguage, theme.VariantLight},
		{"dark", lang.English, theme.VariantDark},
	} {
		picture := func(scene string, size struct{ w, h float32 }, suffix string, show func(*desk) fyne.Window) {
			if !slices.Contains(goldenScenes, scene) {
				return
			}
			unseen = slices.DeleteFunc(unseen, func(s string) bool { return s == scene })
			name := scene + "-" + look.name + suffix
			t.Run(name, func(t *testing.T) {
				d := newDeskIn(t, look.language, look.variant, size.w, size.h)
				matchesMaster(t, name+".png", show(d).Canvas().Capture())
			})
		}
		for _, scene := range scenes {
			for _, size := range windowSizes {
				picture(scene.name, size, fmt.Sprintf("-%.0f", size.w), func(d *desk) fyne.Window {
					scene.show(d)
					d.settle()
					return d.window
				})
			}
		}
		for _, scene := range besideScenes {
			picture(scene.name, windowSizes[1], "", scene.show)
		}
	}
	if len(unseen) > 0 {
		t.Errorf("there are no such scenes: %q", unseen)
	}
}
