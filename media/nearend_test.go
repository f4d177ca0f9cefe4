package media_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"offhook/media"
)

// hiss is noise of a level in dBFS, where a full-scale sine has 0.
func hiss(length time.Duration, level float64, seed uint64) []int16 {
	r := rand.New(rand.NewPCG(seed, 1))
	pcm := make([]int16, int(length.Seconds()*48000))
	amplitude := 32767 / math.Sqrt2 * math.Pow(10, level/20)
	for i := range pcm {
		pcm[i] = int16(amplitude * r.NormFloat64())
	}
	return pcm
}

// syllables are bursts of 180 ms with gaps of 70 ms, of a level in dBFS while
// they last, over a faint hiss.
func syllables(length time.Duration, level float64) []int16 {
	pcm := hiss(length, -75, 3)
	tone := media.NewTone(48000, level, 330)
	for at := 0; at+12000 <= len(pcm); at += 12000 {
		tone.Fill(pcm[at : at+8640])
	}
	return pcm
}

// spoken is the level of syllables alone.
func spoken(pcm []int16) float64 {
	var bursts []int16
	for at := 0; at+12000 <= len(pcm); at += 12000 {
		bursts = append(bursts, pcm[at+480:at+8160]...)
	}
	return loudness(bursts)
}

func peak(pcm []int16) int {
	p := 0
	for _, s := range pcm {
		p = max(p, int(s), -int(s))
	}
	return p
}

func processed(w media.NearEnd, pcm []int16) []int16 {
	out := append([]int16(nil), pcm...)
	media.NewNearEndChain(w).Process(out)
	return out
}

func seconds(pcm []int16, from, to float64) []int16 {
	return pcm[int(from*48000):int(to*48000)]
}

func TestNearEndSwitchedOffTouchesNothing(t *testing.T) {
	in := hiss(time.Second, -6, 1)
	for i, v := range processed(media.NearEnd{}, in) {
		if v != in[i] {
			t.Fatalf("sample %d is %d, was %d", i, v, in[i])
		}
	}
}

// The curve of the automatic gain: what speech of a level becomes.
func TestAutoGainBringsSpeechToOneLevel(t *testing.T) {
	for _, c := range []struct{ in, least, most float64 }{
		{-54, -37, -35.5}, // 18 dB is the most
		{-38, -22.5, -19},
		{-30, -22.5, -18.5},
		{-21, -22.5, -18.5},
		{-10, -22.5, -18.5},
		{-3, -16.5, -14}, // 12 dB down is the least
	} {
		out := processed(media.NearEnd{AutoGain: true}, syllables(20*time.Second, c.in))
		if got := spoken(seconds(out, 17, 20)); got < c.least || got > c.most {
			t.Errorf("speech of %.0f dBFS becomes %.1f, want %.1f to %.1f", c.in, got, c.least, c.most)
		}
	}
}

func TestAutoGainRisesSlowlyAndFallsSooner(t *testing.T) {
	out := processed(media.NearEnd{AutoGain: true}, append(syllables(20*time.Second, -38), syllables(20*time.Second, -10)...))
	if rise := spoken(seconds(out, 2, 3)) - spoken(seconds(out, 0, 1)); rise < 2 || rise > 7 {
		t.Errorf("in two seconds it rises by %.1f dB, want 2 to 7", rise)
	}
	// A sudden loud voice is at its level within four seconds.
	if got := spoken(seconds(out, 24, 26)); got > -18 {
		t.Errorf("four seconds after a loud voice began it still has %.1f dBFS", got)
	}
	worst := 0.0
	for at := 12000; at+12000 <= len(out); at += 12000 {
		if at/48000 == 20 || at/48000 == 19 { // the voice changes here
			continue
		}
		step := spoken(out[at:at+12000]) - spoken(out[at-12000:at])
		worst = max(worst, step, -step)
	}
	if worst > 3.1 {
		t.Errorf("from one syllable to the next the gain changes by %.1f dB", worst)
	}
}

func TestAutoGainLeavesNoiseAndSilenceAlone(t *testing.T) {
	for _, level := range []float64{-80, -55, -45} {
		in := hiss(20*time.Second, level, 2)
		out := processed(media.NearEnd{AutoGain: true}, in)
		if got := loudness(seconds(out, 15, 20)) - loudness(seconds(in, 15, 20)); math.Abs(got) > 1.6 {
			t.Errorf("noise of %.0f dBFS is changed by %.1f dB", level, got)
		}
	}
}

func TestLimiterNeverClipsAndKeepsWhatIsBelow(t *testing.T) {
	loud := make([]int16, 48000)
	tone := media.NewTone(48000, 0, 440)
	tone.Fill(loud)
	out := processed(media.NearEnd{Limiter: true}, loud)
	if p := peak(out); p > 29204 || p < 28000 {
		t.Errorf("a full-scale tone peaks at %d, want -1 dBFS", p)
	}
	// It is turned down, not cut off: hardly any energy beside the tone.
	settled := seconds(out, 0.2, 0.9)
	if rest := loudness(settled) - tonePower(settled, 48000, 440); math.Abs(rest) > 0.05 {
		t.Errorf("the tone is distorted: all of it is %.2f dB louder than its fundamental", rest)
	}
	quiet := syllables(time.Second, -3)
	for i, v := range processed(media.NearEnd{Limiter: true}, quiet) {
		if v != quiet[i] {
			t.Fatalf("sample %d of a voice below the limit was changed", i)
		}
	}
}

func TestLimiterReleasesWithin200Milliseconds(t *testing.T) {
	pcm := make([]int16, 96000)
	loud, soft := media.NewTone(48000, 0, 440), media.NewTone(48000, -12, 440)
	loud.Fill(pcm[:24000])
	soft.Fill(pcm[24000:])
	out := processed(media.NearEnd{Limiter: true}, pcm)
	if got := loudness(seconds(out, 0.7, 0.8)); math.Abs(got+12) > 0.2 {
		t.Errorf("200 ms after the loud part it has %.2f dBFS, want -12", got)
	}
}

func TestGainAndLimiterTogetherDoNotClipASuddenShout(t *testing.T) {
	pcm := append(syllables(10*time.Second, -40), syllables(5*time.Second, 0)...)
	if p := peak(processed(media.NearEnd{AutoGain: true, Limiter: true}, pcm)); p > 29204 {
		t.Errorf("it peaks at %d", p)
	}
}

func TestNoiseGateQuietensPauses(t *testing.T) {
	in := hiss(5*time.Second, -50, 4)
	out := processed(media.NearEnd{NoiseGate: true}, in)
	if got := loudness(seconds(out, 4, 5)) - loudness(seconds(in, 4, 5)); got > -14 || got < -16 {
		t.Errorf("the background is changed by %.1f dB, want -15", got)
	}
}

// Wherever in a block a word begins, its first 5 ms and its first 30 ms come
// through, and so does the end of the word before.
func TestNoiseGateEatsNoOnset(t *testing.T) {
	for offset := range 24 {
		in := hiss(6*time.Second, -55, uint64(offset))
		onset := 4*48000 + 20*offset
		tone := media.NewTone(48000, -30, 330)
		tone.Fill(in[onset : onset+24000])
		out := processed(media.NearEnd{NoiseGate: true}, in)
		for _, n := range []int{240, 1440} {
			if lost := loudness(in[onset:onset+n]) - loudness(out[onset:onset+n]); lost > 0.9 {
				t.Errorf("a word that begins %d samples into a block loses %.1f dB of its first %d samples", 20*offset, lost, n)
			}
		}
		end := in[onset+24000 : onset+24000+9600] // 200 ms of the room after the word
		if lost := loudness(end) - loudness(out[onset+24000:onset+24000+9600]); lost > 0.3 {
			t.Errorf("the end of the word is cut: %.1f dB", lost)
		}
	}
}

func TestNearEndIsSwitchedWithoutAClick(t *testing.T) {
	pcm := syllables(16*time.Second, -36)
	tone := media.NewTone(48000, -30, 330)
	tone.Fill(pcm[10*48000:])
	c := media.NewNearEndChain(media.NearEnd{AutoGain: true, NoiseGate: true, Limiter: true})
	c.Process(pcm[:12*48000])
	c.Set(media.NearEnd{})
	c.Process(pcm[12*48000:])
	// A sine of this level and 18 dB more has no larger step from sample to sample.
	most := 32767 * math.Pow(10, -12.0/20) * 2 * math.Pi * 330 / 48000
	for i := 12*48000 - 480; i < 12*48000+960; i++ {
		if step := math.Abs(float64(pcm[i]) - float64(pcm[i-1])); step > most*1.1 {
			t.Fatalf("at %d samples from the switch a step of %.0f, at most %.0f belong to the voice", i-12*48000, step, most)
		}
	}
}

// The switch falls on the top of a wave that is being limited.
func TestLimiterIsSwitchedWithoutAClick(t *testing.T) {
	pcm := make([]int16, 10*480)
	tone := media.NewTone(48000, 0, 325)
	tone.Fill(pcm)
	c := media.NewNearEndChain(media.NearEnd{Limiter: true})
	c.Process(pcm[:5*480])
	c.Set(media.NearEnd{})
	c.Process(pcm[5*480:])
	most := 32767 * 2 * math.Pi * 325 / 48000
	for i := 480; i < len(pcm); i++ {
		if step := math.Abs(float64(pcm[i]) - float64(pcm[i-1])); step > most*1.1 {
			t.Fatalf("sample %d: a step of %.0f, at most %.0f belong to the tone", i, step, most)
		}
	}
	if p := peak(pcm[6*480:]); p < 32500 {
		t.Errorf("the limiter still works: peak %d", p)
	}
}

func TestNearEndAllocatesNothing(t *testing.T) {
	pcm := syllables(time.Second, -3)
	c := media.NewNearEndChain(media.NearEnd{AutoGain: true, NoiseGate: true, Limiter: true})
	if n := testing.AllocsPerRun(20, func() { c.Process(pcm) }); n != 0 {
		t.Errorf("a second of voice allocates %v times", n)
	}
}

func TestNearEndOfASessionReachesTheFarEnd(t *testing.T) {
	s, far := open(t, media.Config{NearEnd: media.NearEnd{Limiter: true}}), newPeer(t)
	start(t, s, far, "g711U")
	loudestOf := func() (p int) {
		var pcm [160]int16
		media.MuLaw.Decode(pcm[:], far.read(t).Payload)
		return peak(pcm[:])
	}
	newSound(t, s, 1000, 0)
	eventually(t, "a full-scale voice is limited", func() bool { p := loudestOf(); return p > 25000 && p < 30500 })
	s.SetNearEnd(media.NearEnd{})
	if got := s.NearEnd(); got != (media.NearEnd{}) {
		t.Errorf("NearEnd() = %+v after switching off", got)
	}
	eventually(t, "it is left alone again", func() bool { return loudestOf() > 31000 })
}

// BenchmarkNearEnd is the whole chain on 10 ms.
func BenchmarkNearEnd(b *testing.B) {
	c := media.NewNearEndChain(media.NearEnd{AutoGain: true, NoiseGate: true, Limiter: true})
	pcm := syllables(time.Second, -3)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.Process(pcm[i%100*480:][:480])
	}
}
