package media

// After a loss a G.722 decoder's memory is that of the time before. So it is led
// through what was made up for the lost packets, as if that had been sent (the
// idea of ITU-T G.722 Appendix III): both ends of the codec keep the same memory,
// so coding the made-up voice with it yields codes like those that were lost.

const (
	followMost  = 6 * maxChunk // samples of 16 kHz that are followed, 60 ms
	followAhead = bankTaps - 2 // by which what comes out of the filters is behind what went in
)

// follow takes in made-up voice, the first bankTaps samples of which are already
// in the memory.
func (d *g722Decoder) follow(voice []int16) {
	e := g722Encoder{low: d.low, high: d.high}
	for i := 0; i < bankTaps; i += 2 {
		e.bank.push(int32(voice[i]), int32(voice[i+1]))
	}
	var payload [maxChunk / 2]byte
	var out [maxChunk]int16
	for voice = voice[bankTaps:]; len(voice) >= 2; {
		n := min(len(voice)&^1, maxChunk)
		d.decode(out[:], payload[:e.encode(payload[:], voice[:n])])
		voice = voice[n:]
	}
}

// lost is what was made up since the decoder last decoded, behind what was played
// before it.
type lost struct {
	voice [bankTaps + followMost + followAhead]int16
	n     int  // samples made up
	whole bool // none of them had to go for later ones
}

// begin starts behind what was played last.
func (l *lost) begin(history []int16) {
	copy(l.voice[:], history[len(history)-bankTaps:])
	l.n, l.whole = 0, true
}

// add takes in at most 10 ms more. The oldest go when it becomes too much.
func (l *lost) add(pcm []int16) {
	if over := l.n + len(pcm) - followMost; over > 0 {
		copy(l.voice[:], l.voice[over:bankTaps+l.n])
		l.n -= over
		l.whole = false
	}
	l.n += copy(l.voice[bankTaps+l.n:], pcm)
}

// catchUp leads the decoder's memory through lost packets of so many samples in
// all.
func (p *Playout) catchUp(samples int) {
	l := &p.lost
	if l.n == 0 || p.decoder.codec != G722 {
		return
	}
	n := l.n
	if l.whole {
		n = min(n, samples)
	}
	// What was played is behind what the memory is at, so that the end of the loss
	// takes some of what would have been made up next.
	if n == l.n {
		ahead := p.conceal
		ahead.fill(l.voice[bankTaps+n:][:followAhead])
	}
	p.decoder.g722.follow(l.voice[followAhead:][:bankTaps+n])
}
