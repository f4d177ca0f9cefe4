package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"offhook/screens/widgets"
)

// TestAKeyIsTakenWithWhatIsHeld: the window tells of Ctrl when it goes down, before
// the key that is pressed with it.
func TestAKeyIsTakenWithWhatIsHeld(t *testing.T) {
	test.NewTempApp(t)
	var taken []string
	k := widgets.NewKeyCapture("Answer", "No key", "Press a key", func(n fyne.KeyName, m fyne.KeyModifier) { taken = append(taken, fmt.Sprint(m, " ", n)) })
	test.NewTempWindow(t, k)
	for _, chord := range []struct {
		held []fyne.KeyName
		key  desktop.CustomShortcut
		want string
	}{
		{[]fyne.KeyName{desktop.KeyControlLeft, desktop.KeyAltLeft}, desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierControl | fyne.KeyModifierAlt}, "[6 P]"},
		{[]fyne.KeyName{desktop.KeySuperLeft, desktop.KeyShiftRight}, desktop.CustomShortcut{KeyName: fyne.KeyM, Modifier: fyne.KeyModifierSuper}, "[8 M]"},
	} {
		taken = nil
		test.Tap(k)
		for _, h := range chord.held {
			k.TypedKey(&fyne.KeyEvent{Name: h})
		}
		if !k.Waiting || len(taken) != 0 {
			t.Errorf("with %v held: waiting %v, taken %v", chord.held, k.Waiting, taken)
		}
		k.TypedShortcut(&chord.key)
		if fmt.Sprint(taken) != chord.want || k.Waiting {
			t.Errorf("taken %v, want %s", taken, chord.want)
		}
	}
}
