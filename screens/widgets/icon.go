package widgets

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"offhook/resources"
)

// Icon shows one icon of our set in one colour of the theme. It is decoration:
// whatever it stands beside carries the words.
type Icon struct {
	widget.BaseWidget
	Name     string
	Color    fyne.ThemeColorName
	SizeName fyne.ThemeSizeName

	image *canvas.Image
}

var _ fyne.Widget = (*Icon)(nil)

// NewIcon returns the named icon. It panics when there is no such icon, which
// is a programming error.
func NewIcon(name string, colour fyne.ThemeColorName, size fyne.ThemeSizeName) *Icon {
	i := &Icon{Name: name, Color: colour, SizeName: size, image: &canvas.Image{FillMode: canvas.ImageFillContain}}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the icon and its colour.
func (i *Icon) Set(name string, colour fyne.ThemeColorName) {
	if i.Name == name && i.Color == colour {
		return
	}
	i.Name, i.Color = name, colour
	i.Refresh()
}

// MinSize is the icon's size.
func (i *Icon) MinSize() fyne.Size { return fyne.NewSquareSize(sizeOf(i.SizeName)) }

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	r := &iconRenderer{icon: i}
	r.Refresh()
	return r
}

type iconRenderer struct {
	icon  *Icon
	name  string // what the image shows, in which colour
	color color.Color
}

func (r *iconRenderer) Layout(s fyne.Size)           { r.icon.image.Resize(s) }
func (r *iconRenderer) MinSize() fyne.Size           { return r.icon.MinSize() }
func (r *iconRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.icon.image} }
func (r *iconRenderer) Destroy()                     {}

func (r *iconRenderer) Refresh() {
	name, ink := r.icon.Name, colorOf(r.icon.Color)
	if r.name == name && r.color == ink {
		return
	}
	r.name, r.color = name, ink
	r.icon.image.Resource = iconResource(name, ink)
	r.icon.image.Refresh()
}

// iconResource paints the icon's strokes. The name tells Fyne's cache which
// colour it holds.
func iconResource(name string, c color.Color) fyne.Resource {
	src, err := resources.Icon(name)
	if err != nil {
		panic(fmt.Sprintf("widgets: icon %q: %v", name, err))
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	hex := fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
	return fyne.NewStaticResource(name+hex+".svg", bytes.ReplaceAll(src, []byte("currentColor"), []byte(hex)))
}
