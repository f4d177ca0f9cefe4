package media_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"offhook/media"
	"offhook/resources/speech"
)

// prompts is all the speech that we have, one behind the other, at 8 kHz, a
// little softer than it was coded, so that it must be coded anew.
func prompts(t testing.TB) []int16 {
	t.Helper()
	var all []int16
	for _, name := range speech.Names() {
		data, err := speech.Mulaw(name)
		if err != nil {
			t.Fatal(err)
		}
		pcm := make([]int16, len(data))
		media.MuLaw.Decode(pcm, data)
		for i := range pcm {
			pcm[i] = int16(float64(pcm[i]) * 0.83)
		}
		all = append(all, pcm...)
	}
	return all
}

// speechScore compares speech with what was said: log-spectral distance of 14
// bands between 300 and 3400 Hz in frames of 32 ms whose loudness is within 30 dB
// of the loudest.
type speechScore struct {
	mean, p95 float64 // dB
	far, lost float64 // % of frames that are more than 8 dB off; 20 dB too soft
}

const (
	speechFrame = 256
	speechBlock = 1920 // is aligned as a whole, 240 ms
)

// spectrum computes the power in the bands of a frame.
type spectrum struct{ cos, sin, window [speechFrame]float64 }

func newSpectrum() *spectrum {
	s := &spectrum{}
	for i := range speechFrame {
		s.sin[i], s.cos[i] = math.Sincos(2 * math.Pi * float64(i) / speechFrame)
		s.window[i] = 0.5 - 0.5*math.Cos(2*math.Pi*(float64(i)+0.5)/speechFrame)
	}
	return s
}

var speechBands = []float64{300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3400}

func (s *spectrum) bands(pcm []int16) [14]float64 {
	var out [14]float64
	band := 0
	for k := 1; k < speechFrame/2; k++ {
		f := float64(k) * 8000 / speechFrame
		if f < speechBands[0] {
			continue
		}
		for band < len(out) && f >= speechBands[band+1] {
			band++
		}
		if band == len(out) {
			break
		}
		var re, im float64
		for i, v := range pcm {
			w := float64(v) * s.window[i]
			re += w * s.cos[k*i%speechFrame]
			im += w * s.sin[k*i%speechFrame]
		}
		out[band] += re*re + im*im
	}
	return out
}

func power(pcm []int16) float64 {
	sum := 0.0
	for _, v := range pcm {
		sum += float64(v) * float64(v)
	}
	return sum
}

// align finds where in heard a block of what was said is, near a place.
func align(said, heard []int16, near, span int) int {
	best, at := -2.0, near
	loud := power(said)
	for o := max(near-span, 0); o <= near+span && o+len(said) <= len(heard); o++ {
		sum := 0.0
		for i, v := range said {
			sum += float64(v) * float64(heard[o+i])
		}
		if l := sum / math.Sqrt(loud*power(heard[o:o+len(said)])+1); l > best {
			best, at = l, o
		}
	}
	if best < 0.4 {
		return near
	}
	return at
}

func scoreSpeech(said, heard []int16) speechScore {
	spec := newSpectrum()
	peak := 0.0
	for i := 0; i+speechFrame <= len(said); i += speechFrame {
		peak = max(peak, power(said[i:i+speechFrame]))
	}
	floor := peak / 1e5 * speechFrame
	var off []float64
	var score speechScore
	delay := align(said[speechBlock:3*speechBlock], heard, speechBlock+500, 500) - speechBlock
	for i := 0; i+speechBlock+speechFrame < len(said); i += speechBlock {
		if i+delay+2*speechBlock > len(heard) {
			break
		}
		delay = align(said[i:i+speechBlock], heard, i+delay, 160) - i
		for j := i; j+speechFrame <= i+speechBlock; j += speechFrame {
			a := said[j : j+speechFrame]
			if power(a) < peak/1000 || j+delay < 0 {
				continue
			}
			b := heard[j+delay : j+delay+speechFrame]
			x, y, sum := spec.bands(a), spec.bands(b), 0.0
			for k := range x {
				d := 10 * math.Log10((x[k]+floor)/(y[k]+floor))
				sum += d * d
			}
			l := math.Sqrt(sum / float64(len(x)))
			off = append(off, l)
			score.mean += l
			if l > 8 {
				score.far++
			}
			if power(b) < power(a)/100 {
				score.lost++
			}
		}
	}
	n := float64(len(off))
	slices.Sort(off)
	score.p95 = off[len(off)*95/100]
	score.mean /= n
	score.far *= 100 / n
	score.lost *= 100 / n
	return score
}

// Speech through bad networks, without sound devices: means over several seeds.
func TestSpeechSurvivesBadNetworks(t *testing.T) {
	said := prompts(t)
	length := time.Duration(len(said)) * time.Second / 8000
	for _, c := range []struct {
		name   string
		lost   func(seed uint64) func(int) bool
		budget speechScore // far is not budgeted
	}{
		{"clean", nil, speechScore{mean: 0.9, p95: 2.8, far: 0, lost: 0}},
		{"5 % random loss", func(s uint64) func(int) bool { return randomLoss(s, 0.05) }, speechScore{1.2, 2.8, 1.0, 0.05}},
		{"5 % loss in bursts", func(s uint64) func(int) bool { return burstLoss(s, 0.02, 0.4) }, speechScore{1.5, 4.0, 2.4, 0.5}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var sum speechScore
			seeds := 4.0
			if c.lost == nil {
				seeds = 1 // they are all the same
			}
			for seed := range uint64(seeds) {
				at := 0
				l := link{voice: func(dst []int16) { at += copy(dst, said[at%len(said):]) }}
				if c.lost != nil {
					l.lost = c.lost(seed)
				}
				heard, _ := l.run(length)
				s := scoreSpeech(said, heard)
				sum.mean, sum.p95, sum.far, sum.lost = sum.mean+s.mean/seeds, sum.p95+s.p95/seeds, sum.far+s.far/seeds, sum.lost+s.lost/seeds
			}
			t.Logf("LSD mean %.2f dB, 95 %% %.2f dB, above 8 dB %.2f %%, lost %.2f %%", sum.mean, sum.p95, sum.far, sum.lost)
			if b := c.budget; sum.mean > b.mean || sum.p95 > b.p95 || sum.far > b.far || sum.lost > b.lost {
				t.Errorf("above the budget of %.2f dB, %.2f dB, %.2f %%, %.2f %%", b.mean, b.p95, b.far, b.lost)
			}
		})
	}
}
