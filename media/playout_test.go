package media_test

import (
	"testing"
	"time"

	"offhook/media"
)

// A tone through bad networks: the budgets are those of the product.
func TestToneSurvivesBadNetworks(t *testing.T) {
	for _, c := range []struct {
		name              string
		link              func(seed uint64) link
		silent, distorted float64 // most, % of the time
		steps             float64 // most per minute
		delay             time.Duration
	}{
		{"clean", func(uint64) link { return link{} }, 0, 0, 0, 25 * time.Millisecond},
		{"5 % random loss", func(s uint64) link { return link{lost: randomLoss(s, 0.05)} }, 0, 1.5, 60, 40 * time.Millisecond},
		{"5 % loss in bursts", func(s uint64) link { return link{lost: burstLoss(s, 0.02, 0.4)} }, 0.5, 2.5, 60, 40 * time.Millisecond},
		{"40 ms jitter", func(s uint64) link { return link{late: uniformJitter(s, 40*time.Millisecond)} }, 0, 0, 5, 65 * time.Millisecond},
		{"stalls up to 150 ms", func(s uint64) link { return link{late: spikes(s, 150*time.Millisecond)} }, 0, 0.04, 5, 200 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(4) {
				l := c.link(seed)
				var sum time.Duration
				n := 0
				l.watch = func(i int, p *media.Playout) {
					if i > 500 {
						sum += p.Delay()
						n++
					}
				}
				heard, _ := l.run(time.Minute)
				s := scoreTone(heard, l.rate())
				mean := sum / time.Duration(n)
				t.Logf("seed %d: silent %.2f %%, distorted %.2f %%, %.0f phase steps a minute, delay %v", seed, s.silent, s.distorted, s.stepsPerMinute, mean.Round(time.Millisecond))
				if s.silent > c.silent || s.distorted > c.distorted || s.stepsPerMinute > c.steps || mean > c.delay {
					t.Errorf("seed %d: above the budget of %.2f %%, %.2f %%, %.0f a minute, %v", seed, c.silent, c.distorted, c.steps, c.delay)
				}
			}
		})
	}
}

// A sound server that is given 10 ms more, or less, now and then asks evenly between.
func TestALoudspeakerThatAsksAtAnotherTimeFromNowOnIsNotUneven(t *testing.T) {
	const second = 100
	l := link{
		uneven: func(i int) time.Duration { return time.Duration(i/(4*second)%2) * 10 * time.Millisecond },
		late:   func(int) time.Duration { return 6 * time.Millisecond }, // so 4 ms before a step
	}
	var most time.Duration
	l.watch = func(i int, p *media.Playout) {
		if i > 10*second && i%(4*second) > 3*second {
			most = max(most, p.Delay())
		}
	}
	l.run(40 * time.Second)
	if most > 13*time.Millisecond {
		t.Errorf("three seconds after such a change voice waits for %v", most)
	}
}

// What a loudspeaker asks for too early it must do without; one that asks evenly
// need not wait for that.
func TestVoiceWaitsOnlyAsLongAsTheLoudspeakerIsUneven(t *testing.T) {
	const second, change = 100, 20 * 100
	early := func(i int) time.Duration { // every seventh comes 7 ms before the others
		if i < change || i%7 == 0 {
			return 0
		}
		return 7 * time.Millisecond
	}
	// Packets come 6 ms after a step, so 4 ms before one.
	l := link{uneven: early, late: func(int) time.Duration { return 6 * time.Millisecond }}
	var even, uneven time.Duration
	l.watch = func(i int, p *media.Playout) {
		switch {
		case i >= change-5*second && i < change:
			even += p.Delay() / (5 * second)
		case i >= change+10*second && i < change+15*second:
			uneven += p.Delay() / (5 * second)
		}
	}
	heard, _ := l.run(40 * time.Second)
	t.Logf("%v while even, %v then", even, uneven)
	if even > 11*time.Millisecond || uneven < even+4*time.Millisecond || uneven > 21*time.Millisecond {
		t.Errorf("the delay is %v while the loudspeaker is even and %v then", even, uneven)
	}
	// A second after the change it is as clean as before.
	if s := scoreTone(heard[(change+second)*80:], 8000); s.silent+s.distorted > 0 || s.stepsPerMinute > 0 {
		t.Errorf("uneven, it is heard: %+v", s)
	}
	if s := scoreTone(heard[:change*80], 8000); s.silent+s.distorted > 0 || s.stepsPerMinute > 0 {
		t.Errorf("even, it is damaged: %+v", s)
	}
}

// Made-up voice can be led to what follows a gap only where that is there when the
// gap begins. A lone gap is not worth the wait, nor is a network that is clean again.
func TestVoiceWaitsAPacketLongerWhileItHasGaps(t *testing.T) {
	const second, lone, first, last = 100, 4 * 50, 10 * 50, 20 * 50 // steps; packets
	var before, during, after time.Duration
	l := link{lost: func(i int) bool { return i == lone || i >= first && i < last && i%25 == 0 }}
	l.watch = func(i int, p *media.Playout) {
		switch {
		case i >= 5*second && i < 10*second:
			before += p.Delay() / (5 * second)
		case i >= 15*second && i < 20*second:
			during += p.Delay() / (5 * second)
		case i >= 45*second && i < 50*second:
			after += p.Delay() / (5 * second)
		}
	}
	heard, _ := l.run(50 * time.Second)
	t.Logf("%v before, %v during, %v after", before, during, after)
	const packet, slack = 20 * time.Millisecond, 4 * time.Millisecond
	if before > 15*time.Millisecond || during < packet || during > before+packet+slack || after > before+slack {
		t.Errorf("the delay is %v after a lone gap, %v while there are many and %v when they are over", before, during, after)
	}
	if s := scoreTone(heard, 8000); s.silent+s.distorted > 0 {
		t.Errorf("waiting longer, or shorter, is heard: %+v", s)
	}
}

// Sound cards and far ends never run at the same speed. 200 parts in a million
// are 0.7 s in an hour, which nobody may hear or wait for.
// The mean delay of the last fifty seconds must be that of the first ones: in these the
// delay drifts by one step of the loudspeaker, and is set back.
func TestClockDriftDoesNotPileUpInAnHour(t *testing.T) {
	for name, c := range map[string]struct {
		codec  media.Codec
		ppm    float64
		length time.Duration
	}{
		"far end fast":        {media.MuLaw, 200, time.Hour},
		"far end slow":        {media.MuLaw, -200, time.Hour},
		"G.722, far end fast": {media.G722, 200, 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			l := link{codec: c.codec, ppm: c.ppm, voice: sentences(c.codec.SampleRate())}
			var first, last time.Duration
			const second = 100
			end := int(c.length / (10 * time.Millisecond))
			l.watch = func(i int, p *media.Playout) {
				d := p.Delay()
				if i > 1000 && (d < 2*time.Millisecond || d > 25*time.Millisecond) {
					t.Fatalf("after %v the delay is %v, want up to a step and little more", time.Duration(i)*10*time.Millisecond, d)
				}
				switch {
				case i >= 10*second && i < 60*second:
					first += d / (50 * second)
				case i >= end-51*second && i < end-second:
					last += d / (50 * second)
				}
			}
			_, p := l.run(c.length)
			t.Logf("%v at the start, %v after %v", first, last, c.length)
			if off := (last - first).Abs(); off > 4*time.Millisecond || last == 0 {
				t.Errorf("%v at the start, %v after %v", first, last, c.length)
			}
			if c := p.Counts(); c.Concealed > 0 {
				t.Errorf("%d ms were concealed without any loss", c.Concealed/8)
			}
		})
	}
}

// sentences is a tone of 200 Hz with overtones that comes and goes every second.
func sentences(rate int) func([]int16) {
	said := make([]int16, 2*rate)
	low, high := media.NewTone(rate, -15, 200, 400), media.NewTone(rate, -20, 600, 1000)
	more := make([]int16, rate)
	low.Fill(said[:rate])
	high.Fill(more)
	for i, v := range more {
		said[i] += v
	}
	n := 0
	return func(dst []int16) {
		n += copy(dst, said[n%len(said):]) // dst divides said
	}
}

func TestUnevenPullsOfTheSoundCardAreNotHeard(t *testing.T) {
	late := uniformJitter(1, 4*time.Millisecond)
	l := link{uneven: late}
	heard, p := l.run(time.Minute)
	if s := scoreTone(heard, l.rate()); s.silent+s.distorted > 0 || s.stepsPerMinute > 2 {
		t.Errorf("score %+v", s)
	}
	if c := p.Counts(); c.Concealed > 0 {
		t.Errorf("%d ms were concealed without any loss", c.Concealed/8)
	}
}

func TestConcealmentFadesToBackgroundNotToSilence(t *testing.T) {
	noise := uint32(1)
	l := link{lost: func(i int) bool { return i > 500 }, voice: func(dst []int16) {
		for i := range dst {
			noise = noise*1664525 + 1013904223
			dst[i] = int16(int32(noise) >> 24) // RMS 74
		}
	}}
	heard, _ := l.run(11 * time.Second)
	before, after := loudness(heard[60000:80000]), loudness(heard[81600:84000])
	if after < before-8 || after > before+3 {
		t.Errorf("background of %.0f dBFS goes on with %.0f while nothing comes", before, after)
	}
}

func TestNewSourceIsHeardWithinSixtyMilliseconds(t *testing.T) {
	p := media.NewPlayout(media.NewJitterBuffer(8000))
	tone := media.NewTone(8000, -6, 1015)
	var heard []int16
	for i := range 400 {
		now := time.Second + time.Duration(i)*10*time.Millisecond
		if i%2 == 0 {
			pkt := media.Packet{
				SSRC: 1, Sequence: uint16(i / 2), Timestamp: uint32(i * 80), Codec: media.MuLaw, Samples: 160,
				Payload: make([]byte, 160), Arrived: now,
			}
			for k := range pkt.Payload {
				pkt.Payload[k] = 0xff
			}
			if i >= 200 { // transferred: another gateway, other numbers, other law
				var pcm [160]int16
				tone.Fill(pcm[:])
				pkt.SSRC, pkt.Sequence, pkt.Timestamp, pkt.Codec = 2, uint16(60000+i/2), uint32(7+i*80), media.ALaw
				media.ALaw.Encode(pkt.Payload, pcm[:])
			}
			p.Push(pkt)
		}
		var chunk [80]int16
		p.Next(chunk[:], now)
		heard = append(heard, chunk[:]...)
	}
	at := 16000
	for at < len(heard)-80 && loudness(heard[at:at+80]) < -12 {
		at += 80
	}
	if ms := (at - 16000) / 8; ms > 60 {
		t.Errorf("the new source is heard after %d ms, want 60 at most", ms)
	}
	if l := tonePower(heard[at+800:at+8800], 8000, 1015); l < -6.5 || l > -5.5 {
		t.Errorf("the new source has %.1f dBFS, want -6", l)
	}
}

func TestSilenceSuppressionIsNotLoss(t *testing.T) {
	p := media.NewPlayout(media.NewJitterBuffer(8000))
	seq, marker := uint16(0), false
	for i := range 1000 {
		now := time.Second + time.Duration(i)*10*time.Millisecond
		if i%2 == 0 {
			if i/100%2 == 1 { // half of each second nothing is sent
				marker = true
			} else {
				p.Push(media.Packet{
					SSRC: 1, Sequence: seq, Timestamp: uint32(i * 80), Marker: marker, Codec: media.MuLaw, Samples: 160,
					Payload: make([]byte, 160), Arrived: now,
				})
				seq, marker = seq+1, false
			}
		}
		var chunk [80]int16
		p.Next(chunk[:], now)
	}
	if c := p.Counts(); c.Concealed > 0 || c.Played < 39000 {
		t.Errorf("counts %+v, want all of 40000 played and nothing concealed", c)
	}
}

// A route that becomes much longer for good, more than waiting could cover, must
// be followed within a second and a half, not after the ten seconds in which the
// shorter one is remembered.
func TestMuchLongerRouteIsFollowedSoon(t *testing.T) {
	for _, longer := range []time.Duration{300 * time.Millisecond, 600 * time.Millisecond, 1500 * time.Millisecond} {
		l := link{late: func(i int) time.Duration {
			if i < 500 {
				return 0
			}
			return longer
		}}
		var before media.PlayoutCounts
		l.watch = func(i int, p *media.Playout) {
			if i == 1150+int(longer/(10*time.Millisecond)) {
				before = p.Counts()
			}
		}
		_, p := l.run(20 * time.Second)
		if gap := p.Counts().Concealed - before.Concealed; gap > 0 || p.Delay() > 60*time.Millisecond {
			t.Errorf("%v longer: from 1.5 s on %d ms are made up, the delay is %v", longer, gap/8, p.Delay())
		}
	}
}
