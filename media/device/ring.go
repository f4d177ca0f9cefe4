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
	// Without a beat Go is woken when 10 ms have been taken out of the playback ring, and
	// fills it up again before what is left has been taken as well. Each time the callback
	// finds too little the ring is kept 5 ms fuller, until it goes well for long.
	fillLeast = playbackFrame + fillStep/2
	fillMost  = 4 * playbackFrame
	fillStep  = playbackFrame / 2
	fillCalm  = 20 * time.Second
	// With a beat it holds no more than two of them before one adds its own, and what
	// was not needed at any of many is left out.
	spareMost  = 2 * playbackFrame
	spareBeats = 1000
)

// ring is one side's C callback and the goroutine that serves it.
type ring struct {
	shared  *C.ring
	samples []int16
	in, out *atomic.Uint64 // in C memory, as samples is
	missed  *atomic.Uint64
	late    *atomic.Uint64
	calls   *atomic.Uint64
	beats   *atomic.Uint32
	asked   *atomic.Uint32
	follows *atomic.Uint32

	kind      kind
	beat      *beat    // nil where a pipe wakes Go
	wake      *os.File // its read end
	signal    *os.File // its write end, for C alone
	*follower          // nil with a beat, and before there is one

	called  uint64 // callbacks at the last look
	fill    uint64 // samples that playback keeps in the ring
	lost    uint64 // missed at the last look
	lostAt  time.Time
	spare   uint64 // the least that beats of late found in the ring
	sparing int    // how many beats
	pcm     [captureFrame]int16
}

// newRing returns nil when the system has no room for one. A side with a beat is that
// of a sound server.
func newRing(k kind, period int, b *beat) *ring {
	r := &ring{kind: k, beat: b, fill: fillLeast, spare: spareMost}
	pipe, clock, every := C.int(-1), C.int(-1), C.uint32_t(playbackFrame)
	if k == capture {
		every = captureFrame
	}
	if b != nil {
		clock = C.int(b.fd)
	} else {
		var err error
		if r.wake, r.signal, err = os.Pipe(); err != nil { // neither end blocks
			return nil
		}
		pipe = C.int(number(r.signal))
	}
	shared := C.ring_new(pipe, clock, every, C.int64_t(runsDry(period)), C.int64_t(runsDry(longest)))
	if shared == nil {
		r.wake.Close()
		r.signal.Close()
		return nil
	}
	b.join()
	r.shared = shared
	r.samples = unsafe.Slice((*int16)(unsafe.Pointer(&shared.samples[0])), ringSize)
	r.in = (*atomic.Uint64)(unsafe.Pointer(&shared.in))
	r.out = (*atomic.Uint64)(unsafe.Pointer(&shared.out))
	r.missed = (*atomic.Uint64)(unsafe.Pointer(&shared.missed))
	r.late = (*atomic.Uint64)(unsafe.Pointer(&shared.late))
	r.calls = (*atomic.Uint64)(unsafe.Pointer(&shared.calls))
	r.beats = (*atomic.Uint32)(unsafe.Pointer(&shared.beat))
	r.asked = (*atomic.Uint32)(unsafe.Pointer(&shared.asked))
	r.follows = (*atomic.Uint32)(unsafe.Pointer(&shared.follows))
	return r
}

// follower is a goroutine that does something after each signal of a pipe or a clock.
type follower struct {
	file *os.File
	wg   sync.WaitGroup
}

func follow(f *os.File, do func()) *follower {
	w, pipe := &follower{file: f}, newPipe(f)
	w.wg.Go(func() {
		for pipe.await() {
			do()
		}
	})
	return w
}

// end returns when the goroutine has ended.
func (w *follower) end() {
	_ = w.file.SetReadDeadline(time.Unix(1, 0)) // fails only when closed: then it has ended
	w.wg.Wait()
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

// serve follows the callbacks of a handle, in a goroutine of its own or at each beat.
func (r *ring) serve(h *handle) {
	r.lostAt = time.Now()
	if r.kind == playback {
		r.refill(h)
	}
	if r.beat != nil {
		r.follows.Store(1)
		r.beat.serve(r, h)
		return
	}
	r.follower = follow(r.wake, func() { r.turn(h) })
}

// turn does what is due after callbacks; false when there were none, since a beat
// comes without them too.
func (r *ring) turn(h *handle) (called bool) {
	if n := r.calls.Load(); n != r.called {
		r.called, called = n, true
		h.touch()
	}
	switch {
	case !h.live.Load():
	case r.kind == capture:
		r.drain(h)
	case r.beat == nil:
		r.refill(h)
	default:
		r.supply(h)
		r.tell()
	}
	return called
}

// refill asks for sound until the ring holds enough.
func (r *ring) refill(h *handle) {
	r.adapt()
	for r.level() < r.fill {
		r.add(h)
	}
}

func (r *ring) level() uint64 { return r.in.Load() - r.out.Load() }

// add asks for 5 ms of sound.
func (r *ring) add(h *handle) {
	in, pcm := r.in.Load(), r.pcm[:fillStep]
	h.pull(pcm)
	for i, v := range pcm {
		r.samples[(in+uint64(i))%ringSize] = v
	}
	r.in.Store(in + fillStep)
}

// supply asks for 10 ms of sound at each beat, and for more only where the callback
// waits for it. Who gives the sound is asked as evenly as beats come, however much
// the server takes at a time; what it takes less than usual waits in the ring. Where
// more has waited than it needed, for long, there is 5 ms less once.
func (r *ring) supply(h *handle) {
	level := r.level()
	if asked := uint64(r.asked.Load()); asked > level {
		for ; level < asked; level += fillStep {
			r.add(h)
		}
		return
	}
	if level >= spareMost {
		return
	}
	r.add(h)
	r.spare = min(r.spare, level)
	if r.sparing++; r.sparing >= spareBeats {
		enough := r.spare >= fillStep
		r.spare, r.sparing = spareMost, 0
		if enough {
			return
		}
	}
	r.add(h)
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

// stop ends what serve began. The callback may go on; it finds its pipe open, or its
// clock.
func (r *ring) stop() {
	if r.beat != nil {
		r.follows.Store(0)
		r.beat.unserve(r)
		return
	}
	if r.follower != nil {
		r.end()
	}
}

// free frees the ring. The device must be gone.
func (r *ring) free() {
	r.stop()
	r.wake.Close()
	r.signal.Close()
	C.ring_free(r.shared)
	r.beat.leave()
}

// starved returns how many samples were played as silence, or captured and
// dropped, because the ring was not served in time.
func (r *ring) starved() uint64 { return r.missed.Load() }

// ranDry returns how often the device had nothing to play because its callback
// came too late.
func (r *ring) ranDry() uint64 { return r.late.Load() }
