package win32_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"strings"
	"testing"
	"unicode/utf16"

	"offhook/app/desktop"
	"offhook/app/desktop/win32"
)

func TestAPictureIsAnIconOfWindows(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 3))
	img.Set(0, 0, color.NRGBA{1, 2, 3, 255})
	img.Set(1, 2, color.NRGBA{250, 100, 50, 128})
	got := win32.IconResource(img)
	if len(got) != 40+4*6+4*3 {
		t.Fatalf("%d bytes, want a header, 6 pixels, and 3 lines of the mask", len(got))
	}
	if w, h := binary.LittleEndian.Uint32(got[4:]), binary.LittleEndian.Uint32(got[8:]); w != 2 || h != 6 {
		t.Errorf("it says %d by %d, want 2 by 6: the picture and its mask", w, h)
	}
	if last := got[40:48]; !bytes.Equal(last, []byte{0, 0, 0, 0, 50, 100, 250, 128}) {
		t.Errorf("the first pixels are % x, want those of the last line", last)
	}
	if first := got[56:60]; !bytes.Equal(first, []byte{3, 2, 1, 255}) {
		t.Errorf("the corner is % x, want blue, green, red, alpha", first)
	}
}

func TestTheTipFitsAndEndsWhole(t *testing.T) {
	for name, c := range map[string]struct {
		tray desktop.Tray
		want string
	}{
		"all of it":            {desktop.Tray{Title: "Offhook: Auto-in", Tip: []string{"Ringing: 1555", "2 missed calls"}}, "Offhook: Auto-in\nRinging: 1555\n2 missed calls"},
		"lines that fit":       {desktop.Tray{Title: "Offhook", Tip: []string{"short", strings.Repeat("x", 130), "last"}}, "Offhook\nshort"},
		"a title that is long": {desktop.Tray{Title: strings.Repeat("x", 130)}, strings.Repeat("x", 126) + "…"},
		"never half a sign":    {desktop.Tray{Title: strings.Repeat("x", 125) + strings.Repeat("🎧", 9)}, strings.Repeat("x", 125) + "…"},
		"one line each":        {desktop.Tray{Title: "Offhook", Tip: []string{"a\nb\u202ec"}}, "Offhook\na bc"},
	} {
		units := win32.Tip(c.tray)
		n := 0
		for n < len(units) && units[n] != 0 {
			n++
		}
		if n == win32.TipLength {
			t.Errorf("%s: no zero at the end", name)
		}
		if got := string(utf16.Decode(units[:n])); got != c.want {
			t.Errorf("%s: the tip is %q, want %q", name, got, c.want)
		}
	}
}
