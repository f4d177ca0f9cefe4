package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Sheet is a card over the dimmed window. While it shows, nothing below can be
// reached. It never opens by itself.
type Sheet struct {
	widget.BaseWidget
	Limit float32 // greatest width of the card
	// Foot lies at the window's bottom, as bright as the card, and the card above it.
	// Nil for none; whoever shows or hides it calls Refresh.
	Foot fyne.CanvasObject
	card *Card
	page *Page
	tips *Tips
	cv   fyne.Canvas
}

var (
	_ fyne.Widget   = (*Sheet)(nil)
	_ fyne.Tappable = (*Sheet)(nil)
)

// The space around a sheet's content. Above and below it lies outside of what scrolls,
// but for the ring of the first and last control; at the sides inside, so that the bar
// beside the content touches no ring.
const (
	sheetEdge  float32 = 2
	sheetInner         = GapTiny + 2
	sheetOuter         = GapLarge - sheetInner
)

// ShowSheet opens a sheet over the canvas; foot may be nil.
func ShowSheet(cv fyne.Canvas, limit float32, name string, content, foot fyne.CanvasObject) *Sheet {
	page := NewPage(Inset(sheetInner, GapLarge-sheetEdge, content))
	s := &Sheet{Limit: limit, Foot: foot, page: page, card: NewCard(Inset(sheetOuter-sheetEdge, 0, page)), tips: NewTips(), cv: cv}
	s.card.Padding = sheetEdge
	s.card.Fill = theme.ColorNameOverlayBackground
	s.card.Name = name
	s.ExtendBaseWidget(s)
	cv.Overlays().Add(s)
	s.Resize(cv.Size())
	return s
}

// Close removes the sheet.
func (s *Sheet) Close() { s.cv.Overlays().Remove(s) }

// Page returns the part that scrolls.
func (s *Sheet) Page() *Page { return s.page }

// Tips returns what names the sheet's controls.
func (s *Sheet) Tips() *Tips { return s.tips }

// Tapped swallows clicks beside the card.
func (s *Sheet) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	return &sheetRenderer{s: s, scrim: canvas.NewRectangle(scrim)}
}

// scrim dims what is below, in either theme.
var scrim = color.NRGBA{R: 0x06, G: 0x09, B: 0x10, A: 0x99}

type sheetRenderer struct {
	s     *Sheet
	scrim *canvas.Rectangle
}

func (r *sheetRenderer) Layout(size fyne.Size) {
	r.scrim.Resize(size)
	r.s.tips.Resize(size)
	if foot := r.s.Foot; foot != nil && foot.Visible() {
		h := HeightFor(foot, size.Width)
		foot.Move(fyne.NewPos(0, size.Height-h))
		foot.Resize(fyne.NewSize(size.Width, h))
		size.Height -= h
	}
	w := min(r.s.Limit, size.Width-2*Gap)
	h := min(HeightFor(r.s.page.Content, w-2*sheetEdge)+2*sheetOuter, size.Height-2*GapHuge)
	r.s.card.Move(fyne.NewPos((size.Width-w)/2, (size.Height-h)/2))
	r.s.card.Resize(fyne.NewSize(w, h))
}

func (r *sheetRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 160) }

func (r *sheetRenderer) Refresh() {
	r.s.card.Refresh()
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

func (r *sheetRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.scrim, r.s.card}
	if r.s.Foot != nil {
		objects = append(objects, r.s.Foot)
	}
	return append(objects, r.s.tips)
}
func (r *sheetRenderer) Destroy() {}
