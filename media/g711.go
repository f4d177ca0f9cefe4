package media

import "math/bits"

// G.711 by table. Decoding takes 256 entries per law. Encoding looks up the
// upper 14 (mu-law) or 13 (A-law) bits of a sample, so that every 16-bit input
// gives the code ITU-T G.711 prescribes for it.
var (
	muLawDecode [256]int16
	aLawDecode  [256]int16
	muLawEncode [1 << 14]uint8
	aLawEncode  [1 << 13]uint8
)

func init() {
	for i := range 256 {
		muLawDecode[i] = muLawValue(uint8(i))
		aLawDecode[i] = aLawValue(uint8(i))
	}
	for i := range muLawEncode {
		muLawEncode[i] = muLawCode(int(int16(uint16(i) << 2)))
	}
	for i := range aLawEncode {
		aLawEncode[i] = aLawCode(int(int16(uint16(i) << 3)))
	}
}

// muLawValue expands one mu-law code to 16-bit linear (G.711 table 2: sign,
// three bits of segment, four bits of step, all inverted; 14 bits, shifted up).
func muLawValue(code uint8) int16 {
	code = ^code
	segment, step := code>>4&7, int(code&15)
	v := ((2*step+33)<<segment - 33) << 2
	if code&0x80 != 0 {
		return int16(-v)
	}
	return int16(v)
}

// muLawCode compresses one 16-bit sample, of which it uses the upper 14 bits.
func muLawCode(v int) uint8 {
	v >>= 2
	sign := uint8(0)
	if v < 0 {
		// The lower edge of a negative interval belongs to it, as in the ITU
		// reference program, hence the one's complement.
		v, sign = ^v, 0x80
	}
	v = min(v+33, 0x1fff)
	segment := bits.Len(uint(v)) - 6
	step := v >> (segment + 1) & 15
	return ^(sign | uint8(segment<<4|step))
}

// aLawValue expands one A-law code to 16-bit linear (G.711 table 1: even bits
// inverted; 13 bits, shifted up).
func aLawValue(code uint8) int16 {
	code ^= 0x55
	segment, step := code>>4&7, int(code&15)
	v := 2*step + 1
	if segment > 0 {
		v = (v + 32) << (segment - 1)
	}
	v <<= 3
	if code&0x80 == 0 {
		return int16(-v)
	}
	return int16(v)
}

// aLawCode compresses one 16-bit sample, of which it uses the upper 13 bits.
func aLawCode(v int) uint8 {
	v >>= 3
	sign := uint8(0x80)
	if v < 0 {
		v, sign = ^v, 0
	}
	v >>= 1 // magnitude in steps of the two lowest segments
	segment := max(bits.Len(uint(v))-4, 0)
	step := v
	if segment > 1 {
		step = v >> (segment - 1)
	}
	return (sign | uint8(segment<<4|step&15)) ^ 0x55
}

func encodeMuLaw(dst []byte, pcm []int16) int {
	dst = dst[:len(pcm)]
	for i, s := range pcm {
		dst[i] = muLawEncode[uint16(s)>>2]
	}
	return len(pcm)
}

func encodeALaw(dst []byte, pcm []int16) int {
	dst = dst[:len(pcm)]
	for i, s := range pcm {
		dst[i] = aLawEncode[uint16(s)>>3]
	}
	return len(pcm)
}
