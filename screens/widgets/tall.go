package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Tall gives an object a height of its own, such as a list inside a page.
func Tall(height float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(tallLayout{height}, o)
}

type tallLayout struct{ height float32 }

func (l tallLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (l tallLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, l.height)
}
