//go:build !race

package screens

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A master is a picture to look at and the sum of the pixels that it was made of.
// The picture has fewer colours, which makes it a third of the size;
// the sum, a text chunk in the file, has every bit. So a change of a colour by one
// step is found too, though it cannot be seen in the master.

// matchesMaster compares a picture with the master of that name in testdata. What
// is different is written to testdata/failed; OFFHOOK_UPDATE writes the master.
func matchesMaster(t *testing.T, name string, pic image.Image) {
	t.Helper()
	is := image.NewRGBA(image.Rectangle{Max: pic.Bounds().Size()})
	draw.Draw(is, is.Rect, pic, pic.Bounds().Min, draw.Src)
	path := filepath.Join("testdata", name)
	sum := sumOf(is)
	master, err := os.ReadFile(path)
	if err == nil && bytes.Contains(master, chunk(sum)) {
		return
	}
	if os.Getenv("OFFHOOK_UPDATE") != "" {
		keep(t, path, encode(t, coarse(is), sum))
		return
	}
	failed := filepath.Join("testdata", "failed", name)
	keep(t, failed, encode(t, is, sum))
	if err != nil {
		t.Errorf("no master: %v; see %s", err, failed)
		return
	}
	t.Errorf("%s; see %s", differs(t, master, coarse(is)), failed)
}

// sumOf is of all pixels and the size.
func sumOf(pic *image.RGBA) string {
	h := sha256.New()
	fmt.Fprint(h, pic.Rect)
	h.Write(pic.Pix)
	return hex.EncodeToString(h.Sum(nil))
}

// coarse is the picture with sixteen steps of each colour, but where a colour
// covers an area: what is left are the edges of letters and lines.
func coarse(pic *image.RGBA) *image.RGBA {
	at := func(i int) [4]uint8 { return [4]uint8(pic.Pix[i : i+4]) }
	area := map[[4]uint8]int{}
	for i := 0; i < len(pic.Pix); i += 4 {
		area[at(i)]++
	}
	out := image.NewRGBA(pic.Rect)
	copy(out.Pix, pic.Pix)
	for i := 0; i < len(pic.Pix); i += 4 {
		if area[at(i)] > len(pic.Pix)/4/2000 {
			continue
		}
		for k := i; k < i+4; k++ {
			out.Pix[k] = uint8((int(pic.Pix[k])*15+127)/255) * 17
		}
	}
	return out
}

// encode makes the file, of a palette where the colours are few enough.
func encode(t *testing.T, pic *image.RGBA, sum string) []byte {
	t.Helper()
	var out image.Image = pic
	if p, ok := paletted(pic); ok {
		out = p
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out); err != nil {
		t.Fatal(err)
	}
	const end = 12 // bytes of the last chunk
	file := b.Bytes()
	return append(file[:len(file)-end:len(file)-end], append(chunk(sum), file[len(file)-end:]...)...)
}

func paletted(pic *image.RGBA) (*image.Paletted, bool) {
	index := map[color.RGBA]uint8{}
	out := image.NewPaletted(pic.Rect, nil)
	for i := 0; i < len(pic.Pix); i += 4 {
		c := color.RGBA{pic.Pix[i], pic.Pix[i+1], pic.Pix[i+2], pic.Pix[i+3]}
		n, known := index[c]
		if !known {
			if len(index) == 256 {
				return nil, false
			}
			n = uint8(len(index))
			index[c] = n
			out.Palette = append(out.Palette, c)
		}
		out.Pix[i/4] = n
	}
	return out, true
}

// chunk is the text chunk of a PNG file that holds a sum (PNG §11.3.4.3).
func chunk(sum string) []byte {
	body := "tEXtsha256\x00" + sum
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)-len("tEXt")))
	b = append(b, body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(body)))
}

// differs tells where a picture is not as its master.
func differs(t *testing.T, master []byte, is *image.RGBA) string {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(master))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds().Size() != is.Rect.Size() {
		return fmt.Sprintf("it is %v large, its master %v", is.Rect.Size(), m.Bounds().Size())
	}
	var where image.Rectangle
	n := 0
	for y := range is.Rect.Dy() {
		for x := range is.Rect.Dx() {
			if color.RGBAModel.Convert(m.At(x, y)) != is.At(x, y) {
				where, n = where.Union(image.Rect(x, y, x+1, y+1)), n+1
			}
		}
	}
	if n == 0 {
		return "colours have changed by less than the master shows"
	}
	return fmt.Sprintf("%d pixels differ from its master, all of them within %v", n, where)
}

func keep(t *testing.T, path string, file []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestAMasterTellsEveryChange: one step of one colour of one pixel is found.
func TestAMasterTellsEveryChange(t *testing.T) {
	pic := image.NewRGBA(image.Rect(0, 0, 80, 60))
	for i := range pic.Pix {
		pic.Pix[i] = uint8(i % 4 * 85) // one colour all over, but for a pixel
	}
	pic.Pix[4*(20*80+10)] = 100
	was := sumOf(pic)
	file := encode(t, coarse(pic), was)
	if _, err := png.Decode(bytes.NewReader(file)); err != nil {
		t.Fatalf("no picture: %v", err)
	}
	pic.Pix[4*(20*80+10)]++
	if sum := sumOf(pic); sum == was || bytes.Contains(file, chunk(sum)) {
		t.Error("the change is not found")
	}
	if text := differs(t, file, coarse(pic)); !strings.HasPrefix(text, "colours have changed") {
		t.Errorf("a step of one colour is told as %q", text)
	}
	pic.Pix[4*(20*80+10)] += 100
	if text := differs(t, file, coarse(pic)); text != "1 pixels differ from its master, all of them within (10,20)-(11,21)" {
		t.Errorf("a pixel is told as %q", text)
	}
}

// TestNoMasterIsLeftOver: each master belongs to a scene that has pictures.
func TestNoMasterIsLeftOver(t *testing.T) {
	files, err := filepath.Glob("testdata/*.png")
	if err != nil || len(files) < len(goldenScenes) {
		t.Fatalf("%d masters, %v", len(files), err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".png")
		for _, suffix := range []string{"-380", "-1100"} {
			name = strings.TrimSuffix(name, suffix)
		}
		i := strings.LastIndex(name, "-")
		if known := i > 0 && slices.Contains(goldenScenes, name[:i]) && slices.Contains([]string{"light", "dark", longestLanguage}, name[i+1:]); !known {
			t.Errorf("%s belongs to no scene", path)
		}
	}
}
