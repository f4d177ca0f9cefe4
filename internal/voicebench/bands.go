//go:build linux

package main

import "math"

// voiceRate is the rate in Hz at which speech is compared.
const voiceRate = 8000

// edges are about those of the ear's critical bands in a telephone channel, in Hz.
var edges = [...]float64{300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3400}

// narrow brings sound to voiceRate with a windowed-sinc low-pass at 3.6 kHz.
func narrow(rate int, pcm []int16) []float64 {
	const half = 96
	every := max(rate/voiceRate, 1)
	taps := make([]float64, 2*half+1)
	cut, sum := 3600/float64(rate), 0.0
	for i := range taps {
		x := float64(i - half)
		taps[i] = 2 * cut
		if x != 0 {
			taps[i] = math.Sin(2*math.Pi*cut*x) / (math.Pi * x)
		}
		taps[i] *= 0.5 + 0.5*math.Cos(math.Pi*x/(half+1))
		sum += taps[i]
	}
	out := make([]float64, len(pcm)/every)
	for k := range out {
		for i, t := range taps {
			if j := k*every + i - half; j >= 0 && j < len(pcm) {
				out[k] += t / sum * float64(pcm[j])
			}
		}
	}
	return out
}

// spectrum returns the power in each band of a frame.
func spectrum(frame []float64) [len(edges) - 1]float64 {
	var power [len(edges) - 1]float64
	n := float64(len(frame))
	for k := 1; k < len(frame)/2; k++ {
		band := bandOf(float64(k) * voiceRate / n)
		if band < 0 {
			continue
		}
		var re, im float64
		for i, v := range frame {
			v *= 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/n)
			sin, cos := math.Sincos(2 * math.Pi * float64(k*i) / n)
			re += v * cos
			im += v * sin
		}
		power[band] += re*re + im*im
	}
	return power
}

// bandOf returns -1 for what lies outside.
func bandOf(hz float64) int {
	for b := range len(edges) - 1 {
		if hz >= edges[b] && hz < edges[b+1] {
			return b
		}
	}
	return -1
}

func energy(x []float64) (sum float64) {
	for _, v := range x {
		sum += v * v
	}
	return sum
}

// likeness is the normalised correlation, -1 to 1.
func likeness(a, b []float64) float64 {
	product := 0.0
	for i, v := range a {
		product += v * b[i]
	}
	norm := energy(a) * energy(b)
	if norm == 0 {
		return 0
	}
	return product / math.Sqrt(norm)
}
