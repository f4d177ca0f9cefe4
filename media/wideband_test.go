package media_test

import (
	"fmt"
	"testing"
	"time"

	"offhook/media"
)

// The 16 kHz pipeline must keep a tone through bad networks as the 8 kHz one
// does.
func TestWidebandToneSurvivesBadNetworks(t *testing.T) {
	for _, c := range []struct {
		name              string
		link              func(seed uint64) link
		silent, distorted float64 // most, % of the time
		steps             float64 // most per minute
	}{
		{"clean", func(uint64) link { return link{} }, 0, 0, 0},
		{"5 % random loss", func(s uint64) link { return link{lost: randomLoss(s, 0.05)} }, 0, 1.5, 60},
		{"5 % loss in bursts", func(s uint64) link { return link{lost: burstLoss(s, 0.02, 0.4)} }, 0.5, 2.5, 60},
		{"40 ms jitter", func(s uint64) link { return link{late: uniformJitter(s, 40*time.Millisecond)} }, 0, 0, 5},
		{"stalls up to 150 ms", func(s uint64) link { return link{late: spikes(s, 150*time.Millisecond)} }, 0, 0.04, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(2) {
				l := c.link(seed)
				l.codec = media.G722
				heard, _ := l.run(time.Minute)
				s := scoreTone(heard, l.rate())
				t.Logf("seed %d: silent %.2f %%, distorted %.2f %%, %.0f phase steps a minute", seed, s.silent, s.distorted, s.stepsPerMinute)
				if s.silent > c.silent || s.distorted > c.distorted || s.stepsPerMinute > c.steps {
					t.Errorf("seed %d: above the budget of %.2f %%, %.2f %%, %.0f a minute", seed, c.silent, c.distorted, c.steps)
				}
			}
		})
	}
}

// What G.711 cannot carry must come through a G.722 call between two sessions.
func TestWidebandCallCarriesBothBands(t *testing.T) {
	a, b := open(t, media.Config{}), open(t, media.Config{})
	newSound(t, a, 5333, -12)
	ear := newSound(t, b, 440, -20)
	connect(t, a, b, "g722")
	eventually(t, "b receives", func() bool { return b.Stats().PacketsReceived > 50 })
	attempts(t, func() error {
		heard := ear.hear(48000)
		if tone, all := tonePower(heard, 48000, 5333), loudness(heard); tone < -13.5 || all-tone > 0.5 {
			return fmt.Errorf("the tone of -12 dBFS arrives with %.1f of %.1f", tone, all)
		}
		return nil
	})
	if st := a.Stats(); st.Codec != "g722" || st.BytesSent != 160*st.PacketsSent {
		t.Errorf("stats %+v, want g722 with packets of 160 bytes", st)
	}
}

// sayer is a sender of 20 ms packets of a tone in any codec; sequence numbers and
// timestamps go on across codecs, as a gateway's do.
type sayer struct {
	n       int
	encoder media.Encoder
	codec   media.Codec
	tone    media.Tone
}

func (s *sayer) packet(c media.Codec, now time.Duration) media.Packet {
	if s.codec != c {
		s.codec, s.tone = c, media.NewTone(c.SampleRate(), -6, 1015)
		s.encoder.Reset(c)
	}
	pcm := make([]int16, c.SampleRate()/50)
	s.tone.Fill(pcm)
	p := media.Packet{
		SSRC: 1, Sequence: uint16(s.n), Timestamp: uint32(s.n * 160), Codec: c, Samples: len(pcm),
		Payload: make([]byte, 160), Arrived: now,
	}
	s.encoder.Encode(p.Payload, pcm)
	s.n++
	return p
}

// A gateway that goes over to another codec in the middle of a stream, and back,
// is heard again within 60 ms, at the right pitch.
func TestPayloadSwitchChangesTheRate(t *testing.T) {
	p := media.NewPlayout(media.NewJitterBuffer(8000))
	var far sayer
	var chunk [160]int16
	for i, codec := range []media.Codec{media.MuLaw, media.G722, media.ALaw, media.MuLaw, media.G722} {
		var heard []int16
		for k := range 100 {
			now := time.Second + time.Duration(100*i+k)*10*time.Millisecond
			if k%2 == 0 {
				p.Push(far.packet(codec, now))
			}
			if n := p.Next(chunk[:], now); k >= 10 {
				heard = append(heard, chunk[:n]...)
			}
		}
		if p.Rate() != codec.SampleRate() {
			t.Fatalf("%v plays at %d Hz", codec, p.Rate())
		}
		if level := tonePower(heard, p.Rate(), 1015); level < -6.5 || level > -5.5 {
			t.Errorf("%v is heard with %.1f dBFS from 100 ms on, want -6", codec, level)
		}
	}
}

// One packet of another codec, which is a stray, must not disturb.
func TestStrayPacketOfAnotherRateIsIgnored(t *testing.T) {
	p := media.NewPlayout(media.NewJitterBuffer(8000))
	var far sayer
	var chunk [160]int16
	for i := range 200 {
		now := time.Second + time.Duration(i)*10*time.Millisecond
		if i%2 == 0 {
			p.Push(far.packet(media.ALaw, now))
		}
		if i%40 == 0 {
			p.Push(media.Packet{SSRC: 9, Codec: media.G722, Samples: 320, Payload: make([]byte, 160), Arrived: now})
		}
		if p.Next(chunk[:], now) != 80 {
			t.Fatalf("step %d: the rate changed", i)
		}
	}
	if c := p.Counts(); c.Concealed > 0 {
		t.Errorf("counts %+v, want nothing concealed", c)
	}
}

func TestDigitsInAWidebandStreamKeepTheirLength(t *testing.T) {
	a, far := open(t, media.Config{TelephoneEvent: 101}), newPeer(t)
	start(t, a, far, "g722")
	first := far.read(t)
	if first.PayloadType != 9 || len(first.Payload) != 160 {
		t.Fatalf("voice has type %d and %d bytes", first.PayloadType, len(first.Payload))
	}
	if err := a.SendDigit('5'); err != nil {
		t.Fatal(err)
	}
	var events []uint16 // durations
	for len(events) < 8 {
		p := far.read(t)
		if p.PayloadType == 101 {
			events = append(events, uint16(p.Payload[2])<<8|uint16(p.Payload[3]))
		}
	}
	if want := []uint16{160, 320, 480, 640, 800, 800, 800, 800}; fmt.Sprint(events) != fmt.Sprint(want) {
		t.Errorf("durations of the event are %v, want %v", events, want)
	}
}
