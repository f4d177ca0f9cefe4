package media_test

import (
	"testing"

	"offhook/media"
)

// interval is one line of the tables of ITU-T G.711 for positive values, in
// 16-bit scale: inputs below upper (and not in an earlier interval) become output.
type interval struct{ output, upper int }

// Table 2: 8 segments of 16 intervals, widths 2, 4, 8 … of 8192. The first
// interval is half as wide and its output is zero.
func muLawTable() []interval {
	table := []interval{{0, 4}}
	from := 1
	for width := 2; width <= 256; width *= 2 {
		for range 16 {
			if len(table) == 16 && width == 2 {
				break
			}
			table = append(table, interval{(from + width/2) * 4, (from + width) * 4})
			from += width
		}
	}
	return table
}

// Table 1: 16 intervals of 2 of 4096, then again 16 of 2, then of 4, 8 ….
func aLawTable() []interval {
	var table []interval
	from := 0
	for segment := range 8 {
		width := 2 << max(segment-1, 0)
		for range 16 {
			table = append(table, interval{(from + width/2) * 8, (from + width) * 8})
			from += width
		}
	}
	return table
}

func TestDecodersMatchTheITUTables(t *testing.T) {
	check := func(c media.Codec, table []interval, code func(i int) byte) {
		t.Helper()
		for i, line := range table {
			var pos, neg [1]int16
			c.Decode(pos[:], []byte{code(i)})
			c.Decode(neg[:], []byte{code(i) ^ 0x80})
			if int(pos[0]) != line.output || int(neg[0]) != -line.output {
				t.Errorf("%v output %d = %d and %d, want ±%d", c, i, pos[0], neg[0], line.output)
			}
		}
	}
	check(media.MuLaw, muLawTable(), func(i int) byte { return ^byte(i) })
	check(media.ALaw, aLawTable(), func(i int) byte { return byte(i) ^ 0xd5 })
	// The last lines of the printed tables: 8031 of 8192 and 4032 of 4096.
	if last := muLawTable()[127]; last.output != 8031*4 {
		t.Errorf("largest mu-law output = %d, want %d", last.output, 8031*4)
	}
	if last := aLawTable()[127]; last.output != 4032*8 {
		t.Errorf("largest A-law output = %d, want %d", last.output, 4032*8)
	}
}

// Every 16-bit sample must get the code of its interval; a negative sample is
// taken by its one's complement, as in the ITU-T G.191 reference program.
func TestEverySampleGetsTheCodeOfItsInterval(t *testing.T) {
	for _, law := range []struct {
		codec  media.Codec
		table  []interval
		invert byte
	}{{media.MuLaw, muLawTable(), 0xff}, {media.ALaw, aLawTable(), 0xd5}} {
		for v := -32768; v <= 32767; v++ {
			m := v
			if v < 0 {
				m = ^v
			}
			i := 0
			for i < 127 && m >= law.table[i].upper {
				i++
			}
			want := byte(i) ^ law.invert
			if v < 0 {
				want ^= 0x80
			}
			var got [1]byte
			if law.codec.Encode(got[:], []int16{int16(v)}); got[0] != want {
				t.Fatalf("%v: %d encodes to %#x, want %#x", law.codec, v, got[0], want)
			}
		}
	}
}

// G.711 §3: decoding and encoding again must give the same value, for all codes.
func TestEveryCodeSurvivesARoundTrip(t *testing.T) {
	for _, c := range []media.Codec{media.MuLaw, media.ALaw} {
		for code := range 256 {
			var pcm [1]int16
			var back [1]byte
			c.Decode(pcm[:], []byte{byte(code)})
			c.Encode(back[:], pcm[:])
			if again := roundTrip(c, pcm[0]); again != pcm[0] {
				t.Errorf("%v: code %#x = %d comes back as %d", c, code, pcm[0], again)
			}
			// 0x7f is mu-law's negative zero, which encodes to positive zero.
			if back[0] != byte(code) && !(c == media.MuLaw && code == 0x7f) {
				t.Errorf("%v: code %#x encodes to %#x", c, code, back[0])
			}
		}
	}
}

// Values every G.711 program agrees on.
func TestKnownCodes(t *testing.T) {
	for _, k := range []struct {
		codec media.Codec
		pcm   int16
		code  byte
	}{
		{media.MuLaw, 0, 0xff}, {media.MuLaw, 32767, 0x80}, {media.MuLaw, -32768, 0x00},
		{media.MuLaw, 1000, 0xce}, {media.MuLaw, -1000, 0x4e},
		{media.ALaw, 0, 0xd5}, {media.ALaw, 32767, 0xaa}, {media.ALaw, -32768, 0x2a},
		{media.ALaw, 1000, 0xfa}, {media.ALaw, -1000, 0x7a},
	} {
		var got [1]byte
		if k.codec.Encode(got[:], []int16{k.pcm}); got[0] != k.code {
			t.Errorf("%v: %d encodes to %#x, want %#x", k.codec, k.pcm, got[0], k.code)
		}
	}
}

func roundTrip(c media.Codec, v int16) int16 {
	var code [1]byte
	var out [1]int16
	c.Encode(code[:], []int16{v})
	c.Decode(out[:], code[:])
	return out[0]
}

func TestParseCodecIsTolerant(t *testing.T) {
	for name, want := range map[string]media.Codec{
		"g711U": media.MuLaw, "G711U": media.MuLaw, "G.711-U": media.MuLaw, "PCMU": media.MuLaw, "pcmu-64k": media.MuLaw,
		"g711_ulaw-64k": media.MuLaw, " g711U ": media.MuLaw, "audio/PCMU": media.MuLaw, "PCMU/8000": media.MuLaw,
		"g711A": media.ALaw, "pcma-64k": media.ALaw, "PCMA": media.ALaw, "g711 alaw 64K": media.ALaw,
		"g722": media.G722, "G722": media.G722, "g722-64k": media.G722, "G.722": media.G722, "audio/G722/8000": media.G722,
	} {
		if got, ok := media.ParseCodec(name); !ok || got != want {
			t.Errorf("ParseCodec(%q) = %v, %v, want %v", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "g729", "g729A", "g723", "g722-48k", "g7221", "opus", "g711"} {
		if got, ok := media.ParseCodec(name); ok {
			t.Errorf("ParseCodec(%q) = %v, want none", name, got)
		}
	}
	for _, name := range media.Codecs() {
		if c, ok := media.ParseCodec(name); !ok || c.String() != name {
			t.Errorf("offered codec %q reads back as %v, %v", name, c, ok)
		}
	}
}
