package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// entryRenderer is Fyne's renderer of a one-line field with what it lacks: the
// text in the middle of a field that is higher than it must be, a text that is
// too long ends inside the border, and the wheel is for the page.
type entryRenderer struct {
	fyne.WidgetRenderer
	wheel *wheel
}

func (r *entryRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.wheel.Resize(size)
	line := sizeOf(theme.SizeNameInputBorder)
	text := r.Objects()[2] // behind it are the box and the border
	room := text.Size()
	if spare := room.Height - (r.WidgetRenderer.MinSize().Height - 2*line); spare > 1 {
		room.Height -= spare
		text.Move(text.Position().AddXY(0, spare/2))
	}
	if over := text.Position().X + room.Width - (size.Width - 2*line); over > 0 {
		room.Width -= over
	}
	text.Resize(room)
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	inner := r.WidgetRenderer.Objects()
	return append(inner[:len(inner):len(inner)], r.wheel)
}

// barless is the app's theme without scroll bars: below a text that is too long
// for its field, Fyne's scroller would draw one. What a field says that cannot be
// changed stays easy to read.
type barless struct{ Following }

// Size implements fyne.Theme.
func (b barless) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameScrollBar || name == theme.SizeNameScrollBarSmall {
		return 0
	}
	return b.Following.Size(name)
}

// Color implements fyne.Theme.
func (b barless) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if name == theme.ColorNameDisabled {
		name = ColorMuted
	}
	return b.Following.Color(name, variant)
}
