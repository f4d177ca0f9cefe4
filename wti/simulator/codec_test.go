package simulator_test

import (
	"testing"

	"offhook/wti/simulator"
)

func TestG711GoldenValues(t *testing.T) {
	// ITU-T G.711, tables 1 and 2, scaled to 16 bits; the values are what SoX
	// makes of the same bytes.
	for b, want := range map[byte]int16{
		0xff: 0, 0x7f: 0, 0x80: 32124, 0x00: -32124, 0xfe: 8, 0xce: 988, 0xae: 4348, 0x8f: 16764, 0x3c: -2364,
	} {
		if got := simulator.Codec.FromMulaw(b); got != want {
			t.Errorf("mu-law %#02x is %d, want %d", b, got, want)
		}
	}
	for b, want := range map[byte]int16{
		0xd5: 8, 0x55: -8, 0xaa: 32256, 0x2a: -32256, 0xd4: 24, 0x85: 4224, 0x80: 5504, 0x13: -2880, 0x6c: -1632,
	} {
		if got := simulator.Codec.FromAlaw(b); got != want {
			t.Errorf("A-law %#02x is %d, want %d", b, got, want)
		}
	}
}

func TestG711KeepsEveryCodeWord(t *testing.T) {
	for i := range 256 {
		b := byte(i)
		if got := simulator.Codec.ToMulaw(simulator.Codec.FromMulaw(b)); got != b && b != 0x7f {
			t.Errorf("mu-law %#02x came back as %#02x", b, got)
		}
		if got := simulator.Codec.ToAlaw(simulator.Codec.FromAlaw(b)); got != b {
			t.Errorf("A-law %#02x came back as %#02x", b, got)
		}
	}
}

func TestG711ErrorIsSmall(t *testing.T) {
	for v := -32768; v <= 32767; v++ {
		limit := 16 + max(v, -v)/16
		if u := int(simulator.Codec.FromMulaw(simulator.Codec.ToMulaw(int16(v)))); u-v > limit || v-u > limit+650 {
			t.Fatalf("mu-law: %d came back as %d", v, u)
		}
		if a := int(simulator.Codec.FromAlaw(simulator.Codec.ToAlaw(int16(v)))); a-v > limit || v-a > limit+650 {
			t.Fatalf("A-law: %d came back as %d", v, a)
		}
	}
}
