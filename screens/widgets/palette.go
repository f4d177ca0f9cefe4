package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// rgb makes an opaque colour from 0xRRGGBB.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// rgba makes a colour from 0xRRGGBB and an opacity of 0 to 255.
func rgba(hex uint32, alpha uint8) color.NRGBA {
	c := rgb(hex)
	c.A = alpha
	return c
}

// Words on surfaces and on their own soft colour keep a contrast of 4.5:1 or
// more (WCAG 2.2, 1.4.3); a test computes it.
var light = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0xf2f4f8),
	theme.ColorNameForeground:          rgb(0x131a26),
	theme.ColorNamePrimary:             rgb(0x3350d8),
	theme.ColorNameForegroundOnPrimary: rgb(0xffffff),
	theme.ColorNameHyperlink:           rgb(0x3350d8),
	theme.ColorNameFocus:               rgba(0x3350d8, 0x40),
	theme.ColorNameSelection:           rgba(0x3350d8, 0x38),
	theme.ColorNameHover:               rgba(0x131a26, 0x0d),
	theme.ColorNamePressed:             rgba(0x131a26, 0x1c),
	theme.ColorNameDisabled:            rgb(0x545f73), // what a field says that cannot be changed
	theme.ColorNameDisabledButton:      rgb(0xe9edf3),
	theme.ColorNameButton:              rgb(0xe9edf3),
	theme.ColorNameInputBackground:     rgb(0xffffff),
	theme.ColorNameInputBorder:         rgb(0xb4becc),
	theme.ColorNamePlaceHolder:         rgb(0x657084),
	theme.ColorNameOverlayBackground:   rgb(0xffffff),
	theme.ColorNameMenuBackground:      rgb(0xffffff),
	theme.ColorNameSeparator:           rgb(0xdbe1ea),
	theme.ColorNameScrollBar:           rgba(0x131a26, 0x52),
	theme.ColorNameScrollBarBackground: rgba(0x131a26, 0x0a),
	theme.ColorNameShadow:              rgba(0x0c1424, 0x1c),
	theme.ColorNameError:               rgb(0xb3261e),
	theme.ColorNameWarning:             rgb(0x8a4b00),
	theme.ColorNameSuccess:             rgb(0x0b6b43),

	ColorSurface:    rgb(0xffffff),
	ColorSunken:     rgb(0xedf0f5),
	ColorBorder:     rgb(0xdbe1ea),
	ColorMuted:      rgb(0x545f73),
	ColorFaint:      rgb(0x929cab),
	ColorAccent:     rgb(0x3350d8),
	ColorOnAccent:   rgb(0xffffff),
	ColorAccentText: rgb(0x2c47c4),
	ColorAccentSoft: rgb(0xe8ecfd),
	ColorBrand:      rgb(0x2f45c4),
	ColorBrandDeep:  rgb(0x1a2573),
	ColorOnBrand:    rgb(0xffffff),
	ColorOnBrandDim: rgb(0xc9d2ff),

	ColorReady:      rgb(0x0b6b43),
	ColorReadySoft:  rgb(0xdff3e8),
	ColorManual:     rgb(0x0a6076),
	ColorManualSoft: rgb(0xdcf1f6),
	ColorAux:        rgb(0x874800),
	ColorAuxSoft:    rgb(0xfdeed6),
	ColorWrap:       rgb(0x6a3cb5),
	ColorWrapSoft:   rgb(0xefe8fb),
	ColorAlert:      rgb(0xb3261e),
	ColorAlertSoft:  rgb(0xfce7e5),
	ColorIdle:       rgb(0x545f73),
	ColorIdleSoft:   rgb(0xe9edf3),

	ColorAnswer:    rgb(0x13794c),
	ColorHangUp:    rgb(0xc4322a),
	ColorOnVivid:   rgb(0xffffff),
	ColorMeterRest: rgb(0xd5dce6),
}

var dark = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          rgb(0x0d1117),
	theme.ColorNameForeground:          rgb(0xe9eef6),
	theme.ColorNamePrimary:             rgb(0x93a8ff),
	theme.ColorNameForegroundOnPrimary: rgb(0x0d1430),
	theme.ColorNameHyperlink:           rgb(0x93a8ff),
	theme.ColorNameFocus:               rgba(0x93a8ff, 0x40),
	theme.ColorNameSelection:           rgba(0x93a8ff, 0x48),
	theme.ColorNameHover:               rgba(0xffffff, 0x10),
	theme.ColorNamePressed:             rgba(0xffffff, 0x22),
	theme.ColorNameDisabled:            rgb(0x9eabbe),
	theme.ColorNameDisabledButton:      rgb(0x1f2733),
	theme.ColorNameButton:              rgb(0x252e3c),
	theme.ColorNameInputBackground:     rgb(0x10151d),
	theme.ColorNameInputBorder:         rgb(0x445167),
	theme.ColorNamePlaceHolder:         rgb(0x8a97aa),
	theme.ColorNameOverlayBackground:   rgb(0x1a212c),
	theme.ColorNameMenuBackground:      rgb(0x1a212c),
	theme.ColorNameSeparator:           rgb(0x2a3444),
	theme.ColorNameScrollBar:           rgba(0xffffff, 0x52),
	theme.ColorNameScrollBarBackground: rgba(0xffffff, 0x0a),
	theme.ColorNameShadow:              rgba(0x000000, 0x66),
	theme.ColorNameError:               rgb(0xff958c),
	theme.ColorNameWarning:             rgb(0xf4b860),
	theme.ColorNameSuccess:             rgb(0x5fd39b),

	ColorSurface:    rgb(0x171d27),
	ColorSunken:     rgb(0x212936),
	ColorBorder:     rgb(0x2a3444),
	ColorMuted:      rgb(0x9eabbe),
	ColorFaint:      rgb(0x667386),
	ColorAccent:     rgb(0x4a64e6),
	ColorOnAccent:   rgb(0xffffff),
	ColorAccentText: rgb(0x9fb1ff),
	ColorAccentSoft: rgb(0x222c52),
	ColorBrand:      rgb(0x22307f),
	ColorBrandDeep:  rgb(0x10173f),
	ColorOnBrand:    rgb(0xffffff),
	ColorOnBrandDim: rgb(0xb7c3ff),

	ColorReady:      rgb(0x63d69f),
	ColorReadySoft:  rgb(0x123324),
	ColorManual:     rgb(0x62cbe0),
	ColorManualSoft: rgb(0x10313b),
	ColorAux:        rgb(0xf4b860),
	ColorAuxSoft:    rgb(0x3a2a11),
	ColorWrap:       rgb(0xc8abf9),
	ColorWrapSoft:   rgb(0x2e2348),
	ColorAlert:      rgb(0xff958c),
	ColorAlertSoft:  rgb(0x421f1d),
	ColorIdle:       rgb(0x9eabbe),
	ColorIdleSoft:   rgb(0x252e3c),

	ColorAnswer:    rgb(0x178052),
	ColorHangUp:    rgb(0xc93a32),
	ColorOnVivid:   rgb(0xffffff),
	ColorMeterRest: rgb(0x333e4f),
}
