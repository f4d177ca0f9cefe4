package media

import (
	"errors"
	"fmt"
	"strings"
)

// Errors of SendDigit.
var (
	ErrInactive   = errors.New("no active stream")
	ErrDigit      = errors.New("not a digit")
	ErrDigitsOff  = errors.New("sending digits in the media is switched off")
	ErrDigitsFull = errors.New("too many digits are waiting")
	ErrClosed     = errors.New("session closed")
)

// dtmfDigits lists the digits in the order of their RFC 4733 event codes.
const dtmfDigits = "0123456789*#ABCD"

// SendDigit sends one digit (0–9, *, #, A–D) to the far end: as RFC 4733 events
// when Config.TelephoneEvent is set, as tones when Config.InbandDigits is. It
// queues the digit, 100 ms long with a pause after it, and returns at once.
func (s *Session) SendDigit(digit rune) error {
	if digit >= 'a' && digit <= 'd' {
		digit += 'A' - 'a'
	}
	switch {
	case !strings.ContainsRune(dtmfDigits, digit):
		return fmt.Errorf("media: digit %q: %w", digit, ErrDigit)
	case s.config.TelephoneEvent == 0 && !s.config.InbandDigits:
		return fmt.Errorf("media: digit: %w", ErrDigitsOff)
	case s.stream.Load() == nil:
		return fmt.Errorf("media: digit: %w", ErrInactive)
	}
	select {
	case s.sender.digits <- digit:
		return nil
	default:
		return fmt.Errorf("media: digit: %w", ErrDigitsFull)
	}
}

const (
	digitLength = 800 // on the RTP clock, 100 ms
	digitPause  = 640 // 80 ms
	digitEnds   = 3   // repeats of the end packet (RFC 4733 §2.5.1.4)
	digitVolume = 10  // -10 dBm0
)

// digitSender sends one digit at a time, packet by packet.
type digitSender struct {
	code      int // RFC 4733 event code
	on        bool
	timestamp uint32 // of the event's beginning
	length    int    // so far on the RTP clock, pause included
	wide      int    // samples of the voice per unit of it
	packets   int
	ends      int
	generator Tone
}

func (d *digitSender) idle() bool { return !d.on }
func (d *digitSender) clear()     { d.on = false }

// first reports whether the event packet just made began the event.
func (d *digitSender) first() bool { return d.packets == 1 }

func (d *digitSender) begin(digit rune, timestamp uint32, rate int) {
	low, high, _ := DTMF(digit)
	*d = digitSender{
		code: strings.IndexRune(dtmfDigits, digit), on: true, timestamp: timestamp,
		wide: rate / 8000, generator: NewTone(rate, -9, low, high),
	}
}

// event writes the next RFC 4733 payload, which replaces voice of some units. It
// returns 0 in the pause after the digit, when voice is sent.
func (d *digitSender) event(dst []byte, units int) int {
	if d.ends == digitEnds {
		if d.length += units; d.length >= digitLength+digitPause {
			d.on = false
		}
		return 0
	}
	flags := byte(digitVolume)
	if d.length < digitLength {
		d.length += units
	} else {
		flags |= 0x80
		d.ends++
	}
	d.packets++
	dst[0], dst[1], dst[2], dst[3] = byte(d.code), flags, byte(d.length>>8), byte(d.length)
	return 4
}

// tone replaces voice by the digit's tones, then by its pause.
func (d *digitSender) tone(voice []int16) {
	n := min(max(digitLength-d.length, 0)*d.wide, len(voice))
	d.generator.Fill(voice[:n])
	clear(voice[n:])
	if d.length += len(voice) / d.wide; d.length >= digitLength+digitPause {
		d.on = false
	}
}
