package win32

import (
	"encoding/binary"
	"image"
	"image/color"
	"unicode/utf16"

	"offhook/app/desktop"
)

// iconResource is a picture as an icon of a program's resources: a bitmap with alpha
// from the last line up, and after it a mask of one bit a pixel, which says nothing.
func iconResource(img image.Image) []byte {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	maskLine := (w + 31) / 32 * 4
	out := make([]byte, 0, 40+4*w*h+maskLine*h)
	le := binary.LittleEndian
	out = le.AppendUint32(out, 40) // a BITMAPINFOHEADER
	out = le.AppendUint32(out, uint32(w))
	out = le.AppendUint32(out, uint32(2*h)) // with the mask
	out = le.AppendUint16(out, 1)           // plane
	out = le.AppendUint16(out, 32)          // bits
	out = append(out, make([]byte, 24)...)
	for y := b.Max.Y - 1; y >= b.Min.Y; y-- {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			out = append(out, c.B, c.G, c.R, c.A)
		}
	}
	return append(out, make([]byte, maskLine*h)...)
}

// tipLength is how much Windows shows with the pointer over an icon, in UTF-16 units
// with the zero after it (NOTIFYICONDATAW).
const tipLength = 128

// tip is that text. What does not fit is left out, line by line at first.
func tip(t desktop.Tray) (units [tipLength]uint16) {
	var text []uint16
	for i, line := range append([]string{t.Title}, t.Tip...) {
		next := utf16.Encode([]rune(desktop.Plain(line)))
		if i > 0 {
			next = append([]uint16{'\n'}, next...)
		}
		if len(text)+len(next) >= tipLength {
			if i == 0 {
				text = shorten(next, tipLength-1)
			}
			break
		}
		text = append(text, next...)
	}
	copy(units[:], text)
	return units
}

// shorten cuts a text, and never between the halves of a character.
func shorten(text []uint16, n int) []uint16 {
	if len(text) <= n {
		return text
	}
	n--
	if utf16.IsSurrogate(rune(text[n-1])) && text[n-1] < 0xdc00 {
		n--
	}
	return append(text[:n:n], '…')
}
