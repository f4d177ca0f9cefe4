package widgets

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/resources"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	channel := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return 0.2126*channel(n.R) + 0.7152*channel(n.G) + 0.0722*channel(n.B)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func TestContrastIsKnown(t *testing.T) {
	if got := contrast(color.White, color.Black); math.Abs(got-21) > 0.01 {
		t.Fatalf("contrast of white and black = %.2f, want 21", got)
	}
}

// TestWordsCanBeRead checks every pair of text and ground that the screens use.
func TestWordsCanBeRead(t *testing.T) {
	type name = fyne.ThemeColorName
	grounds := []name{ColorSurface, ColorSunken, theme.ColorNameBackground, theme.ColorNameOverlayBackground}
	pairs := [][2]name{
		{ColorOnAccent, ColorAccent}, {ColorOnVivid, ColorAnswer}, {ColorOnVivid, ColorHangUp}, {ColorOnVivid, ColorAccent},
		{ColorOnBrand, ColorBrand}, {ColorOnBrand, ColorBrandDeep}, {ColorOnBrandDim, ColorBrand}, {ColorOnBrandDim, ColorBrandDeep},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground}, {theme.ColorNameForeground, theme.ColorNameInputBackground},
		{theme.ColorNameForeground, theme.ColorNameButton}, {ColorMuted, theme.ColorNameButton}, {ColorMuted, theme.ColorNameDisabledButton},
		{ColorAccentText, ColorAccentSoft}, {ColorMuted, ColorReadySoft}, {ColorReady, ColorReadySoft},
	}
	for _, ink := range []name{theme.ColorNameForeground, ColorMuted, ColorAccentText, ColorReady, ColorManual, ColorAux, ColorWrap, ColorAlert, ColorIdle} {
		for _, g := range grounds {
			pairs = append(pairs, [2]name{ink, g})
		}
	}
	for _, soft := range [][2]name{
		{ColorReady, ColorReadySoft}, {ColorManual, ColorManualSoft}, {ColorAux, ColorAuxSoft},
		{ColorWrap, ColorWrapSoft}, {ColorAlert, ColorAlertSoft}, {ColorIdle, ColorIdleSoft},
	} {
		pairs = append(pairs, soft, [2]name{theme.ColorNameForeground, soft[1]})
	}
	for variant, label := range map[fyne.ThemeVariant]string{theme.VariantLight: "light", theme.VariantDark: "dark"} {
		th := NewThemeVariant(variant)
		for _, p := range pairs {
			if c := contrast(th.Color(p[0], 0), th.Color(p[1], 0)); c < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want 4.5 or more", label, p[0], p[1], c)
			}
		}
	}
}

func TestThemeHasEveryColourInBothVariants(t *testing.T) {
	for n := range light {
		if _, ok := dark[n]; !ok {
			t.Errorf("%s is missing in the dark palette", n)
		}
	}
	for n := range dark {
		if _, ok := light[n]; !ok {
			t.Errorf("%s is missing in the light palette", n)
		}
	}
}

func TestThemeFollowsTheSystemUnlessForced(t *testing.T) {
	th := NewTheme()
	bg := theme.ColorNameBackground
	if th.Color(bg, theme.VariantDark) == th.Color(bg, theme.VariantLight) {
		t.Error("the theme looks the same in light and dark")
	}
	if NewThemeVariant(theme.VariantDark).Color(bg, theme.VariantLight) != th.Color(bg, theme.VariantDark) {
		t.Error("a forced variant follows the system")
	}
}

func TestDigitsHaveOneWidth(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme())
	for _, bold := range []bool{false, true} {
		style := fyne.TextStyle{Bold: bold}
		zero := fyne.MeasureText("0", 100, style).Width
		for d := range 10 {
			if w := fyne.MeasureText(fmt.Sprint(d), 100, style).Width; math.Abs(float64(w-zero)) > 0.5 {
				t.Errorf("bold=%v: digit %d is %.1f wide, 0 is %.1f: a timer would jitter", bold, d, w, zero)
			}
		}
	}
}

func TestEveryIconPaintsInItsColour(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewThemeVariant(theme.VariantLight))
	names := resources.IconNames()
	if len(names) < 40 {
		t.Fatalf("%d icons, want the whole set", len(names))
	}
	for _, name := range names {
		w := test.NewTempWindow(t, NewIcon(name, ColorAlert, SizeIconHuge))
		w.SetPadded(false)
		img := w.Canvas().Capture()
		want := color.NRGBAModel.Convert(colorOf(ColorAlert)).(color.NRGBA)
		found := false
		b := img.Bounds()
		for y := b.Min.Y; y < b.Max.Y && !found; y++ {
			for x := b.Min.X; x < b.Max.X && !found; x++ {
				found = color.NRGBAModel.Convert(img.At(x, y)) == want
			}
		}
		if !found {
			t.Errorf("icon %s shows nothing in its colour", name)
		}
	}
}
