//go:build linux || darwin

#include "ring.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// head is how miniaudio's ma_device begins (v0.11). The Go binding sets its own
// callback and has no way to give another one, hence ring_attach.
typedef void (*data_proc)(void *device, void *output, const void *input, uint32_t frames);
typedef struct {
	void *context;
	int type; // 1 playback, 2 capture
	uint32_t rate;
	int32_t state;
	data_proc on_data;
	void *on_notification;
	void *on_stop;
	void *user_data;
} head;

ring *ring_new(int pipe, int clock, uint32_t every, int64_t patience, int64_t hopeless) {
	void *memory = NULL;
	if (posix_memalign(&memory, 64, sizeof(ring)) != 0) return NULL;
	ring *r = memory;
	memset(r, 0, sizeof *r);
	r->pipe = pipe;
	r->clock = clock;
	r->every = every;
	r->patience = patience;
	r->hopeless = hopeless;
	return r;
}

void ring_free(ring *r) { free(r); }

int64_t ring_clock(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

// play takes samples out of the ring, and silence when it is empty.
static void play(ring *r, int16_t *dst, uint32_t frames) {
	uint64_t out = atomic_load_explicit(&r->out, memory_order_relaxed);
	uint64_t waiting = atomic_load_explicit(&r->in, memory_order_acquire) - out;
	uint32_t n = waiting < frames ? (uint32_t)waiting : frames;
	for (uint32_t i = 0; i < n; i++) dst[i] = r->samples[(out + i) % RING_SIZE];
	memset(dst + n, 0, (frames - n) * sizeof *dst);
	atomic_store_explicit(&r->out, out + n, memory_order_release);
	if (n < frames) atomic_fetch_add_explicit(&r->missed, frames - n, memory_order_relaxed);
}

// record puts samples into the ring as far as there is room.
static void record(ring *r, const int16_t *src, uint32_t frames) {
	uint64_t in = atomic_load_explicit(&r->in, memory_order_relaxed);
	uint64_t room = RING_SIZE - (in - atomic_load_explicit(&r->out, memory_order_acquire));
	uint32_t n = room < frames ? (uint32_t)room : frames;
	for (uint32_t i = 0; i < n; i++) r->samples[(in + i) % RING_SIZE] = src[i];
	atomic_store_explicit(&r->in, in + n, memory_order_release);
	if (n < frames) atomic_fetch_add_explicit(&r->missed, frames - n, memory_order_relaxed);
}

// watch counts callbacks that came too late to keep the device supplied, but
// soon enough for one with longer periods.
static void watch(ring *r) {
	int64_t now = ring_clock();
	int64_t gap = r->last == 0 ? 0 : now - r->last;
	if (gap > r->patience && gap <= r->hopeless) atomic_fetch_add_explicit(&r->late, 1, memory_order_relaxed);
	r->last = now;
	atomic_fetch_add_explicit(&r->calls, 1, memory_order_relaxed);
}

// wake wakes Go. The pipe does not block; a full one means that Go has not come to
// read what it was told before.
static void wake(ring *r) {
	if (r->clock >= 0) {
		beat_now(r->clock);
		return;
	}
	ssize_t ignored = write(r->pipe, "", 1);
	(void)ignored;
}

// on_data is the callback.
static void on_data(void *device, void *output, const void *input, uint32_t frames) {
	ring *r = ((head *)device)->user_data;
	watch(r);
	if (output != NULL && r->clock >= 0) {
		beat_demand(r, frames);
		play(r, output, frames);
		beat_follow(r, frames);
		return;
	}
	if (output != NULL) play(r, output, frames);
	if (input != NULL) record(r, input, frames);
	r->since += frames;
	if (input != NULL && r->clock >= 0) beat_rest(r, frames);
	if (r->since < r->every) return;
	r->since %= r->every;
	wake(r);
}

int ring_attach(void *device, ring *r, uint32_t rate, int capture) {
	head *h = device;
	if (h->user_data != r || h->rate != rate || h->type != (capture ? 2 : 1) || h->on_data == NULL) return -1;
	r->capture = capture;
	h->on_data = on_data;
	return 0;
}
