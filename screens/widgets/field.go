package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field is a text field with its caption above. At fault, the caption turns to
// the alert colour and gets an icon.
type Field struct {
	widget.BaseWidget
	Entry   *Entry
	caption *Text
	warning *Icon
	content *fyne.Container
}

var _ fyne.Widget = (*Field)(nil)

// NewField puts a caption over an entry, which gets the caption as its name.
func NewField(entry *Entry) *Field {
	f := &Field{Entry: entry}
	f.caption = NewStrong(entry.Name, ColorMuted, theme.SizeNameCaptionText).Shrinking()
	f.warning = NewIcon("warning", ColorAlert, SizeIconSmall)
	f.warning.Hide()
	f.content = Column(5, RowGrow(GapTiny, 1, f.warning, f.caption), container.NewThemeOverride(entry, barless{}))
	f.ExtendBaseWidget(f)
	return f
}

// SetFault marks the field as the one to correct.
func (f *Field) SetFault(on bool) {
	colour := ColorMuted
	if on {
		colour = ColorAlert
	}
	f.caption.SetColor(colour)
	if f.warning.Visible() != on {
		f.warning.Hidden = !on
		f.content.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }
