package media_test

import (
	"testing"
	"time"

	"offhook/media"
)

// at is one packet of the table: 20 ms of voice with a sequence number and the
// arrival time in ms.
type at struct {
	seq  uint16
	ms   int
	ssrc uint32
	ts   int64 // timestamp; -1 is seq*160
	want media.Outcome
}

// in is a packet of the first source, with the timestamp that fits its sequence.
func in(seq uint16, ms int, want media.Outcome) at { return at{seq, ms, 1, -1, want} }

func (a at) packet() media.Packet {
	ts := uint32(int32(int16(a.seq)) * 160) // signed, so that it wraps with the sequence
	if a.ts >= 0 {
		ts = uint32(a.ts)
	}
	return media.Packet{
		SSRC: a.ssrc, Sequence: a.seq, Timestamp: ts, Codec: media.MuLaw, Samples: 160,
		Payload: make([]byte, 160), Arrived: time.Second + time.Duration(a.ms)*time.Millisecond,
	}
}

func TestJitterBufferOutcomes(t *testing.T) {
	const (
		ok, reordered, late, duplicate = media.InOrder, media.Reordered, media.Late, media.Duplicate
		started, probation, restarted  = media.Started, media.Probation, media.Restarted
		overflow                       = media.Overflow
	)
	for name, c := range map[string]struct {
		packets []at
		order   []uint16 // in which they are taken
	}{
		"in order":  {[]at{in(10, 0, started), in(11, 20, ok), in(12, 40, ok)}, []uint16{10, 11, 12}},
		"reordered": {[]at{in(10, 0, started), in(12, 40, ok), in(11, 41, reordered)}, []uint16{10, 11, 12}},
		"lost":      {[]at{in(10, 0, started), in(12, 40, ok), in(13, 60, ok)}, []uint16{10, 12, 13}},
		"duplicate": {[]at{in(10, 0, started), in(11, 20, ok), in(11, 21, duplicate), in(10, 22, duplicate)}, []uint16{10, 11}},
		"wrap at 65535": {[]at{in(65534, 0, started), in(65535, 20, ok), in(1, 60, ok), in(0, 61, reordered)},
			[]uint16{65534, 65535, 0, 1}},
		"one packet of another source does not disturb": {[]at{in(10, 0, started), {500, 10, 2, 0, probation}, in(11, 20, ok)},
			[]uint16{10, 11}},
		"SSRC change is followed at the second packet": {[]at{in(10, 0, started), {500, 20, 2, 7000, probation}, {501, 40, 2, 7160, restarted}},
			[]uint16{500, 501}},
		"SSRC change with its first packets swapped": {[]at{in(10, 0, started), {501, 20, 2, 7160, probation}, {500, 21, 2, 7000, restarted}},
			[]uint16{500, 501}},
		"sequence restart backwards": {[]at{in(30000, 0, started), {5, 20, 1, 160, probation}, {6, 40, 1, 320, restarted}},
			[]uint16{5, 6}},
		"one stray sequence number is ignored": {[]at{in(30000, 0, started), {5, 20, 1, 160, probation}, in(30001, 20, ok)},
			[]uint16{30000, 30001}},
		"timestamp jump forward": {[]at{in(10, 0, started), {11, 20, 1, 900000, restarted}, {12, 40, 1, 900160, ok}},
			[]uint16{11, 12}},
		"timestamp jump backward": {[]at{{10, 0, 1, 900000, started}, {11, 20, 1, 160, restarted}, {12, 40, 1, 320, ok}},
			[]uint16{11, 12}},
		"overflow skips ahead": {[]at{in(10, 0, started), in(140, 2600, overflow), in(141, 2620, ok)}, []uint16{140, 141}},
	} {
		t.Run(name, func(t *testing.T) {
			b := media.NewJitterBuffer(8000)
			for i, p := range c.packets {
				if got := b.Push(p.packet()); got != p.want {
					t.Errorf("packet %d (sequence %d): outcome %d, want %d", i, p.seq, got, p.want)
				}
			}
			for _, want := range c.order {
				p, _, _, ok := b.Next()
				if !ok || p.Sequence != want {
					t.Fatalf("next packet is %+v, %v, want sequence %d", p, ok, want)
				}
				b.Take()
			}
			if _, _, _, ok := b.Next(); ok {
				t.Error("more packets than expected")
			}
		})
	}
	t.Run("late", func(t *testing.T) {
		b := media.NewJitterBuffer(8000)
		b.Push(in(10, 0, started).packet())
		b.Push(in(12, 40, ok).packet())
		b.Take()
		b.Take() // 11 is given up
		if got := b.Push(in(11, 90, late).packet()); got != media.Late {
			t.Errorf("outcome %d, want late", got)
		}
		if got := b.Push(in(12, 91, duplicate).packet()); got != media.Duplicate {
			t.Errorf("outcome %d, want duplicate", got)
		}
	})
}

func TestNextTellsAGapOfLossFromAPause(t *testing.T) {
	b := media.NewJitterBuffer(8000)
	b.Push(in(10, 0, 0).packet())
	if _, gap, lost, _ := b.Next(); gap != 320 || lost {
		t.Errorf("first packet: gap %d, lost %v; want the start delay of 40 ms, 320, and no loss", gap, lost)
	}
	b.Advance(320)
	b.Take()
	b.Advance(160)
	b.Push(in(12, 40, 0).packet())
	if _, gap, lost, _ := b.Next(); gap != 160 || !lost {
		t.Errorf("packet after a lost one: gap %d, lost %v", gap, lost)
	}
	b.Advance(160)
	b.Take()
	b.Advance(160)
	p := in(13, 260, 0).packet()
	p.Timestamp, p.Marker = p.Timestamp+200*8, true // talkspurt after 200 ms of silence
	if got := b.Push(p); got != media.InOrder {
		t.Errorf("talkspurt: outcome %d", got)
	}
	if _, gap, lost, _ := b.Next(); gap != 1600 || lost {
		t.Errorf("talkspurt: gap %d, lost %v; want 1600 and no loss", gap, lost)
	}
}

func TestTargetGrowsAtOnceAndShrinksSlowly(t *testing.T) {
	b := media.NewJitterBuffer(8000)
	push := func(seq, late int) {
		p := in(uint16(seq), 20*seq+late, 0).packet()
		b.Push(p)
		b.Next()
		b.Take()
		b.Advance(160)
	}
	seq := 0
	for ; seq < 500; seq++ {
		push(seq, 0)
	}
	if got := b.Target(); got > 6*time.Millisecond {
		t.Errorf("target on a clean link = %v, want hardly any", got)
	}
	push(seq, 80)
	if got := b.Target(); got < 80*time.Millisecond || got > 90*time.Millisecond {
		t.Errorf("target after a packet 80 ms late = %v, want 80 ms and some margin at once", got)
	}
	for end := seq + 50; seq < end; seq++ {
		push(seq+1, 0)
	}
	if got := b.Target(); got < 70*time.Millisecond || got > 80*time.Millisecond {
		t.Errorf("target one second later = %v, want at most 10 ms less", got)
	}
	for end := seq + 3000; seq < end; seq++ {
		push(seq+1, 0)
	}
	if got := b.Target(); got > 15*time.Millisecond {
		t.Errorf("target a minute later = %v, want nearly the floor", got)
	}
}

func TestTargetFollowsJitterNotDelay(t *testing.T) {
	for name, c := range map[string]struct {
		late     func(i int) int // ms
		min, max time.Duration
	}{
		"steady delay of 300 ms":       {func(int) int { return 300 }, 3 * time.Millisecond, 10 * time.Millisecond},
		"jitter of 40 ms":              {func(i int) int { return i * 7919 % 41 }, 41 * time.Millisecond, 50 * time.Millisecond},
		"clock 200 ppm slow":           {func(i int) int { return i * 20 / 5000 }, 3 * time.Millisecond, 10 * time.Millisecond},
		"clock 200 ppm fast":           {func(i int) int { return -i * 20 / 5000 }, 3 * time.Millisecond, 10 * time.Millisecond},
		"route 100 ms longer for good": {func(i int) int { return 100 * min(i/2500, 1) }, 3 * time.Millisecond, 10 * time.Millisecond},
	} {
		b := media.NewJitterBuffer(8000)
		for i := range 6000 {
			b.Push(at{uint16(i), 20*i + c.late(i), 1, int64(i) * 160, 0}.packet())
			b.Next()
			b.Take()
			b.Advance(160)
		}
		if got := b.Target(); got < c.min || got > c.max {
			t.Errorf("%s: target %v, want %v to %v", name, got, c.min, c.max)
		}
	}
}

func TestRestartKeepsWhatWasLearntAboutJitter(t *testing.T) {
	b := media.NewJitterBuffer(8000)
	for i := range 500 {
		b.Push(in(uint16(i), 20*i+i*7919%61, 0).packet())
		b.Next()
		b.Take()
		b.Advance(160)
	}
	before := b.Target()
	b.Push(at{7, 10000, 9, 0, 0}.packet())
	b.Push(at{8, 10020, 9, 160, 0}.packet())
	if after := b.Target(); after != before || before < 60*time.Millisecond {
		t.Errorf("target %v before and %v after an SSRC change", before, after)
	}
}
