package device

import (
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/gen2brain/malgo"
)

const (
	stalledAfter = 500 * time.Millisecond
	beginsWithin = 3 * time.Second        // from opening to the first callback: a radio headset takes its time
	fillsWithin  = 100 * time.Millisecond // callbacks that only fill a device come so soon after the first
	playsOut     = 50 * time.Millisecond  // what a stopped device still holds is played by then
	giveUpAfter  = 3 * time.Second        // on a call into the sound library
	leaveAfter   = 5 * time.Second        // an attempt to open is left behind and another one begun
	mostLeft     = 3                      // attempts left behind at a time
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

	wanted  atomic.Pointer[Choice]
	rechose chan struct{} // capacity 1: wanted changed

	tally   tally
	pace    pace
	pending <-chan opening // an attempt that is under way
	began   time.Time      // when it began
	last    malgo.Backend  // the sound system of the last device
	left    atomic.Int32   // attempts left behind that have not come back
	lookout lookout
	tried   chan struct{} // closed after the first attempt to open
}

// status is one side's part of State.
type status struct {
	name    string
	stalled bool
	instead bool // of the chosen one
}

func newSide(r request, log *slog.Logger, tell func()) *side {
	s := &side{
		request: r, log: log.With("side", r.kind.String()), tell: tell,
		rechose: make(chan struct{}, 1), lookout: lookout{kind: r.kind}, pace: newPace(), tried: make(chan struct{}),
	}
	s.wanted.Store(&r.choice)
	return s
}

// choose asks for another device. A side that is not wanted has none.
func (s *side) choose(c Choice) {
	if s == nil || *s.wanted.Swap(&c) == c {
		return
	}
	select {
	case s.rechose <- struct{}{}:
	default:
	}
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

// run opens the device and opens it again whenever it is lost, until done. A
// sound server that was lost is waited for: what is below it would be taken for
// the rest of the call, without what the server does to the sound, and would
// keep the card from the server when it returns.
func (s *side) run(done <-chan struct{}) {
	first, lost := true, time.Time{}
	for retry := retryFirst; ; {
		if s.systems = systems; time.Since(lost) < retryMinute {
			s.systems = []malgo.Backend{s.last}
		}
		d, err := s.open(done)
		if err == nil {
			s.last = d.library.system
			s.set(status{name: d.name, instead: !d.chosen})
			s.log.Info("device open", "name", d.name, "chosen", d.chosen)
			retry = retryFirst
		} else {
			s.set(status{})
			s.log.Debug("device not opened", "err", err, "again", retry)
		}
		if first {
			first = false
			close(s.tried)
		}
		if d != nil {
			switch s.watch(d, done) {
			case endStalled:
				s.set(status{stalled: true})
				s.log.Warn("device stalled")
				lost = time.Now()
				continue
			case endMoved:
				continue
			}
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
// in time, the next attempts wait for the same one and then begin a few of their
// own: a server that died in the middle of an attempt must not be waited for by
// those that find the next one, and one that hangs for hours must not cost a
// thread every few seconds.
func (s *side) open(done <-chan struct{}) (*handle, error) {
	if s.pending == nil {
		select {
		case <-s.rechose: // this attempt is for what is wanted now
		default:
		}
		answer, r := make(chan opening, 1), s.request
		r.choice, r.period = *s.wanted.Load(), s.pace.period
		r.beat.join() // it may outlast whoever gave us the beat
		go func() {
			defer r.beat.leave()
			h, err := openHandle(r)
			answer <- opening{h, err}
		}()
		s.pending, s.began = answer, time.Now()
	}
	late := time.NewTimer(giveUpAfter)
	defer late.Stop()
	select {
	case o := <-s.pending:
		s.pending = nil
		return o.handle, o.err
	case <-late.C:
		if time.Since(s.began) >= leaveAfter && s.left.Load() < mostLeft {
			s.leave()
		}
		return nil, errGivenUp
	case <-done:
		go closeLate(s.pending)
		return nil, errGivenUp
	}
}

// leave lets the attempt under way end by itself.
func (s *side) leave() {
	s.log.Warn("the sound system does not answer; trying anew")
	s.left.Add(1)
	go func(p <-chan opening) {
		closeLate(p)
		s.left.Add(-1)
	}(s.pending)
	s.pending = nil
}

// closeLate closes what an attempt opens that nobody waits for any more.
func closeLate(pending <-chan opening) {
	if o := <-pending; o.handle != nil {
		o.handle.close()
	}
}

// ending is why a device is not watched any more.
type ending uint8

const (
	endDone    ending = iota
	endStalled        // it gives no sign of life
	endMoved          // another device is due: chosen now, or back
)

// watch returns when the device is no longer of use, and closes it.
func (s *side) watch(h *handle, done <-chan struct{}) ending {
	s.tally.begin(h)
	why := s.await(h, done)
	s.tally.end()
	patience := handOver
	if why == endDone {
		patience = giveUpAfter
	}
	if !release(h, patience) && why == endDone {
		s.log.Warn("device does not close; left behind")
	}
	return why
}

func (s *side) await(h *handle, done <-chan struct{}) ending {
	look := time.NewTimer(lookFirst)
	defer look.Stop()
	opened := time.Now()
	s.pace.begin(opened)
	for {
		select {
		case <-done:
			return endDone
		case <-s.rechose:
			return endMoved
		case a := <-s.lookout.answer:
			if s.lookout.take(a, opened) && a.there != h.chosen {
				return endMoved
			}
		case <-h.halted:
			return endStalled
		case <-look.C:
			left := h.patience()
			if left <= 0 {
				return endStalled
			}
			next := min(left, stalledAfter)
			if !h.chosen {
				next = min(left, lookGone)
			}
			look.Reset(next)
			if s.kind == playback && s.pace.slower(h.ranDry(), time.Now()) {
				s.log.Info("loudspeaker runs dry; longer periods", "samples", s.pace.period)
				return endMoved
			}
			s.lookout.ask(h.library.system, *s.wanted.Load(), h.chosen)
		}
	}
}

// handOver is how long a device that is no longer of use may take to close
// before the next one is opened. The library needs 1.5 s and more for one that
// was taken out, and the agent would hear nothing meanwhile.
const handOver = 100 * time.Millisecond

// release closes a device and reports whether that was done in time. Else it is
// left to a goroutine, deaf and mute.
func release(h *handle, patience time.Duration) bool {
	h.stop()
	closed := make(chan struct{})
	go func() {
		h.close()
		close(closed)
	}()
	select {
	case <-closed:
		return true
	case <-time.After(patience):
		return false
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
