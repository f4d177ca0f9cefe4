//go:build linux

package main

import (
	"math"
	"math/rand/v2"
	"os/exec"
	"testing"
	"time"

	"offhook/internal/testdesk"
)

func steady(length time.Duration) []int16 { return testdesk.Tone(toneHz, -9, length) }

func TestToneScore(t *testing.T) {
	const ms = testdesk.SampleRate / 1000
	whole := steady(20 * time.Second)
	silenced := append([]int16(nil), whole...)
	clear(silenced[10000*ms : 10140*ms]) // 140 ms of 14 s
	cut := append(append([]int16(nil), whole[:10000*ms]...), whole[10020*ms:]...)
	noisy := append([]int16(nil), whole...)
	for i := 10000 * ms; i < 10280*ms; i++ {
		noisy[i] = int16(rand.IntN(20000) - 10000)
	}
	for _, c := range []struct {
		name                     string
		pcm                      []int16
		silent, distorted, steps float64
	}{
		{"whole", whole, 0, 0, 0},
		{"silence", silenced, 0.01, 0, 0},
		{"a frame cut out", cut, 0, 0, 60.0 / 14},
		{"noise", noisy, 0, 0.02, 0},
	} {
		s, err := scoreTone(testdesk.SampleRate, c.pcm)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if math.Abs(s.silent-c.silent) > 0.0011 || math.Abs(s.distorted-c.distorted) > 0.0011 || math.Abs(s.steps-c.steps) > 0.1 {
			t.Errorf("%s: %+v, want %v silent, %v distorted, %.1f steps", c.name, s, c.silent, c.distorted, c.steps)
		}
	}
	if _, err := scoreTone(testdesk.SampleRate, make([]int16, testdesk.SampleRate)); err == nil {
		t.Error("silence is scored as a tone")
	}
}

// babble is noise with an envelope of words.
func babble(seconds int) []float64 {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]float64, seconds*voiceRate)
	for i := range out {
		out[i] = r.NormFloat64() * 3000 * max(0, math.Sin(float64(i)/1500)+0.3*math.Sin(float64(i)/411))
	}
	return out
}

func TestSpeechScore(t *testing.T) {
	said := babble(6)
	late := append(make([]float64, 1200), said...)
	if s := scoreSpeech(said, late); s.frames < 50 || s.mean > 0.01 || s.off+s.lost+s.cut+s.inserted > 0 {
		t.Errorf("speech that is only late: %+v", s)
	}
	clear(late[1200+28500 : 1200+28500+4000])
	if s := scoreSpeech(said, late); s.lost < 0.02 || s.off < s.lost {
		t.Errorf("speech with half a second missing: %+v", s)
	}
}

func TestClicksArePairedWithinTheirTime(t *testing.T) {
	at := func(ms int) time.Time { return time.Unix(100, 0).Add(time.Duration(ms) * time.Millisecond) }
	took, missed := pair([]time.Time{at(0), at(1000), at(2000), at(9000)}, []time.Time{at(60), at(2080)}, at(5000))
	if len(took) != 2 || took[0] != 60 || took[1] != 80 || missed != 1 {
		t.Errorf("took %v, missed %d", took, missed)
	}
}

func TestImpairmentLosesItsShare(t *testing.T) {
	for _, c := range []struct {
		name string
		impairment
		want float64
	}{
		{"single packets", impairment{loss: 0.05, good: 1}, 0.05},
		{"bursts", impairment{bad: 0.02, good: 0.4}, 0.0476},
	} {
		p := &pump{impairment: c.impairment, chance: rand.New(rand.NewPCG(7, 0))}
		lost := 0
		for range 100_000 {
			if _, l := p.fate(time.Time{}); l {
				lost++
			}
		}
		if got := float64(lost) / 100_000; math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s: %.4f lost, want %.4f", c.name, got, c.want)
		}
	}
}

func TestResultsFillTheRow(t *testing.T) {
	r, err := parseResults("noise\nresult n=3 p50=61.5 p95=70.0\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := r.fill(showEar); got != "61.5 / 70.0" {
		t.Errorf("filled %q", got)
	}
	if _, err := parseResults("no call\n"); err == nil {
		t.Error("an output without a result is taken for one")
	}
}

func TestFiguresOfSeveralCallsAreTheirMean(t *testing.T) {
	got := mean([]results{{"lost": "0.15", "n": "10", "why": "x"}, {"lost": "0.00", "n": "11", "why": "y"}, {"lost": "0.03", "n": "12", "why": "z"}})
	if got["lost"] != "0.06" || got["n"] != "11" || got["why"] != "x" {
		t.Errorf("mean %v", got)
	}
}

func TestTheScriptsAreBash(t *testing.T) {
	for _, script := range []string{"call.sh", "rig.sh", "phones.sh"} {
		if out, err := exec.Command("bash", "-n", script).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", script, err, out)
		}
	}
}
