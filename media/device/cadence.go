package device

import (
	"errors"
	"slices"
	"time"
)

// Cadence is how long a ring sounds and pauses, by turns, over and over.
type Cadence []time.Duration

// usualCadence is one second of ringing, two of silence.
var usualCadence = Cadence{time.Second, 2 * time.Second}

// UsualCadence is how a ring sounds until SetCadence.
func UsualCadence() Cadence { return slices.Clone(usualCadence) }

const (
	cadenceMost  = 8 // parts
	cadenceShort = 100 * time.Millisecond
	cadenceLong  = 10 * time.Second
	trillNote    = 50 * time.Millisecond
	trillLow     = 784.0 // Hz
	trillHigh    = 988.0
)

var errCadence = errors.New("a ring's cadence has 2, 4, 6 or 8 parts, ringing and pause by turns, of 0.1 to 10 s")

// Check returns why a cadence cannot be played: it has 2, 4, 6 or 8 parts of
// 0.1 to 10 s, the first of which rings.
func (c Cadence) Check() error {
	wrong := func(d time.Duration) bool { return d < cadenceShort || d > cadenceLong }
	if len(c) < 2 || len(c)%2 != 0 || len(c) > cadenceMost || slices.ContainsFunc(c, wrong) {
		return errCadence
	}
	return nil
}

// SetCadence changes how Ring sounds from the next Play on. The error is that of
// [Cadence.Check].
func (r *Ringer) SetCadence(c Cadence) error {
	if err := c.Check(); err != nil {
		return err
	}
	c = slices.Clone(c)
	r.cadence.Store(&c)
	return nil
}

// trill is a ring of two alternating notes.
func trill(c Cadence) []step {
	var steps []step
	for i, part := range c {
		if i%2 == 1 {
			steps = append(steps, step{int(part.Milliseconds()), 0, 0})
			continue
		}
		for note := trillLow; part > 0; part -= trillNote {
			steps = append(steps, step{int(min(part, trillNote).Milliseconds()), note, 0})
			note = trillLow + trillHigh - note
		}
	}
	return steps
}
