package media

import "math"

// The device runs at 48 kHz, G.711 at 8 kHz and G.722 at 16 kHz. One windowed-sinc
// low-pass serves both ways: for 8 kHz its pass band goes to 3.4 kHz and its stop
// band begins at 4.6 kHz (what lies between folds onto 3.4–4 kHz only), for 16 kHz
// it is twice as wide.
const (
	deviceRate   = 48000
	maxRatio     = 6  // 48 kHz / 8 kHz
	tapsPerPhase = 28 // so the filter delays by 14 samples of the stream, 1.75 or 0.88 ms
	maxTaps      = maxRatio * tapsPerPhase
	maxChunk     = 160 // samples of the stream that one step takes at most, 10 ms
)

// lowPass returns the filter for a ratio of 3 or 6 with unit gain at 0 Hz, Kaiser
// window.
func lowPass(ratio int) []float32 {
	const beta = 6.0
	cutoff := 0.5 / float64(ratio)
	taps := make([]float64, ratio*tapsPerPhase)
	sum, middle := 0.0, float64(len(taps)-1)/2
	for i := range taps {
		x := float64(i) - middle
		r := x / (middle + 0.5)
		taps[i] = 2 * cutoff * sinc(2*cutoff*x) * bessel0(beta*math.Sqrt(1-r*r)) / bessel0(beta)
		sum += taps[i]
	}
	out := make([]float32, len(taps))
	for i := range taps {
		out[i] = float32(taps[i] / sum)
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// bessel0 is the modified Bessel function of the first kind, order zero.
func bessel0(x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > 1e-12*sum; k++ {
		term *= (x / 2 / k) * (x / 2 / k)
		sum += term
	}
	return sum
}

// upsampler turns 8 or 16 kHz into 48 kHz.
type upsampler struct {
	ratio   int
	phases  [maxRatio][tapsPerPhase]float32
	history [tapsPerPhase - 1 + maxChunk]float32
}

func newUpsampler(rate int) *upsampler {
	u := &upsampler{ratio: deviceRate / rate}
	taps := lowPass(u.ratio)
	for p := range u.ratio {
		for k := range tapsPerPhase {
			// Newest sample last in history, hence the reversed order.
			u.phases[p][tapsPerPhase-1-k] = taps[k*u.ratio+p] * float32(u.ratio)
		}
	}
	return u
}

// process writes ratio*len(src) samples to dst. len(src) is at most maxChunk.
func (u *upsampler) process(dst, src []int16) {
	window := u.history[:tapsPerPhase-1+len(src)]
	for i, s := range src {
		window[tapsPerPhase-1+i] = float32(s)
	}
	for i := range src {
		in := window[i : i+tapsPerPhase]
		for p := range u.ratio {
			taps := &u.phases[p]
			var sum float32
			for k, x := range in {
				sum += x * taps[k]
			}
			dst[i*u.ratio+p] = clip(sum)
		}
	}
	copy(u.history[:tapsPerPhase-1], window[len(src):])
}

// downsampler turns 48 kHz into 8 or 16 kHz.
type downsampler struct {
	ratio   int
	taps    []float32
	history [maxTaps + deviceRate/100]float32
}

func newDownsampler(rate int) *downsampler {
	ratio := deviceRate / rate
	return &downsampler{ratio: ratio, taps: lowPass(ratio)}
}

// process writes len(src)/ratio samples to dst. len(src) is a multiple of the
// ratio and at most 10 ms.
func (d *downsampler) process(dst, src []int16) {
	keep := len(d.taps) - d.ratio
	window := d.history[:keep+len(src)]
	for i, s := range src {
		window[keep+i] = float32(s)
	}
	for i := range len(src) / d.ratio {
		in := window[i*d.ratio:][:len(d.taps)]
		// Four sums keep the processor's adders busy.
		var a, b, c, e float32
		for k := 0; k < len(in); k += 4 {
			a += in[k] * d.taps[k]
			b += in[k+1] * d.taps[k+1]
			c += in[k+2] * d.taps[k+2]
			e += in[k+3] * d.taps[k+3]
		}
		dst[i] = clip(a + b + c + e)
	}
	copy(d.history[:keep], window[len(src):])
}

func clip(v float32) int16 {
	switch {
	case v >= 32767:
		return 32767
	case v <= -32768:
		return -32768
	case v < 0:
		return int16(v - 0.5)
	}
	return int16(v + 0.5)
}
