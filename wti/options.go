package wti

import (
	"context"
	"crypto/x509"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"time"
)

// TelephoneMode says where the voice is (protocol notes §5.1).
type TelephoneMode string

// The telephone modes (protocol notes §5.1).
const (
	ThisComputer TelephoneMode = "computer" // MAIN / CLIENT: RTP here
	OtherPhone   TelephoneMode = "phone"    // MAIN / TELECOMMUTER
	DeskPhone    TelephoneMode = "desk"     // DEPENDENT / NONE
)

// LocalMedia is what we announce at registration: where we receive voice
// (protocol notes §5.1).
type LocalMedia struct {
	RTP, RTCP  netip.AddrPort
	Codecs     []string // preference order, WTI spelling ("g711U", "g711A")
	PacketSize time.Duration
	Encryption []string // preference order, "none" last or alone
}

// Options configure a Client. Zero values mean the documented default.
type Options struct {
	// Servers are tried in order: "wss://host/api/wti/session", or a bare host
	// or host:port, which means wss and the standard path. At least one.
	Servers []string
	// AllowInsecure permits ws:// URLs. Never switched on by itself.
	AllowInsecure bool
	// RootCAs is used instead of the system's pool when not nil.
	RootCAs *x509.CertPool

	// CTIUser and CTIPassword go with the upgrade; without a user no credentials do.
	CTIUser     string
	CTIPassword Secret

	SwitchName     string
	Extension      string
	DeviceInstance int
	StationCode    Secret
	Mode           TelephoneMode // default ThisComputer
	OtherNumber    string        // with OtherPhone
	ForceLogin     bool          // take the extension over from another endpoint

	AgentID       string // empty: no agent login
	AgentPassword Secret
	// InitialMode is asked for at login; default AgentAux.
	InitialMode   AgentMode
	InitialReason int

	// LastStep ends signing in after that step, for a check that leaves the phone
	// alone; zero goes all the way.
	LastStep Step

	// LocalMedia is called once the connection's own address is known, before
	// registration. Needed in mode ThisComputer.
	LocalMedia func(local netip.Addr) (LocalMedia, error)

	ApplicationID   string        // default "Offhook"
	SessionDuration time.Duration // default 180 s
	Dialect         Dialect

	Logger *slog.Logger // default: discards
	// Trace receives one line of JSON per frame, both ways, secrets masked, in
	// the form of [Trace.WriteTo]. It is written on the socket's goroutines.
	Trace io.Writer
	// TraceFrames and TraceBytes bound what [Client.Trace] keeps in memory.
	// Default 2,000 frames and 2 MiB; negative frames keep nothing.
	TraceFrames, TraceBytes int
	// Jitter is the random part of a wait, from 0 to below most (protocol notes
	// §2.5); most is above 0. Default: evenly random. It is called from several
	// goroutines; a function of its own makes a test repeat itself.
	Jitter func(most time.Duration) time.Duration
	// NetDialContext replaces the TCP dialler, for tests.
	NetDialContext func(ctx context.Context, network, addr string) (net.Conn, error)
}
