package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// themed shows content in a theme of its own.
type themed struct {
	widget.BaseWidget
	content fyne.CanvasObject
	theme   fyne.Theme
}

// NewThemed puts content in a theme of its own, which costs some MiB: Fyne keeps a set
// of fonts for it (see Entry.SpareFonts). Its own ThemeOverride keeps another one after
// each Refresh.
func NewThemed(content fyne.CanvasObject, th fyne.Theme) fyne.Widget {
	t := &themed{content: content, theme: th}
	t.ExtendBaseWidget(t)
	return t
}

// Refresh implements fyne.CanvasObject.
func (t *themed) Refresh() {
	t.content.Refresh()
	t.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *themed) CreateRenderer() fyne.WidgetRenderer {
	container.NewThemeOverride(t.content, t.theme) // Fyne notes it by the content
	return widget.NewSimpleRenderer(t.content)
}
