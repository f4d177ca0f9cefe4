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

	reader  *rtpReader // nil where a goroutine reads
	stream  uint32
	playout *Playout
	up      [maxWide]*upsampler // for 8 and for 16 kHz
	meter   levelMeter
	voice   [maxChunk]int16
	wide    [deviceRate / 100]int16
	at      int // wide[at:] is still to be played
	drained time.Duration
}

func newSpeaker(s *Session) *speaker {
	p := &speaker{
		session: s, up: [maxWide]*upsampler{newUpsampler(8000), newUpsampler(16000)}, at: deviceRate / 100,
		playout: NewPlayout(NewJitterBuffer(8000)),
	}
	if polled {
		p.reader = newRTPReader(s)
	}
	p.playout.pattern = &s.pattern
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
			voice := p.step(now)
			p.up[p.playout.wide-1].process(p.wide[:], voice)
			p.at = 0
		}
		n := copy(dst, p.wide[p.at:])
		p.at += n
		dst = dst[n:]
	}
	p.busy.Store(false)
}

// step makes the next 10 ms, at the playout's rate.
func (p *speaker) step(now time.Duration) []int16 {
	st := p.session.stream.Load()
	switch {
	case st == nil:
		p.stream = 0
	case st.id != p.stream:
		p.stream = st.id
		p.playout.setRate(st.codec.SampleRate())
		p.session.pattern.reset()
	}
	p.receive(now)
	voice := p.voice[:p.playout.Rate()/100]
	if st == nil {
		clear(voice)
	} else {
		p.playout.Next(voice, now)
		p.publish()
	}
	p.meter.add(voice)
	return voice
}

// receive moves what arrived into the jitter buffer; voice of another stream
// than the current one is dropped.
func (p *speaker) receive(now time.Duration) {
	if p.reader != nil {
		p.reader.poll(now)
	}
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
	counts := p.playout.Counts()
	c.played.Store(counts.Played)
	c.concealed.Store(counts.Concealed)
	c.erasures.Store(counts.Erasures)
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
		p.step(p.drained) // as evenly as a loudspeaker asks
	}
	p.busy.Store(false)
}
