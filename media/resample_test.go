package media_test

import (
	"math"
	"testing"

	"offhook/media"
)

// The voice band must pass both resamplers unchanged, and nothing of what a
// microphone hears above it may fold into it. For 16 kHz everything is twice as
// wide.
func TestResamplersKeepTheVoiceBand(t *testing.T) {
	for _, rate := range []int{8000, 16000} {
		wide := float64(rate / 8000)
		for _, f := range []float64{300, 1015 * wide, 2000 * wide, 3000 * wide, 3400 * wide} {
			in := make([]int16, rate)
			tone := media.NewTone(rate, -6, f)
			tone.Fill(in)
			up := media.Upsample(in, rate)
			if got := tonePower(up[4800:], 48000, f); math.Abs(got+6) > 0.5 {
				t.Errorf("%d Hz up: %v Hz of -6 dBFS become %.2f", rate, f, got)
			}
			if image := tonePower(up[4800:], 48000, float64(rate)-f); f <= 3000*wide && image > -60 {
				t.Errorf("%d Hz up: %v Hz have an image of %.1f dBFS", rate, f, image)
			}
			if got := tonePower(media.Downsample(up, rate)[rate/10:], rate, f); math.Abs(got+6) > 1 {
				t.Errorf("%d Hz down: %v Hz of -6 dBFS become %.2f", rate, f, got)
			}
		}
		for _, f := range []float64{5000 * wide, 7000 * wide, 9000 * wide, 20000} {
			in := make([]int16, 48000)
			tone := media.NewTone(48000, -6, f)
			tone.Fill(in)
			if got := loudness(media.Downsample(in, rate)[rate/10:]); got > -60 {
				t.Errorf("%d Hz down: %v Hz of -6 dBFS leave %.1f", rate, f, got)
			}
		}
	}
}
