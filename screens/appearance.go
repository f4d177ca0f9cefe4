package screens

import (
	"fmt"
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/screens/widgets"
)

// appearance is how the window looks now: colours and size.
type appearance struct {
	usual   fyne.Theme // what holds for the system's colours
	colours string
	size    int // percent
	scale   string
}

// scaleVariable is where Fyne looks for the scale of everything, each time that
// the theme changes. It offers no other way.
const scaleVariable = "FYNE_SCALE"

func newAppearance(usual fyne.Theme) *appearance {
	return &appearance{usual: usual, colours: app.ThemeSystem, size: 100, scale: os.Getenv(scaleVariable)}
}

// setAppearance takes over the colours and the size of the settings. The window
// keeps its size on the screen.
func (m *Main) setAppearance(v app.SettingsView) {
	a := m.look
	colours, size := v.Text(app.SettingTheme), v.Number(app.SettingTextSize)
	if size == 0 || colours == a.colours && size == a.size {
		return
	}
	factor := float32(a.size) / float32(size)
	a.colours, a.size = colours, size
	a.setScale()
	fyne.CurrentApp().Settings().SetTheme(a.theme())
	if s := m.content.Size(); factor != 1 && !s.IsZero() {
		m.window.Resize(fyne.NewSize(s.Width*factor, s.Height*factor))
	}
}

func (a *appearance) theme() fyne.Theme {
	switch a.colours {
	case app.ThemeLight:
		return widgets.NewThemeVariant(theme.VariantLight)
	case app.ThemeDark:
		return widgets.NewThemeVariant(theme.VariantDark)
	}
	return a.usual
}

// setScale lets the size multiply what the user has given in the environment.
func (a *appearance) setScale() {
	base, err := strconv.ParseFloat(a.scale, 64)
	if err != nil || base <= 0 {
		base = 1
	}
	if a.size == 100 && a.scale == "" {
		_ = os.Unsetenv(scaleVariable)
		return
	}
	_ = os.Setenv(scaleVariable, fmt.Sprintf("%.2f", base*float64(a.size)/100)) // fails for no such name
}
