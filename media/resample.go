package media

import "math"

// The device runs at 48 kHz, G.711 at 8 kHz. One windowed-sinc low-pass serves
// both ways: pass band to 3.4 kHz, stop band from 4.6 kHz (what lies between
// folds onto 3.4–4 kHz only).
const (
	deviceRate   = 48000
	ratio        = 6  // 48 kHz / 8 kHz
	tapsPerPhase = 28 // so the filter delays by 84 samples of 48 kHz, 1.75 ms
	filterTaps   = ratio * tapsPerPhase
)

// lowPass returns the filter with unit gain at 0 Hz, Kaiser window.
func lowPass() [filterTaps]float32 {
	const cutoff, beta = 4000.0 / deviceRate, 6.0
	var taps [filterTaps]float64
	sum, middle := 0.0, float64(filterTaps-1)/2
	for i := range taps {
		x := float64(i) - middle
		r := x / (middle + 0.5)
		taps[i] = 2 * cutoff * sinc(2*cutoff*x) * bessel0(beta*math.Sqrt(1-r*r)) / bessel0(beta)
		sum += taps[i]
	}
	var out [filterTaps]float32
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

// upsampler turns 8 kHz into 48 kHz.
type upsampler struct {
	phases  [ratio][tapsPerPhase]float32
	history [tapsPerPhase - 1 + maxChunk]float32
}

// maxChunk is the most 8 kHz samples that one resampling step takes: 10 ms.
const maxChunk = 80

func newUpsampler() *upsampler {
	u := &upsampler{}
	taps := lowPass()
	for p := range ratio {
		for k := range tapsPerPhase {
			// Newest sample last in history, hence the reversed order.
			u.phases[p][tapsPerPhase-1-k] = taps[k*ratio+p] * ratio
		}
	}
	return u
}

// process writes 6*len(src) samples to dst. len(src) is at most maxChunk.
func (u *upsampler) process(dst, src []int16) {
	window := u.history[:tapsPerPhase-1+len(src)]
	for i, s := range src {
		window[tapsPerPhase-1+i] = float32(s)
	}
	for i := range src {
		in := window[i : i+tapsPerPhase]
		for p := range ratio {
			taps := &u.phases[p]
			var sum float32
			for k, x := range in {
				sum += x * taps[k]
			}
			dst[i*ratio+p] = clip(sum)
		}
	}
	copy(u.history[:tapsPerPhase-1], window[len(src):])
}

// downsampler turns 48 kHz into 8 kHz.
type downsampler struct {
	taps    [filterTaps]float32
	history [filterTaps - ratio + maxChunk*ratio]float32
}

func newDownsampler() *downsampler { return &downsampler{taps: lowPass()} }

// process writes len(src)/6 samples to dst. len(src) is a multiple of 6 and at
// most 6*maxChunk.
func (d *downsampler) process(dst, src []int16) {
	const keep = filterTaps - ratio
	window := d.history[:keep+len(src)]
	for i, s := range src {
		window[keep+i] = float32(s)
	}
	for i := range len(src) / ratio {
		in := window[i*ratio : i*ratio+filterTaps]
		// Four sums keep the processor's adders busy.
		var a, b, c, e float32
		for k := 0; k < filterTaps; k += 4 {
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
