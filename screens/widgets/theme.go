package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/resources"
)

// Theme is the look of the app: one accent, light and dark. It wraps Fyne's
// default theme for whatever it does not define itself.
type Theme struct {
	base fyne.Theme
	// variant is used instead of the system's when forced is set.
	variant fyne.ThemeVariant
	forced  bool
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme returns the theme that follows the system's choice of light or dark.
func NewTheme() *Theme { return &Theme{base: theme.DefaultTheme()} }

// NewThemeVariant returns the theme fixed to light or dark.
func NewThemeVariant(v fyne.ThemeVariant) *Theme {
	return &Theme{base: theme.DefaultTheme(), variant: v, forced: true}
}

// Following is the theme of the app, whichever that is when it is asked: a part
// with sizes of its own is made of it, and follows when the colours change.
type Following struct{}

var _ fyne.Theme = Following{}

// Color implements fyne.Theme.
func (Following) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return fyne.CurrentApp().Settings().Theme().Color(name, v)
}

// Font implements fyne.Theme.
func (Following) Font(s fyne.TextStyle) fyne.Resource {
	return fyne.CurrentApp().Settings().Theme().Font(s)
}

// Icon implements fyne.Theme.
func (Following) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fyne.CurrentApp().Settings().Theme().Icon(name)
}

// Size implements fyne.Theme.
func (Following) Size(name fyne.ThemeSizeName) float32 {
	return fyne.CurrentApp().Settings().Theme().Size(name)
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if t.forced {
		v = t.variant
	}
	colours := light
	if v == theme.VariantDark {
		colours = dark
	}
	if c, ok := colours[name]; ok {
		return c
	}
	return t.base.Color(name, v)
}

// Font implements fyne.Theme.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Italic:
		return t.base.Font(s)
	case s.Symbol: // see SpareFonts
		return resources.FontRegular()
	case s.Bold:
		return resources.FontStrong()
	}
	return resources.FontRegular()
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return t.base.Size(name)
}

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           14,
	theme.SizeNameCaptionText:    12,
	theme.SizeNameSubHeadingText: 17,
	theme.SizeNameHeadingText:    22,
	theme.SizeNameInputRadius:    10,
	theme.SizeNameInputBorder:    1.5,
	theme.SizeNameInnerPadding:   9,
	theme.SizeNameButtonRadius:   10,
	theme.SizeNameScrollBar:      10,
	theme.SizeNameScrollBarSmall: 4,
	SizeTiny:                     11,
	SizeTitle:                    16,
	SizeNumber:                   24,
	SizeEntry:                    19,
	SizeHero:                     30,
	SizeRadius:                   10,
	SizeCardRadius:               16,
	SizeIconSmall:                15,
	SizeIcon:                     19,
	SizeIconLarge:                22,
	SizeIconHuge:                 40,
	SizeFocusStroke:              2,
}
