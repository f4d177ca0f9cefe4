#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/futex.h>
#include <malloc.h>
#include <poll.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "ring.h"

#define PATIENCE 15000000 // ns that a thread sleeps without a beat
#define FILLING 2500000   // ns that a callback waits for Go

int beat_clock(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC); }

void beat_now(int clock) {
	struct itimerspec t = {.it_interval = {.tv_nsec = BEAT}, .it_value = {.tv_nsec = 1}};
	timerfd_settime(clock, 0, &t, NULL); // fails only for what is no clock
}

// sleep_until_beat returns when the beat is another one than that, or after some ns.
static void sleep_until_beat(ring *r, uint32_t beat, int64_t limit) {
	struct timespec t = {.tv_nsec = limit};
	syscall(SYS_futex, &r->beat, FUTEX_WAIT_PRIVATE, beat, &t, NULL, 0);
}

static int holds(ring *r, uint32_t frames) {
	return atomic_load_explicit(&r->in, memory_order_acquire) - atomic_load_explicit(&r->out, memory_order_relaxed) >= frames;
}

void beat_demand(ring *r, uint32_t frames) {
	if (holds(r, frames) || !atomic_load_explicit(&r->follows, memory_order_relaxed)) return;
	int64_t end = ring_clock() + FILLING, left = FILLING;
	uint32_t beat = atomic_load_explicit(&r->beat, memory_order_acquire);
	atomic_store_explicit(&r->asked, frames, memory_order_release);
	beat_now(r->clock);
	for (; left > 0 && !holds(r, frames); left = end - ring_clock()) {
		sleep_until_beat(r, beat, left);
		beat = atomic_load_explicit(&r->beat, memory_order_acquire);
	}
	atomic_store_explicit(&r->asked, 0, memory_order_relaxed);
	r->heard = beat;
}

// followed is the ring whose beat this thread sleeps to.
static _Thread_local ring *followed;

// beat_follow leaves out the first callback: it fills the device before it starts.
void beat_follow(ring *r, uint32_t frames) {
	r->taken += frames;
	if (atomic_load_explicit(&r->calls, memory_order_relaxed) > 1) followed = r;
}

// poll_at_beat is the loudspeaker's. The server would wake this thread for each piece
// that it asks for, and once more for each that it has taken; so it looks only after a
// beat, and for all of them. A message may come in several parts, and be one of several:
// it looks again as long as less than what Go adds at a beat was taken, or more is there.
// What the server asks for at the last moment waits.
static int poll_at_beat(ring *r, struct pollfd *fds, unsigned long n, int timeout) {
	if (r->taken < r->every || holds(r, r->every / 2)) {
		int ready = poll(fds, n, 0);
		if (ready != 0) return ready;
	}
	sleep_until_beat(r, r->heard, PATIENCE);
	r->heard = atomic_load_explicit(&r->beat, memory_order_acquire);
	r->taken = 0;
	return poll(fds, n, timeout);
}

void beat_rest(ring *r, uint32_t frames) {
	followed = frames > r->every / 4 ? NULL : r;
	r->piece = frames;
	if (r->since >= r->every) r->complete = 1;
}

#define PACKET 20000000 // ns from one packet to the next
#define LATER 300000    // ns after a packet was waited for, and its length, that the next one is expected
#define LATEST 1000000  // ns by which that puts off the next at most
#define EARLIER 20000   // ns by which a packet is expected sooner than the one before, at first
#define CALM 20         // packets in a row that were not waited for, after which that grows

// A packet that had to be waited for may have been late for once, and puts off the next
// ones a little only. Nobody is told how long ago one was complete: so each is expected a
// little sooner than the last, until one has to be waited for, and where that does not
// happen for long sooner still. One that had whole pieces behind it was long complete.
int64_t beat_due(ring *r, int64_t now) {
	if (r->due == 0) {
		r->due = now;
		r->sooner = EARLIER;
	} else if (r->waited) {
		int64_t late = now + LATER - r->due;
		r->due += late < LATEST ? late : LATEST;
		r->sooner = EARLIER;
		r->calm = 0;
	} else {
		r->due -= r->sooner;
		if (++r->calm > CALM && r->sooner < PACKET / 4) r->sooner += r->sooner / 4;
		r->due -= (int64_t)(r->since - r->since % r->piece) * PACKET / r->every;
	}
	r->waited = 0;
	r->due += PACKET;
	if (r->due < now - PACKET) r->due = now; // the machine itself may have slept
	return r->due;
}

// poll_at_packet is the microphone's. A server gives sound in the smallest pieces that any
// program asks for, 2 ms and less, and each would wake this thread. So it sleeps until a
// packet should be complete, and takes all that came meanwhile at once.
static int poll_at_packet(ring *r, struct pollfd *fds, unsigned long n, int timeout) {
	int ready = poll(fds, n, 0);
	if (ready != 0) return ready;
	if (!r->complete) {
		r->waited = 1;
		return poll(fds, n, timeout);
	}
	r->complete = 0;
	int64_t now = ring_clock(), ns = beat_due(r, now) - now;
	if (ns > 0) {
		struct timespec t = {.tv_nsec = ns};
		nanosleep(&t, NULL);
	}
	return poll(fds, n, timeout);
}

// poll_at_leisure takes the place of poll in PulseAudio's main loop.
static int poll_at_leisure(struct pollfd *fds, unsigned long n, int timeout, void *ignored) {
	(void)ignored;
	ring *r = followed;
	if (r == NULL || timeout == 0 || !atomic_load_explicit(&r->follows, memory_order_relaxed)) return poll(fds, n, timeout);
	return r->capture ? poll_at_packet(r, fds, n, timeout) : poll_at_beat(r, fds, n, timeout);
}

typedef void *(*loop_new)(void);
typedef void (*loop_set_poll)(void *loop, int (*poll)(struct pollfd *, unsigned long, int, void *), void *data);

// Each attempt to open looks them up anew: the library may have been unloaded, and
// loaded somewhere else.
static _Atomic(loop_new) new_loop;
static _Atomic(loop_set_poll) set_poll;

// new_loop_at_leisure takes the place of pa_mainloop_new.
static void *new_loop_at_leisure(void) {
	void *loop = new_loop();
	if (loop != NULL) set_poll(loop, poll_at_leisure, NULL);
	return loop;
}

// The sound library keeps PulseAudio's functions in its context and has no way to
// give its main loops another poll function, as pa_mainloop_set_poll_func does.
// One address cannot be mistaken for another, wherever in the context it stands.
int beat_hook(void *context) {
	void *library = dlopen("libpulse.so.0", RTLD_LAZY | RTLD_NOLOAD);
	if (library == NULL) return -1;
	new_loop = (loop_new)dlsym(library, "pa_mainloop_new");
	set_poll = (loop_set_poll)dlsym(library, "pa_mainloop_set_poll_func");
	dlclose(library); // the context keeps it
	if (new_loop == NULL || set_poll == NULL) return -1;
	void **slots = context;
	for (size_t i = 0; i < malloc_usable_size(context) / sizeof *slots; i++) {
		if (slots[i] != (void *)new_loop) continue;
		slots[i] = (void *)new_loop_at_leisure;
		return 0;
	}
	return -1;
}
