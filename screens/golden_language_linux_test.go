//go:build !race

package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// longestLanguage is the language whose texts take the most room.
const longestLanguage = "de"

// TestTheLongestLanguage measures which that is: words alone on a line, as on
// buttons and tabs, are what has to fit.
func TestTheLongestLanguage(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widgets.NewThemeVariant(theme.VariantLight))
	room, longest, english := map[string]float32{}, lang.English, catalogueOf(t, lang.English)
	for _, l := range lang.Languages() {
		for key, text := range catalogueOf(t, l.Code) {
			if short, ok := english[key].(string); ok && len(strings.Fields(short)) <= 3 {
				room[l.Code] += widthOf(text.(string))
			}
		}
		if room[l.Code] > room[longest] {
			longest = l.Code
		}
	}
	t.Logf("points of room: %v", room)
	if longest != longestLanguage {
		t.Errorf("%s needs the most room: its pictures are the ones to keep, not those of %s", longest, longestLanguage)
	}
}

// TestGoldenInTheLongestLanguage compares each screen in the small window, where
// room is short, in the language that needs the most room; and the windows beside.
func TestGoldenInTheLongestLanguage(t *testing.T) {
	want := map[string]bool{
		"login-ready": true, "ringing": true, "connected": true, "consult": true, "conference": true,
		"picker": true, "reasons": true, "state-features": true, "history": true, "directory": true,
		"dialpad": true, "today": true, "state-today": true, "workcode": true, "help": true, "failed-reconnecting": true,
		"settings-sound": true, "settings-calls": true, "settings-look": true, "settings-keys": true,
		"diagnostics-voice": true, "diagnostics-connection": true,
	}
	for _, scene := range scenes {
		if !want[scene.name] {
			continue
		}
		t.Run(scene.name, func(t *testing.T) {
			d := newDeskIn(t, longestLanguage, theme.VariantLight, 380, 640)
			scene.show(d)
			d.settle()
			test.AssertRendersToImage(t, scene.name+"-"+longestLanguage+".png", d.window.Canvas())
		})
	}
	for _, scene := range besideScenes {
		if scene.name == "incoming" || scene.name == "bar-muted-held" || scene.name == "trainer" {
			t.Run(scene.name, func(t *testing.T) {
				w := scene.show(newDeskIn(t, longestLanguage, theme.VariantLight, 1100, 700))
				test.AssertRendersToImage(t, scene.name+"-"+longestLanguage+".png", w.Canvas())
			})
		}
	}
}
