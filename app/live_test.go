package app_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/data/binding"

	"offhook/app"
)

// TestAListenerHearsAtOnce: with Fyne's bindings it would at a later turn of the
// window's loop.
func TestAListenerHearsAtOnce(t *testing.T) {
	text := app.NewState().DialText
	var heard []string
	var listener binding.DataListener
	listener = binding.NewDataListener(func() {
		v, _ := text.Get()
		if heard = append(heard, v); v == "last" {
			text.RemoveListener(listener) // while it is told
		}
	})
	text.AddListener(listener)
	for _, v := range []string{"1", "1", "2", "last", "unheard"} {
		if err := text.Set(v); err != nil {
			t.Fatal(err)
		}
		if got, _ := text.Get(); got != v {
			t.Errorf("it is %q, want %q", got, v)
		}
	}
	if want := []string{"", "1", "2", "last"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}
