package media

import "sync/atomic"

// sampleRing carries PCM from one writer to one reader without locks. The two
// counters only grow; they live on cache lines of their own.
type sampleRing struct {
	buf []int16 // a power of two long
	_   [64]byte
	in  atomic.Uint64 // written by the writer
	_   [64]byte
	out atomic.Uint64 // written by the reader
}

// newSampleRing makes a ring of size samples, a power of two.
func newSampleRing(size int) *sampleRing { return &sampleRing{buf: make([]int16, size)} }

// len returns how many samples wait. Either side may ask.
func (r *sampleRing) len() int { return int(r.in.Load() - r.out.Load()) }

// write appends what fits and returns how many samples that were.
func (r *sampleRing) write(src []int16) int {
	in := r.in.Load()
	free := len(r.buf) - int(in-r.out.Load())
	src = src[:min(len(src), free)]
	at := int(in) & (len(r.buf) - 1)
	n := copy(r.buf[at:], src)
	copy(r.buf, src[n:])
	r.in.Store(in + uint64(len(src)))
	return len(src)
}

// read fills dst as far as samples wait and returns how many it took.
func (r *sampleRing) read(dst []int16) int {
	out := r.out.Load()
	dst = dst[:min(len(dst), int(r.in.Load()-out))]
	at := int(out) & (len(r.buf) - 1)
	n := copy(dst, r.buf[at:])
	copy(dst[n:], r.buf)
	r.out.Store(out + uint64(len(dst)))
	return len(dst)
}

// discard drops the n oldest samples. Only the reader calls it.
func (r *sampleRing) discard(n int) { r.out.Add(uint64(min(n, r.len()))) }
