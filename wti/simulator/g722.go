package simulator

// G.722 (ITU-T G.722) between 64 kbit/s and the gateway's 8 kHz bridge. The
// codec's lower band is itself sound of 8 kHz at half the loudness, so the
// gateway codes that band alone: what comes loses its upper band, what goes has
// an empty one.

// emptyUpper are the two bits that keep a decoder's upper band at zero: its
// least step, which rounds to nothing.
const emptyUpper = 3 << 6

var (
	// g722Levels divide the sizes of differences (Q6), in 1/4096 of the step.
	g722Levels = [...]int{
		0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714,
		786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919,
	}
	// g722Sizes4 and g722Sizes6 are the sizes that the upper four and all six
	// bits stand for (QM4, QM6), in 1/32768 of the step, from the least.
	g722Sizes4 = [...]int{0, 1200, 2584, 4240, 6288, 8968, 12896, 20456}
	g722Sizes6 = [...]int{
		136, 432, 728, 1040, 1360, 1688, 2032, 2400, 2776, 3168, 3576, 4008, 4464, 4944, 5456, 6000,
		6576, 7192, 7856, 8576, 9360, 10232, 11192, 12280, 13512, 14984, 16704, 19008, 21904, 24808,
	}
	// g722Growth changes the step's logarithm for each of the eight sizes (WL).
	g722Growth = [...]int{-60, -30, 58, 172, 334, 538, 1198, 3042}
	// g722Roots are 2048 times two to the power of i/32 (ILB).
	g722Roots = [...]int{
		2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
		2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
	}
)

// lowerBand follows one direction's lower band. Use newLowerBand.
type lowerBand struct {
	det, nb int    // step and its logarithm
	s, sz   int    // prediction, and the zeros' part of it
	a1, a2  int    // poles
	b, dq   [6]int // zeros, and the differences they weigh
	r1, r2  int    // reconstructed signal
	p1, p2  int    // partly reconstructed signal
}

func newLowerBand() *lowerBand { return &lowerBand{det: 32} }

func sat16(v int) int { return max(-32768, min(32767, v)) }

// encode returns the byte for one sample.
func (l *lowerBand) encode(v int16) byte {
	diff := sat16(int(v)>>1 - l.s)
	size, negative := diff, diff < 0
	if negative {
		size = -diff - 1
	}
	rank := 0 // among the sizes
	for rank < 29 && size >= g722Levels[rank+1]*l.det>>12 {
		rank++
	}
	code := 61 - rank
	switch {
	case negative && rank < 2:
		code = 63 - rank
	case negative:
		code = 33 - rank
	}
	l.follow(code)
	return byte(emptyUpper | code)
}

// decode returns the sample of one byte.
func (l *lowerBand) decode(b byte) int16 {
	code := int(b & 0x3f)
	v := max(-16384, min(16383, l.s+l.size(code)))
	l.follow(code)
	return int16(sat16(2 * v))
}

// size is the difference that all six bits stand for.
func (l *lowerBand) size(code int) int {
	switch {
	case code >= 62:
		return l.det * -g722Sizes6[63-code] >> 15
	case code >= 32:
		return l.det * g722Sizes6[61-code] >> 15
	case code >= 4:
		return l.det * -g722Sizes6[33-code] >> 15
	}
	return l.det * -g722Sizes6[0] >> 15 // not sent
}

// follow takes in a code as both ends do: the upper four bits count.
func (l *lowerBand) follow(code int) {
	four := code >> 2
	rank, sign := 0, 1
	switch {
	case four >= 8 && four < 15:
		rank = 15 - four
	case four > 0 && four < 8:
		rank, sign = 8-four, -1
	}
	d := l.det * (sign * g722Sizes4[rank]) >> 15
	l.predict(d)
	l.nb = max(0, min(18432, l.nb*127>>7+g722Growth[rank]))
	root := g722Roots[l.nb>>6&31]
	if whole := l.nb >> 11; whole <= 8 {
		l.det = root >> (8 - whole) << 2
	} else {
		l.det = root << (whole - 8) << 2
	}
}

// predict adapts the predictor to a difference and guesses the next sample.
func (l *lowerBand) predict(d int) {
	p, r := sat16(l.sz+d), sat16(l.s+d)
	like := func(a, b int) int { // 1 for equal signs, else -1
		if (a < 0) == (b < 0) {
			return 1
		}
		return -1
	}
	lean := min(-like(p, l.p1)*sat16(4*l.a1), 32767)
	a2 := max(-12288, min(12288, lean>>7+128*like(p, l.p2)+l.a2*32512>>15))
	bound := 15360 - a2
	l.a1 = max(-bound, min(bound, l.a1*32640>>15+192*like(p, l.p1)))
	l.a2 = a2
	gain := 128
	if d == 0 {
		gain = 0
	}
	for i := range l.b {
		l.b[i] = sat16(l.b[i]*32640>>15 + gain*like(d, l.dq[i]))
	}
	copy(l.dq[1:], l.dq[:])
	l.dq[0] = d
	l.p1, l.p2, l.r1, l.r2 = p, l.p1, r, l.r1

	l.sz = 0
	for i, b := range l.b {
		l.sz += b * sat16(2*l.dq[i]) >> 15
	}
	l.sz = sat16(l.sz)
	l.s = sat16(sat16(l.a1*sat16(2*l.r1)>>15+l.a2*sat16(2*l.r2)>>15) + l.sz)
}
