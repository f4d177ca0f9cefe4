package media

import (
	"slices"
	"time"
)

const (
	unevenStart  = 3 * time.Millisecond // before anything is known
	unevenLeast  = time.Millisecond
	unevenMost   = 10 * time.Millisecond
	unevenForget = 720 // steps; half is forgotten after 5 s
	unevenShift  = 2 * time.Millisecond
	unevenLost   = 40 * time.Millisecond // so far off the steps begin anew
)

// unevenness learns how evenly the loudspeaker asks for steps: what it asks for
// earlier than usual it may have to do without.
type unevenness struct {
	steps time.Duration    // sound that the loudspeaker was given
	last  [3]time.Duration // when it asked for the last steps, less steps; the oldest first
	usual time.Duration    // the same, filtered
	most  time.Duration    // the most that it asked earlier, of late
}

func newUnevenness() unevenness { return unevenness{most: unevenStart} }

// step takes in that the loudspeaker asks for a step. When three of them in a row come
// earlier, or later, the next ones will as well: a sound server was given more or less
// once. Only those that come early for themselves are uneven.
func (u *unevenness) step(now time.Duration) {
	u.steps += delayStep
	at := now - u.steps
	if (at - u.usual).Abs() > unevenLost {
		u.last, u.usual = [3]time.Duration{at, at, at}, at
		return
	}
	u.last = [3]time.Duration{u.last[1], u.last[2], at}
	switch earliest, latest := slices.Min(u.last[:]), slices.Max(u.last[:]); {
	case latest < u.usual-unevenShift:
		u.usual = latest
	case earliest > u.usual+unevenShift:
		u.usual = earliest
	default:
		u.usual += (at - u.usual) / 16
	}
	early := u.usual - u.last[0]
	u.most = max(min(early, unevenMost), u.most-u.most/unevenForget)
}

// margin is how long before it is needed a packet must be there.
func (u *unevenness) margin() time.Duration { return max(u.most, unevenLeast) }
