package media

import "time"

// decode takes packets out of the buffer until need samples are decoded, as far
// as they follow on without a gap.
func (p *Playout) decode(need int) {
	for p.tail-p.head < need {
		pkt, gap, lost, ok := p.buffer.Next()
		if !ok {
			return
		}
		if pkt.Kind != Voice {
			p.hear(pkt)
			p.take()
			continue
		}
		gap -= p.arrived(gap, lost) + p.tail - p.head
		if gap > 0 {
			return
		}
		if lost {
			p.catchUp(p.buffer.Missing() * pkt.Samples)
		}
		p.lost.n = 0
		p.append(pkt, -gap)
		p.take()
	}
}

// take removes the next packet from the buffer and counts what is missing before it.
func (p *Playout) take() {
	missing := p.buffer.Missing()
	if missing > 0 {
		p.buffer.delay.gap()
	}
	if p.pattern != nil {
		p.pattern.lose(missing)
		p.pattern.hear()
	}
	p.buffer.Take()
}

// hear notes what a packet without voice says.
func (p *Playout) hear(pkt *Packet) {
	if pkt.Kind == Noise && len(pkt.Payload) > 0 {
		p.conceal.noise.set(pkt.Payload[0])
	}
}

// arrived ends waiting: what was made up meanwhile stands for the gap before
// the packet that is here now. It returns how far the timeline moved. When
// nothing is lost the far end was only silent, and nothing was concealed.
func (p *Playout) arrived(gap int, lost bool) int {
	if p.waited == 0 {
		return 0
	}
	if p.idle { // the buffer took the timeline up anew
		p.waited, p.idle = 0, false
		return 0
	}
	moved := max(min(p.waited, gap), 0)
	if !lost {
		p.counts.Concealed -= p.ticks(moved)
	}
	p.buffer.Advance(moved)
	p.shifted = p.waited > moved
	p.waited = 0
	return moved
}

// append decodes one packet, without the first skip samples, whose time is over.
// One that is over altogether is decoded for the decoder's memory.
func (p *Playout) append(pkt *Packet, skip int) {
	if p.tail+pkt.Samples > len(p.pending) {
		n := copy(p.pending[headroom:], p.pending[p.head:p.tail])
		p.head, p.tail = headroom, headroom+n
	}
	if p.decoder.codec != pkt.Codec {
		p.decoder.Reset(pkt.Codec)
	}
	n := p.decoder.Decode(p.pending[p.tail:], pkt.Payload)
	if skip > 0 {
		p.counts.LatePieces++
		skip = min(skip, n)
		copy(p.pending[p.tail:], p.pending[p.tail+skip:p.tail+n])
	}
	p.tail += n - skip
}

// merge lets real voice take over from made-up voice, or from noise, without a
// step. When the timeline moved, the made-up voice goes on until both swing alike.
func (p *Playout) merge() {
	if p.conceal.bend.seamless() {
		p.conceal.finish()
		p.shifted, p.joint = false, false
		return
	}
	voice := p.pending[p.head:p.tail]
	most := mergeLength * p.wide
	m := min(most+min(p.conceal.done/4, most), len(voice))
	shift := 0
	if p.conceal.active() && p.shifted {
		shift = min(p.conceal.pitch, p.head)
	}
	made := p.scratch[:shift+m]
	if p.conceal.active() || !p.joint {
		p.conceal.fill(made)
	} else {
		for i := range made {
			made[i] = clip(p.conceal.noise.next())
		}
	}
	at := bestJoint(made, voice[:m])
	crossfade(voice[:m], made[at:at+m], voice[:m])
	copy(p.pending[p.head-at:], made[:at])
	p.head -= at
	p.buffer.Advance(-at)
	p.counts.Inserted += p.ticks(at)
	p.conceal.finish()
	p.shifted, p.joint = false, false
}

// bestJoint returns where in made voice fits best.
func bestJoint(made, voice []int16) int {
	best, at := float32(-2), 0
	for o := 0; o+len(voice) <= len(made); o++ {
		if l := alike(made[o:o+len(voice)], voice); l > best {
			best, at = l, o
		}
	}
	return at
}

// stray is where the playout stands, beside where it should.
type stray struct {
	excess int           // samples to leave out; negative: to play more
	lack   time.Duration // by which a packet may come too late as it is
}

// stray says how far a delay is off, when a packet begins the given number of samples
// after the step that is due. A packet must be there when the step is made that it
// begins in, whose end may be 10 ms later: so the least delay is had where packets begin
// with a step, which is one place in 10 ms. It is the first one that leaves enough time.
func (p *Playout) stray(delay time.Duration, ahead int) stray {
	step, target := chunk*p.wide, p.buffer.Target()
	off := ((ahead % step) + step) % step
	with := delay - p.buffer.duration(int64(off)) // a packet would begin with a step
	s := stray{excess: off, lack: target - with}
	switch {
	case s.lack > 0:
		s.excess -= step * int((s.lack+delayStep-1)/delayStep)
	case -s.lack >= delayStep+silentSlack:
		s.excess += step * int((-s.lack-silentSlack)/delayStep)
	}
	return s
}

// adapt moves the playout delay towards its target.
func (p *Playout) adapt() {
	if !p.buffer.Started() || p.waited > 0 || p.idle {
		return
	}
	p.measure()
	target := p.buffer.Target()
	if p.smooth > fastAbove*(target+delayStep) || p.smooth > target+delayCeiling {
		p.skip(p.smooth - target)
		return
	}
	if p.pause > 0 {
		p.pause--
		return
	}
	if p.tail == p.head || p.conceal.active() {
		return
	}
	switch s := p.stray(p.smooth, p.buffer.ahead()); {
	case s.excess > 0:
		p.accelerate(s.excess)
	case s.excess < 0:
		p.stretch(-s.excess, s.lack > silentSlack)
	}
}

func (p *Playout) measure() {
	delay := p.buffer.Delay(p.now)
	if off := delay - p.smooth; !p.known || off > 40*time.Millisecond || off < -40*time.Millisecond {
		p.smooth, p.known = delay, true
		return
	}
	p.smooth += (delay - p.smooth) / 16
}

// skip leaves out voice at once, because far too much has piled up: never more
// than came.
func (p *Playout) skip(d time.Duration) {
	n := min(int(p.buffer.samples(d)), p.buffer.ahead())
	if n <= 0 {
		return
	}
	p.head += min(n, p.tail-p.head)
	p.buffer.Advance(n)
	p.counts.Dropped += p.ticks(n)
	p.smooth -= p.buffer.duration(int64(n))
	p.conceal.fill(p.scratch[:1]) // what comes is merged into what would have gone on
	p.decode(chunk * p.wide)
}

// quiet reports whether a stretch is background only.
func (p *Playout) quiet(pcm []int16) bool {
	level := p.conceal.noise.level
	return energy(pcm) < max(silence, 4*level*level)
}

// accelerate drops a little silence, or one pitch period of voice where much is in excess.
func (p *Playout) accelerate(excess int) {
	needs := scaleNeeds * p.wide
	p.decode(needs)
	pcm := p.pending[p.head:p.tail]
	n := min(excess, max(silentStep*p.wide, excess/4), maxPitch*p.wide) // of silence more may go at once
	if len(pcm) < 2*n {
		return
	}
	if !p.quiet(pcm[:min(len(pcm), needs)]) {
		if excess <= slackSamples*p.wide || len(pcm) < needs {
			return
		}
		if n = repeatsAfter(pcm, excess, p.wide); n == 0 {
			return
		}
	}
	crossfade(pcm[n:2*n], pcm[:n], pcm[n:2*n])
	p.head += n
	p.moved(n)
	p.counts.Dropped += p.ticks(n)
}

// stretch plays a little silence, or where it is urgent the last pitch period, once more.
func (p *Playout) stretch(lack int, urgent bool) {
	pcm, past := p.pending[p.head:p.tail], p.conceal.history
	n := min(lack, silentStep*p.wide)
	if !p.quiet(past[len(past)-scaleNeeds*p.wide:]) {
		pitch, likeness := findPitch(past, p.wide)
		if n = pitch; likeness <= scaleLikeness || !urgent {
			return
		}
	}
	if n > len(pcm) || n > p.head {
		return
	}
	crossfade(p.pending[p.head-n:p.head], pcm[:n], past[len(past)-n:])
	p.head -= n
	p.moved(-n)
	p.counts.Inserted += p.ticks(n)
}

// moved notes that the timeline leapt by n samples.
func (p *Playout) moved(n int) {
	p.buffer.Advance(n)
	p.smooth -= p.buffer.duration(int64(n))
	p.pause = scalePause
}
