package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Person is a line of a list: who, under which number, and how they are, as
// word, icon and colour. The list's field has the keyboard, not the line.
type Person struct {
	widget.BaseWidget
	Title, Sub string
	Icon, Word string
	Ink        fyne.ThemeColorName
	Selected   bool
	OnTapped   func()
}

var (
	_ fyne.Widget     = (*Person)(nil)
	_ fyne.Tappable   = (*Person)(nil)
	_ fyne.Accessible = (*Person)(nil)
)

// NewPerson returns an empty line.
func NewPerson(tapped func()) *Person {
	p := &Person{OnTapped: tapped, Icon: "dots", Ink: ColorIdle}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes what the line shows.
func (p *Person) Set(title, sub, icon, word string, ink fyne.ThemeColorName, selected bool) {
	if p.Title == title && p.Sub == sub && p.Icon == icon && p.Word == word && p.Ink == ink && p.Selected == selected {
		return
	}
	p.Title, p.Sub, p.Icon, p.Word, p.Ink, p.Selected = title, sub, icon, word, ink, selected
	p.Refresh()
}

// Tapped implements fyne.Tappable.
func (p *Person) Tapped(*fyne.PointEvent) { p.OnTapped() }

// AccessibilityLabel implements fyne.Accessible.
func (p *Person) AccessibilityLabel() string { return p.Title + " " + p.Sub + ", " + p.Word }

// AccessibilityRole implements fyne.Accessible.
func (p *Person) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (p *Person) CreateRenderer() fyne.WidgetRenderer {
	r := &personRenderer{
		p: p, bg: newShape(),
		icon:  NewIcon("dots", ColorIdle, SizeIconSmall),
		title: NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		sub:   NewText("", ColorMuted, theme.SizeNameText),
		word:  NewStrong("", ColorIdle, theme.SizeNameCaptionText).Shrinking(),
	}
	r.content = RowGrow(GapSmall, 0, r.title, r.sub)
	r.state = RowGrow(6, 1, r.icon, r.word)
	r.apply()
	return r
}

type personRenderer struct {
	p                *Person
	bg               *shape
	icon             *Icon
	title, sub, word *Text
	content, state   *fyne.Container
}

func (r *personRenderer) apply() {
	fill := ColorSunken
	r.bg.StrokeWidth = 0
	if r.p.Selected {
		fill = ColorAccentSoft
		r.bg.StrokeColor, r.bg.StrokeWidth = colorOf(ColorAccentText), 2
	}
	r.bg.FillColor, r.bg.CornerRadius = colorOf(fill), sizeOf(SizeRadius)
	r.bg.Refresh()
	r.icon.Set(r.p.Icon, r.p.Ink)
	r.title.SetText(r.p.Title)
	r.sub.SetText(r.p.Sub)
	r.word.SetText(r.p.Word)
	r.word.SetColor(r.p.Ink)
	r.icon.Refresh()
	r.content.Refresh()
	r.state.Refresh()
}

func (r *personRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, max(40, r.title.MinSize().Height+2*GapSmall))
}

func (r *personRenderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	w := 9 * sizeOf(theme.SizeNameCaptionText) // the same in each line, so that the states stand in a column
	r.state.Move(fyne.NewPos(size.Width-w, 0))
	r.state.Resize(fyne.NewSize(w-Gap, size.Height))
	r.content.Move(fyne.NewPos(Gap, 0))
	r.content.Resize(fyne.NewSize(size.Width-w-2*Gap, size.Height))
}

func (r *personRenderer) Refresh() {
	r.apply()
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *personRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg.Raster, r.content, r.state}
}
func (r *personRenderer) Destroy() {}
