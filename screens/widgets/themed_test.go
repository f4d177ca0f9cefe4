package widgets

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2/test"
)

// TestAThemeOfItsOwnCostsOnce: with Fyne's ThemeOverride each Refresh, of which a
// shift has many, keeps another set of fonts, 5 MiB and more.
func TestAThemeOfItsOwnCostsOnce(t *testing.T) {
	test.NewTempApp(t)
	entry := NewEntry("Number")
	part := NewThemed(entry, Following{})
	w := test.NewTempWindow(t, part)
	kept := func() uint64 {
		part.Refresh()
		entry.SetText(entry.Text + "5")
		w.Canvas().Capture()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, after := kept(), uint64(0)
	for range 10 {
		after = kept()
	}
	if after > before+8<<20 {
		t.Errorf("ten refreshes keep %d MiB", (after-before)>>20)
	}
}
