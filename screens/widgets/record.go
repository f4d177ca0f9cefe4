package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// RecordLook is what a Record shows. Comparable.
type RecordLook struct {
	Icon      string // on a disc in front; none when empty
	Ink, Soft fyne.ThemeColorName
	Title     string
	Word      string // below the title, in Ink
	Sub       string // after the word
	Right     string // at the end of the first row
	RightSub  string // at the end of the second one
	Selected  bool
}

// Record is one line of Records: an icon and two rows of text. The list's field has
// the keyboard, not the line.
type Record struct {
	widget.BaseWidget
	look           RecordLook
	onTap, onTwice func()
}

var (
	_ fyne.Widget         = (*Record)(nil)
	_ fyne.Accessible     = (*Record)(nil)
	_ fyne.Tappable       = (*Record)(nil)
	_ fyne.DoubleTappable = (*Record)(nil)
	_ desktop.Mouseable   = (*Record)(nil)
)

func newRecord() *Record {
	l := &Record{look: RecordLook{Ink: ColorIdle, Soft: ColorIdleSoft}}
	l.ExtendBaseWidget(l)
	return l
}

// Set changes what the line shows.
func (l *Record) Set(v RecordLook) {
	if v.Ink == "" {
		v.Ink, v.Soft = ColorIdle, ColorIdleSoft
	}
	if l.look != v {
		l.look = v
		l.Refresh()
	}
}

// Look returns what the line shows.
func (l *Record) Look() RecordLook { return l.look }

// MouseDown implements desktop.Mouseable. A line is chosen here and not by the
// tap, which Fyne holds back until it knows that no second one follows.
func (l *Record) MouseDown(*desktop.MouseEvent) { l.onTap() }

// MouseUp implements desktop.Mouseable.
func (l *Record) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable, for whoever has no mouse.
func (l *Record) Tapped(*fyne.PointEvent) { l.onTap() }

// DoubleTapped implements fyne.DoubleTappable.
func (l *Record) DoubleTapped(*fyne.PointEvent) { l.onTap(); l.onTwice() }

// AccessibilityLabel implements fyne.Accessible.
func (l *Record) AccessibilityLabel() string {
	v := l.look
	label := v.Title
	for _, s := range []string{v.Word, v.Sub, v.Right, v.RightSub} {
		if s != "" {
			label += ", " + s
		}
	}
	if label == "" {
		return "…"
	}
	return label
}

// AccessibilityRole implements fyne.Accessible.
func (l *Record) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (l *Record) CreateRenderer() fyne.WidgetRenderer {
	r := &recordRenderer{
		l: l, bg: newShape(),
		disc:     NewDisc("dots", ColorIdle, ColorIdleSoft, SizeIcon, discSize),
		title:    NewStrong("", theme.ColorNameForeground, theme.SizeNameText).Shrinking(),
		word:     NewStrong("", ColorMuted, theme.SizeNameCaptionText),
		sub:      NewText("", ColorMuted, theme.SizeNameCaptionText).Shrinking(),
		right:    NewText("", theme.ColorNameForeground, theme.SizeNameText),
		rightSub: NewText("", ColorMuted, theme.SizeNameCaptionText),
	}
	r.content = RowGrow(Gap, 1, r.disc, Column(1,
		RowGrow(GapSmall, 0, r.title, r.right),
		RowGrow(GapSmall, 1, r.word, r.sub, r.rightSub)))
	r.apply()
	return r
}

type recordRenderer struct {
	l                                 *Record
	bg                                *shape
	disc                              *Disc
	title, word, sub, right, rightSub *Text
	content                           *fyne.Container
}

func (r *recordRenderer) apply() {
	v := r.l.look
	r.bg.FillColor, r.bg.StrokeWidth = color.Transparent, 0
	if v.Selected {
		r.bg.FillColor, r.bg.StrokeColor, r.bg.StrokeWidth = colorOf(ColorAccentSoft), colorOf(ColorAccentText), sizeOf(SizeFocusStroke)
	}
	r.bg.CornerRadius = sizeOf(SizeRadius)
	r.bg.Refresh()
	r.disc.Hidden = v.Icon == ""
	if v.Icon != "" {
		r.disc.Set(v.Icon, v.Ink, v.Soft)
	}
	r.word.SetColor(v.Ink)
	for _, t := range []struct {
		text *Text
		is   string
	}{{r.title, v.Title}, {r.word, v.Word}, {r.sub, v.Sub}, {r.right, v.Right}, {r.rightSub, v.RightSub}} {
		t.text.Hidden = t.is == "" && t.text != r.title && t.text != r.sub
		t.text.SetText(t.is)
	}
}

func (r *recordRenderer) MinSize() fyne.Size {
	text := measureText("M", sizeOf(theme.SizeNameText), true).Height +
		measureText("M", sizeOf(theme.SizeNameCaptionText), false).Height
	return fyne.NewSize(200, max(discSize, text+1)+2*recordSpace)
}

// recordSpace is above and below a line's content.
const recordSpace = 7

func (r *recordRenderer) Layout(size fyne.Size) {
	edge := sizeOf(SizeFocusStroke) + 1 // the list cuts off what reaches its sides
	r.bg.Move(fyne.NewSquareOffsetPos(edge))
	r.bg.Resize(size.SubtractWidthHeight(2*edge, 2*edge))
	r.content.Move(fyne.NewPos(Gap, recordSpace))
	r.content.Resize(size.SubtractWidthHeight(2*Gap, 2*recordSpace))
}

func (r *recordRenderer) Refresh() {
	r.apply()
	r.content.Refresh()
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func (r *recordRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg.Raster, r.content}
}
func (r *recordRenderer) Destroy() {}
