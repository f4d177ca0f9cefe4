package media_test

import (
	"encoding/binary"
	"testing"
	"time"

	"offhook/media"
)

// FuzzJitterBuffer pushes packets with any numbers at any times between pulls.
// Whatever comes, the playout must deliver its 10 ms, never hand a packet out
// twice, keep the target within its bounds, and play a stream again that
// follows.
func FuzzJitterBuffer(f *testing.F) {
	f.Add([]byte{0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 160, 2, 0})
	f.Add([]byte{255, 255, 1, 255, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 160, 1})
	f.Add([]byte{0, 0, 1, 0, 0, 0, 0, 9, 128, 0, 2, 128, 0, 0, 0, 9, 128, 1, 2, 128, 0, 0, 160, 9})
	f.Fuzz(func(t *testing.T, script []byte) {
		buffer := media.NewJitterBuffer(8000)
		p := media.NewPlayout(buffer)
		now := time.Second
		var chunk [80]int16
		for ; len(script) >= 8; script = script[8:] {
			length := 80 * (1 + int(script[2]>>4)%6)
			pkt := media.Packet{
				Sequence: binary.BigEndian.Uint16(script), SSRC: uint32(script[2] & 3),
				Timestamp: binary.BigEndian.Uint32(script[3:]), Kind: media.PacketKind(script[2] >> 2 & 3 % 3),
				Codec: media.ALaw, Payload: make([]byte, length), Arrived: now,
			}
			if pkt.Kind == media.Voice {
				pkt.Samples = length
			}
			p.Push(pkt)
			for range script[7] % 16 {
				p.Next(chunk[:], now)
				now += 10 * time.Millisecond
			}
			if target := buffer.Target(); target < 3*time.Millisecond || target > 250*time.Millisecond {
				t.Fatalf("target %v", target)
			}
		}
		follow(t, p, now)
	})
}

// follow plays two seconds of a proper stream of another source and checks that
// its second half is heard completely.
func follow(t *testing.T, p *media.Playout, now time.Duration) {
	var chunk [80]int16
	var before media.PlayoutCounts
	for i := range 200 {
		if i%2 == 0 {
			p.Push(media.Packet{
				SSRC: 99, Sequence: uint16(i / 2), Timestamp: uint32(i * 80), Codec: media.MuLaw, Samples: 160,
				Payload: make([]byte, 160), Arrived: now,
			})
		}
		if i == 100 {
			before = p.Counts()
		}
		p.Next(chunk[:], now)
		now += 10 * time.Millisecond
	}
	after := p.Counts()
	heard := after.Played - before.Played + after.Dropped - before.Dropped
	if heard < 7000 || after.Concealed != before.Concealed {
		t.Fatalf("of a second of clean voice %d samples were heard, %d concealed", heard, after.Concealed-before.Concealed)
	}
}

func TestJitterBufferTakesEachPacketOnce(t *testing.T) {
	b := media.NewJitterBuffer(8000)
	r := uniformJitter(5, 300*time.Millisecond)
	l := link{late: r, lost: randomLoss(5, 0.1)}
	seen := map[uint16]bool{}
	for _, d := range l.packets(time.Minute) {
		b.Push(d.packet)
		b.Push(d.packet) // everything twice
		if p, _, _, ok := b.Next(); ok && d.order%3 == 0 {
			if seen[p.Sequence] {
				t.Fatalf("sequence %d was handed out twice", p.Sequence)
			}
			seen[p.Sequence] = true
			b.Take()
		}
	}
}
