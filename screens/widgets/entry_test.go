package widgets_test

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/screens/widgets"
)

// fieldOf paints a light field of a height with a text in it. The field begins
// at the picture's left upper corner.
func fieldOf(t *testing.T, text string, height float32) image.Image {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widgets.NewThemeVariant(theme.VariantLight))
	e := widgets.NewEntry("Server")
	e.SetText(text)
	w := test.NewTempWindow(t, container.NewWithoutLayout(widgets.NewField(e)))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(300, 120))
	e.Resize(fyne.NewSize(200, height))
	return w.Canvas().Capture()
}

// ink is the part of a picture's middle columns, inside the border, that is not
// the field's own colour.
func ink(pic image.Image) (box image.Rectangle) {
	const border = 4
	ground := color.RGBAModel.Convert(pic.At(100, border))
	for y := border; y < pic.Bounds().Max.Y-border; y++ {
		for x := 20; x < 180; x++ {
			if color.RGBAModel.Convert(pic.At(x, y)) != ground {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func crop(pic image.Image, height int) image.Image {
	return pic.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rect(0, 0, 200, height))
}

func TestATextThatIsTooLongHasNoBarBelow(t *testing.T) {
	short := ink(crop(fieldOf(t, "wss://aes1.example.com", 35), 35))
	long := ink(crop(fieldOf(t, strings.Repeat("wss://aes1.example.com, ", 4), 35), 35))
	if short.Empty() || long.Max.Y > short.Max.Y+3 { // a comma reaches lower
		t.Errorf("the long text's ink is %v, the short one's %v: something is below it", long, short)
	}
}

func TestTheTextIsInTheMiddleOfAHigherField(t *testing.T) {
	low := ink(crop(fieldOf(t, "Kim", 35), 35))
	high := ink(crop(fieldOf(t, "Kim", 55), 55))
	if down := high.Min.Y - low.Min.Y; down < 9 || down > 11 {
		t.Errorf("20 points more put the text %d down, want half of them", down)
	}
}

// press clicks as the desktop's driver does, which leaves the keyboard alone when
// what is clicked can have it.
func press(b *widgets.Button) { b.Tapped(&fyne.PointEvent{}) }

func TestTheKeyboardGoesWhereThePointerPresses(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widgets.NewThemeVariant(theme.VariantLight))
	first, second := widgets.NewButton("", "One", widgets.Neutral, func() {}), widgets.NewButton("", "Two", widgets.Neutral, func() {})
	entry := widgets.NewEntry("name")
	w := test.NewTempWindow(t, widgets.Column(8, first, second, entry))
	w.Canvas().Focus(first)
	press(second)
	if f := w.Canvas().Focused(); f != second {
		t.Errorf("the keyboard is at %v, want where the click was", f)
	}
	w.Canvas().Focus(entry)
	press(first)
	if f := w.Canvas().Focused(); f != entry {
		t.Errorf("a click took the keyboard from a field to %v", f)
	}
	w.Canvas().Unfocus()
	press(first)
	if f := w.Canvas().Focused(); f != nil {
		t.Errorf("a click brought the keyboard to %v although nothing had it", f)
	}
}

// A page that brings a half-hidden field into sight waits until the pointer's button
// is up: else the field is gone from under it, and the keyboard with it.
func TestAPressedFieldStaysUnderThePointer(t *testing.T) {
	test.NewTempApp(t)
	field, other := widgets.NewEntry("field"), widgets.NewEntry("other")
	revealed := 0
	field.OnFocus = func() { revealed++ }
	w := test.NewTempWindow(t, container.NewVBox(field, other))
	press := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}

	field.MouseDown(press)
	if w.Canvas().Focused() != field || revealed != 0 {
		t.Fatalf("pressed: %v has the keyboard, brought into sight %d times", w.Canvas().Focused(), revealed)
	}
	field.MouseUp(press)
	field.MouseUp(press)
	if revealed != 1 {
		t.Errorf("brought into sight %d times, want once, as the button came up", revealed)
	}
	field.MouseDown(press)
	w.Canvas().Focus(other)
	w.Canvas().Focus(field) // by Tab
	if revealed != 2 {
		t.Errorf("brought into sight %d times, want twice, at once by the keyboard", revealed)
	}
}
