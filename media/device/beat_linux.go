package device

// #include "ring.h"
import "C"

import (
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"github.com/gen2brain/malgo"
)

// beat wakes Go for both sides of a call on a sound server, once each 10 ms or so:
// a core that wakes costs more than what it then does. The microphone's thread makes
// a beat of each packet, a clock the one between, and the loudspeaker's thread sleeps
// until Go has filled up its ring.
type beat struct {
	clock *os.File
	fd    C.int
	users atomic.Int32 // rings, and whoever made it
	*follower

	mu    sync.Mutex // guards turns, and is held while they run
	turns [2]turn    // by kind
}

// turn is what a ring does at a beat.
type turn struct {
	ring   *ring
	handle *handle
}

// newBeat returns a beat that whoever calls must leave; nil when there is none.
func newBeat() *beat {
	fd := C.beat_clock()
	if fd < 0 {
		return nil
	}
	b := &beat{clock: os.NewFile(uintptr(fd), "beat"), fd: fd}
	b.users.Store(1)
	b.follower = follow(b.clock, b.run)
	return b
}

func (b *beat) run() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if t := b.turns[playback]; t.ring != nil {
		t.ring.turn(t.handle)
	}
	if t := b.turns[capture]; t.ring != nil && !t.ring.turn(t.handle) {
		b.wait()
	}
}

// wait leaves the next beat to the microphone's packet, which is due in 10 ms, unless
// that is late. The system call is a raw one for the pipe's reason.
func (b *beat) wait() {
	syscall.RawSyscall6(syscall.SYS_TIMERFD_SETTIME, uintptr(b.fd), 0, uintptr(unsafe.Pointer(&afterPacket)), 0, 0, 0)
}

// afterPacket is an itimerspec: the interval, and the time of the next beat.
var afterPacket = [2]syscall.Timespec{syscall.NsecToTimespec(beatEvery), syscall.NsecToTimespec(beatEvery + packetLate)}

const (
	beatEvery  = int64(C.BEAT)
	packetLate = int64(time.Millisecond) // at most, to still be a beat
)

// serve gives a ring its turn at each beat, on one goroutine, in the place of the one
// of its kind before.
func (b *beat) serve(r *ring, h *handle) {
	b.mu.Lock()
	b.turns[r.kind] = turn{r, h}
	b.mu.Unlock()
	C.beat_now(b.fd)
}

// unserve returns when a ring has no turn any more.
func (b *beat) unserve(r *ring) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.turns[r.kind].ring == r {
		b.turns[r.kind] = turn{}
	}
}

// join must be called by one that holds the beat already.
func (b *beat) join() {
	if b != nil {
		b.users.Add(1)
	}
}

// leave ends the beat with the last that leaves: until then a callback in C may
// still use its clock.
func (b *beat) leave() {
	if b == nil || b.users.Add(-1) > 0 {
		return
	}
	b.end()
	b.clock.Close()
}

// follows has the threads of a library sleep to the beat of their rings; false when
// they cannot.
func follows(l library) bool {
	// malgo.Context holds nothing but a pointer to the pointer to the ma_context.
	return C.beat_hook(**(**unsafe.Pointer)(unsafe.Pointer(&l.Context))) == 0
}

// due says when the microphone's thread, with all that came, wakes for its next packet.
// Only tests ask: they have no C of their own.
func (r *ring) due(now time.Duration) time.Duration {
	return time.Duration(C.beat_due(r.shared, C.int64_t(now)))
}

// onServer says that a library speaks to a sound server, which gives and takes as
// often as whoever is most in a hurry.
func onServer(l library) bool { return l.system == malgo.BackendPulseaudio }

// tell wakes the thread that sleeps until the ring is filled up.
func (r *ring) tell() {
	const wakePrivate = 1 | 128
	r.beats.Add(1)
	syscall.RawSyscall6(syscall.SYS_FUTEX, uintptr(unsafe.Pointer(&r.shared.beat)), wakePrivate, 1, 0, 0, 0)
}
