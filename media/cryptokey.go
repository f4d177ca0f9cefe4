package media

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// ParseKey reads a master key and its salt as a MediaStart event writes them.
// Their encoding is not confirmed: hexadecimal, base64 (either alphabet, padded
// or not), hexadecimal with colons and plain characters are tried in this
// order, and the first that gives the right length is taken. With an empty salt
// the key's text must hold both, one behind the other (protocol notes §5.7).
// The error is ErrKey.
func (s Suite) ParseKey(key, salt string) (Key, error) {
	var k Key
	n := s.keyBytes()
	if strings.TrimSpace(salt) == "" {
		both, ok := decodeKey(key, n+saltBytes)
		if !ok {
			return k, fmt.Errorf("media: %w: want a key of %d bytes and a salt", ErrKey, n)
		}
		copy(k.master[:n], both)
		copy(k.salt[:], both[n:])
		return k, nil
	}
	m, ok := decodeKey(key, n)
	if !ok {
		return k, fmt.Errorf("media: %w: want a key of %d bytes", ErrKey, n)
	}
	t, ok := decodeKey(salt, saltBytes)
	if !ok {
		return k, fmt.Errorf("media: %w: want a salt of %d bytes", ErrKey, saltBytes)
	}
	copy(k.master[:n], m)
	copy(k.salt[:], t)
	return k, nil
}

// decodeKey finds the encoding by the length that it gives.
func decodeKey(text string, n int) ([]byte, bool) {
	trimmed := strings.TrimSpace(text)
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString,
		func(t string) ([]byte, error) { return base64.RawStdEncoding.DecodeString(strings.TrimRight(t, "=")) },
		func(t string) ([]byte, error) { return base64.RawURLEncoding.DecodeString(strings.TrimRight(t, "=")) },
		func(t string) ([]byte, error) { return hex.DecodeString(strings.ReplaceAll(t, ":", "")) },
	} {
		if b, err := decode(trimmed); err == nil && len(b) == n {
			return b, true
		}
	}
	return latin1(text, n)
}

// latin1 takes each character as a byte.
func latin1(text string, n int) ([]byte, bool) {
	b := make([]byte, 0, n)
	for _, r := range text {
		if r > 0xff || len(b) == n {
			return nil, false
		}
		b = append(b, byte(r))
	}
	return b, len(b) == n
}
