package simulator

import "time"

// recordLimit bounds a recording: ten minutes.
const recordLimit = 10 * 60 * 8000

// recorder keeps what a far end heard from the agents, aligned by RTP timestamp:
// where no packet came there is silence. Guarded by gateway.mu.
type recorder struct {
	pcm     []int16
	streams map[*port]*stream
	first   time.Time
	packets int
	changed chan struct{} // closed and replaced with each packet; nil while nobody waits
}

// stream is the place of one SSRC in the recording.
type stream struct {
	ssrc   uint32
	stamp  uint32 // that belongs to offset
	offset int
}

// place writes the samples of a packet where their timestamp belongs.
func (r *recorder) place(p *port, ssrc, stamp uint32, samples []int16, now time.Time) {
	if r.first.IsZero() {
		r.first = now
	}
	r.packets++
	st := r.streams[p]
	if st == nil || st.ssrc != ssrc || jumped(stamp-st.stamp) {
		// A new stream goes where its arrival puts it, behind the first packet.
		st = &stream{ssrc: ssrc, stamp: stamp, offset: int(now.Sub(r.first) * 8 / time.Millisecond)}
		if r.streams == nil {
			r.streams = map[*port]*stream{}
		}
		r.streams[p] = st
	}
	at := st.offset + int(int32(stamp-st.stamp))
	if at < 0 || at+len(samples) > recordLimit {
		return
	}
	for len(r.pcm) < at+len(samples) {
		r.pcm = append(r.pcm, make([]int16, at+len(samples)-len(r.pcm))...)
	}
	for i, v := range samples {
		if len(r.streams) > 1 { // several talkers
			v = clamp(int(v) + int(r.pcm[at+i]))
		}
		r.pcm[at+i] = v
	}
	if r.changed != nil {
		close(r.changed)
		r.changed = nil
	}
}

// jumped reports a timestamp step that no pause explains: more than recordLimit
// forward or a minute back.
func jumped(step uint32) bool {
	s := int32(step)
	return s > recordLimit || s < -60*8000
}

// wait returns a channel that the next packet closes.
func (r *recorder) wait() <-chan struct{} {
	if r.changed == nil {
		r.changed = make(chan struct{})
	}
	return r.changed
}
