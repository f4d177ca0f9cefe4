package app

import (
	"fmt"
	"strconv"
	"time"
)

// LimitSettings say how long the switch lets things last, as it is administered
// there, and how long a break may take. No protocol tells any of it.
type LimitSettings struct {
	// RingSeconds is how long a call of the ACD rings before it is taken back, 5 to
	// 600; 0 where it is not known: it is then learned from calls that were.
	RingSeconds int `toml:"ring_seconds,omitempty"`
	// AfterCallSeconds is how long after-call work lasts before the switch ends it
	// (timed ACW), 5 to 3600; 0 where it does not end by itself.
	AfterCallSeconds int `toml:"after_call_seconds,omitempty"`
	// AuxMinutes are how long AUX may take, by reason code, 1 to 600. The switch
	// does not end it: it is the organisation's rule.
	AuxMinutes map[string]int `toml:"aux_minutes,omitempty"`
}

func (s LimitSettings) check() error {
	if n := s.RingSeconds; n != 0 && (n < 5 || n > 600) {
		return fmt.Errorf("limits: ring_seconds %d: use 5 to 600, or 0 where it is not known", n)
	}
	if n := s.AfterCallSeconds; n != 0 && (n < 5 || n > 3600) {
		return fmt.Errorf("limits: after_call_seconds %d: use 5 to 3600, or 0 for none", n)
	}
	for code, n := range s.AuxMinutes {
		if c, err := strconv.Atoi(code); err != nil || c < 0 || c > 99 {
			return fmt.Errorf("limits: aux_minutes: %q is no reason code, use 0 to 99", code)
		}
		if n < 1 || n > 600 {
			return fmt.Errorf("limits: aux_minutes: %d for reason %s: use 1 to 600", n, code)
		}
	}
	return nil
}

// aux is how long AUX may take for a reason; zero for any time.
func (s LimitSettings) aux(reason int) time.Duration {
	return time.Duration(s.AuxMinutes[strconv.Itoa(reason)]) * time.Minute
}
