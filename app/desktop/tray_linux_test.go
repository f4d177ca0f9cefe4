package desktop_test

import (
	"fmt"
	"slices"
	"testing"

	"offhook/app/desktop"
	"offhook/internal/testdesk"
)

// host is a place for icons on a bus; it ends with the test.
func host(t *testing.T, address string, shows bool) *testdesk.TrayHost {
	t.Helper()
	h, err := testdesk.StartTrayHost(address, shows)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// icon is a small one with a menu.
func icon(menu ...desktop.TrayItem) desktop.State {
	return desktop.State{Tray: desktop.Tray{Icon: "ready", Tone: desktop.ToneReady, Title: "Offhook: Auto-in", Tip: []string{"2 missed calls"}, Menu: menu}}
}

// readIcon reads the icon.
func readIcon(t *testing.T, h *testdesk.TrayHost) testdesk.TrayIcon {
	t.Helper()
	i, err := h.Icon(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// untilLabels waits until the menu reads like this.
func untilLabels(t *testing.T, h *testdesk.TrayHost, want string) testdesk.TrayIcon {
	t.Helper()
	var i testdesk.TrayIcon
	wait(t, "the menu "+want, func() bool {
		var err error
		i, err = h.Icon(t.Context())
		return err == nil && i.Labels() == want
	})
	return i
}

func TestTheIconShowsTheStateAndItsMenuIsChosenFrom(t *testing.T) {
	address := newBus(t)
	h := host(t, address, true)
	d, c := start(t, address)
	d.Set(icon(
		desktop.TrayItem{ID: "state", Label: "2001 · Auto-in", Text: true},
		desktop.TrayItem{},
		desktop.TrayItem{ID: "auto", Label: "Auto-in", Mark: desktop.MarkThis},
		desktop.TrayItem{ID: "aux", Label: "AUX", Items: []desktop.TrayItem{{ID: "aux:1", Label: "Break"}, {ID: "aux:2", Label: "Lunch_time"}}},
		desktop.TrayItem{ID: "dnd", Label: "Do not disturb", Mark: desktop.MarkOn},
	))
	i := untilLabels(t, h, "2001 · Auto-in | -- | *Auto-in | AUX [Break | Lunch_time] | *Do not disturb")
	wait(t, "to be told of the icon", func() bool { return c.told() == "[true]" })
	if i.Title != "Offhook: Auto-in" || i.Status != "Active" || i.Tip != "Offhook: Auto-in\n2 missed calls" {
		t.Errorf("the icon is %+v", i)
	}
	for _, label := range []string{"Lunch_time", "Do not disturb"} {
		if err := h.Choose(t.Context(), label); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.Click(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.ChooseNumber(t.Context(), i, i.Find("2001 · Auto-in").Number); err != nil { // only to be read
		t.Fatal(err)
	}
	if err := h.ChooseNumber(t.Context(), i, i.Find("AUX").Number); err != nil { // only opens
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.all()); got != "[aux:2 dnd show]" {
		t.Errorf("chosen was %s", got)
	}
}

// TestTheIconsPictureTellsTheState: another state is another picture, in its
// colour, with a dot for what was missed.
func TestTheIconsPictureTellsTheState(t *testing.T) {
	address := newBus(t)
	h := host(t, address, true)
	d, _ := start(t, address)
	s := icon(desktop.TrayItem{ID: "x", Label: "X"})
	d.Set(s)
	ready := untilLabels(t, h, "X")
	if ready.Width != 48 || ready.Height != 48 || len(ready.Pixels) != 48*48*4 {
		t.Fatalf("the picture has %d×%d pixels, %d bytes", ready.Width, ready.Height, len(ready.Pixels))
	}
	at := func(i testdesk.TrayIcon, x, y int) [4]byte { return [4]byte(i.Pixels[(y*48+x)*4:]) }
	if corner, green := at(ready, 0, 0), at(ready, 24, 3); corner[0] != 0 || green != [4]byte{255, 0x15, 0x80, 0x3d} {
		t.Errorf("the corner is %v, the disc %v", corner, green)
	}
	s.Tray.Icon, s.Tray.Tone, s.Tray.Dot, s.Tray.Urgent = "coffee", desktop.ToneAway, true, true
	d.Set(s)
	var away testdesk.TrayIcon
	wait(t, "another picture", func() bool {
		away = readIcon(t, h)
		return at(away, 24, 45) == [4]byte{255, 0xb4, 0x53, 0x09}
	})
	if dot := at(away, 38, 10); dot != [4]byte{255, 0xdc, 0x26, 0x26} || away.Status != "NeedsAttention" {
		t.Errorf("the dot is %v, the status %s", dot, away.Status)
	}
	wait(t, "the desktop to be told", func() bool {
		n := h.News()
		return slices.Contains(n, "NewIcon") && slices.Contains(n, "NewStatus")
	})
}

// TestAClickThatComesTooLateChoosesNothing: where one call's line was, another's
// may be by now.
func TestAClickThatComesTooLateChoosesNothing(t *testing.T) {
	address := newBus(t)
	h := host(t, address, true)
	d, c := start(t, address)
	d.Set(icon(desktop.TrayItem{ID: "answer:17", Label: "Answer A"}))
	i := untilLabels(t, h, "Answer A")
	d.Set(icon(desktop.TrayItem{ID: "hangup:17", Label: "Hang up A"}))
	untilLabels(t, h, "Hang up A")
	d.Set(icon(desktop.TrayItem{ID: "answer:18", Label: "Answer B"}))
	untilLabels(t, h, "Answer B")
	if err := h.ChooseNumber(t.Context(), i, i.Menu[0].Number); err != nil {
		t.Fatal(err)
	}
	if err := h.Choose(t.Context(), "Answer B"); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.all()); got != "[answer:18]" {
		t.Errorf("chosen was %s", got)
	}
}

// TestAnOpenMenuStays: a line that only looks different is told as such, so that
// panels do not close the menu.
func TestAnOpenMenuStays(t *testing.T) {
	address := newBus(t)
	h := host(t, address, true)
	d, _ := start(t, address)
	d.Set(icon(desktop.TrayItem{ID: "dnd", Label: "Do not disturb", Mark: desktop.MarkOff}))
	untilLabels(t, h, "Do not disturb")
	d.Set(icon(desktop.TrayItem{ID: "dnd", Label: "Do not disturb", Mark: desktop.MarkOn}))
	untilLabels(t, h, "*Do not disturb")
	d.Set(icon(desktop.TrayItem{ID: "dnd", Label: "Do not disturb", Mark: desktop.MarkOn}, desktop.TrayItem{ID: "quit", Label: "Quit"}))
	untilLabels(t, h, "*Do not disturb | Quit")
	wait(t, "the news", func() bool { return len(h.News()) >= 2 })
	if n := h.News(); fmt.Sprint(n) != "[ItemsPropertiesUpdated LayoutUpdated]" {
		t.Errorf("the desktop was told %v", n)
	}
}

func TestTheIconFollowsTheDesktopsPlaceForIcons(t *testing.T) {
	address := newBus(t)
	d, c := start(t, address)
	d.Set(icon(desktop.TrayItem{ID: "x", Label: "X"}))
	wait(t, "to be told that there is no place", func() bool { return c.told() == "[false]" })
	first := host(t, address, false) // a list that nothing shows
	wait(t, "the icon", func() bool { return first.Icons() == 1 })
	if err := first.SetHost(true); err != nil {
		t.Fatal(err)
	}
	wait(t, "to be told that it is shown", func() bool { return c.told() == "[false true]" })
	if err := first.SetHost(false); err != nil {
		t.Fatal(err)
	}
	wait(t, "to be told that nothing shows it", func() bool { return c.told() == "[false true false]" })
	if err := first.SetHost(true); err != nil {
		t.Fatal(err)
	}
	wait(t, "to be told that it is back", func() bool { return c.told() == "[false true false true]" })
	_ = first.Close()
	wait(t, "to be told that the panel is gone", func() bool { return c.told() == "[false true false true false]" })
	second := host(t, address, true)
	untilLabels(t, second, "X")
	wait(t, "to be told that another is there", func() bool { return c.told() == "[false true false true false true]" })
	d.Set(desktop.State{}) // switched off
	wait(t, "no icon", func() bool { return second.Icons() == 0 })
	d.Set(icon(desktop.TrayItem{ID: "x", Label: "X"}))
	wait(t, "the icon", func() bool { return second.Icons() == 1 })
	d.Close()
	wait(t, "no icon after the end", func() bool { return second.Icons() == 0 })
}

func TestHostileTextsStayTexts(t *testing.T) {
	address := newBus(t)
	h := host(t, address, true)
	d, _ := start(t, address)
	s := icon(desktop.TrayItem{ID: "answer:1", Label: "Answer – _Eve\u202e\n<b>x</b>"})
	s.Tray.Tip = []string{"<img src='http://example.com/x'/>\x07"}
	d.Set(s)
	i := untilLabels(t, h, "Answer – _Eve <b>x</b>")
	if i.Tip != "Offhook: Auto-in\n&lt;img src=&apos;http://example.com/x&apos;/&gt;" {
		t.Errorf("the tip is %q", i.Tip)
	}
}

// TestAPanelLearnsOfAMenuBeforeOfWhatIsInIt: libdbusmenu-gtk shows it empty else.
func TestAPanelLearnsOfAMenuBeforeOfWhatIsInIt(t *testing.T) {
	address := newBus(t)
	h := host(t, address, true)
	d, c := start(t, address)
	d.Set(icon(desktop.TrayItem{ID: "aux", Label: "AUX", Items: []desktop.TrayItem{{ID: "aux:1", Label: "Break"}}}))
	wait(t, "the icon", func() bool { return c.told() == "[true]" })
	if i := readIcon(t, h); i.Labels() != "AUX" {
		t.Errorf("at first the menu is %s", i.Labels())
	}
	wait(t, "the panel to be told to read again", func() bool { return slices.Contains(h.News(), "LayoutUpdated") })
	if i := readIcon(t, h); i.Labels() != "AUX [Break]" {
		t.Errorf("then the menu is %s", i.Labels())
	}
}
