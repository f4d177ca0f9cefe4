package media

import "strings"

// Codec is a voice codec that is implemented here.
type Codec uint8

// The codecs, all at 64 kbit/s: ITU-T G.711 with its two laws, 8 kHz, and G.722,
// 16 kHz.
const (
	MuLaw Codec = iota + 1
	ALaw
	G722
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
	case "g722":
		return G722, true
	}
	return 0, false
}

// Codecs returns what we offer at registration unless told otherwise, in order
// of preference and in WTI spelling. The caller owns the slice.
func Codecs() []string { return []string{MuLaw.String(), ALaw.String()} }

// String returns the WTI spelling.
func (c Codec) String() string {
	switch c {
	case MuLaw:
		return "g711U"
	case ALaw:
		return "g711A"
	case G722:
		return "g722"
	}
	return ""
}

// PayloadType returns the static RTP payload type (RFC 3551 §6).
func (c Codec) PayloadType() uint8 {
	switch c {
	case ALaw:
		return 8
	case G722:
		return 9
	}
	return 0
}

// SampleRate returns the rate of the sound in Hz: 8000 or 16000.
func (c Codec) SampleRate() int {
	if c == G722 {
		return 16000
	}
	return 8000
}

// ClockRate returns the RTP timestamp rate in Hz. It is 8000 for G.722 as well,
// whose timestamps count bytes (RFC 3551 §4.5.2).
func (c Codec) ClockRate() int { return 8000 }

// Samples returns how many samples a payload of n bytes carries.
func (c Codec) Samples(n int) int { return n * c.SampleRate() / 8000 }

// Encode codes a stretch that stands for itself: it is for G.711, which has no
// memory. It writes to dst, which must hold a byte for each 1/8000 s, and
// returns the payload's length. A stream takes an [Encoder].
func (c Codec) Encode(dst []byte, pcm []int16) int {
	switch c {
	case G722:
		e := Encoder{}
		e.Reset(c)
		return e.Encode(dst, pcm)
	case ALaw:
		return encodeALaw(dst, pcm)
	}
	return encodeMuLaw(dst, pcm)
}

// Decode is the way back. It writes Samples(len(payload)) samples to dst, which
// must hold them, and returns their number. A stream takes a [Decoder].
func (c Codec) Decode(dst []int16, payload []byte) int {
	table := &muLawDecode
	switch c {
	case G722:
		d := Decoder{}
		d.Reset(c)
		return d.Decode(dst, payload)
	case ALaw:
		table = &aLawDecode
	}
	dst = dst[:len(payload)]
	for i, b := range payload {
		dst[i] = table[b]
	}
	return len(payload)
}

// Encoder codes one stream, packet by packet. It allocates nothing and is not
// safe for concurrent use. The zero value codes mu-law.
type Encoder struct {
	codec Codec
	g722  g722Encoder
}

// Reset begins a stream of a codec, with the memory that the codec prescribes
// for a beginning.
func (e *Encoder) Reset(c Codec) {
	e.codec = c
	e.g722.reset()
}

// Encode writes a payload of len(pcm) samples to dst, which must hold a byte for
// each 1/8000 s, and returns the payload's length.
func (e *Encoder) Encode(dst []byte, pcm []int16) int {
	if e.codec == G722 {
		return e.g722.encode(dst, pcm)
	}
	return e.codec.Encode(dst, pcm)
}

// Decoder decodes one stream, whose packets must come in order; a missing one
// does no lasting harm. It allocates nothing and is not safe for concurrent use.
// The zero value decodes mu-law.
type Decoder struct {
	codec Codec
	g722  g722Decoder
}

// Reset begins a stream of a codec.
func (d *Decoder) Reset(c Codec) {
	d.codec = c
	d.g722.reset()
}

// Decode writes what the payload carries to dst, which must hold it, and returns
// the number of samples.
func (d *Decoder) Decode(dst []int16, payload []byte) int {
	if d.codec == G722 {
		return d.g722.decode(dst, payload)
	}
	return d.codec.Decode(dst, payload)
}
