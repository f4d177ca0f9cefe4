package media_test

import (
	"testing"
	"time"

	"offhook/media"
)

// A microphone that is opened late, goes away and comes back, in packets or in
// heaps: the far end must see packets that all took the same time, to a few
// milliseconds. What shows as delay there is waited for, for many seconds.
func TestTimestampsKeepTheTimeWhenTheMicrophoneComesAndGoes(t *testing.T) {
	const ms = time.Millisecond
	for name, c := range map[string]struct {
		packet time.Duration
		period time.Duration // of the microphone's callbacks
		phase  time.Duration // of the first after it came back
		heap   int           // periods that come at once then
		spread time.Duration // most between the packets
	}{
		"20 ms":                       {20 * ms, 20 * ms, 3 * ms, 1, 3 * ms},
		"20 ms, other phase":          {20 * ms, 20 * ms, 14 * ms, 1, 3 * ms},
		"20 ms, three at once":        {20 * ms, 20 * ms, 7 * ms, 3, 3 * ms},
		"periods of 10 ms":            {20 * ms, 10 * ms, 4 * ms, 2, 3 * ms},
		"packets of 60 ms":            {60 * ms, 20 * ms, 11 * ms, 2, 3 * ms},
		"packets of 10 ms":            {10 * ms, 10 * ms, 6 * ms, 4, 3 * ms},
		"periods of 20 in 30 ms":      {30 * ms, 20 * ms, 9 * ms, 1, 31 * ms},
		"short periods, many at once": {20 * ms, 5 * ms, 1 * ms, 9, 3 * ms},
	} {
		t.Run(name, func(t *testing.T) {
			clock := media.NewSenderClock(c.packet, time.Second)
			there := func(at time.Duration) bool { return at > 1900*ms && at < 3*time.Second || at > 4*time.Second }
			var delays []time.Duration
			var first, next time.Duration
			var begin uint32
			packets, timer := 0, time.Second
			var heap int
			went := func(now time.Duration, sent int, timestamp uint32) {
				if sent > 0 {
					if packets == 0 {
						first, begin = now, timestamp
					}
					delays = append(delays, now-first-time.Duration(int32(timestamp-begin))*ms/8)
				}
				packets += sent
			}
			for now := time.Second; now < 6*time.Second; now += ms / 2 {
				if !there(now) {
					heap, next = c.heap, 0
				} else if next == 0 {
					next = now + c.phase
				}
				for there(now) && now >= next && next > 0 {
					for ; heap > 1; heap-- {
						sent, timestamp := clock.Push(int(c.period/ms)*48, now)
						went(now, sent, timestamp)
					}
					sent, timestamp := clock.Push(int(c.period/ms)*48, now)
					went(now, sent, timestamp)
					next += c.period
				}
				if !clock.Woken() && now < timer {
					continue
				}
				sent, timestamp, wait := clock.Turn(now)
				timer = now + wait
				went(now, sent, timestamp)
			}
			least, most := time.Hour, -time.Hour
			for _, d := range delays {
				least, most = min(least, d), max(most, d)
			}
			if most-least > c.spread {
				t.Errorf("some packets take %v longer than others", most-least)
			}
			if want := int(5 * time.Second / c.packet); packets < want*94/100 || packets > want {
				t.Errorf("%d packets in 5 s, want about %d", packets, want)
			}
		})
	}
}

// The sender's goroutine looks ten times a second whether there still is a microphone.
// What it finds must stay whole, or the packet goes one period late.
func TestAPacketGoesWithItsLastSamples(t *testing.T) {
	const ms = time.Millisecond
	clock := media.NewSenderClock(20*ms, time.Second)
	now := time.Second
	for clock.Turn(now); now < 2*time.Second; now += 20 * ms {
		if n, _ := clock.Push(480, now); n != 0 {
			t.Fatalf("%d packets of half a packet's samples", n)
		}
		if n, _, _ := clock.Turn(now + 5*ms); n != 0 {
			t.Fatalf("%d packets of half a packet's samples", n)
		}
		n, _ := clock.Push(480, now+10*ms)
		if clock.Woken() { // where the goroutine sends
			n, _, _ = clock.Turn(now + 10*ms)
		}
		if n != 1 {
			t.Fatalf("%d packets with the last samples of one", n)
		}
	}
}
