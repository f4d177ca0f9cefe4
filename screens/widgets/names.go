package widgets

import "fyne.io/fyne/v2"

// Colour names of the theme beyond Fyne's own. Each state has a strong colour
// for words and icons, and a soft one to put them on.
const (
	ColorSurface    fyne.ThemeColorName = "offhook.surface"    // cards
	ColorSunken     fyne.ThemeColorName = "offhook.sunken"     // keys, tiles
	ColorBorder     fyne.ThemeColorName = "offhook.border"     // hairlines
	ColorMuted      fyne.ThemeColorName = "offhook.muted"      // secondary text
	ColorFaint      fyne.ThemeColorName = "offhook.faint"      // what does not work now
	ColorAccent     fyne.ThemeColorName = "offhook.accent"     // filled primary control
	ColorOnAccent   fyne.ThemeColorName = "offhook.onAccent"   // text on it
	ColorAccentText fyne.ThemeColorName = "offhook.accentText" // links, selection, focus
	ColorAccentSoft fyne.ThemeColorName = "offhook.accentSoft"
	ColorBrand      fyne.ThemeColorName = "offhook.brand"      // brand panel
	ColorBrandDeep  fyne.ThemeColorName = "offhook.brandDeep"  // where its gradient ends
	ColorOnBrand    fyne.ThemeColorName = "offhook.onBrand"    // text on it
	ColorOnBrandDim fyne.ThemeColorName = "offhook.onBrandDim" // secondary text on it

	ColorReady      fyne.ThemeColorName = "offhook.ready"
	ColorReadySoft  fyne.ThemeColorName = "offhook.readySoft"
	ColorManual     fyne.ThemeColorName = "offhook.manual"
	ColorManualSoft fyne.ThemeColorName = "offhook.manualSoft"
	ColorAux        fyne.ThemeColorName = "offhook.aux"
	ColorAuxSoft    fyne.ThemeColorName = "offhook.auxSoft"
	ColorWrap       fyne.ThemeColorName = "offhook.wrap"
	ColorWrapSoft   fyne.ThemeColorName = "offhook.wrapSoft"
	ColorAlert      fyne.ThemeColorName = "offhook.alert"
	ColorAlertSoft  fyne.ThemeColorName = "offhook.alertSoft"
	ColorIdle       fyne.ThemeColorName = "offhook.idle"
	ColorIdleSoft   fyne.ThemeColorName = "offhook.idleSoft"

	ColorAnswer    fyne.ThemeColorName = "offhook.answer" // filled answer control
	ColorHangUp    fyne.ThemeColorName = "offhook.hangUp" // filled hang-up control
	ColorOnVivid   fyne.ThemeColorName = "offhook.onVivid"
	ColorMeterRest fyne.ThemeColorName = "offhook.meterRest" // unlit part of a meter
)

// Size names of the theme beyond Fyne's own.
const (
	SizeTiny   fyne.ThemeSizeName = "offhook.tiny"   // overlines, key hints
	SizeTitle  fyne.ThemeSizeName = "offhook.title"  // titles of cards
	SizeNumber fyne.ThemeSizeName = "offhook.number" // the caller's number
	SizeEntry  fyne.ThemeSizeName = "offhook.entry"  // the number to dial
	SizeHero   fyne.ThemeSizeName = "offhook.hero"   // the brand

	SizeRadius      fyne.ThemeSizeName = "offhook.radius"      // controls
	SizeCardRadius  fyne.ThemeSizeName = "offhook.cardRadius"  // cards
	SizeIconSmall   fyne.ThemeSizeName = "offhook.iconSmall"   // beside captions
	SizeIcon        fyne.ThemeSizeName = "offhook.icon"        // in controls
	SizeIconLarge   fyne.ThemeSizeName = "offhook.iconLarge"   // in tiles
	SizeIconHuge    fyne.ThemeSizeName = "offhook.iconHuge"    // in empty states
	SizeFocusStroke fyne.ThemeSizeName = "offhook.focusStroke" // ring around the focused control
)

// The spacing scale, in Fyne's device-independent pixels.
const (
	GapTiny   float32 = 4
	GapSmall  float32 = 8
	Gap       float32 = 12
	GapLarge  float32 = 16
	GapHuge   float32 = 24
	ringSpace float32 = 2 // between a control and its focus ring
)
