package media

// subBand is the state of one band's adaptive quantizer and predictor (blocks
// 3L/3H and 4L/4H of ITU-T G.722 §3.6). Both ends follow the same codes, so that
// both hold the same state.
type subBand struct {
	guess int32    // of the next value: s
	zeros int32    // the zero section's part of it: sz
	scale int32    // logarithm of the step: nb
	step  int32    // quantizer step: det
	r     [2]int32 // reconstructed values, newest first
	p     [2]int32 // the same without the pole section's part
	a     [2]int32 // coefficients of the poles
	d     [6]int32 // differences, newest first
	b     [6]int32 // coefficients of the zeros
}

func newLowBand() subBand  { return subBand{step: 32} }
func newHighBand() subBand { return subBand{step: 8} }

// quantizeLow returns the six-bit code of a value (QUANTL).
func (s *subBand) quantizeLow(x int32) int32 {
	e := saturate(x - s.guess)
	size := e
	if e < 0 {
		size = ^e
	}
	// The decision levels rise: halve the range until one is left.
	from, to := 0, len(lowLevels)
	for from < to {
		if middle := (from + to) / 2; size < lowLevels[middle]*s.step>>12 {
			to = middle
		} else {
			from = middle + 1
		}
	}
	switch {
	case e >= 0:
		return int32(61 - from)
	case from < 2:
		return int32(63 - from)
	default:
		return int32(33 - from)
	}
}

// quantizeHigh returns the two-bit code of a value (QUANTH).
func (s *subBand) quantizeHigh(x int32) int32 {
	e := saturate(x - s.guess)
	if e >= 0 {
		if e < 564*s.step>>12 {
			return 3
		}
		return 2
	}
	if ^e < 564*s.step>>12 {
		return 1
	}
	return 0
}

// followLow takes in a code: predictor first, then step (INVQAL, LOGSCL, SCALEL).
func (s *subBand) followLow(code int32) {
	s.predict(s.step * lowSteps[code>>2] >> 15)
	s.scale = min(max(s.scale*127>>7+lowLogs[code>>2], 0), 18432)
	s.step = stepFrom(s.scale, 8)
}

// followHigh does the same for the upper band (INVQAH, LOGSCH, SCALEH).
func (s *subBand) followHigh(code int32) {
	s.predict(s.step * highSteps[code] >> 15)
	s.scale = min(max(s.scale*127>>7+highLogs[code], 0), 22528)
	s.step = stepFrom(s.scale, 10)
}

// stepFrom turns the logarithm of a step into the step.
func stepFrom(scale, whole int32) int32 {
	v := stepMantissa[scale>>6&31]
	if shift := whole - scale>>11; shift >= 0 {
		return v >> shift << 2
	} else {
		return v << -shift << 2
	}
}

// predict takes in the difference that was coded and guesses the next value.
func (s *subBand) predict(diff int32) {
	r := saturate(s.guess + diff) // RECONS
	p := saturate(s.zeros + diff) // PARREC
	s.adaptPoles(p)
	s.adaptZeros(diff)
	s.r = [2]int32{r, s.r[0]}
	s.p = [2]int32{p, s.p[0]}
	copy(s.d[1:], s.d[:5])
	s.d[0] = diff

	// FILTEP and FILTEZ.
	poles := saturate(s.a[0]*saturate(2*s.r[0])>>15 + s.a[1]*saturate(2*s.r[1])>>15)
	zeros := int32(0)
	for i, b := range s.b {
		zeros += b * saturate(2*s.d[i]) >> 15
	}
	s.zeros = saturate(zeros)
	s.guess = saturate(poles + s.zeros)
}

// adaptPoles is UPPOL2 and UPPOL1.
func (s *subBand) adaptPoles(p int32) {
	along, across := p^s.p[0] >= 0, p^s.p[1] >= 0 // same sign
	turn := saturate(4 * s.a[0])
	if along {
		turn = min(-turn, 32767)
	}
	second := s.a[1]*32512>>15 + turn>>7 + choose(across, 128)
	second = min(max(second, -12288), 12288)
	first := saturate(s.a[0]*32640>>15 + choose(along, 192))
	most := saturate(15360 - second)
	s.a = [2]int32{min(max(first, -most), most), second}
}

// adaptZeros is UPZERO.
func (s *subBand) adaptZeros(diff int32) {
	by := int32(128)
	if diff == 0 {
		by = 0
	}
	for i := range s.b {
		s.b[i] = saturate(s.b[i]*32640>>15 + choose(s.d[i]^diff >= 0, by))
	}
}

func choose(plus bool, v int32) int32 {
	if plus {
		return v
	}
	return -v
}
