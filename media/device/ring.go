//go:build linux || darwin

package device

// #include "ring.h"
import "C"

import (
	"os"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/gen2brain/malgo"
)

// A device callback that enters Go keeps a processor of the runtime claimed for
// up to 10 ms after it has left, and as long as that is so the runtime's monitor
// thread polls up to 50,000 times a second. That was more than half of what a
// call cost. Callbacks in C and one wake through the network poller avoid it.

const (
	ringSize = C.RING_SIZE
	// Go is woken when 10 ms have been taken out of the playback ring, and fills it
	// up again before what is left has been taken as well. Each time the callback
	// finds too little the ring is kept 5 ms fuller, until it goes well for long.
	fillLeast = playbackFrame + fillStep/2
	fillMost  = 4 * playbackFrame
	fillStep  = playbackFrame / 2
	fillCalm  = 20 * time.Second
)

// ring is one side's C callback and the goroutine that serves it.
type ring struct {
	shared  *C.ring
	samples []int16
	in, out *atomic.Uint64 // in C memory, as samples is
	missed  *atomic.Uint64
	late    *atomic.Uint64
	wake    *os.File // read end
	signal  *os.File // write end, for C alone
	wg      sync.WaitGroup

	fill   uint64 // samples that playback keeps in the ring
	lost   uint64 // missed at the last look
	lostAt time.Time
	pcm    [captureFrame]int16
}

// restsFor is how long a microphone's thread sleeps after a whole packet: what is
// missing of 20 ms is time for the next one to be complete on time.
const restsFor = 16 * time.Millisecond

// newRing returns nil when the system has no room for one. Where rests is set the
// microphone comes from a sound server, through a thread that may sleep.
func newRing(k kind, period int, rests bool) *ring {
	wake, signal, err := os.Pipe() // neither end blocks
	if err != nil {
		return nil
	}
	every, rest := C.uint32_t(playbackFrame), C.int64_t(0)
	if k == capture {
		every = captureFrame
		if rests {
			rest = C.int64_t(restsFor)
		}
	}
	shared := C.ring_new(C.int(number(signal)), every, C.int64_t(runsDry(period)), C.int64_t(runsDry(longest)), rest)
	if shared == nil {
		wake.Close()
		signal.Close()
		return nil
	}
	return &ring{
		shared: shared, wake: wake, signal: signal, fill: fillLeast,
		samples: unsafe.Slice((*int16)(unsafe.Pointer(&shared.samples[0])), ringSize),
		in:      (*atomic.Uint64)(unsafe.Pointer(&shared.in)),
		out:     (*atomic.Uint64)(unsafe.Pointer(&shared.out)),
		missed:  (*atomic.Uint64)(unsafe.Pointer(&shared.missed)),
		late:    (*atomic.Uint64)(unsafe.Pointer(&shared.late)),
	}
}

// number returns a file's descriptor and leaves it non-blocking, unlike Fd.
func number(f *os.File) (fd uintptr) {
	if c, err := f.SyscallConn(); err == nil {
		_ = c.Control(func(n uintptr) { fd = n }) // fails only for a closed file
	}
	return fd
}

// userData is what the device's configuration must carry.
func (r *ring) userData() *byte { return (*byte)(unsafe.Pointer(r.shared)) }

// attach takes over an initialised device's callback; false when its memory is
// not laid out as expected, which leaves the callback in Go.
func (r *ring) attach(d *malgo.Device, k kind) bool {
	isCapture := C.int(0)
	if k == capture {
		isCapture = 1
	}
	// malgo.Device holds nothing but a pointer to the pointer to the ma_device.
	raw := **(**unsafe.Pointer)(unsafe.Pointer(d))
	return C.ring_attach(raw, r.shared, sampleRate, isCapture) == 0
}

// serve starts the goroutine that follows the callbacks of a handle.
func (r *ring) serve(h *handle, k kind) {
	r.lostAt = time.Now()
	turn := r.drain
	if k == playback {
		turn = r.refill
		turn(h)
	}
	pipe := newPipe(r.wake)
	r.wg.Go(func() {
		for {
			if !pipe.await() {
				return // stopped
			}
			h.touch()
			if h.live.Load() {
				turn(h)
			}
		}
	})
}

// refill asks for sound until the ring holds enough.
func (r *ring) refill(h *handle) {
	r.adapt()
	for in := r.in.Load(); in-r.out.Load() < r.fill; in = r.in.Load() {
		pcm := r.pcm[:fillStep]
		h.pull(pcm)
		for i, v := range pcm {
			r.samples[(in+uint64(i))%ringSize] = v
		}
		r.in.Store(in + fillStep)
	}
}

// adapt keeps the ring fuller when the callback found too little in it.
func (r *ring) adapt() {
	now, missed := time.Now(), r.missed.Load()
	switch {
	case missed != r.lost:
		r.fill = min(r.fill+fillStep, fillMost)
	case now.Sub(r.lostAt) > fillCalm && r.fill > fillLeast:
		r.fill -= fillStep
	default:
		return
	}
	r.lost, r.lostAt = missed, now
}

// drain hands on what was captured.
func (r *ring) drain(h *handle) {
	for {
		out := r.out.Load()
		n := min(r.in.Load()-out, uint64(len(r.pcm)))
		if n == 0 {
			return
		}
		for i := range n {
			r.pcm[i] = r.samples[(out+i)%ringSize]
		}
		r.out.Store(out + n)
		h.push(r.pcm[:n])
	}
}

// stop ends the goroutine. The callback may go on; it finds its pipe open.
func (r *ring) stop() {
	_ = r.wake.SetReadDeadline(time.Unix(1, 0)) // fails only when closed: then it has ended
	r.wg.Wait()
}

// free frees the ring. The device must be gone.
func (r *ring) free() {
	r.stop()
	r.wake.Close()
	r.signal.Close()
	C.ring_free(r.shared)
}

// starved returns how many samples were played as silence, or captured and
// dropped, because the ring was not served in time.
func (r *ring) starved() uint64 { return r.missed.Load() }

// ranDry returns how often the device had nothing to play because its callback
// came too late.
func (r *ring) ranDry() uint64 { return r.late.Load() }
