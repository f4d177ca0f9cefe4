package device

import (
	"log/slog"
	"sync/atomic"
	"time"
)

const (
	watchEvery   = 100 * time.Millisecond
	stalledAfter = 500 * time.Millisecond
	giveUpAfter  = 3 * time.Second // on a call into the sound library
	retryFirst   = 200 * time.Millisecond
	retryLast    = 5 * time.Second
	retryLost    = 300 * time.Millisecond // at most, for retryMinute after a device was lost
	retryMinute  = time.Minute
)

type kind uint8

const (
	playback kind = iota
	capture
)

func (k kind) String() string {
	if k == capture {
		return "capture"
	}
	return "playback"
}

// side is the loudspeaker or the microphone. Its goroutine owns it; the status
// is read by all.
type side struct {
	request
	log   *slog.Logger
	tell  func()
	state atomic.Pointer[status]

	pending <-chan opening // an attempt that is under way
	tried   chan struct{}  // closed after the first attempt to open
}

// status is one side's part of State.
type status struct {
	name    string
	stalled bool
}

func newSide(r request, log *slog.Logger, tell func()) *side {
	return &side{request: r, log: log.With("side", r.kind.String()), tell: tell, tried: make(chan struct{})}
}

// status returns the present status; of a side that is not wanted the zero one.
func (s *side) status() status {
	if s == nil {
		return status{}
	}
	if st := s.state.Load(); st != nil {
		return *st
	}
	return status{}
}

func (s *side) deviceName() string { return s.status().name }

func (s *side) set(st status) {
	s.state.Store(&st)
	s.tell()
}

// run opens the device and opens it again whenever it is lost, until done.
func (s *side) run(done <-chan struct{}) {
	first, lost := true, time.Time{}
	for retry := retryFirst; ; {
		d, err := s.open(done)
		if err == nil {
			s.set(status{name: d.name})
			s.log.Info("device open", "name", d.name)
			retry = retryFirst
		} else {
			s.set(status{})
			s.log.Debug("device not opened", "err", err, "again", retry)
		}
		if first {
			first = false
			close(s.tried)
		}
		if d != nil && s.watch(d, done) {
			s.set(status{stalled: true})
			s.log.Warn("device stalled")
			lost = time.Now()
			continue
		}
		if !wait(done, retry) {
			s.set(status{})
			return
		}
		if retry = min(2*retry, retryLast); time.Since(lost) < retryMinute {
			retry = min(retry, retryLost)
		}
	}
}

// opening is the result of an attempt to open.
type opening struct {
	handle *handle
	err    error
}

// open opens the device in a goroutine of its own. When that does not come back
// in time, the next attempt waits for the same one: a sound server that hangs
// for hours must not cost a thread every few seconds.
func (s *side) open(done <-chan struct{}) (*handle, error) {
	if s.pending == nil {
		answer := make(chan opening, 1)
		go func() {
			h, err := openHandle(s.request)
			answer <- opening{h, err}
		}()
		s.pending = answer
	}
	late := time.NewTimer(giveUpAfter)
	defer late.Stop()
	select {
	case o := <-s.pending:
		s.pending = nil
		return o.handle, o.err
	case <-late.C:
		return nil, errGivenUp
	case <-done:
		go closeLate(s.pending)
		return nil, errGivenUp
	}
}

// closeLate closes what an attempt opens that nobody waits for any more.
func closeLate(pending <-chan opening) {
	if o := <-pending; o.handle != nil {
		o.handle.close()
	}
}

// watch returns true when the device stalled, false when done is closed. Either
// way the device is closed.
func (s *side) watch(h *handle, done <-chan struct{}) bool {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-done:
			s.release(h)
			return false
		case <-tick.C:
			if h.quietFor() > stalledAfter {
				s.release(h)
				return true
			}
		}
	}
}

// release closes a device, unless the sound library hangs in it: then the
// device is left to that goroutine, deaf and mute.
func (s *side) release(h *handle) {
	h.stop()
	closed := make(chan struct{})
	go func() {
		h.close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(giveUpAfter):
		s.log.Warn("device does not close; left behind")
	}
}

// wait waits for d; false when done is closed meanwhile.
func wait(done <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-done:
		return false
	case <-t.C:
		return true
	}
}
