package device

import (
	"math"
	"strings"
)

// Tone is a sound that the ringer knows.
type Tone uint16

// The tones. Ring and CallWaiting go on until Stop; the others end by themselves.
const (
	Ring        Tone = iota + 1 // a call rings
	CallWaiting                 // a call rings during a call
	Zip                         // an automatically answered call begins
	Failure                     // something asked for did not happen
	Busy                        // the other party is busy
	firstKey    Tone = 0x100
)

const keypad = "123A456B789C*0#D"

// Key returns the feedback tone of a dialpad key (ITU-T Q.23), or 0 for what is
// not one of 0–9, *, #, A–D.
func Key(digit rune) Tone {
	if at := strings.IndexRune(keypad, digit); at >= 0 {
		return firstKey + Tone(at)
	}
	return 0
}

// step is a stretch of up to two sine waves, or of silence.
type step struct {
	ms        int
	low, high float64 // Hz; 0 is none
}

// score is how a tone goes.
type score struct {
	steps  []step
	level  float64 // of each wave, dBFS
	repeat bool
}

// scoreOf returns nil for an unknown tone.
func scoreOf(t Tone) *score {
	switch {
	case t == Ring:
		return &score{steps: trill(usualCadence), level: -15, repeat: true}
	case t == CallWaiting:
		return &score{steps: []step{{300, 440, 0}, {200, 0, 0}, {300, 440, 0}, {5200, 0, 0}}, level: -18, repeat: true}
	case t == Zip:
		return &score{steps: []step{{400, 480, 0}}, level: -18}
	case t == Failure:
		return &score{steps: []step{{250, 480, 620}, {250, 0, 0}, {250, 480, 620}}, level: -21}
	case t == Busy:
		return &score{steps: busy(), level: -24}
	case t >= firstKey && t < firstKey+Tone(len(keypad)):
		at := int(t - firstKey)
		lows := [...]float64{697, 770, 852, 941}
		highs := [...]float64{1209, 1336, 1477, 1633}
		return &score{steps: []step{{120, lows[at/4], highs[at%4]}}, level: -21}
	}
	return nil
}

// busy is four beats of half a second.
func busy() []step {
	var steps []step
	for range 4 {
		steps = append(steps, step{500, 480, 620}, step{500, 0, 0})
	}
	return steps
}

// generator plays scores sample by sample. Changes are faded over 4 ms, so that
// nothing clicks. It belongs to one goroutine.
type generator struct {
	score *score
	next  *score
	turn  bool // next replaces score as soon as that has faded
	step  int
	at    int // samples into the step
	low   float64
	high  float64
	gain  float64
	level float64
}

const fade = 1.0 / (0.004 * sampleRate) // gain per sample

// play goes over to another score; nil is silence.
func (g *generator) play(s *score) { g.next, g.turn = s, true }

// silent reports whether nothing is to be heard any more.
func (g *generator) silent() bool { return g.score == nil && !g.turn }

// sample returns the next sample, -1…1.
func (g *generator) sample() float64 {
	if g.turn && g.gain == 0 {
		g.score, g.turn, g.step, g.at = g.next, false, 0, 0
		g.begin()
	}
	if g.score == nil {
		return 0
	}
	s := g.score.steps[g.step]
	left := s.ms*sampleRate/1000 - g.at
	if g.turn || float64(left)*fade <= g.gain || s.low == 0 {
		g.gain = max(0, g.gain-fade)
	} else {
		g.gain = min(1, g.gain+fade)
	}
	v := g.gain * g.level * (math.Sin(g.low) + math.Sin(g.high))
	g.low = math.Mod(g.low+2*math.Pi*s.low/sampleRate, 2*math.Pi)
	g.high = math.Mod(g.high+2*math.Pi*s.high/sampleRate, 2*math.Pi)
	if g.at++; left <= 1 {
		g.advance()
	}
	return v
}

func (g *generator) begin() {
	g.low, g.high = 0, 0
	if g.score != nil {
		g.level = math.Pow(10, g.score.level/20)
	}
}

func (g *generator) advance() {
	g.at = 0
	if g.step++; g.step < len(g.score.steps) {
		return
	}
	g.step = 0
	if !g.score.repeat {
		g.score, g.gain = nil, 0
	}
}
