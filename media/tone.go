package media

import (
	"math"
	"strings"
)

// DTMF returns the two frequencies, in Hz, of a digit (ITU-T Q.23); ok is false
// for what is not one of 0–9, *, #, A–D.
func DTMF(digit rune) (low, high float64, ok bool) {
	const keypad = "123A456B789C*0#D"
	at := strings.IndexRune(keypad, digit)
	if at < 0 {
		return 0, 0, false
	}
	lows := [...]float64{697, 770, 852, 941}
	highs := [...]float64{1209, 1336, 1477, 1633}
	return lows[at/4], highs[at%4], true
}

// Tone generates the sum of up to two sine waves. The zero value is silence. It
// is not safe for concurrent use.
type Tone struct {
	step      [2]float64 // radians per sample
	phase     [2]float64
	amplitude float64 // of each
}

// NewTone returns a generator at rate samples per second. Each of the frequencies,
// two at most, has the level in dBFS, where a full-scale sine has 0.
func NewTone(rate int, level float64, frequencies ...float64) Tone {
	t := Tone{amplitude: 32767 * math.Pow(10, level/20)}
	for i, f := range frequencies[:min(len(frequencies), 2)] {
		t.step[i] = 2 * math.Pi * f / float64(rate)
	}
	return t
}

// Fill writes the next samples.
func (t *Tone) Fill(dst []int16) {
	for i := range dst {
		v := math.Sin(t.phase[0]) + math.Sin(t.phase[1])
		dst[i] = clip(float32(t.amplitude * v))
		for k := range t.phase {
			if t.phase[k] += t.step[k]; t.phase[k] >= 2*math.Pi {
				t.phase[k] -= 2 * math.Pi
			}
		}
	}
}
