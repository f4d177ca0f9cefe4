package device

import (
	"math"
	"testing"
	"time"
)

// sung renders a tone and returns for each 10 ms whether it sounds.
func sung(t *testing.T, s *score, length time.Duration) (sounds []bool) {
	t.Helper()
	var g generator
	g.play(s)
	for range int(length / (10 * time.Millisecond)) {
		sum := 0.0
		for range sampleRate / 100 {
			v := g.sample()
			if math.Abs(v) > 0.5 {
				t.Fatalf("a sample of %.2f", v)
			}
			sum += v * v
		}
		sounds = append(sounds, sum > 0.1)
	}
	return sounds
}

// stretches are the lengths of sound and silence by turns, in ms.
func stretches(sounds []bool) (lengths []int) {
	run := 0
	for i, s := range sounds {
		if i > 0 && s != sounds[i-1] {
			lengths = append(lengths, 10*run)
			run = 0
		}
		run++
	}
	return append(lengths, 10*run)
}

func within(t *testing.T, what string, got []int, want ...int) {
	t.Helper()
	if len(got) < len(want) {
		t.Fatalf("%s: stretches %v, want %v", what, got, want)
	}
	for i, w := range want {
		if got[i] < w-20 || got[i] > w+20 {
			t.Errorf("%s: stretches %v ms, want %v", what, got, want)
			return
		}
	}
}

func TestTonesSoundAsLongAsTheyShould(t *testing.T) {
	within(t, "ring", stretches(sung(t, scoreOf(Ring), 7*time.Second)), 1000, 2000, 1000, 2000, 1000)
	within(t, "call waiting", stretches(sung(t, scoreOf(CallWaiting), 7*time.Second)), 300, 200, 300, 5200, 300)
	within(t, "zip", stretches(sung(t, scoreOf(Zip), 2*time.Second)), 400, 1600)
	within(t, "failure", stretches(sung(t, scoreOf(Failure), 2*time.Second)), 250, 250, 250, 1250)
	within(t, "busy", stretches(sung(t, scoreOf(Busy), 6*time.Second)), 500, 500, 500, 500, 500, 500, 500, 2500)
	within(t, "key", stretches(sung(t, scoreOf(Key('5')), time.Second)), 120, 880)
}

func TestRingFollowsItsCadence(t *testing.T) {
	s := &score{steps: trill(Cadence{400 * time.Millisecond, 200 * time.Millisecond, 410 * time.Millisecond, 2 * time.Second}), level: -15, repeat: true}
	within(t, "double ring", stretches(sung(t, s, 4*time.Second)), 400, 200, 410, 2000, 400)
}

func TestCadenceThatCannotBePlayedIsRefused(t *testing.T) {
	r := NewRinger(nil)
	defer func() { _ = r.Close() }()
	for _, c := range []Cadence{
		nil, {time.Second}, {time.Second, 0}, {time.Minute, time.Second},
		{time.Second, time.Second, time.Second}, make(Cadence, 10),
	} {
		if r.SetCadence(c) == nil {
			t.Errorf("%v is taken", c)
		}
	}
	if err := r.SetCadence(Cadence{time.Second, 3 * time.Second}); err != nil {
		t.Error(err)
	}
}
