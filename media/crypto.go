package media

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
)

// ErrCipher is returned when the far end wants a media encryption that we do
// not implement. Above all that is "aes", Avaya's own payload encryption, whose
// packet format is not public (protocol notes §5.7).
var ErrCipher = errors.New("media encryption not implemented")

// ErrKey is returned for a key or a salt that cannot be read. It never holds
// the text itself.
var ErrKey = errors.New("media key cannot be read")

// Crypto protects the packets of one stream by SRTP (RFC 3711). The zero value
// is plain RTP. Comparable.
type Crypto struct {
	Suite Suite
	// Transmit protects what we send, Receive what comes.
	Transmit, Receive Key
}

// Suite is what of SRTP is in use: AES in counter mode and HMAC-SHA1.
// Comparable; the zero value is plain RTP.
type Suite struct {
	Enabled         bool
	AES256          bool // a key of 256 bits, else 128
	ShortTag        bool // 32 bits of authentication, else 80
	NoCipher        bool // authenticated, not encrypted
	Unauthenticated bool // encrypted, RTP not authenticated
}

// ParseSuite reads the protocol of a MediaStart event. Its exact words are not
// confirmed, so its parts decide, as protocol notes §5.7 have it: "" and "none"
// are plain RTP, what contains "srtp" is SRTP, with "32" for the short tag,
// "256", "unauth" and "unenc". Anything else is ErrCipher.
func ParseSuite(protocol string) (Suite, error) {
	p := strings.ToLower(strings.TrimSpace(protocol))
	if p == "" || p == "none" {
		return Suite{}, nil
	}
	if !strings.Contains(p, "srtp") {
		return Suite{}, fmt.Errorf("media: %w: %.40q", ErrCipher, protocol)
	}
	short := strings.Contains(p, "hmac32") || strings.Contains(p, "hmac_32") || strings.Contains(p, "hmac-32") ||
		strings.HasSuffix(p, "_32") || strings.HasSuffix(p, "-32") || strings.Contains(p, "sha1_32")
	return Suite{
		Enabled: true, AES256: strings.Contains(p, "256"), ShortTag: short,
		NoCipher: strings.Contains(p, "unenc"), Unauthenticated: strings.Contains(p, "unauth"),
	}, nil
}

// keyBytes is the length of the master key.
func (s Suite) keyBytes() int {
	if s.AES256 {
		return 32
	}
	return 16
}

// saltBytes is the length of every master salt (RFC 3711 §8.2).
const saltBytes = 14

// Key is a master key with its salt. It prints as a mask. Comparable.
type Key struct {
	master [32]byte
	salt   [saltBytes]byte
}

const keyMask = "[media key]"

// Format implements [fmt.Formatter] with a mask, whatever the verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(keyMask)) }

// LogValue implements [slog.LogValuer] with a mask.
func (k Key) LogValue() slog.Value { return slog.StringValue(keyMask) }

// MarshalText implements [encoding.TextMarshaler] with a mask.
func (k Key) MarshalText() ([]byte, error) { return []byte(keyMask), nil }
