// The sound library's callbacks in C. They share a ring of samples with Go and
// wake it through a pipe, so that no thread of the library ever enters Go.
#ifndef OFFHOOK_RING_H
#define OFFHOOK_RING_H

#include <stdatomic.h>
#include <stdint.h>

#define RING_SIZE 16384 // samples, a power of two; 340 ms
#define BEAT 10000000   // ns from one beat to the next

typedef struct {
	_Alignas(64) _Atomic uint64_t in;  // samples written so far
	_Alignas(64) _Atomic uint64_t out; // samples read so far
	_Alignas(64) _Atomic uint64_t missed; // samples played as silence, or captured and dropped
	_Atomic uint64_t late;             // callbacks that came after the device ran dry, though not hopelessly
	_Alignas(64) int pipe;             // written to wake Go
	int capture;                       // 1 for the microphone
	uint32_t every;                    // samples between two wakes, or of a beat
	uint32_t since;                    // samples since the last one
	int64_t patience;                  // ns from one callback to the next before that is late
	int64_t hopeless;                  // and before no longer period would have helped
	int64_t last;                      // when the last callback came, 0 before the first
	_Atomic uint64_t calls;            // callbacks so far
	int clock;                         // set to wake Go instead of the pipe; -1 for none
	_Alignas(64) _Atomic uint32_t beat; // grows each time Go has filled up the ring; a futex
	_Atomic uint32_t asked;            // samples that a callback waits for
	_Atomic uint32_t follows;          // 1 while Go fills up by beats
	uint32_t taken;                    // samples since that beat; the thread's own, as the next
	uint32_t heard;                    // the last beat that the loudspeaker's thread took up
	int64_t due;                       // when the microphone's next packet is expected; its thread's own, as the next
	int64_t sooner;                    // ns by which the one after that is expected before its time
	uint32_t calm;                     // packets since one was waited for
	uint32_t waited;                   // 1 when this one was
	uint32_t piece;                    // samples that came last
	uint32_t complete;                 // 1 when it is complete
	int16_t samples[RING_SIZE];
} ring;

// ring_new returns NULL when memory is short. Go is woken through the pipe or by the
// clock, and the other one is -1.
ring *ring_new(int pipe, int clock, uint32_t every, int64_t patience, int64_t hopeless);
void ring_free(ring *r);

// ring_clock returns ns that only grow.
int64_t ring_clock(void);

// ring_attach makes the ring the callback of a ma_device that is initialised
// but not started. It returns -1, and changes nothing, when the device does not
// look as this code expects.
int ring_attach(void *device, ring *r, uint32_t rate, int capture);

// beat_clock returns a timerfd that does not run yet and does not block, or -1.
int beat_clock(void);

// beat_now wakes Go at once, and again each BEAT until the clock is set anew.
void beat_now(int clock);

// beat_demand has Go fill the ring at once when it holds less than a callback
// needs, and waits for that, though not for long.
void beat_demand(ring *r, uint32_t frames);

// beat_follow makes the calling thread, which is the library's, sleep until Go has
// filled the ring whenever it would wait for its server, once what it took with this
// callback and those since the last beat is enough.
void beat_follow(ring *r, uint32_t frames);

// beat_rest makes the calling thread sleep until its next packet is due whenever it
// would wait for its server and a packet is complete. frames are those of this callback.
void beat_rest(ring *r, uint32_t frames);

// beat_due returns when the microphone's thread should wake for its next packet, at the
// time now when it has one and everything else that came.
int64_t beat_due(ring *r, int64_t now);

// beat_hook has the threads of devices that a ma_context for PulseAudio will
// open do what beat_follow and beat_rest ask. It returns -1, and changes nothing, when the
// context does not look as this code expects.
int beat_hook(void *context);

#endif
