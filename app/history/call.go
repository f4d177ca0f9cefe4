package history

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Direction of a call.
type Direction int

// The directions.
const (
	In Direction = iota
	Out
)

// Result is how a call ended.
type Result int

// The results.
const (
	Answered   Result = iota // both ends talked
	Missed                   // it rang here and nobody took it: the caller gave up, or it went elsewhere
	Redirected               // the agent declined it or sent it elsewhere while it rang
	Failed                   // our call reached nobody: busy, no answer, wrong number, given up
)

// Call is one call that has ended. Comparable.
type Call struct {
	// ID is the microsecond since 1970 in which the call began; no two calls have
	// the same one. Calls are sorted by it.
	ID        int64
	Direction Direction
	Result    Result
	// Number is the other party's, in digits with a leading + where known; empty
	// when it was withheld. In a masked store all but its end is dots.
	Number  string
	Name    string // from the directory, empty when not known
	Service string // the VDN's or skill's name or number
	// Ring, Talk and Hold are how long the call rang, was talked on and was held
	// by us; whole seconds are kept.
	Ring, Talk, Hold time.Duration
	UCID             string
	// MOS is the mean quality of what was heard, 1 to 4.5; 0 when not measured.
	// Loss is the share of voice packets that never came, 0 to 1.
	MOS, Loss float64
	Quality   Quality // the rest of it
}

// Started is when the call began.
func (c Call) Started() time.Time { return time.UnixMicro(c.ID) }

// StartedAt returns the ID of a call that began at t. [Store.Add] moves it by
// microseconds when it is taken.
func StartedAt(t time.Time) int64 { return t.UnixMicro() }

// Masked reports whether all but the end of the number was dropped, so that it
// cannot be dialled.
func (c Call) Masked() bool { return strings.HasPrefix(c.Number, maskDots) }

// maskDots stand for whatever was in front of a masked number's end.
const maskDots = "•••"

// unmasked is how many digits of a masked number stay.
const unmasked = 2

// Mask hides all but the last two digits of a number, its length included.
func Mask(number string) string {
	if number == "" || strings.HasPrefix(number, maskDots) {
		return number
	}
	if utf8.RuneCountInString(number) <= 2*unmasked {
		return maskDots
	}
	r := []rune(number)
	return maskDots + string(r[len(r)-unmasked:])
}
