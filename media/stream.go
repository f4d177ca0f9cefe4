package media

import (
	"errors"
	"fmt"
	"net/netip"
	"time"
)

// ErrCodec is returned when the far end wants a codec that we do not implement.
var ErrCodec = errors.New("codec not implemented")

// stream is one Start: immutable, shared by all goroutines through an atomic
// pointer. Its id tells the voice of this stream from what is left of the last.
type stream struct {
	id      uint32
	rtp     netip.AddrPort
	rtcp    netip.AddrPort
	codec   Codec
	payload uint8  // type of the codec's packets
	samples int    // per packet that we send, at the codec's rate
	units   int    // the same on the RTP clock
	guard   *guard // nil for plain RTP
	started time.Duration
}

// newStream checks what the far end announced. It returns nil without an error
// when there is no far end.
func newStream(r Remote) (*stream, error) {
	rtp := unmap(r.RTP)
	if !rtp.IsValid() || rtp.Addr().IsUnspecified() || rtp.Port() == 0 {
		return nil, nil
	}
	codec, ok := ParseCodec(r.Codec)
	if !ok {
		return nil, fmt.Errorf("media: start: %w: %q", ErrCodec, r.Codec)
	}
	size := r.PacketSize
	if size == 0 {
		size = 20 * time.Millisecond
	}
	if size < 10*time.Millisecond || size > 60*time.Millisecond || size%(10*time.Millisecond) != 0 {
		return nil, fmt.Errorf("media: start: packet size %v, want 10 to 60 ms in steps of 10", size)
	}
	rtcp := unmap(r.RTCP)
	if !rtcp.IsValid() || rtcp.Addr().IsUnspecified() || rtcp.Port() == 0 {
		rtcp = netip.AddrPortFrom(rtp.Addr(), rtp.Port()+1)
	}
	payload := codec.PayloadType()
	if r.PayloadType >= 96 && r.PayloadType <= 127 {
		payload = r.PayloadType
	}
	ms := int(size.Milliseconds())
	return &stream{
		rtp: rtp, rtcp: rtcp, codec: codec, payload: payload,
		samples: ms * codec.SampleRate() / 1000, units: ms * codec.ClockRate() / 1000,
	}, nil
}

// ratio is how many samples of the sound devices make one of the stream's.
func (s *stream) ratio() int { return deviceRate / s.codec.SampleRate() }

// duration is how much voice one packet holds.
func (s *stream) duration() time.Duration {
	return time.Duration(s.samples) * time.Second / time.Duration(s.codec.SampleRate())
}

// unmap turns an IPv4 address inside IPv6 into plain IPv4, so that addresses of
// one host compare equal.
func unmap(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap(), a.Port())
}
