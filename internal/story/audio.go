package story

import (
	"context"
	"fmt"
	"math"
	"time"

	"offhook/internal/testdesk"
	"offhook/media"
	"offhook/resources/speech"
)

// audible is the level in dBFS from which a person hears something.
const audible = -50

// envelopeStep is one point of an envelope.
const envelopeStep = 20 * time.Millisecond

// envelope is how loud the voice is every 20 ms, and how loud its higher part
// is: the form by which one sentence is told from another and from a ring tone.
type envelope struct{ whole, high []float64 }

// envelopeRate is the rate in Hz at which envelopes are made: the telephone's.
const envelopeRate = 8000

// envelopeOf makes an envelope of samples at a multiple of envelopeRate.
func envelopeOf(samples []int16, rate int) envelope {
	samples = slower(samples, rate/envelopeRate)
	high := make([]int16, len(samples))
	for i := 1; i < len(samples); i++ {
		high[i] = int16((int(samples[i]) - int(samples[i-1])) / 2)
	}
	return envelope{loudness(samples), loudness(high)}
}

// slower takes the mean of every n samples.
func slower(samples []int16, n int) []int16 {
	out := make([]int16, len(samples)/n)
	for i := range out {
		sum := 0
		for _, s := range samples[i*n : (i+1)*n] {
			sum += int(s)
		}
		out[i] = int16(sum / n)
	}
	return out
}

func loudness(samples []int16) (out []float64) {
	const size = int(envelopeStep * envelopeRate / time.Second)
	for ; len(samples) >= size; samples = samples[size:] {
		out = append(out, math.Pow(10, testdesk.Level(samples[:size])/20))
	}
	return out
}

// promptEnvelope is the envelope of a simulated party's sentence, as the
// simulator says it.
func promptEnvelope(name string) (envelope, error) {
	audio, err := speech.Mulaw(name)
	if err != nil {
		return envelope{}, err
	}
	pcm := make([]int16, len(audio))
	media.MuLaw.Decode(pcm, audio)
	return envelopeOf(pcm, 8000), nil
}

// similarity is the best correlation, 0 to 1, of what was heard with any
// stretch of the sentence of the same length.
func similarity(heard, sentence envelope) float64 {
	best := 0.0
	n := len(heard.whole)
	for at := 0; at+n <= len(sentence.whole); at++ {
		best = max(best, min(
			correlation(heard.whole, sentence.whole[at:at+n]),
			correlation(heard.high, sentence.high[at:at+n])))
	}
	return best
}

func correlation(a, b []float64) float64 {
	ma, mb := mean(a), mean(b)
	var ab, aa, bb float64
	for i := range a {
		x, y := a[i]-ma, b[i]-mb
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}

func mean(a []float64) float64 {
	var sum float64
	for _, x := range a {
		sum += x
	}
	return sum / float64(max(1, len(a)))
}

// recognised is the similarity from which on what was heard is the sentence; a
// test shows that nothing else in the story comes near it.
const recognised = 0.85

// speechNeeded is how much of a sentence must be recognised.
const speechNeeded = 1600 * time.Millisecond

// hearSentence waits until the loudspeaker says a part of a sentence,
// recognisably, and returns how loud it is in dBFS.
func hearSentence(ctx context.Context, desk *testdesk.Desk, name string) (level float64, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, 15*time.Second, fmt.Errorf("the sentence %q within 15 s", name))
	defer cancel()
	sentence, err := promptEnvelope(name)
	if err != nil {
		return 0, err
	}
	best := 0.0
	start := time.Now()
	err = desk.Speaker().WaitFor(ctx, speechNeeded, func(samples []int16) bool {
		if time.Since(start) < speechNeeded || testdesk.Level(samples) < audible {
			return false
		}
		level = testdesk.Level(samples)
		alike := similarity(envelopeOf(samples, testdesk.SampleRate), sentence)
		best = max(best, alike)
		return alike >= recognised
	})
	if err != nil {
		err = fmt.Errorf("%w; best similarity %.2f", err, best)
	}
	return level, err
}

// hearSomething waits until the loudspeaker is audible and returns since when.
func hearSomething(ctx context.Context, desk *testdesk.Desk, from time.Time) (time.Time, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("a sound within %v", limit))
	defer cancel()
	return desk.Speaker().Wait(ctx, from, 5*time.Millisecond, func(s []int16) bool { return testdesk.Level(s) > audible })
}

// hearSilence waits until the loudspeaker has been silent for a time.
func hearSilence(ctx context.Context, desk *testdesk.Desk, length time.Duration) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("silence within %v", limit))
	defer cancel()
	return desk.Speaker().WaitFor(ctx, length, func(s []int16) bool { return testdesk.Level(s) < audible })
}
