package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Field is a text field with its caption above. At fault, the caption turns to
// the alert colour and gets an icon; locked, it gets another one.
type Field struct {
	widget.BaseWidget
	Entry   *Entry
	caption *Text
	mark    *Icon
	content *fyne.Container
	fault   bool
}

var _ fyne.Widget = (*Field)(nil)

// NewField puts a caption over an entry, which gets the caption as its name.
func NewField(entry *Entry) *Field {
	f := &Field{Entry: entry}
	f.caption = NewStrong(entry.Name, ColorMuted, theme.SizeNameCaptionText).Shrinking()
	f.mark = NewIcon("warning", ColorAlert, SizeIconSmall)
	f.mark.Hide()
	f.content = Column(5, RowGrow(GapTiny, 1, f.mark, f.caption), entry)
	f.ExtendBaseWidget(f)
	return f
}

// SetFault marks the field as the one to correct.
func (f *Field) SetFault(on bool) {
	f.fault = on
	f.show()
}

// SetLocked says whether the text may be changed.
func (f *Field) SetLocked(on bool) {
	if on {
		f.Entry.Disable()
	} else {
		f.Entry.Enable()
	}
	f.show()
}

func (f *Field) show() {
	locked := f.Entry.Disabled()
	colour := ColorMuted
	switch {
	case f.fault:
		colour = ColorAlert
		f.mark.Set("warning", ColorAlert)
	case locked:
		f.mark.Set("lock", ColorAux)
	}
	f.caption.SetColor(colour)
	if f.mark.Visible() != (f.fault || locked) {
		f.mark.Hidden = !f.fault && !locked
		f.content.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }
