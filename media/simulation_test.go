package media_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"offhook/media"
)

// link is a simulated network between a steady sender and a Playout. Nothing in
// it waits: an hour passes in a second.
type link struct {
	lost   func(i int) bool          // packet i never comes
	late   func(i int) time.Duration // by which packet i is delayed
	ppm    float64                   // by which the sender's clock is fast
	uneven func(i int) time.Duration // by which pull i comes late
	codec  media.Codec               // 0 is mu-law
	voice  func(dst []int16)         // what is said, at the codec's rate; nil is a tone of 1015 Hz
	watch  func(i int, p *media.Playout)
}

type delivery struct {
	packet media.Packet
	order  int
}

func (l link) rate() int { return max(l.codec, media.MuLaw).SampleRate() }

// run sends for a duration and returns what was heard, at the codec's rate.
func (l link) run(d time.Duration) ([]int16, *media.Playout) {
	playout := media.NewPlayout(media.NewJitterBuffer(l.rate()))
	packets := l.packets(d)
	var heard []int16
	for i := range int(d / (10 * time.Millisecond)) {
		now := time.Second + time.Duration(i)*10*time.Millisecond + 3*time.Millisecond
		if l.uneven != nil {
			now += l.uneven(i)
		}
		for len(packets) > 0 && packets[0].packet.Arrived <= now {
			playout.Push(packets[0].packet)
			packets = packets[1:]
		}
		var chunk [160]int16
		n := playout.Next(chunk[:], now)
		heard = append(heard, chunk[:n]...)
		if l.watch != nil {
			l.watch(i, playout)
		}
	}
	return heard, playout
}

// packets returns what arrives, in the order of arrival.
func (l link) packets(d time.Duration) []delivery {
	say := l.voice
	if say == nil {
		tone := media.NewTone(l.rate(), -6, 1015)
		say = tone.Fill
	}
	var all []delivery
	codec := max(l.codec, media.MuLaw)
	var encoder media.Encoder
	encoder.Reset(codec)
	pcm := make([]int16, codec.Samples(160))
	period := time.Duration(float64(20*time.Millisecond) / (1 + l.ppm/1e6))
	for i := range int(d / period) {
		say(pcm)
		payload := make([]byte, 160)
		encoder.Encode(payload, pcm)
		if l.lost != nil && l.lost(i) {
			continue
		}
		p := media.Packet{
			SSRC: 1, Sequence: uint16(i + 65000), Timestamp: uint32(i*160) + 1<<31, Codec: codec, Samples: len(pcm),
			Payload: payload, Arrived: time.Second + time.Duration(i)*period,
		}
		if l.late != nil {
			p.Arrived += l.late(i)
		}
		all = append(all, delivery{p, i})
	}
	slices.SortStableFunc(all, func(a, b delivery) int { return int(a.packet.Arrived - b.packet.Arrived) })
	return all
}

// randomLoss loses a share of packets independently.
func randomLoss(seed uint64, share float64) func(int) bool {
	r := rand.New(rand.NewPCG(seed, 1))
	return func(int) bool { return r.Float64() < share }
}

// burstLoss is a Gilbert channel: into loss with probability p, out of it with q.
func burstLoss(seed uint64, p, q float64) func(int) bool {
	r := rand.New(rand.NewPCG(seed, 2))
	bad := false
	return func(int) bool {
		if bad {
			bad = r.Float64() >= q
		} else {
			bad = r.Float64() < p
		}
		return bad
	}
}

// uniformJitter delays by up to most; packets may overtake each other.
func uniformJitter(seed uint64, most time.Duration) func(int) time.Duration {
	r := rand.New(rand.NewPCG(seed, 3))
	return func(int) time.Duration { return time.Duration(r.Float64() * float64(most)) }
}

// spikes stalls the link now and then: what was sent meanwhile comes at its end.
func spikes(seed uint64, most time.Duration) func(int) time.Duration {
	r := rand.New(rand.NewPCG(seed, 4))
	until := time.Duration(0)
	return func(i int) time.Duration {
		sent := time.Duration(i) * 20 * time.Millisecond
		if r.Float64() < 0.01 {
			until = max(until, sent+time.Duration(r.Float64()*float64(most)))
		}
		return max(0, until-sent)
	}
}

// toneScore says how well a tone of 1015 Hz was kept: shares of 5 ms windows
// that are silent (a quarter of the usual loudness or less) or distorted (not
// pure, or too loud or quiet), and steps of its phase by more than 20 degrees.
type toneScore struct {
	silent, distorted float64 // %
	stepsPerMinute    float64
}

func scoreTone(heard []int16, rate int) toneScore {
	const skip = 600 // the first 3 s do not count
	window := rate / 200
	n := len(heard) / window
	loud, pure, phase := make([]float64, n), make([]float64, n), make([]float64, n)
	for k := range n {
		re, im, power := 0.0, 0.0, 0.0
		for i := k * window; i < (k+1)*window; i++ {
			v, angle := float64(heard[i]), 2*math.Pi*1015*float64(i)/float64(rate)
			re += v * math.Cos(angle)
			im += v * math.Sin(angle)
			power += v * v
		}
		loud[k], phase[k] = math.Sqrt(power/float64(window)), math.Atan2(im, re)
		if power > 0 {
			pure[k] = 2 * (re*re + im*im) / float64(window) / power
		}
	}
	sorted := slices.Sorted(slices.Values(loud))
	usual := sorted[n/2]
	var s toneScore
	for k := skip; k < n; k++ {
		switch {
		case loud[k] < usual/4:
			s.silent++
		case pure[k] < 0.95 || loud[k] < 0.7*usual || loud[k] > 1.4*usual:
			s.distorted++
		}
	}
	for k := skip + 3; k+3 < n; k++ {
		clean := loud[k-3] > usual/2 && loud[k+3] > usual/2 && pure[k-3] > 0.97 && pure[k+3] > 0.97
		turn := math.Remainder(phase[k+3]-phase[k-3], 2*math.Pi)
		if clean && math.Abs(turn) > 0.35 {
			s.stepsPerMinute++
			k += 6
		}
	}
	scored := float64(n - skip)
	s.silent *= 100 / scored
	s.distorted *= 100 / scored
	s.stepsPerMinute *= 12000 / scored
	return s
}
