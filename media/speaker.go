package media

import (
	"sync/atomic"
	"time"
)

// speaker is the receiving side behind Pull. Whoever holds busy owns it: the
// loudspeaker's callback, or the sender's goroutine while no callback comes.
type speaker struct {
	session  *Session
	lastPull atomic.Int64 // on the session's clock
	busy     atomic.Bool

	stream  uint32
	playout *Playout
	up      *upsampler
	meter   levelMeter
	narrow  [chunk]int16
	wide    [chunk * ratio]int16
	at      int // wide[at:] is still to be played
	drained time.Duration
}

func newSpeaker(s *Session) *speaker {
	p := &speaker{
		session: s, up: newUpsampler(), at: chunk * ratio,
		playout: NewPlayout(NewJitterBuffer(MuLaw.ClockRate())),
	}
	p.meter.clear()
	return p
}

func (p *speaker) pull(dst []int16, now time.Duration) {
	p.lastPull.Store(int64(now))
	if !p.busy.CompareAndSwap(false, true) {
		clear(dst) // the sender's goroutine still drains for us
		return
	}
	if p.drained > 0 {
		p.drained = 0
		p.session.counts.playbackStalled.Store(false)
	}
	for len(dst) > 0 {
		if p.at == len(p.wide) {
			p.step(now)
			p.up.process(p.wide[:], p.narrow[:])
			p.at = 0
		}
		n := copy(dst, p.wide[p.at:])
		p.at += n
		dst = dst[n:]
	}
	p.busy.Store(false)
}

// step makes the next 10 ms.
func (p *speaker) step(now time.Duration) {
	id := uint32(0)
	if st := p.session.stream.Load(); st != nil {
		id = st.id
	}
	if id != p.stream {
		p.stream = id
		p.playout.Reset()
	}
	p.receive()
	if id == 0 {
		clear(p.narrow[:])
	} else {
		p.playout.Next(&p.narrow, now)
		p.publish()
	}
	p.meter.add(p.narrow[:])
}

// receive moves what arrived into the jitter buffer; voice of another stream
// than the current one is dropped.
func (p *speaker) receive() {
	ring, counts := p.session.arrived, &p.session.counts
	for {
		pkt, stream, ok := ring.peek()
		if !ok {
			return
		}
		if stream == p.stream {
			counts.note(p.playout.Push(*pkt))
		}
		ring.drop()
	}
}

func (c *counters) note(o Outcome) {
	switch o {
	case Late:
		c.late.Add(1)
	case Duplicate:
		c.duplicate.Add(1)
	case Reordered:
		c.reordered.Add(1)
	case Restarted, Overflow:
		c.restarts.Add(1)
	case Oversize:
		c.discarded.Add(1)
	}
}

func (p *speaker) publish() {
	c := &p.session.counts
	c.delay.set(milliseconds(p.playout.Delay()))
	c.target.set(milliseconds(p.playout.buffer.Target()))
	c.played.Store(p.playout.counts.Played)
	c.concealed.Store(p.playout.counts.Concealed)
	c.erasures.Store(p.playout.counts.Erasures)
}

// drainStalled plays into nothing while the loudspeaker asks for nothing.
func (s *Session) drainStalled(now time.Duration) {
	p := s.speaker
	last := time.Duration(p.lastPull.Load())
	if st := s.stream.Load(); st == nil || now-max(last, st.started) < fallbackAfter {
		return
	}
	if !p.busy.CompareAndSwap(false, true) {
		return
	}
	if p.drained == 0 || now-p.drained > time.Second {
		p.drained = now
		s.counts.playbackStalled.Store(true)
	}
	for ; p.drained <= now; p.drained += 10 * time.Millisecond {
		p.step(now)
	}
	p.busy.Store(false)
}
