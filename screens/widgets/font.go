package widgets

import (
	"bytes"
	"sync"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"

	"offhook/resources"
)

// strongOnly is the strong typeface for a text that has no letter but those in it, and
// nil for any other: Fyne then takes the theme's, with all that it falls back to (a
// typeface of its own, one of the system, symbols, emoji). That is 9 MiB for each
// style, and the strong style hardly ever needs it.
func strongOnly(s string) fyne.Resource {
	letters := strongLetters()
	for _, r := range s {
		if _, ok := letters.Lookup(r); !ok {
			return nil
		}
	}
	return resources.FontStrong()
}

// strongLetters are the letters in the strong typeface.
var strongLetters = sync.OnceValue(func() font.Cmap {
	file, err := opentype.NewLoader(bytes.NewReader(resources.FontStrong().Content()))
	if err != nil {
		panic(err) // it is built in, as is what follows
	}
	table, err := file.RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		panic(err)
	}
	raw, _, err := tables.ParseCmap(table)
	if err != nil {
		panic(err)
	}
	letters, _, err := font.ProcessCmap(raw, tables.FPNone)
	if err != nil {
		panic(err)
	}
	return letters
})

// typeface is what a line of text is drawn in, and its size is measured in: nil is
// the theme's.
func typeface(s string, bold bool) fyne.Resource {
	if bold {
		return strongOnly(s)
	}
	return nil
}

// measureText returns the size of a line of text.
func measureText(s string, size float32, bold bool) fyne.Size {
	is, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, size, fyne.TextStyle{Bold: bold}, typeface(s, bold))
	return is
}
