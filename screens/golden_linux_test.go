//go:build !race

package screens

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2/test"
)

// TestGolden compares the screens whose look matters most with their masters,
// pixel by pixel. After a wanted change look at testdata/failed, then copy.
func TestGolden(t *testing.T) {
	want := map[string]bool{
		"login-ready": true, "ringing": true, "connected": true, "reasons": true,
		"consult": true, "conference": true, "picker": true, "state-features": true, "offer-call": true,
		"history": true, "directory": true, "diagnostics-voice": true, "diagnostics-connection": true,
		"settings-sound": true, "settings-keys": true,
		"incoming": true, "incoming-several": true, "bar-ringing": true, "bar-connected": true, "bar-muted-held": true,
	}
	for _, scene := range besideScenes {
		if !want[scene.name] {
			continue
		}
		for _, look := range looks {
			t.Run(scene.name+"-"+look.name, func(t *testing.T) {
				w := scene.show(newDesk(t, look.variant, 1100, 700))
				test.AssertRendersToImage(t, fmt.Sprintf("%s-%s.png", scene.name, look.name), w.Canvas())
			})
		}
	}
	for _, scene := range scenes {
		if !want[scene.name] {
			continue
		}
		for i, size := range windowSizes { // light and small, dark and large
			t.Run(fmt.Sprintf("%s-%.0f", scene.name, size.w), func(t *testing.T) {
				d := newDesk(t, looks[i].variant, size.w, size.h)
				scene.show(d)
				d.settle()
				test.AssertRendersToImage(t, fmt.Sprintf("%s-%s-%.0f.png", scene.name, looks[i].name, size.w), d.window.Canvas())
			})
		}
	}
}
