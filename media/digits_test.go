package media_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/pion/rtp"

	"offhook/media"
)

func TestDigitIsSentAsRFC4733Events(t *testing.T) {
	a, far := open(t, media.Config{TelephoneEvent: 127}), newPeer(t)
	newSound(t, a, 300, -20)
	start(t, a, far, "g711U")
	attempts(t, func() error {
		last := far.read(t)
		for _, digit := range "#5" {
			if err := a.SendDigit(digit); err != nil {
				return err
			}
		}
		for _, code := range []byte{11, 5} {
			next, err := far.readEvent(t, last, code)
			if err != nil {
				return err
			}
			last = next
		}
		return nil
	})
}

// readEvent reads a whole RFC 4733 event of the code after some voice, and
// returns the first packet of voice behind it.
func (far *peer) readEvent(t *testing.T, last *rtp.Packet, code byte) (*rtp.Packet, error) {
	p := far.read(t)
	for ; p.PayloadType != 127; p = far.read(t) {
		last = p
	}
	if !p.Marker || p.Timestamp != last.Timestamp+160 {
		return nil, fmt.Errorf("the event begins with %v after %v", p, last)
	}
	begin, ends, duration := p, 0, 0
	for n := 0; p.PayloadType == 127; n++ {
		if p.SequenceNumber != last.SequenceNumber+1 || p.Timestamp != begin.Timestamp || len(p.Payload) != 4 || p.Payload[0] != code {
			return nil, fmt.Errorf("packet %d of digit %d is %v after %v", n, code, p, last)
		}
		now := int(p.Payload[2])<<8 | int(p.Payload[3])
		if n > 0 && p.Marker || now < duration {
			return nil, fmt.Errorf("packet %d of digit %d has marker %v and duration %d after %d", n, code, p.Marker, now, duration)
		}
		duration = now
		if p.Payload[1]&0x80 != 0 {
			ends++
		}
		last, p = p, far.read(t)
	}
	if ends != 3 || duration != 800 {
		return nil, fmt.Errorf("digit %d has %d end packets and lasts %d, want 3 and 800", code, ends, duration)
	}
	if p.Timestamp != begin.Timestamp+8*160 || p.SequenceNumber != last.SequenceNumber+1 {
		return nil, fmt.Errorf("voice goes on with %v after an event of 8 packets that began with %v", p, begin)
	}
	return p, nil
}

func TestDigitIsSentAsTones(t *testing.T) {
	a, b := open(t, media.Config{InbandDigits: true}), open(t, media.Config{})
	newSound(t, a, 300, -60)
	ear := newSound(t, b, 300, -60)
	connect(t, a, b, "g711A")
	eventually(t, "b receives", func() bool { return b.Stats().PacketsReceived > 10 })
	a.SetMuted(true) // digits are sent all the same
	searched := len(ear.since(0))
	if err := a.SendDigit('8'); err != nil {
		t.Fatal(err)
	}
	eventually(t, "852 and 1336 Hz are heard", func() bool {
		for ; len(ear.since(searched)) >= 2400; searched += 480 {
			heard := ear.since(searched)[:2400]
			if tonePower(heard, 48000, 852) > -15 && tonePower(heard, 48000, 1336) > -15 {
				return true
			}
		}
		return false
	})
}

func TestSendDigitSaysWhyItCannot(t *testing.T) {
	off, on, far := open(t, media.Config{}), open(t, media.Config{TelephoneEvent: 101}), newPeer(t)
	if err := off.SendDigit('1'); !errors.Is(err, media.ErrDigitsOff) {
		t.Errorf("without a payload type: %v", err)
	}
	if err := on.SendDigit('1'); !errors.Is(err, media.ErrInactive) {
		t.Errorf("without a stream: %v", err)
	}
	if err := on.SendDigit('x'); !errors.Is(err, media.ErrDigit) {
		t.Errorf("not a digit: %v", err)
	}
	start(t, on, far, "g711U")
	var err error
	for range 100 {
		if err = on.SendDigit('1'); err != nil {
			break
		}
	}
	if !errors.Is(err, media.ErrDigitsFull) {
		t.Errorf("a hundred digits at once: %v", err)
	}
}

func TestDTMFFrequencies(t *testing.T) {
	for digit, want := range map[rune][2]float64{'1': {697, 1209}, '5': {770, 1336}, '0': {941, 1336}, '#': {941, 1477}, 'D': {941, 1633}} {
		if low, high, ok := media.DTMF(digit); !ok || low != want[0] || high != want[1] {
			t.Errorf("DTMF(%q) = %v, %v, %v, want %v", digit, low, high, ok, want)
		}
	}
	if _, _, ok := media.DTMF('x'); ok {
		t.Error("DTMF('x') is a digit")
	}
}
