//go:build !race

package screens

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// longestLanguage is the language whose texts take the most room.
const longestLanguage = "de"

// TestGoldenInTheLongestLanguage compares the small window of the screens that an
// agent sees all day in the language that needs the most room.
func TestGoldenInTheLongestLanguage(t *testing.T) {
	want := map[string]bool{
		"login-ready": true, "ringing": true, "connected": true, "consult": true, "conference": true,
		"picker": true, "reasons": true, "state-features": true, "history": true, "directory": true,
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
}
