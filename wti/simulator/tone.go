package simulator

import "math"

// toneLeg plays a tone of the switch: dial tone, ringback, busy and so on. It
// hears nothing. Guarded by gateway.mu.
type toneLeg struct {
	kind toneKind
	at   int // samples since it began
}

type toneKind int

const (
	noTone toneKind = iota
	dialTone
	ringback
	busyTone
	reorderTone
	music
)

func (t *toneLeg) write(*frame) {}

func (t *toneLeg) read(f *frame) {
	for i := range f {
		f[i] = t.kind.sample(t.at)
		t.at++
	}
}

// sample is the tone at sample n. Frequencies and cadences are those of North
// American call progress tones.
func (k toneKind) sample(n int) int16 {
	ms := n / 8
	switch k {
	case dialTone:
		return dual(n, 350, 440)
	case ringback:
		if ms%6000 < 2000 {
			return dual(n, 440, 480)
		}
	case busyTone:
		if ms%1000 < 500 {
			return dual(n, 480, 620)
		}
	case reorderTone:
		if ms%500 < 250 {
			return dual(n, 480, 620)
		}
	case music:
		return melody(n)
	}
	return 0
}

func sine(n int, hz float64) float64 { return math.Sin(2 * math.Pi * hz * float64(n%8000) / 8000) }

func dual(n, a, b int) int16 { return int16(2500 * (sine(n, float64(a)) + sine(n, float64(b)))) }

// melody is a slow broken chord that swells and fades with every note.
func melody(n int) int16 {
	const length = 4000 // half a second
	notes := [...]float64{262, 330, 392, 523, 392, 330, 294, 349, 440, 587, 440, 349}
	note := notes[n/length%len(notes)]
	swell := math.Sin(math.Pi * float64(n%length) / length)
	return int16(2500 * swell * sine(n, note))
}
