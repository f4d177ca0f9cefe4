package media

import "strings"

// Codec is a voice codec that is implemented here.
type Codec uint8

// The codecs. Both are ITU-T G.711 at 64 kbit/s.
const (
	MuLaw Codec = iota + 1
	ALaw
)

// ParseCodec reads a codec name as WTI servers and RTP profiles spell it:
// case, '-', '_', spaces, a leading "audio/" and a trailing "64k" do not count
// (protocol notes §5.6). It reports false for codecs we do not implement.
func ParseCodec(name string) (Codec, bool) {
	n := strings.ToLower(strings.TrimSpace(name))
	n = strings.TrimPrefix(n, "audio/")
	n, _, _ = strings.Cut(n, "/") // "PCMU/8000"
	n = strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(n)
	n = strings.TrimSuffix(n, "64k")
	switch n {
	case "g711u", "g711mu", "g711ulaw", "g711mulaw", "pcmu", "ulaw", "mulaw":
		return MuLaw, true
	case "g711a", "g711alaw", "pcma", "alaw":
		return ALaw, true
	}
	return 0, false
}

// Codecs returns what we offer at registration, in order of preference and in
// WTI spelling. The caller owns the slice.
func Codecs() []string { return []string{MuLaw.String(), ALaw.String()} }

// String returns the WTI spelling.
func (c Codec) String() string {
	switch c {
	case MuLaw:
		return "g711U"
	case ALaw:
		return "g711A"
	}
	return ""
}

// PayloadType returns the static RTP payload type (RFC 3551 §6).
func (c Codec) PayloadType() uint8 {
	if c == ALaw {
		return 8
	}
	return 0
}

// ClockRate returns the RTP timestamp rate in Hz.
func (c Codec) ClockRate() int { return 8000 }

// Samples returns how many samples a payload of n bytes carries.
func (c Codec) Samples(n int) int { return n }

// Encode writes len(pcm) bytes to dst, which must be that long, and returns the
// payload's length.
func (c Codec) Encode(dst []byte, pcm []int16) int {
	if c == ALaw {
		return encodeALaw(dst, pcm)
	}
	return encodeMuLaw(dst, pcm)
}

// Decode writes Samples(len(payload)) samples to dst, which must hold them, and
// returns their number.
func (c Codec) Decode(dst []int16, payload []byte) int {
	table := &muLawDecode
	if c == ALaw {
		table = &aLawDecode
	}
	dst = dst[:len(payload)]
	for i, b := range payload {
		dst[i] = table[b]
	}
	return len(payload)
}
