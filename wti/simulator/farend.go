package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// FarEnd is what an outside party says and does with what it hears. The parts
// combine; the zero value speaks a default prompt.
type FarEnd struct {
	Speech string  // name of a prompt of package speech, repeated after a pause
	Tone   float64 // hertz
	Echo   bool    // sends back what it hears, 100 ms later
	Silent bool    // sends silence; with Speech, Tone or Echo unset
	Menu   Menu    // reacts to digits
	Press  string  // keys that it presses a second after each answer: 0 to 9, *, # and A to D
}

// Menu is what a far end says when it gets a digit.
type Menu struct {
	Keys  map[string]string // digit to prompt
	Other string            // prompt for any other digit
}

// Speech is a far end that speaks the named prompt.
func Speech(prompt string) FarEnd { return FarEnd{Speech: prompt} }

// Echo is a far end that returns what it hears.
func Echo() FarEnd { return FarEnd{Echo: true} }

// Tone is a far end that sends a steady tone of so many hertz.
func Tone(hz float64) FarEnd { return FarEnd{Tone: hz} }

// Silence is a far end that sends silence.
func Silence() FarEnd { return FarEnd{Silent: true} }

func (f FarEnd) orSpeech(prompt string) FarEnd {
	if f.Speech == "" && f.Tone == 0 && !f.Echo && !f.Silent {
		f.Speech = prompt
	}
	return f
}

// Caller is an outside party that calls a VDN or a station.
type Caller struct {
	Number   string `toml:"number"`
	Name     string `toml:"name"`
	VDN      string `toml:"vdn"`       // or an extension, for a direct call
	Digits   string `toml:"digits"`    // what the caller entered before, shown to the agent
	UserData string `toml:"user_data"` // user-to-user information
	FarEnd   FarEnd `toml:"voice"`
	// LookAhead is what another switch tells that interflowed the call; the zero
	// value means that none did.
	LookAhead LookAhead `toml:"look_ahead"`
	// Patience is how long the caller waits for an answer before hanging up;
	// zero: for ever.
	Patience time.Duration `toml:"-"`
	// Talk is how long after the answer the caller hangs up; zero: never.
	Talk time.Duration `toml:"-"`
}

// LookAhead is where an interflowed call comes from (lookAheadInfo, protocol
// notes §7.2). Its time of day is that of the arrival.
type LookAhead struct {
	Type      string `toml:"type"`     // allInterflow, thresholdInterflow or vectoringInterflow
	Priority  string `toml:"priority"` // notInQueue, low, medium (unless given), high or top
	SourceVDN string `toml:"source_vdn"`
}

// check tells what is impossible about it.
func (l LookAhead) check(where string) (errs []error) {
	if l == (LookAhead{}) {
		return nil
	}
	for _, c := range []struct {
		key, value string
		words      []string
	}{
		{"type", l.Type, []string{"allInterflow", "thresholdInterflow", "vectoringInterflow"}},
		{"priority", cmp.Or(l.Priority, mediumPriority), []string{"notInQueue", "low", mediumPriority, "high", "top"}},
	} {
		if !slices.Contains(c.words, c.value) {
			errs = append(errs, fmt.Errorf("%s: look-ahead %s %q: choose from %s", where, c.key, c.value, strings.Join(c.words, ", ")))
		}
	}
	if !dialable(l.SourceVDN) {
		errs = append(errs, fmt.Errorf("%s: look-ahead source VDN %q is not an extension", where, l.SourceVDN))
	}
	return errs
}

const mediumPriority = "medium"

// report is it as private data.
func (l LookAhead) report(at time.Time) object {
	h, m, s := at.Clock()
	return object{
		"type": l.Type, "priority": cmp.Or(l.Priority, mediumPriority), "sourceVDN": l.SourceVDN,
		"hours": h, "minutes": m, "seconds": s,
	}
}
