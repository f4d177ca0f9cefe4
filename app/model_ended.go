package app

import (
	"time"

	"offhook/app/history"
)

// CallResult is how a call ended.
type CallResult int

// The results.
const (
	CallAnswered   CallResult = iota // both ends talked
	CallMissed                       // it rang here and nobody took it
	CallRedirected                   // declined, or sent elsewhere while it rang
	CallNotReached                   // our call reached nobody
)

// ended is a call that is over, with what the history keeps of it.
type ended struct {
	CallView
	result       CallResult
	rang, talked time.Duration
	held         time.Duration
	mos, lossage float64
	quality      history.Quality
	told         told // what others have been told of it
}

// setClock adds the time in the state that ends now to what was spent in it.
func (c *call) setClock(now time.Time) {
	c.heard.alarms(now) // of this state
	if int(c.State) < len(c.spent) {
		c.spent[c.State] += max(0, now.Sub(c.Since))
	}
}

// endCall takes note of a call that is over. A telephone that was picked up and
// put down again is no call.
func (m *model) endCall(c *call) {
	result := c.result()
	if result == CallNotReached && c.Remote == "" {
		return
	}
	c.setClock(m.now())
	e := ended{
		CallView: c.CallView, result: result, told: c.told,
		rang:   c.spent[CallAlerting] + c.spent[CallDialing],
		talked: c.spent[CallConnected], held: c.spent[CallHeld],
	}
	e.mos, e.lossage = c.heard.figures()
	e.quality = c.heard.quality(c.Started, m.now())
	m.over = append(m.over, e)
	m.day.call(e)
}

// result says how a call that is over ended.
func (c *call) result() CallResult {
	switch {
	case c.answered:
		return CallAnswered
	case c.Direction == Outbound:
		return CallNotReached
	case c.Asked == ActionHangUp || c.Asked == ActionDeflect || c.Silenced:
		return CallRedirected
	default:
		return CallMissed
	}
}

// endAll ends every call that is still there.
func (m *model) endAll() {
	for _, c := range m.calls {
		m.endCall(c)
	}
	m.calls = nil
}
