package media

import "time"

const (
	// Numbers of samples are for 8 kHz, except where Playout.wide comes in.
	chunk = 80 // per step, 10 ms
	// pending holds decoded voice: room in front for what time scaling and
	// merging insert, one whole packet behind what is needed ahead.
	headroom     = 2 * maxPitch * maxWide
	pendingSize  = headroom + (scaleNeeds+chunk+maxPayload)*maxWide
	mergeLength  = 40 // samples over which real voice takes over from made-up, 5 ms
	idleAfter    = 4000
	scalePause   = 4                    // steps between two changes of speed, 40 ms
	fastAbove    = 4                    // times the target: skip ahead
	slackSamples = 48                   // by which the delay may exceed the target in voice, 6 ms
	silentSlack  = 2 * time.Millisecond // by which voice may fall short, and what a whole step less must leave
)

// Playout turns packets into steady sound: it takes what is due out of the
// jitter buffer, decodes it, conceals what is missing, and plays slightly faster
// or slower to follow the target delay. Like JitterBuffer it reads no clock and
// allocates nothing; it belongs to one goroutine at a time.
type Playout struct {
	buffer  *JitterBuffer
	wide    int // times 8 kHz is the rate
	strange int // packets in a row of another rate
	decoder Decoder
	pattern *lossPattern // nil when nobody asks
	pending [pendingSize]int16
	head    int // pending[head:tail] is decoded voice from the buffer's position on
	tail    int
	conceal concealer
	scratch [(maxPitch + 2*mergeLength) * maxWide]int16
	future  [maxPayload * maxWide]int16 // what lies behind a gap
	waited  int                         // samples made up while nothing was there
	lost    lost
	shifted bool // the timeline moved while we waited
	joint   bool // what comes next does not continue what was played
	idle    bool
	now     time.Duration
	smooth  time.Duration // filtered delay
	known   bool          // smooth is valid
	pause   int
	counts  PlayoutCounts // samples of 16 kHz
}

// PlayoutCounts counts samples of 8 kHz, whatever the rate, except where said.
type PlayoutCounts struct {
	Played     uint64 // real voice
	Concealed  uint64 // made up for what was missing
	Inserted   uint64 // played longer
	Dropped    uint64 // played shorter or skipped
	Erasures   uint64 // stretches that were concealed
	LatePieces uint64 // packets that came while their time was being concealed
}

// NewPlayout returns a playout on a buffer, which it owns from then on.
func NewPlayout(b *JitterBuffer) *Playout {
	p := &Playout{buffer: b}
	p.setRate(int(b.rate))
	return p
}

// Reset drops everything decoded or held.
func (p *Playout) Reset() {
	p.buffer.Reset()
	p.flush()
	p.conceal.reset(p.wide)
}

// setRate drops everything as Reset does and plays at another rate, 8000 or
// 16000 Hz, from then on.
func (p *Playout) setRate(rate int) {
	p.wide = rate / 8000
	p.buffer.setRate(rate)
	p.Reset()
}

// Rate returns the rate of the sound, 8000 or 16000 Hz.
func (p *Playout) Rate() int { return p.wide * 8000 }

// ticks turns samples of the present rate into what counts are kept in.
func (p *Playout) ticks(n int) uint64 { return uint64(n * maxWide / p.wide) }

func (p *Playout) flush() {
	p.head, p.tail = headroom, headroom
	p.waited, p.shifted, p.idle, p.known, p.pause = 0, false, false, false, 0
	p.joint = true
	p.decoder.Reset(p.decoder.codec) // a new source codes with a new memory
}

// Push takes in one packet. Noise packets also set the comfort noise's level.
// The rate is that of the first packet's codec; two packets in a row of another
// one change it, and begin anew.
func (p *Playout) Push(pkt Packet) Outcome {
	if pkt.Kind == Voice && pkt.Codec.SampleRate() != p.Rate() {
		if p.strange++; p.strange < 2 && p.buffer.Started() {
			return Probation
		}
		p.setRate(pkt.Codec.SampleRate())
	}
	if pkt.Kind == Voice {
		p.strange = 0
	}
	outcome := p.buffer.Push(pkt)
	if outcome == Started || outcome == Restarted || outcome == Overflow {
		p.flush()
	}
	return outcome
}

// Counts returns the counters so far.
func (p *Playout) Counts() PlayoutCounts {
	c := p.counts
	for _, n := range []*uint64{&c.Played, &c.Concealed, &c.Inserted, &c.Dropped} {
		*n /= maxWide
	}
	return c
}

// Delay returns the filtered playout delay.
func (p *Playout) Delay() time.Duration { return p.smooth }

// Next writes the 10 ms that are to be heard now, Rate/100 samples, and returns
// their number. dst must hold them.
func (p *Playout) Next(dst []int16, now time.Duration) int {
	p.now = now
	p.buffer.delay.uneven.step(now)
	dst = dst[:chunk*p.wide]
	p.decode(len(dst))
	p.adapt()
	for filled := 0; filled < len(dst); {
		filled += p.piece(dst[filled:])
	}
	return len(dst)
}

// piece writes samples from one source and returns how many: none when it made a
// pause shorter instead.
func (p *Playout) piece(dst []int16) int {
	if p.tail == p.head {
		p.decode(len(dst))
	}
	if n := min(len(dst), p.tail-p.head); n > 0 {
		return p.play(dst[:n])
	}
	_, gap, lost, ok := p.buffer.Next()
	switch {
	case !ok:
		return p.wait(dst)
	case lost:
		return p.bridge(dst, gap)
	default:
		return p.rest(dst, gap)
	}
}

// play copies decoded voice out.
func (p *Playout) play(dst []int16) int {
	if p.conceal.active() || p.joint {
		p.merge()
	}
	n := copy(dst, p.pending[p.head:p.tail])
	p.head += n
	p.buffer.Advance(n)
	p.counts.Played += p.ticks(n)
	p.conceal.played(dst)
	if n == chunk*p.wide {
		p.conceal.noise.learn(dst)
	}
	return n
}

// wait makes up voice while nothing is there; the timeline stands still.
func (p *Playout) wait(dst []int16) int {
	if p.idle || !p.buffer.Started() {
		p.background(dst)
		return len(dst)
	}
	p.makeUp(dst)
	if p.waited += len(dst); p.waited >= idleAfter*p.wide {
		p.idle = true
		p.buffer.Idle()
		p.counts.Concealed -= p.ticks(p.waited) // the far end fell silent
	}
	return len(dst)
}

// bridge fills the span of packets that are lost, keeping the timeline: what
// was made up while waiting counts.
func (p *Playout) bridge(dst []int16, gap int) int {
	n := min(len(dst), gap)
	p.foresee(gap)
	p.makeUp(dst[:n])
	p.buffer.Advance(n)
	return n
}

// rest fills a pause that the far end left, for silence suppression or before
// the first packet. Its length may change freely to meet the target delay.
func (p *Playout) rest(dst []int16, gap int) int {
	made := chunk*p.wide - len(dst) // of this step
	stray := p.stray(p.buffer.Delay(p.now)+p.buffer.duration(int64(made)), made+gap)
	if still := min(-stray.excess, len(dst)); still > 0 { // the pause becomes longer
		p.background(dst[:still])
		p.counts.Inserted += p.ticks(still)
		return still
	}
	leap := min(stray.excess, silentStep*p.wide, gap) // the pause becomes shorter
	n := min(len(dst), gap-leap)
	p.background(dst[:n])
	p.buffer.Advance(n + leap)
	p.counts.Dropped += p.ticks(leap)
	return n
}

// makeUp conceals.
func (p *Playout) makeUp(dst []int16) {
	if !p.conceal.active() {
		p.counts.Erasures++
	}
	if p.lost.n == 0 {
		p.lost.begin(p.conceal.history)
	}
	p.conceal.fill(dst)
	p.lost.add(dst)
	p.counts.Concealed += p.ticks(len(dst))
}

// background plays comfort noise alone.
func (p *Playout) background(dst []int16) {
	p.conceal.finish()
	p.joint = true
	for i := range dst {
		dst[i] = clip(p.conceal.noise.next())
	}
	p.conceal.played(dst)
}
