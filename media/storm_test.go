package media_test

import (
	"container/heap"
	"math/rand/v2"
	"testing"
	"time"

	"offhook/media"
)

// storm is a far end and a network of the worst kind, which change their ways
// every few seconds: loss, reordering, duplicates, spikes, drift, pauses, and
// jumps of SSRC, sequence, timestamp and codec.
type storm struct {
	r       *rand.Rand
	frames  map[media.Codec][][]byte // a second of voice, coded
	codec   media.Codec
	ssrc    uint32
	seq     uint16
	ts      uint32
	n       int
	sendAt  time.Duration
	until   time.Duration // of the present weather
	period  time.Duration
	loss    float64
	twice   float64
	jitter  time.Duration
	spikes  float64
	stalled time.Duration
	wire    arrivals
}

// arrivals orders packets by arrival.
type arrivals []media.Packet

func (a arrivals) Len() int           { return len(a) }
func (a arrivals) Less(i, k int) bool { return a[i].Arrived < a[k].Arrived }
func (a arrivals) Swap(i, k int)      { a[i], a[k] = a[k], a[i] }
func (a *arrivals) Push(x any)        { *a = append(*a, x.(media.Packet)) }
func (a *arrivals) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

func newStorm(seed uint64) *storm {
	s := &storm{r: rand.New(rand.NewPCG(seed, 99)), codec: media.MuLaw, frames: map[media.Codec][][]byte{}, sendAt: time.Second}
	for _, c := range []media.Codec{media.MuLaw, media.ALaw, media.G722} {
		var far sayer
		for range 50 {
			s.frames[c] = append(s.frames[c], far.packet(c, 0).Payload)
		}
	}
	return s
}

// chance is true with a probability.
func (s *storm) chance(p float64) bool { return s.r.Float64() < p }

func (s *storm) upTo(most time.Duration) time.Duration {
	return time.Duration(s.r.Float64() * float64(most))
}

// turn makes other weather for 2 to 30 seconds.
func (s *storm) turn() {
	s.until = s.sendAt + 2*time.Second + s.upTo(28*time.Second)
	ppm := s.r.Float64()*1000 - 500
	s.period = time.Duration(float64(20*time.Millisecond) * (1 + ppm/1e6))
	s.loss, s.twice, s.jitter, s.spikes = 0, 0, 0, 0.002
	if s.chance(0.5) {
		s.loss = 0.3 * s.r.Float64()
	}
	if s.chance(0.3) {
		s.twice = 0.2 * s.r.Float64()
	}
	if s.chance(0.5) {
		s.jitter = s.upTo(120 * time.Millisecond)
	}
	switch s.r.IntN(9) {
	case 0:
		s.ssrc, s.seq, s.ts = s.r.Uint32(), uint16(s.r.Uint32()), s.r.Uint32()
	case 1:
		s.ts = s.r.Uint32()
	case 2:
		s.seq = uint16(s.r.Uint32())
	case 3:
		s.codec = []media.Codec{media.MuLaw, media.ALaw, media.G722}[s.r.IntN(3)]
	case 4: // a pause, as silence suppression makes them
		pause := s.upTo(10 * time.Second).Truncate(20 * time.Millisecond)
		s.sendAt += pause
		s.ts += uint32(pause / time.Millisecond * 8)
	case 5: // the far end stood still: neither voice nor timestamps
		s.sendAt += s.upTo(5 * time.Second)
	}
}

// send sends one packet.
func (s *storm) send() {
	if s.sendAt >= s.until {
		s.turn()
	}
	p := media.Packet{
		SSRC: s.ssrc, Sequence: s.seq, Timestamp: s.ts, Codec: s.codec, Samples: s.codec.Samples(160),
		Payload: s.frames[s.codec][s.n%50], Arrived: s.sendAt + s.upTo(s.jitter),
	}
	if s.chance(0.01) {
		p.Kind, p.Payload, p.Samples = media.Noise, []byte{60}, 0
	}
	if s.chance(s.spikes) {
		s.stalled = s.sendAt + s.upTo(600*time.Millisecond)
	}
	p.Arrived = max(p.Arrived, s.stalled)
	s.n, s.seq, s.ts, s.sendAt = s.n+1, s.seq+1, s.ts+160, s.sendAt+s.period
	if s.chance(s.loss) {
		return
	}
	heap.Push(&s.wire, p)
	if s.chance(s.twice) {
		p.Arrived += s.upTo(300 * time.Millisecond)
		heap.Push(&s.wire, p)
	}
}

// calm ends the storm: another far end, a clean network.
func (s *storm) calm() {
	s.until, s.loss, s.twice, s.jitter, s.spikes, s.period = 1<<62, 0, 0, 0, 0, 20*time.Millisecond
	s.ssrc, s.seq, s.ts = s.ssrc+1, 1, 1
}

// Whatever the network does, for hours: each packet is taken once at most and in
// order, the delay stays bounded, each pull gets its 10 ms; and afterwards a
// clean stream is heard without a gap at the least delay.
func TestPlayoutStandsStormsForHours(t *testing.T) {
	const hours = 2
	for seed := range uint64(hours) {
		s, p := newStorm(seed), media.NewPlayout(media.NewJitterBuffer(8000))
		order := media.WatchOrder(p)
		var chunk [160]int16
		var far int // packets in a row during which the delay was far from any target
		var before media.PlayoutCounts
		steps := int(time.Hour / (10 * time.Millisecond))
		for i := range steps + 6000 {
			now := time.Second + time.Duration(i)*10*time.Millisecond
			if i == steps {
				s.calm()
			}
			for s.sendAt <= now {
				s.send()
			}
			for len(s.wire) > 0 && s.wire[0].Arrived <= now {
				order.Pushed(p.Push(heap.Pop(&s.wire).(media.Packet)))
				far++
			}
			if n := p.Next(chunk[:], now); n != p.Rate()/100 {
				t.Fatalf("seed %d, %v: %d samples", seed, now, n)
			}
			if err := order.Check(i%10 == 0); err != nil {
				t.Fatalf("seed %d, %v: %v", seed, now, err)
			}
			if d := p.Delay(); d > -50*time.Millisecond && d < 550*time.Millisecond {
				far = 0
			} else if far > 60 {
				t.Fatalf("seed %d, %v: the delay is %v for %d packets already", seed, now, d, far)
			}
			if i == steps+4000 {
				before = p.Counts()
			}
		}
		c := p.Counts()
		t.Logf("seed %d: %+v, delay %v", seed, c, p.Delay())
		if gap := c.Concealed - before.Concealed; gap > 0 || p.Delay() > 60*time.Millisecond {
			t.Errorf("seed %d: 40 s after the storm %d ms are made up in 20 s, delay %v", seed, gap/8, p.Delay())
		}
		if c.Played < 8*3600*1000/2 {
			t.Errorf("seed %d: of an hour only %d s were real voice", seed, c.Played/8000)
		}
	}
}
