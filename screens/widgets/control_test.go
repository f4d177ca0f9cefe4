package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// setUp gives a test an app with our theme.
func setUp(t *testing.T) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(NewThemeVariant(theme.VariantLight))
}

func press(o fyne.Focusable, k fyne.KeyName) { o.TypedKey(&fyne.KeyEvent{Name: k}) }

func TestButtonWorksByMouseAndKeyboard(t *testing.T) {
	setUp(t)
	taps := 0
	b := NewButton("phone", "Call", Primary, func() { taps++ })
	test.NewTempWindow(t, b)
	test.Tap(b)
	press(b, fyne.KeySpace)
	press(b, fyne.KeyReturn)
	if taps != 3 {
		t.Errorf("a click, Space and Enter acted %d times, want 3", taps)
	}
	b.SetPending(true)
	test.Tap(b)
	b.SetPending(false)
	b.Disable()
	test.Tap(b)
	press(b, fyne.KeySpace)
	if taps != 3 {
		t.Errorf("a pending or disabled button acted")
	}
}

func TestControlsPassOnKeysTheyDoNotUse(t *testing.T) {
	setUp(t)
	entry := NewEntry("Name")
	controls := []fyne.Focusable{
		NewButton("", "A", Neutral, func() {}), NewTab("phone", "B", func() {}), NewCheck("C"),
		NewChoice("D", []string{"mic", "mic"}, []string{"1", "2"}, nil), NewOptions("E", []Option{{1, "x"}}), entry,
		NewTile("mic", "F", "", ColorReady, ColorReadySoft, func() {}), NewDialKey("1", "", "one", func() {}),
	}
	box := Column(0)
	for _, c := range controls {
		box.Add(c.(fyne.CanvasObject))
	}
	w := test.NewTempWindow(t, box)
	var keys []fyne.KeyName
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { keys = append(keys, ev.Name) })
	for _, c := range controls {
		press(c, fyne.KeyF2)
		press(c, fyne.KeyEscape)
	}
	if len(keys) != 2*len(controls) {
		t.Errorf("%d of %d keys reached the window", len(keys), 2*len(controls))
	}
	var runes []rune
	w.Canvas().SetOnTypedRune(func(r rune) { runes = append(runes, r) })
	controls[0].TypedRune('5')
	entry.TypedRune('6')
	if string(runes) != "5" || entry.Text != "6" {
		t.Errorf("the window got %q and the field %q, want 5 and 6", string(runes), entry.Text)
	}
}

func TestSecretIsMaskedUntilRevealed(t *testing.T) {
	setUp(t)
	e := NewSecretEntry("Password", "Reveal")
	test.NewTempWindow(t, e)
	if !e.Password {
		t.Fatal("a secret shows what is typed")
	}
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyH, Modifier: fyne.KeyModifierShortcutDefault})
	if e.Password {
		t.Error("Ctrl+H does not reveal the secret")
	}
	test.Tap(e.ActionItem.(fyne.Tappable))
	if !e.Password {
		t.Error("a click on the eye does not mask the secret again")
	}
}

func TestOptionsAreChosenByTypingTheirCode(t *testing.T) {
	setUp(t)
	done := 0
	l := NewOptions("Reasons", []Option{{1, "Break"}, {2, "Lunch"}, {12, "Training"}, {21, "Other"}})
	l.OnSubmit = func() { done++ }
	test.NewTempWindow(t, l)
	for _, step := range []struct {
		typed string
		want  int
	}{{"2", 1}, {"1", 3}, {"1", 0}, {"2", 2}, {"x", 2}} { // 2, then 21; 1, then 12
		for _, r := range step.typed {
			l.TypedRune(r)
		}
		if l.Selected != step.want {
			t.Errorf("after typing %q line %d is chosen, want %d", step.typed, l.Selected, step.want)
		}
	}
	press(l, fyne.KeyUp)
	press(l, fyne.KeyUp)
	press(l, fyne.KeyUp)
	press(l, fyne.KeyDown)
	press(l, fyne.KeyReturn)
	if l.Selected != 1 || done != 1 {
		t.Errorf("arrows chose %d and Enter confirmed %d times, want 1 and 1", l.Selected, done)
	}
}

func TestChoiceByArrowsAndClick(t *testing.T) {
	setUp(t)
	var got []int
	c := NewChoice("Mode", []string{"mic", "mic", "mic"}, []string{"A", "B", "C"}, func(i int) { got = append(got, i) })
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(300, 40))
	press(c, fyne.KeyRight)
	press(c, fyne.KeyLeft)
	press(c, fyne.KeyLeft) // there is nothing further left
	test.TapAt(c, fyne.NewPos(280, 10))
	if len(got) != 3 || got[0] != 1 || got[1] != 0 || got[2] != 2 {
		t.Errorf("changes %v, want [1 0 2]", got)
	}
}

func TestMeterLightsSegmentsByLevel(t *testing.T) {
	setUp(t)
	m := NewMeter(8, "Level")
	for _, c := range []struct {
		level float64
		want  int
	}{{-1, 0}, {0, 0}, {0.001, 0}, {0.1, 1}, {0.5, 4}, {1, 8}, {7, 8}} {
		if m.SetLevel(c.level); m.Lit() != c.want {
			t.Errorf("a level of %v lights %d segments, want %d", c.level, m.Lit(), c.want)
		}
	}
}

func TestTextEndsInAnEllipsisWhereThereIsNoRoom(t *testing.T) {
	setUp(t)
	long := NewText(strings.Repeat("caller ", 30), theme.ColorNameForeground, theme.SizeNameText).Shrinking()
	long.Resize(fyne.NewSize(120, 20))
	r := test.TempWidgetRenderer(t, long).(*textRenderer)
	r.Layout(long.Size())
	if !strings.HasSuffix(r.line.Text, "…") || r.measure(r.line.Text).Width > 120 {
		t.Errorf("shown %q (%.0f wide), want it cut to 120 with an ellipsis", r.line.Text, r.measure(r.line.Text).Width)
	}
}

func TestParagraphWrapsAndCutsLongWords(t *testing.T) {
	setUp(t)
	p := NewParagraph("A call came. "+strings.Repeat("x", 80), theme.ColorNameForeground, theme.SizeNameText)
	lines := p.lines(150)
	if len(lines) < 4 {
		t.Fatalf("%d lines, want the long word cut over several", len(lines))
	}
	for _, l := range lines {
		if w := p.measure(l).Width; w > 150 {
			t.Errorf("line %q is %.0f wide, want 150 at most", l, w)
		}
	}
	if got := strings.ReplaceAll(strings.Join(lines, " "), " ", ""); got != strings.ReplaceAll(p.Text, " ", "") {
		t.Errorf("wrapping lost text: %q", got)
	}
}

func TestFocusShowsARing(t *testing.T) {
	setUp(t)
	b := NewButton("", "A", Neutral, func() {})
	r := test.TempWidgetRenderer(t, b).(*buttonRenderer)
	if r.frame.ring.Visible() {
		t.Error("the ring shows without the focus")
	}
	b.FocusGained()
	if !r.frame.ring.Visible() {
		t.Error("the focused button shows no ring")
	}
}

func TestGridUsesFewerColumnsWhereItIsNarrow(t *testing.T) {
	setUp(t)
	a, b := NewCheck("a"), NewCheck("b")
	g := Grid(2, 190, 10, a, b)
	g.Resize(fyne.NewSize(400, 60))
	if a.Position().Y != b.Position().Y || a.Size().Width != 195 {
		t.Errorf("at 400: %v %v, want two columns of 195", a.Position(), b.Position())
	}
	g.Resize(fyne.NewSize(320, 120))
	if a.Size().Width != 320 || b.Position().Y == 0 {
		t.Errorf("at 320: width %v, want one column", a.Size().Width)
	}
}
