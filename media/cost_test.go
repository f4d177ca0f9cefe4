package media_test

import (
	"testing"
	"time"

	"offhook/media"
)

// call is a session whose wire is cut: packets are handed to the reader's checks
// directly and what is sent goes to a socket that nobody reads.
func call(t testing.TB, codec media.Codec) (*media.Session, *media.Wire) {
	s, far := open(t, media.Config{}), newPeer(t)
	start(t, s, far, codec.String())
	return s, media.NewWire(s, far.addr())
}

func TestNoAllocationPerPacketEitherWay(t *testing.T) {
	for _, c := range []media.Codec{media.MuLaw, media.ALaw, media.G722} {
		t.Run(c.String(), func(t *testing.T) { noAllocation(t, c) })
	}
}

func noAllocation(t *testing.T, c media.Codec) {
	s, wire := call(t, c)
	datagram := voice(7, 0, 0, 0x80)
	datagram[1] = c.PayloadType()
	var pcm [960]int16
	in := func() {
		wire.Receive(datagram)
		s.Pull(pcm[:])
	}
	out := func() { wire.Send(pcm[:]) }
	for range 200 { // past the beginning: clock, delay, first reports
		in()
		out()
	}
	if n := testing.AllocsPerRun(500, in); n != 0 {
		t.Errorf("receiving and playing a packet allocates %v times", n)
	}
	if n := testing.AllocsPerRun(500, out); n != 0 {
		t.Errorf("encoding and sending a packet allocates %v times", n)
	}
	if n := testing.AllocsPerRun(500, func() { s.Push(pcm[:]) }); n != 0 {
		t.Errorf("Push allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { _, _ = s.Stats(), s.Levels() }); n != 0 {
		t.Errorf("Stats and Levels allocate %v times", n)
	}
}

func TestConcealmentAndTimeScalingAllocateNothing(t *testing.T) {
	for _, c := range []media.Codec{media.MuLaw, media.G722} {
		t.Run(c.String(), func(t *testing.T) { playoutWithoutAllocation(t, c) })
	}
}

func playoutWithoutAllocation(t *testing.T, c media.Codec) {
	l := link{codec: c, lost: burstLoss(1, 0.1, 0.4), late: uniformJitter(1, 60*time.Millisecond)}
	packets := l.packets(30 * time.Second)
	p := media.NewPlayout(media.NewJitterBuffer(c.SampleRate()))
	var chunk [160]int16
	i, next := 0, 0
	step := func() {
		now := time.Second + time.Duration(i)*10*time.Millisecond
		for next < len(packets) && packets[next].packet.Arrived <= now {
			p.Push(packets[next].packet)
			next++
		}
		p.Next(chunk[:], now)
		i++
	}
	if n := testing.AllocsPerRun(2900, step); n != 0 {
		t.Errorf("a step allocates %v times", n)
	}
	if c := p.Counts(); c.Concealed == 0 || c.Dropped == 0 || c.Inserted == 0 {
		t.Errorf("the run did not try everything: %+v", c)
	}
}

// BenchmarkRTPIn takes one packet of 20 ms from the wire's bytes to 48 kHz sound.
func BenchmarkRTPIn(b *testing.B)     { benchmarkIn(b, media.MuLaw) }
func BenchmarkRTPInG722(b *testing.B) { benchmarkIn(b, media.G722) }

func benchmarkIn(b *testing.B, c media.Codec) {
	s, wire := call(b, c)
	datagram := voice(7, 0, 0, 0x80)
	datagram[1] = c.PayloadType()
	var pcm [960]int16
	b.ReportAllocs()
	for b.Loop() {
		wire.Receive(datagram)
		s.Pull(pcm[:])
	}
}

// BenchmarkRTPOut takes 20 ms of 48 kHz sound to a packet and hands it to the system.
func BenchmarkRTPOut(b *testing.B)     { benchmarkOut(b, media.MuLaw) }
func BenchmarkRTPOutG722(b *testing.B) { benchmarkOut(b, media.G722) }

func benchmarkOut(b *testing.B, c media.Codec) {
	_, wire := call(b, c)
	var pcm [960]int16
	tone := media.NewTone(48000, -10, 440)
	tone.Fill(pcm[:])
	b.ReportAllocs()
	for b.Loop() {
		wire.Send(pcm[:])
	}
}

func BenchmarkJitterBuffer(b *testing.B) {
	j := media.NewJitterBuffer(8000)
	p := in(0, 0, 0).packet()
	b.ReportAllocs()
	for b.Loop() {
		j.Push(p)
		if _, _, _, ok := j.Next(); ok {
			j.Take()
			j.Advance(160)
		}
		p.Sequence++
		p.Timestamp += 160
		p.Arrived += 20 * time.Millisecond
	}
}

func BenchmarkPlayoutWithLossAndJitter(b *testing.B)     { benchmarkPlayout(b, media.MuLaw) }
func BenchmarkPlayoutWithLossAndJitterG722(b *testing.B) { benchmarkPlayout(b, media.G722) }

func benchmarkPlayout(b *testing.B, c media.Codec) {
	l := link{codec: c, lost: burstLoss(1, 0.02, 0.4), late: uniformJitter(1, 40*time.Millisecond)}
	packets := l.packets(time.Minute)
	p := media.NewPlayout(media.NewJitterBuffer(c.SampleRate()))
	var chunk [160]int16
	i, next := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		now := time.Second + time.Duration(i)*10*time.Millisecond
		for next < len(packets) && packets[next].packet.Arrived <= now {
			p.Push(packets[next].packet)
			next++
		}
		p.Next(chunk[:], now)
		if i++; next == len(packets) {
			i, next = 0, 0
			p.Reset()
		}
	}
}

func benchmarkEncode(b *testing.B, c media.Codec) {
	pcm := make([]int16, c.Samples(160))
	var payload [160]byte
	var e media.Encoder
	e.Reset(c)
	tone := media.NewTone(c.SampleRate(), -10, 440)
	tone.Fill(pcm)
	b.ReportAllocs()
	b.SetBytes(160)
	for b.Loop() {
		e.Encode(payload[:], pcm)
	}
}

func benchmarkDecode(b *testing.B, c media.Codec) {
	var pcm [320]int16
	var payload [160]byte
	var d media.Decoder
	d.Reset(c)
	b.ReportAllocs()
	b.SetBytes(160)
	for b.Loop() {
		d.Decode(pcm[:], payload[:])
	}
}

func BenchmarkEncodeMuLaw(b *testing.B) { benchmarkEncode(b, media.MuLaw) }
func BenchmarkEncodeALaw(b *testing.B)  { benchmarkEncode(b, media.ALaw) }
func BenchmarkEncodeG722(b *testing.B)  { benchmarkEncode(b, media.G722) }
func BenchmarkDecodeMuLaw(b *testing.B) { benchmarkDecode(b, media.MuLaw) }
func BenchmarkDecodeALaw(b *testing.B)  { benchmarkDecode(b, media.ALaw) }
func BenchmarkDecodeG722(b *testing.B)  { benchmarkDecode(b, media.G722) }

// The resamplers' 20 ms, to and from the devices' 48 kHz.
func BenchmarkUpsample(b *testing.B)   { benchmarkResampler(b, media.UpsampleStep(8000), 8000) }
func BenchmarkDownsample(b *testing.B) { benchmarkResampler(b, media.DownsampleStep(8000), 8000) }

func benchmarkResampler(b *testing.B, step func(narrow, wide []int16), rate int) {
	narrow, wide := make([]int16, rate/100), make([]int16, 480)
	b.ReportAllocs()
	for b.Loop() {
		step(narrow, wide)
		step(narrow, wide)
	}
}

// BenchmarkParse checks one datagram's header.
func BenchmarkParse(b *testing.B) {
	datagram := voice(7, 1, 2, 0x80)
	parse := media.DatagramParser(101)
	b.ReportAllocs()
	for b.Loop() {
		parse(datagram)
	}
}
