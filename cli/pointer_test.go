package cli

import (
	"slices"
	"testing"
)

// TestPressesComeWhereThePointerWas: what comes between two looks of Fyne's loop, and
// what Fyne is told before, at and after each.
func TestPressesComeWhereThePointerWas(t *testing.T) {
	var told []string
	p := &pointer{}
	come := func(names ...string) {
		for _, name := range names {
			p.add(name[0] == '@', func() { told = append(told, name) })
		}
	}
	look := func(waited bool) {
		told = append(told, "|")
		if is := p.noted(); is != waited {
			t.Errorf("after %v, that something waited is %v", told, is)
		}
	}
	come("press")
	look(false)
	come("@1", "@2", "press", "release")
	look(true)
	come("@3", "press", "@4", "@5", "release", "wheel", "@6")
	look(true)
	look(true)
	look(false)
	want := []string{"press", "|", "@1", "@2", "|", "press", "release", "@3", "|", "press", "@4", "@5", "|", "release", "wheel", "@6", "|"}
	if !slices.Equal(told, want) {
		t.Errorf("Fyne was told\n%v, want\n%v", told, want)
	}
}
