package widgets

import (
	"fmt"
	"image/color"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"github.com/google/go-cmp/cmp"
)

// TestStrongTextLooksAsFyneDrawsIt: leaving out the typefaces that a text does not need
// takes no letter away, not that of a name with an emoji or in another script.
func TestStrongTextLooksAsFyneDrawsIt(t *testing.T) {
	for _, c := range []struct {
		text  string
		spare bool
	}{
		{"Ready · 0:42", true}, {"Zoë Łukasz Ångström", true}, {"Γιώργος Юрий", true}, {"+49 30 1234…", true}, {"", true},
		{"Acme 🏢", false}, {"王小明", false}, {"שלום", false}, {"A\tB", false},
	} {
		t.Run(c.text, func(t *testing.T) {
			app := test.NewTempApp(t)
			app.Settings().SetTheme(NewThemeVariant(theme.VariantLight))
			ours := NewStrong(c.text, theme.ColorNameForeground, theme.SizeNameText)
			fynes := canvas.NewText(c.text, color.Black)
			fynes.TextSize, fynes.TextStyle = sizeOf(theme.SizeNameText), fyne.TextStyle{Bold: true}
			fynes.Color = colorOf(theme.ColorNameForeground)
			zeros := *fynes // all digits take as much room as a 0
			zeros.Text = strings.Map(zero, c.text)
			if is, want := ours.MinSize(), zeros.MinSize(); is != want {
				t.Errorf("takes %v, want %v", is, want)
			}
			picture := func(o fyne.CanvasObject) any {
				w := test.NewTempWindow(t, container.NewWithoutLayout(o))
				w.Resize(fyne.NewSize(240, 60))
				o.Resize(o.MinSize())
				return w.Canvas().Capture()
			}
			if d := cmp.Diff(picture(fynes), picture(ours)); d != "" {
				t.Error("looks otherwise than Fyne's own text")
			}
			if got := strongOnly(c.text) != nil; got != c.spare {
				t.Errorf("one typeface is enough: %v, want %v", got, c.spare)
			}
		})
	}
}

// TestAWindowKeepsFewFonts: Fyne's set of fonts for one style is 8 MiB and more.
func TestAWindowKeepsFewFonts(t *testing.T) {
	app := test.NewTempApp(t)
	kept := func(o fyne.CanvasObject) int64 {
		app.Settings().SetTheme(NewTheme()) // which forgets all fonts
		w := test.NewTempWindow(t, NewText("Text", theme.ColorNameForeground, theme.SizeNameText))
		w.Canvas().Capture() // with the fonts of plain text, which every window has
		before := heap()
		w.SetContent(o)
		w.Canvas().Capture()
		after := heap()
		runtime.KeepAlive(w)
		return int64(after) - int64(before)
	}
	paragraph := NewParagraph("Ready", theme.ColorNameForeground, theme.SizeNameText)
	paragraph.Bold = true
	number := NewEntry("Number")
	number.SpareFonts()
	number.SetText("+49 30 1234")
	for name, o := range map[string]fyne.CanvasObject{
		"strong text":      NewStrong("Ready", theme.ColorNameForeground, theme.SizeNameText),
		"strong paragraph": paragraph,
		"a large number":   NewThemed(number, Following{}),
	} {
		if n := kept(o); n > 4<<20 {
			t.Errorf("%s keeps %d MiB of fonts", name, n>>20)
		}
	}
}

// heap is what is in use of it, in bytes.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestATimerKeepsItsWidth: all around one that does not is laid out each second, and
// painted twice.
func TestATimerKeepsItsWidth(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewThemeVariant(theme.VariantLight))
	timer := NewStrong("0:00", theme.ColorNameForeground, theme.SizeNameText)
	want := timer.MinSize()
	for s := range 60 {
		timer.SetText(fmt.Sprintf("0:%02d", s))
		if is := timer.MinSize(); is != want {
			t.Fatalf("%s takes %v, want %v as for 0:00", timer.Text, is, want)
		}
	}
	timer.SetText("10:00")
	if timer.MinSize().Width <= want.Width {
		t.Error("10:00 is no wider than 0:59")
	}
}
