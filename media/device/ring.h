// The sound library's callbacks in C. They share a ring of samples with Go and
// wake it through a pipe, so that no thread of the library ever enters Go.
#ifndef OFFHOOK_RING_H
#define OFFHOOK_RING_H

#include <stdatomic.h>
#include <stdint.h>

#define RING_SIZE 16384 // samples, a power of two; 340 ms

typedef struct {
	_Alignas(64) _Atomic uint64_t in;  // samples written so far
	_Alignas(64) _Atomic uint64_t out; // samples read so far
	_Alignas(64) _Atomic uint64_t missed; // samples played as silence, or captured and dropped
	_Atomic uint64_t late;             // callbacks that came after the device ran dry, though not hopelessly
	_Alignas(64) int pipe;             // written to wake Go
	uint32_t every;                    // samples between two wakes
	uint32_t since;                    // samples since the last one
	int64_t patience;                  // ns from one callback to the next before that is late
	int64_t hopeless;                  // and before no longer period would have helped
	int64_t rest;                      // ns in which nothing is captured that Go waits for, once it was woken
	int64_t last;                      // when the last callback came, 0 before the first
	int16_t samples[RING_SIZE];
} ring;

// ring_new returns NULL when memory is short.
ring *ring_new(int pipe, uint32_t every, int64_t patience, int64_t hopeless, int64_t rest);
void ring_free(ring *r);

// ring_attach makes the ring the callback of a ma_device that is initialised
// but not started. It returns -1, and changes nothing, when the device does not
// look as this code expects.
int ring_attach(void *device, ring *r, uint32_t rate, int capture);

#endif
