package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Disc is an icon on a coloured circle.
type Disc struct {
	widget.BaseWidget
	Diameter float32
	icon     *Icon
	soft     fyne.ThemeColorName
}

var _ fyne.Widget = (*Disc)(nil)

// NewDisc returns an icon on a circle of the given diameter.
func NewDisc(icon string, ink, soft fyne.ThemeColorName, iconSize fyne.ThemeSizeName, diameter float32) *Disc {
	d := &Disc{Diameter: diameter, icon: NewIcon(icon, ink, iconSize), soft: soft}
	d.ExtendBaseWidget(d)
	return d
}

// Set changes icon and colours.
func (d *Disc) Set(icon string, ink, soft fyne.ThemeColorName) {
	d.icon.Set(icon, ink)
	if d.soft != soft {
		d.soft = soft
		d.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (d *Disc) CreateRenderer() fyne.WidgetRenderer {
	r := &discRenderer{d: d, circle: newShape()}
	r.apply()
	return r
}

type discRenderer struct {
	d      *Disc
	circle *shape
}

func (r *discRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(r.d.Diameter)
}

func (r *discRenderer) Layout(size fyne.Size) {
	side := min(size.Width, size.Height)
	off := fyne.NewPos((size.Width-side)/2, (size.Height-side)/2)
	r.circle.Move(off)
	r.circle.Resize(fyne.NewSquareSize(side))
	i := r.d.icon.MinSize()
	r.d.icon.Move(off.AddXY((side-i.Width)/2, (side-i.Height)/2))
	r.d.icon.Resize(i)
}

func (r *discRenderer) apply() {
	r.circle.FillColor, r.circle.CornerRadius = colorOf(r.d.soft), canvas.RadiusMaximum
	r.circle.Refresh()
}

func (r *discRenderer) Refresh() {
	r.apply()
	r.d.icon.Refresh()
}

func (r *discRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.circle.Raster, r.d.icon}
}
func (r *discRenderer) Destroy() {}
