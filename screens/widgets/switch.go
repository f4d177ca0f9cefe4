package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Switch is on or off. It shows the state in a word too, and does not change by
// itself: whoever made it sets it when the value has changed.
type Switch struct {
	control
	Name    string // accessible name
	On      bool
	OnWord  string
	OffWord string
}

var (
	_ fyne.Widget     = (*Switch)(nil)
	_ fyne.Accessible = (*Switch)(nil)
)

// NewSwitch returns a switch that is off. tapped is told what is wanted.
func NewSwitch(name, on, off string, tapped func(on bool)) *Switch {
	s := &Switch{Name: name, OnWord: on, OffWord: off}
	s.init(s, func() { tapped(!s.On) })
	return s
}

// Set shows the value.
func (s *Switch) Set(on bool) {
	if s.On != on {
		s.On = on
		s.Refresh()
	}
}

// Word is the word that is shown.
func (s *Switch) Word() string {
	if s.On {
		return s.OnWord
	}
	return s.OffWord
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Switch) AccessibilityLabel() string { return s.Name + ": " + s.Word() }

// AccessibilityRole implements fyne.Accessible.
func (s *Switch) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (s *Switch) CreateRenderer() fyne.WidgetRenderer {
	r := &switchRenderer{
		s: s, frame: newFrame(), thumb: newShape(), track: newShape(),
		mark: NewIcon("check", ColorAccentText, SizeIconSmall),
		word: NewText("", ColorMuted, theme.SizeNameText),
	}
	r.word.Align = fyne.TextAlignTrailing
	r.apply()
	return r
}

type switchRenderer struct {
	s     *Switch
	frame frame
	track *shape
	thumb *shape
	mark  *Icon
	word  *Text
}

const (
	trackWidth  = 46
	trackHeight = 26
	thumbSize   = 20
)

func (r *switchRenderer) apply() {
	r.frame.paint(&r.s.control, "", "", sizeOf(SizeRadius))
	track, thumb := colorOf(ColorSunken), colorOf(ColorMuted)
	if r.s.On {
		track, thumb = colorOf(ColorAccent), colorOf(ColorSurface)
	}
	r.track.FillColor, r.track.CornerRadius = track, trackHeight/2
	r.track.StrokeColor, r.track.StrokeWidth = colorOf(theme.ColorNamePlaceHolder), 1.5
	if r.s.On {
		r.track.StrokeWidth = 0
	}
	if r.s.disabled {
		r.track.FillColor = colorOf(theme.ColorNameDisabledButton)
	}
	r.track.Refresh()
	r.thumb.FillColor, r.thumb.CornerRadius = thumb, canvas.RadiusMaximum
	r.thumb.Refresh()
	r.mark.Hidden = !r.s.On
	r.mark.Refresh()
	r.word.Text = r.s.Word()
	r.word.Color = ColorMuted
	if r.s.On && !r.s.disabled {
		r.word.Color = theme.ColorNameForeground
	}
	r.word.Refresh()
}

// words is the width of the longer of the two words.
func (r *switchRenderer) words() float32 {
	size := sizeOf(theme.SizeNameText)
	return max(measureText(r.s.OnWord, size, false).Width, measureText(r.s.OffWord, size, false).Width) + 1
}

func (r *switchRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.words()+GapSmall+trackWidth+4, max(r.word.MinSize().Height, trackHeight)+6)
}

func (r *switchRenderer) Layout(size fyne.Size) {
	r.frame.layout(size)
	x, y := size.Width-trackWidth-2, (size.Height-trackHeight)/2
	r.track.Move(fyne.NewPos(x, y))
	r.track.Resize(fyne.NewSize(trackWidth, trackHeight))
	const rim = (trackHeight - thumbSize) / 2
	at := x + rim
	if r.s.On {
		at = x + trackWidth - rim - thumbSize
	}
	r.thumb.Move(fyne.NewPos(at, y+rim))
	r.thumb.Resize(fyne.NewSquareSize(thumbSize))
	m := r.mark.MinSize()
	r.mark.Move(fyne.NewPos(at+(thumbSize-m.Width)/2, y+rim+(thumbSize-m.Height)/2))
	r.mark.Resize(m)
	h := r.word.MinSize().Height
	r.word.Move(fyne.NewPos(0, (size.Height-h)/2))
	r.word.Resize(fyne.NewSize(x-GapSmall, h))
}

func (r *switchRenderer) Refresh() {
	r.apply()
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

func (r *switchRenderer) Objects() []fyne.CanvasObject {
	return append(r.frame.objects(), r.track.Raster, r.thumb.Raster, r.mark, r.word)
}
func (r *switchRenderer) Destroy() {}
