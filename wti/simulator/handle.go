package simulator

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// CallState is where a call is.
type CallState string

// The states of a call.
const (
	CallInitiated CallState = "initiated" // dial tone
	CallQueued    CallState = "queued"    // waits for an agent
	CallAlerting  CallState = "alerting"  // rings somewhere
	CallConnected CallState = "connected"
	CallHeld      CallState = "held" // by a station
	CallFailed    CallState = "failed"
	CallEnded     CallState = "ended"
)

// historyLimit is how many calls a server remembers, recordingLimit how many of
// them with what was heard.
const (
	historyLimit   = 1000
	recordingLimit = 100
)

// Call is a call of the switch, as its far end knows it. All methods may be
// called from any goroutine, also after the call ended.
type Call struct {
	server *Server
	id     string
	ucid   string
	began  time.Time
	talk   time.Duration

	// The fields below are guarded by Server.mu.
	call            *call // the call that it merged into, after a transfer
	far             *outside
	digits          string
	failed          string
	workCode        string
	answered, ended time.Time
}

// ID is the call's callID.
func (c *Call) ID() string { return c.id }

// UCID is the call's universal call id: 20 digits.
func (c *Call) UCID() string { return c.ucid }

// State is where the call is now.
func (c *Call) State() CallState {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	return c.state()
}

func (c *Call) state() CallState {
	live := c.call
	switch {
	case !c.ended.IsZero() || c.server.calls[live.id] != live:
		return CallEnded
	case len(live.in(stateFailed)) > 0:
		return CallFailed
	case live.queued:
		return CallQueued
	case len(live.in(stateAlerting)) > 0:
		return CallAlerting
	case len(live.in(stateHeld)) > 0:
		return CallHeld
	case len(live.in(stateConnected)) > 1:
		return CallConnected
	}
	return CallInitiated
}

// Wait blocks until the call is in one of the states. It fails when ctx is done
// or when the call ended and that was not asked for.
func (c *Call) Wait(ctx context.Context, states ...CallState) error {
	var now CallState
	err := c.server.wait(ctx, func() bool {
		now = c.state()
		return now == CallEnded || slices.Contains(states, now)
	})
	switch {
	case err != nil:
		return fmt.Errorf("simulator: call %s is %s, waiting for %v: %w", c.id, now, states, err)
	case !slices.Contains(states, now):
		return fmt.Errorf("simulator: call %s ended, waiting for %v", c.id, states)
	}
	return nil
}

// Hangup lets the far end hang up; without a far end everybody does.
func (c *Call) Hangup() {
	c.server.mu.Lock()
	defer c.server.unlock()
	for _, p := range slices.Clone(c.call.parties) {
		mine := p.outside == c.far || p.station != nil && c.far != nil && c.far.colleague && c.far.number == p.station.ext
		if mine {
			p.call.clear(p, "normalClearing")
		}
	}
}

// Digits are the DTMF digits that were sent in the call.
func (c *Call) Digits() string {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	return c.digits
}

// Cause is why the call failed, "" when it did not.
func (c *Call) Cause() string {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	return c.failed
}

// Number is the outside party's number, or the extension of a colleague.
func (c *Call) Number() string {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if c.far == nil {
		number, _, _ := splitDevice(c.call.called)
		return number
	}
	return c.far.number
}

// Heard is what the far end heard from the agents: 8000 samples a second from
// the first packet on, aligned by RTP timestamp, silence where none came. At
// most ten minutes are kept. It is nil for calls between two registered stations.
func (c *Call) Heard() []int16 {
	var pcm []int16
	c.recording(func(r *recorder) { pcm = slices.Clone(r.pcm) })
	return pcm
}

// HeardPackets is how many RTP packets of voice reached the far end.
func (c *Call) HeardPackets() int {
	n := 0
	c.recording(func(r *recorder) { n = r.packets })
	return n
}

// FirstHeardAt is when the first packet of voice reached the far end; zero when
// none did.
func (c *Call) FirstHeardAt() time.Time {
	var t time.Time
	c.recording(func(r *recorder) { t = r.first })
	return t
}

// AnsweredAt is when the call was answered last; zero when nobody did.
func (c *Call) AnsweredAt() time.Time {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	return c.answered
}

// WaitHeard blocks until the recording is as long as d.
func (c *Call) WaitHeard(ctx context.Context, d time.Duration) error {
	want := int(d * 8 / time.Millisecond)
	for {
		got, more := 0, (<-chan struct{})(nil)
		c.recording(func(r *recorder) { got, more = len(r.pcm), r.wait() })
		if got >= want {
			return nil
		}
		if more == nil {
			return fmt.Errorf("simulator: call %s has no far end that could hear", c.id)
		}
		select {
		case <-more:
		case <-ctx.Done():
			return fmt.Errorf("simulator: call %s: the far end heard %d of %d samples: %w", c.id, got, want, context.Cause(ctx))
		}
	}
}

func (c *Call) recording(use func(*recorder)) {
	c.server.mu.Lock()
	far := c.far
	c.server.mu.Unlock()
	if far == nil {
		return
	}
	c.server.gateway.mu.Lock()
	defer c.server.gateway.mu.Unlock()
	use(far.voice.heard)
}

// remember adds a call to the history and lets go of old ones.
func (s *Server) remember(c *Call) {
	s.history = append(s.history, c)
	if len(s.history) > historyLimit {
		s.history = slices.Delete(s.history, 0, len(s.history)-historyLimit)
	}
	if n := len(s.history) - recordingLimit; n > 0 {
		if old := s.history[n-1]; old.far != nil && !old.ended.IsZero() {
			s.gateway.mu.Lock()
			old.far.voice.heard.pcm = nil
			s.gateway.mu.Unlock()
		}
	}
}

// Calls lists the calls that the server remembers, oldest first: the last
// thousand, also those that ended and those that a station made.
func (s *Server) Calls() []*Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.history)
}

// WaitCall blocks until there is a call for which ok reports true, and returns
// the newest such one. ok may use the call's methods.
func (s *Server) WaitCall(ctx context.Context, ok func(*Call) bool) (*Call, error) {
	for {
		s.mu.Lock()
		calls, changed, closing := slices.Clone(s.history), s.changed, s.closing
		s.mu.Unlock()
		for _, c := range slices.Backward(calls) {
			if ok(c) {
				return c, nil
			}
		}
		if closing {
			return nil, fmt.Errorf("simulator: closed")
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("simulator: no such call: %w", context.Cause(ctx))
		}
	}
}
