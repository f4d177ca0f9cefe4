package simulator

import (
	"cmp"
	"log/slog"
	"net"
	"net/netip"
	"time"
)

// Options configures a [Server]. The zero value serves [Default] without TLS on
// a free port of 127.0.0.1.
type Options struct {
	Listen   string       // "127.0.0.1:0" when empty
	Listener net.Listener // used instead of Listen when set; Close closes it

	TLS    bool   // serve wss with a certificate of our own CA
	CAFile string // with TLS, where the CA's certificate is written as PEM

	Scenario *Scenario    // nil means Default()
	Logger   *slog.Logger // nil discards

	// RTPAddress is where the media gateway listens and what MediaStart events
	// announce. Invalid means the host of Listen; when that is all addresses, the
	// one that faces the client.
	RTPAddress netip.Addr
	// NoVoice keeps the media gateway from opening sockets: MediaStart events come
	// with addresses at which nobody is, and no RTP flows. It is for tests in
	// virtual time, where real sockets cannot be.
	NoVoice bool

	// Callers lets the scenario's callers arrive by themselves: the first about
	// three seconds after an agent became available, the next ones a while after.
	Callers bool

	// RegisterDelay is how long RegisterTerminal takes: 300 ms when zero, none
	// when negative.
	RegisterDelay time.Duration
	// MinSession and MaxSession bound the duration a session is granted: 1 s and
	// 2 h when zero.
	MinSession, MaxSession time.Duration
	// CleanupDelay is how long a session that ran out without a socket stays
	// before its devices are released: 60 s when zero, none when negative.
	CleanupDelay time.Duration

	NoAgentEvents bool // the station's monitor gets no agent events; the client has to poll

	// NoTSAPILicence refuses call control, snapshots and monitors of calls or
	// agents: only the buttons of a registered telephone are left (protocol notes
	// §5.2, §6). The scenario's no_tsapi_licence does the same.
	NoTSAPILicence bool
	// MonitorsAnyway accepts monitors of calls all the same, and sends their events.
	MonitorsAnyway bool
	// NoAgentLicence refuses SetAgentState and GetAgentState: agents log in by
	// feature access code and change modes by buttons. The scenario's
	// no_agent_licence does the same.
	NoAgentLicence bool
	// MonitorLimit is how many devices can be monitored with call or agent events
	// at a time, one TSAPI licence each; zero: any number. The scenario's
	// monitor_limit is used when it is zero.
	MonitorLimit int

	// LinkLossDelay is how long the calls and the agent of a terminal stay when its
	// session ended under it, waiting for another registration, as the switch keeps
	// calls whose signalling link is lost: none when zero. The scenario's
	// link_loss_delay is used when it is zero.
	LinkLossDelay time.Duration

	// Pinned fixes values that are otherwise chosen by the server.
	Pinned Pinned

	Dialect Dialect
}

// Dialect holds what the protocol notes (§12.2) leave open about a real AES.
// The zero value is our best reading.
type Dialect struct {
	FilterSense    FilterSense    `toml:"filter_sense"`
	PayloadStrings PayloadStrings `toml:"payload_strings"`
	Naming         Naming         `toml:"naming"`

	// OldAES answers every upgrade with 401, as releases before 10.2 do.
	OldAES bool `toml:"old_aes"`
	// Token is how later requests must prove the session's token.
	Token TokenPlacement `toml:"token"`
	// RequestSuffix knows the terminal services as RegisterTerminalRequest,
	// UnregisterTerminalRequest and RedirectMediaRequest only.
	RequestSuffix bool `toml:"request_suffix"`
	// EventsFirst sends the events that a request causes before its response.
	EventsFirst bool `toml:"events_first"`
	// ForceCodec makes the gateway use this codec ("g711U", "g711A" or "g722") whenever
	// the client offers it; otherwise the first common one of the client's list.
	ForceCodec string `toml:"force_codec"`
	// TransferKeepsActive gives a transferred or conferenced call the callID of
	// the active call instead of the held one.
	TransferKeepsActive bool `toml:"transfer_keeps_active"`
	// NoReestablish refuses a StartApplicationSession that names an old session;
	// otherwise the session goes on with all it holds (protocol notes §2.5).
	NoReestablish bool `toml:"no_reestablish"`
	// RESTStart refuses StartApplicationSession on a socket: the session is started
	// over REST with Basic, and the socket opened with its token.
	RESTStart bool `toml:"rest_start"`
	// Reset is the form in which the session's timer can be reset.
	Reset ResetMembers `toml:"reset"`
	// AvayaFilter is where the Avaya groups of a monitor's filter are looked for.
	AvayaFilter FilterPlace `toml:"avaya_filter"`
	// NoTargetURL refuses a MonitorStart with a targetUrl.
	NoTargetURL bool `toml:"no_target_url"`
	// RegisterCode is the code of a successful registration: "1" when empty.
	RegisterCode string `toml:"register_code"`
	// Binary is the form of user data and agent passwords, Errors that of refusals.
	Binary Binary     `toml:"binary"`
	Errors ErrorShape `toml:"errors"`
	// AutoHold puts the active call on hold when another is answered or
	// retrieved or made. Otherwise the request is refused.
	AutoHold bool `toml:"auto_hold"`
	// LastCallID is after which callID the switch begins again with 1; 9999 when 0.
	LastCallID int `toml:"last_call_id"`
	// MediaKeys is how MediaStart writes SRTP keys, SwapKeys takes its transmitKey
	// for what the switch sends instead of the client. NoSRTP keeps the voice plain
	// although the client offers SRTP (protocol notes §5.7).
	MediaKeys KeyEncoding `toml:"media_keys"`
	SwapKeys  bool        `toml:"swap_keys"`
	NoSRTP    bool        `toml:"no_srtp"`
	// SRTPName is the one string for SRTP that is understood in a client's list;
	// any that contains "srtp" when empty (protocol notes §5.7).
	SRTPName string `toml:"srtp_name"`
	// TelephoneEvent is the RTP payload type in which RFC 4733 digits are
	// understood: none when 0.
	TelephoneEvent uint8 `toml:"telephone_event"`
	// RequestCase is how the members of requests must be written, the session start
	// apart: CasePascal understands no other. The rest count as
	// CaseDMCC.
	RequestCase NameCase `toml:"request_case"`
	// REST is what the body of a REST request must be (protocol notes §1.6).
	REST RESTForm `toml:"rest"`
	// NoThirdPartyID knows no GetThirdPartyDeviceId: GetDeviceId gives the ids of
	// skills, VDNs and colleagues too (protocol notes §9.4).
	NoThirdPartyID bool `toml:"no_third_party_id"`
	// NoTransferObjects knows no TransferMonitorObjects (protocol notes §2.5).
	NoTransferObjects bool `toml:"no_transfer_objects"`
	// IdleTimeout closes a socket from which nothing came for so long, no ping
	// either: never when 0. It holds for sockets that are opened from then on.
	// CloseCode is the code with which sockets are closed: WebSocket's own for the
	// occasion when 0 (protocol notes §1.7).
	IdleTimeout Duration `toml:"idle_timeout"`
	CloseCode   int      `toml:"close_code"`
	// StarButton and PoundButton are the dial pad's ids for * and #: 10 and 11, and
	// 14 and 15, when 0. ButtonShift is added to the number that tells what a button
	// does, NoButtonLabels leaves the labels out (protocol notes §6.3).
	StarButton     int  `toml:"star_button"`
	PoundButton    int  `toml:"pound_button"`
	ButtonShift    int  `toml:"button_shift"`
	NoButtonLabels bool `toml:"no_button_labels"`
	// NoWorkCodeLamp never lights the lamp of the work-code button (protocol notes
	// §6.7).
	NoWorkCodeLamp bool `toml:"no_work_code_lamp"`
}

// FilterSense is what a true bit of a monitor filter means (protocol notes §4.2).
type FilterSense int

// The senses of a filter.
const (
	FilterByRequest      FilterSense = iota // send when invertFilter is true, else suppress
	FilterTrueSends                         // true always means: send me this event
	FilterTrueSuppresses                    // true always means: keep this event from me
)

// PayloadStrings says which payloads are JSON text inside a JSON string
// (protocol notes §1.4).
type PayloadStrings int

// The payload modes.
const (
	StringsSessionOnly PayloadStrings = iota // only StartApplicationSession's answer
	StringsAlways
	StringsNever
)

// TokenPlacement is where the session's token must be (protocol notes §1.2).
type TokenPlacement int

// The placements.
const (
	TokenSocket    TokenPlacement = iota // nowhere: the socket is the session
	TokenHeader                          // "authorization":"Bearer …" in every message header
	TokenQuery                           // ?access_token= on a second upgrade
	TokenReconnect                       // Authorization: Bearer on a second upgrade
)

// Naming spells what the server sends.
type Naming struct {
	ResponseSuffix bool     `toml:"response_suffix"` // StartApplicationSessionPosResponse, GetDeviceIdResponse, …
	BareEvents     bool     `toml:"bare_events"`     // Delivered instead of DeliveredEvent
	NoVersion      bool     `toml:"no_version"`      // no version in the header
	NoEventID      bool     `toml:"no_event_id"`     // events carry no invokeId
	TextIDs        bool     `toml:"text_ids"`        // invokeId is written as a text
	Case           NameCase `toml:"case"`
}

// NameCase is how payload members are written.
type NameCase int

// The spellings.
const (
	CaseDMCC   NameCase = iota // as DMCC's XML spells them
	CasePascal                 // first letter upper case
	CaseLower                  // all lower case
	CaseMixed                  // every second letter upper case
)

func (o Options) withDefaults() Options {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	if o.Scenario == nil {
		o.Scenario = Default()
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Dialect == (Dialect{}) {
		o.Dialect = o.Scenario.Dialect
	}
	sc := o.Scenario
	o.RegisterDelay = cmp.Or(o.RegisterDelay, time.Duration(sc.RegisterDelay), 300*time.Millisecond)
	o.MinSession = cmp.Or(o.MinSession, time.Duration(sc.MinSession), time.Second)
	o.MaxSession = cmp.Or(o.MaxSession, time.Duration(sc.MaxSession), 2*time.Hour)
	o.CleanupDelay = cmp.Or(o.CleanupDelay, time.Duration(sc.CleanupDelay), time.Minute)
	o.LinkLossDelay = cmp.Or(o.LinkLossDelay, time.Duration(sc.LinkLossDelay))
	o.NoAgentEvents = o.NoAgentEvents || sc.NoAgentEvents
	o.NoTSAPILicence = o.NoTSAPILicence || sc.NoTSAPILicence
	o.MonitorsAnyway = o.MonitorsAnyway || sc.MonitorsAnyway
	o.NoAgentLicence = o.NoAgentLicence || sc.NoAgentLicence
	o.MonitorLimit = cmp.Or(o.MonitorLimit, sc.MonitorLimit)
	o.Logger = o.Logger.With("pkg", "simulator")
	return o
}
