package wti

// Dialect holds every point where the wire form of WTI is not confirmed by a
// public source (protocol notes §12.2). The zero value is the documented
// default; unknown words mean the default too. Where a wrong choice is harmless
// the client finds the right one by itself and remembers it; a setting other
// than the default ends that search.
type Dialect struct {
	// TokenPlacement is where the access token goes after the session started:
	// "socket" (default: nowhere, the session belongs to the socket), "header"
	// (an "authorization" member in each message header), "query" (a new socket
	// with ?access_token=) or "reconnect" (a new socket with Bearer). With the
	// default the others are tried once when GetDeviceId is refused like a 401.
	TokenPlacement string `toml:"tokenPlacement,omitempty"`
	// ProtocolVersions is offered at session start, best first. Default
	// "10.2.0", "10.1.0". A longer list is tried once when none is supported.
	ProtocolVersions []string `toml:"protocolVersions,omitempty"`
	// SessionResume is "auto" (default: after a lost connection try an upgrade
	// with the old session's token first) or "off" (always a new session).
	SessionResume string `toml:"sessionResume,omitempty"`
	// KeepAlive is the form of ResetApplicationSessionTimer: "auto" (default:
	// the three in this order), "dmcc" (sessionID, requestedSessionDuration),
	// "pascal" (SessionID, SessionDuration) or "empty".
	KeepAlive string `toml:"keepAlive,omitempty"`
	// AvayaFilterPlacement is where MonitorStart has Avaya's event groups:
	// "extensions" (default), "filter" or "both". With the default, "filter" is
	// tried when the first form is refused.
	AvayaFilterPlacement string `toml:"avayaFilterPlacement,omitempty"`
	// InvertFilter says how the filter's bits are meant: "auto" (default: true
	// means send, with invertFilter; changed when calls appear without events),
	// "on" (always with invertFilter), "off" (never; true still means send) or
	// "none" (an empty filter, which in CSTA suppresses nothing).
	InvertFilter string `toml:"invertFilter,omitempty"`
	// TargetURL is MonitorStart's targetUrl. Default
	// "https://127.0.0.1/events/", "none" leaves it out. Left out by itself when
	// refused.
	TargetURL string `toml:"targetUrl,omitempty"`
	// CommandSuffix is "auto" (default: no suffix, then "Request" when the
	// command is unknown), "none" or "Request" (for the terminal commands).
	CommandSuffix string `toml:"commandSuffix,omitempty"`
	// BinaryEncoding is the form of CSTA's hexBinary members (agent password,
	// user data): "hex" (default), "text" or "base64". Never tried in turn,
	// for a wrong password counts against the agent.
	BinaryEncoding string `toml:"binaryEncoding,omitempty"`
	// CalledNumber is the form of a dialled number: "device" (with the tail of our
	// own device id) or "bare". By default the numbers of MakeCall and DeflectCall
	// are bare and those of consultations and transfers, which CSTA calls devices,
	// have the tail (protocol notes §3, §7.1).
	CalledNumber string `toml:"calledNumber,omitempty"`
	// SwapKeys exchanges the transmit and the receive key of encrypted media.
	SwapKeys bool `toml:"swapKeys,omitempty"`
	// AgentPollSeconds is how often the agent's state is read once agent events
	// have proved to arrive. Default 15.
	AgentPollSeconds int `toml:"agentPollSeconds,omitempty"`
}

func (d Dialect) versions() []string {
	if len(d.ProtocolVersions) > 0 {
		return d.ProtocolVersions
	}
	return []string{"10.2.0", "10.1.0"}
}

func (d Dialect) targetURL() string {
	switch d.TargetURL {
	case "":
		return "https://127.0.0.1/events/"
	case "none":
		return ""
	}
	return d.TargetURL
}
