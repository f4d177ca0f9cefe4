package app

import (
	"strings"
	"time"

	"offhook/wti"
)

// Signal is a short tone that the app itself lets the agent hear. What the
// switch plays comes with the voice and is never played a second time.
type Signal int

// The signals.
const (
	SignalZip   Signal = iota + 1 // a call that was not answered by hand begins
	SignalBusy                    // the other party is busy
	SignalError                   // what was asked for did not happen
)

// signal plays a short tone when the settings want it.
func (a *App) signal(s Signal) {
	v := a.opts.Settings.Voice
	wanted := v.ErrorTones
	if s == SignalZip {
		wanted = v.ZipTone
	}
	if wanted && a.opts.Ringer != nil {
		a.opts.Ringer.Signal(s)
	}
}

// backToBack is how soon after it begins to ring a call is connected that the
// station answers by itself (protocol notes §7.3).
const backToBack = 2 * time.Second

// answeredItself reports whether an event connects an incoming call that nobody
// here asked to answer.
func (m *model) answeredItself(ev wti.Established) bool {
	if !ev.Own {
		return false
	}
	c := m.find(ev.Connection.Call)
	return c == nil || c.Direction == Inbound && c.State == CallAlerting && c.Asked != ActionAnswer
}

// failureSignal is the effect of a call that failed. While voice flows here, the
// switch's own tone is in it.
func (m *model) failureSignal(cause string) []effect {
	switch {
	case m.media != nil:
		return nil
	case strings.EqualFold(cause, "busy"), strings.EqualFold(cause, "acdBusy"):
		return []effect{soundBusy}
	default:
		return []effect{soundError}
	}
}
