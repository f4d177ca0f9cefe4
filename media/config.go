package media

import (
	"log/slog"
	"net/netip"
	"time"
)

// Config says how a Session is opened.
type Config struct {
	// Local is the address to bind and to announce. Zero binds all addresses.
	Local netip.Addr
	// PortMin and PortMax bound the RTP port, which is even; RTCP takes the next.
	// Both 0 mean any free pair.
	PortMin, PortMax int
	// TelephoneEvent is the RTP payload type of RFC 4733 digits, 96–127; 0 is off.
	TelephoneEvent uint8
	// InbandDigits sends digits as tones in the voice when TelephoneEvent is 0.
	InbandDigits bool
	// LatchSource accepts voice from another address than the announced one once
	// two valid packets in a row came from it, and answers there (symmetric RTP
	// through an address translator).
	LatchSource bool
	// NoDSCP leaves packets unmarked. Otherwise they carry Expedited Forwarding
	// (46) where the system lets us; Windows ignores the mark without a policy.
	NoDSCP bool
	// NearEnd is what is done to the microphone's voice at first; see SetNearEnd.
	NearEnd NearEnd
	// Logger is used for state changes, never for packets. Nil is silent.
	Logger *slog.Logger
}

// Remote is the far end that a MediaStart event announces.
type Remote struct {
	// RTP is where voice goes to and comes from. An unspecified address or port
	// 0 means that there is no far end: Start then stops.
	RTP netip.AddrPort
	// RTCP is where reports go. Zero means the port after RTP's.
	RTCP netip.AddrPort
	// Codec is a name that ParseCodec understands.
	Codec string
	// PacketSize is how much voice we put in one packet, 10–60 ms in steps of
	// 10. Zero means 20 ms.
	PacketSize time.Duration
	// PayloadType is the RTP payload type of the codec when it is not the static
	// one, 96–127; 0 means static (RFC 3551 §6).
	PayloadType uint8
	// Crypto protects the stream; zero means plain RTP.
	Crypto Crypto
}
