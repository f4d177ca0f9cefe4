package media_test

import (
	"math"
	"testing"

	"offhook/media"
)

// The telephone band must pass both resamplers unchanged, and nothing of what a
// microphone hears above it may fold into it.
func TestResamplersKeepTheTelephoneBand(t *testing.T) {
	for _, f := range []float64{300, 1015, 2000, 3000, 3400} {
		in := make([]int16, 8000)
		tone := media.NewTone(8000, -6, f)
		tone.Fill(in)
		wide := media.Upsample(in)
		if got := tonePower(wide[4800:], 48000, f); math.Abs(got+6) > 0.5 {
			t.Errorf("up: %v Hz of -6 dBFS become %.2f", f, got)
		}
		if image := tonePower(wide[4800:], 48000, 8000-f); f <= 3000 && image > -60 {
			t.Errorf("up: %v Hz have an image of %.1f dBFS", f, image)
		}
		if got := tonePower(media.Downsample(wide)[800:], 8000, f); math.Abs(got+6) > 1 {
			t.Errorf("down: %v Hz of -6 dBFS become %.2f", f, got)
		}
	}
	for _, f := range []float64{5000, 7000, 9000, 15000} {
		in := make([]int16, 48000)
		tone := media.NewTone(48000, -6, f)
		tone.Fill(in)
		if got := loudness(media.Downsample(in)[800:]); got > -60 {
			t.Errorf("down: %v Hz of -6 dBFS leave %.1f", f, got)
		}
	}
}
