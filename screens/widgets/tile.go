package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// TileState is how far a tile's choice has come. Each state looks different.
type TileState int

// The states.
const (
	TileIdle    TileState = iota // can be chosen
	TileCurrent                  // in force
	TileAsked                    // asked for, not confirmed
	TilePending                  // confirmed for later
)

// Tile is one of several large choices of which one is in force.
type Tile struct {
	control
	Icon, Title, Sub, Hint string
	Ink, Soft              fyne.ThemeColorName // its colour when in force
	State                  TileState
	// Plain draws the icon without a disc, and the tile lower: a switch beside
	// larger choices.
	Plain bool

	hintOf func() string // gives Hint whenever the tile is drawn, when not nil
}

var (
	_ fyne.Widget     = (*Tile)(nil)
	_ fyne.Accessible = (*Tile)(nil)
)

// NewTile returns an idle tile.
func NewTile(icon, title, hint string, ink, soft fyne.ThemeColorName, tapped func()) *Tile {
	t := &Tile{Icon: icon, Title: title, Hint: hint, Ink: ink, Soft: soft}
	t.init(t, tapped)
	return t
}

// Set changes the state and the line below the title.
func (t *Tile) Set(state TileState, sub string) {
	if t.State == state && t.Sub == sub {
		return
	}
	t.State, t.Sub = state, sub
	t.Refresh()
}

// HintText implements Hinted.
func (t *Tile) HintText() string { return t.Hint }

// SetHintOf implements Hinted.
func (t *Tile) SetHintOf(f func() string) { t.hintOf, t.Hint = f, f() }

// AccessibilityLabel implements fyne.Accessible.
func (t *Tile) AccessibilityLabel() string {
	if t.Sub == "" {
		return t.Title
	}
	return t.Title + ", " + t.Sub
}

// AccessibilityRole implements fyne.Accessible.
func (t *Tile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	r := &tileRenderer{
		t: t, frame: newFrame(),
		disc:  newShape(),
		icon:  NewIcon(t.Icon, ColorMuted, SizeIcon),
		mark:  NewIcon("check", t.Ink, SizeIconSmall),
		title: NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		sub:   NewText("", ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		hint:  NewText("", ColorMuted, SizeTiny),
	}
	r.apply()
	return r
}

type tileRenderer struct {
	t                *Tile
	frame            frame
	disc             *shape
	icon, mark       *Icon
	title, sub, hint *Text
}

func (r *tileRenderer) apply() {
	t := r.t
	if t.hintOf != nil {
		t.Hint = t.hintOf()
	}
	fill, border, ink, disc := ColorSunken, fyne.ThemeColorName(""), theme.ColorNameForeground, ColorSurface
	iconInk, mark := ColorMuted, ""
	switch t.State {
	case TileCurrent:
		fill, border, ink, disc, iconInk, mark = t.Soft, t.Ink, t.Ink, t.Ink, t.Soft, "check"
	case TileAsked:
		fill, border, iconInk, mark = ColorSurface, t.Ink, t.Ink, "dots"
	case TilePending:
		fill, border, iconInk, mark = ColorSurface, t.Ink, t.Ink, "clock"
	}
	if t.Plain && t.State == TileCurrent {
		iconInk = t.Ink
	}
	if t.disabled {
		ink, iconInk = ColorFaint, ColorFaint
	}
	r.frame.paint(&t.control, fill, border, sizeOf(SizeRadius)+2)
	r.disc.FillColor, r.disc.CornerRadius = colorOf(disc), canvas.RadiusMaximum
	r.disc.Refresh()
	r.icon.Name, r.icon.Color = t.Icon, iconInk
	r.icon.Refresh()
	r.mark.Hidden = mark == ""
	if mark != "" {
		r.mark.Name, r.mark.Color = mark, t.Ink
		r.mark.Refresh()
	}
	sub := ColorMuted
	if t.State != TileIdle {
		sub = t.Ink
	}
	r.title.Text, r.title.Color = t.Title, ink
	r.title.Refresh()
	r.sub.Text, r.sub.Color, r.sub.Hidden = t.Sub, sub, t.Sub == ""
	r.sub.Refresh()
	r.hint.Text, r.hint.Hidden = t.Hint, mark != ""
	r.hint.Refresh()
}

const discSize = 36

// side is the width and height that the icon takes.
func (r *tileRenderer) side() float32 {
	if r.t.Plain {
		return r.icon.MinSize().Width
	}
	return discSize
}

func (r *tileRenderer) MinSize() fyne.Size {
	text := r.title.MinSize().Height + r.sub.MinSize().Height
	if r.t.Plain {
		return fyne.NewSize(r.side()+2*Gap+70, text+2*GapSmall+2)
	}
	return fyne.NewSize(discSize+2*Gap+70, max(discSize, text)+2*Gap)
}

func (r *tileRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	side := r.side()
	y := (size.Height - side) / 2
	r.disc.Hidden = r.t.Plain
	r.disc.Move(fyne.NewPos(Gap, y))
	r.disc.Resize(fyne.NewSquareSize(side))
	icon := r.icon.MinSize()
	r.icon.Move(fyne.NewPos(Gap+(side-icon.Width)/2, y+(side-icon.Height)/2))
	r.icon.Resize(icon)

	mark, hint := r.mark.MinSize(), r.hint.MinSize()
	right := mark
	if !r.hint.Hidden {
		right = hint
	}
	r.mark.Resize(mark)
	r.hint.Resize(hint)
	corner := fyne.NewPos(size.Width-right.Width-10, 9)
	r.mark.Move(corner)
	r.hint.Move(corner)

	x := Gap + side + 10
	th, sh := r.title.MinSize().Height, r.sub.MinSize().Height
	top := (size.Height - th) / 2
	if !r.sub.Hidden {
		top = (size.Height - th - sh) / 2
	}
	r.title.Move(fyne.NewPos(x, top))
	r.title.Resize(fyne.NewSize(max(0, size.Width-x-right.Width-10), th))
	r.sub.Move(fyne.NewPos(x, top+th))
	r.sub.Resize(fyne.NewSize(max(0, size.Width-x-GapSmall), sh))
}

func (r *tileRenderer) Refresh() {
	r.apply()
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

func (r *tileRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.disc.Raster, r.icon, r.mark, r.title, r.sub, r.hint)
}
func (r *tileRenderer) Destroy() {}
