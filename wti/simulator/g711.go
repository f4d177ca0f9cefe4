package simulator

// G.711 (ITU-T G.711) from and to 16-bit linear samples.

// mulawToLinear decodes one mu-law byte.
func mulawToLinear(b byte) int16 {
	b = ^b
	v := int16(b&0x0f)<<3 + 0x84
	v = v<<(b>>4&7) - 0x84
	if b&0x80 != 0 {
		return -v
	}
	return v
}

// linearToMulaw encodes one sample as mu-law.
func linearToMulaw(v int16) byte {
	sign, m := byte(0), int(v)
	if m < 0 {
		sign, m = 0x80, -m
	}
	m = min(m, 32635) + 0x84
	segment := 7
	for s := 0x4000; m&s == 0 && segment > 0; s >>= 1 {
		segment--
	}
	return ^(sign | byte(segment<<4) | byte(m>>(segment+3)&0x0f))
}

// alawToLinear decodes one A-law byte.
func alawToLinear(b byte) int16 {
	b ^= 0x55
	v := int16(b&0x0f)<<4 + 8
	if segment := b >> 4 & 7; segment > 0 {
		v = (v + 0x100) << (segment - 1)
	}
	if b&0x80 == 0 {
		return -v
	}
	return v
}

// linearToAlaw encodes one sample as A-law.
func linearToAlaw(v int16) byte {
	sign, m := byte(0x80), int(v)
	if m < 0 {
		sign, m = 0, -m-1
	}
	segment := 0
	for s := m >> 8; s != 0; s >>= 1 {
		segment++
	}
	out := byte(segment << 4)
	if segment < 2 {
		out |= byte(m >> 4 & 0x0f)
	} else {
		out |= byte(m >> (segment + 3) & 0x0f)
	}
	return (sign | out) ^ 0x55
}
