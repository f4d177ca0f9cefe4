//go:build gallery

package screens

import (
	"cmp"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/resources/lang"
)

var looks = []struct {
	name    string
	variant fyne.ThemeVariant
}{{"light", theme.VariantLight}, {"dark", theme.VariantDark}}

// TestGallery renders every scene, light and dark, small and large, into the
// folder named by OFFHOOK_GALLERY, to be looked at: in the language whose code
// OFFHOOK_LANGUAGE has, and that one alone which OFFHOOK_SCENE names.
func TestGallery(t *testing.T) {
	dir := os.Getenv("OFFHOOK_GALLERY")
	if dir == "" {
		t.Fatal("OFFHOOK_GALLERY names no folder")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	only := os.Getenv("OFFHOOK_SCENE")
	code := cmp.Or(os.Getenv("OFFHOOK_LANGUAGE"), lang.English)
	for _, scene := range scenes {
		if only != "" && only != scene.name {
			continue
		}
		for _, look := range looks {
			for _, size := range windowSizes {
				d := newDeskIn(t, code, look.variant, size.w, size.h)
				scene.show(d)
				d.settle()
				name := fmt.Sprintf("%s-%s-%.0f.png", scene.name, look.name, size.w)
				save(t, filepath.Join(dir, name), d.window)
			}
		}
	}
	for _, scene := range besideScenes {
		for _, look := range looks {
			if only == "" || only == scene.name {
				w := scene.show(newDeskIn(t, code, look.variant, 1100, 700))
				save(t, filepath.Join(dir, fmt.Sprintf("%s-%s.png", scene.name, look.name)), w)
			}
		}
	}
}

func save(t *testing.T, path string, w fyne.Window) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
