// Package resources holds what is embedded into the program: the icon set, the
// app icon and the translations.
//
// Icons are strokes on a grid of 24 by 24 that use currentColor, so that a
// widget paints them in any colour of the theme.
package resources

import (
	"embed"

	"fyne.io/fyne/v2"
)

// TranslationsDir is the folder of the message catalogues in [Translations].
const TranslationsDir = "translations"

// Translations holds one message catalogue per language, named by its code.
//
//go:embed translations/*.json
var Translations embed.FS

//go:embed icons/*.svg
var icons embed.FS

//go:embed icon.svg
var appIcon []byte

// AppIcon returns the app's icon as a drawing.
func AppIcon() fyne.Resource {
	return &fyne.StaticResource{StaticName: "offhook.svg", StaticContent: appIcon}
}

//go:embed window-icon.png
var windowIcon []byte

// WindowIcon returns the app's icon as a picture of 256 by 256 pixels, the size in
// which windows have it: it is read in a tenth of the time that the drawing takes to
// be painted.
func WindowIcon() fyne.Resource {
	return &fyne.StaticResource{StaticName: "offhook.png", StaticContent: windowIcon}
}

// Icon returns the source of the icon with this name, without ".svg". The
// error says that there is none.
func Icon(name string) ([]byte, error) {
	return icons.ReadFile("icons/" + name + ".svg")
}

// IconNames lists the icons there are.
func IconNames() []string {
	entries, err := icons.ReadDir("icons")
	if err != nil {
		return nil // cannot happen: the folder is embedded
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name()[:len(e.Name())-len(".svg")])
	}
	return names
}

//go:embed fonts/Inter-Regular.otf
var fontRegular []byte

//go:embed fonts/Inter-SemiBold.otf
var fontStrong []byte

// FontRegular returns the typeface of running text. Its digits all have the
// same width, so that a running timer does not jitter.
func FontRegular() fyne.Resource { return regular }

// FontStrong returns the typeface of titles, numbers and buttons.
func FontStrong() fyne.Resource { return strong }

var (
	regular = &fyne.StaticResource{StaticName: "Inter-Regular.otf", StaticContent: fontRegular}
	strong  = &fyne.StaticResource{StaticName: "Inter-SemiBold.otf", StaticContent: fontStrong}
)
