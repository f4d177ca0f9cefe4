package media

import (
	"math"
	"sync/atomic"
	"time"
)

// Stats is a snapshot of one session. Counters run over the session's life;
// Start does not clear them. Times are local.
type Stats struct {
	Active          bool
	Codec           string // WTI spelling; empty while not active
	PacketsSent     uint64
	BytesSent       uint64 // payload only
	PacketsReceived uint64 // valid voice, noise and digit packets from the far end
	BytesReceived   uint64
	Lost            uint64 // packets that never came (RFC 3550 A.3)
	Late            uint64 // came after their time was concealed
	Duplicate       uint64
	Reordered       uint64
	Discarded       uint64  // malformed, unknown payload type, oversize, no room
	Forged          uint64  // SRTP that failed its authentication, or came twice
	Foreign         uint64  // from another address than the far end's
	Restarts        uint64  // new SSRC, or a jump of sequence or timestamp
	ConcealedMs     float64 // voice made up for what was missing
	JitterMs        float64 // RFC 3550 §6.4.1
	DelayMs         float64 // playout delay: how long received voice waits
	TargetMs        float64 // what the jitter buffer aims at
	RoundTripMs     float64 // from RTCP; 0 while unknown
	RemoteLoss      float64 // share of our packets that the far end misses, from RTCP, 0–1
	RemoteJitterMs  float64 // from RTCP
	RemoteDiscarded float64 // share of our packets that come too late for the far end, from RTCP XR, 0–1
	RemoteBurst     float64 // share of our packets that it misses within bursts of loss, from RTCP XR, 0–1
	RemoteR         float64 // what the far end rates our voice, from RTCP XR, 0–100; 0 while unknown
	RemoteMOS       float64 // the same as a mean opinion score, 1–5; 0 while unknown
	Reports         uint64  // that the far end sent by RTCP since Start
	Reported        uint64  // of them, those that tell of our packets
	Hearing         Alarm   // what keeps us from hearing the far end
	Speaking        Alarm   // what keeps the far end from hearing us
	Burstiness      float64 // how losses cluster: 1 by chance alone, more in bursts; 0 while unknown
	R               float64 // ITU-T G.107 rating of what we hear, 0–93.2; 0 while unknown
	MOS             float64 // the same as a mean opinion score, 1–4.5; 0 while unknown
	LastReceived    time.Time
	LastSent        time.Time
	Digits          uint64 // RFC 4733 events received
	DSCP            int    // mark of what we send, 0 when the system lets us set none
	CaptureStalled  bool   // no microphone for 100 ms: we send silence by the system clock
	PlaybackStalled bool   // no loudspeaker for 100 ms: received voice is dropped
}

// counters are what the goroutines of a session count, each field written by
// one of them.
type counters struct {
	sent, sentBytes                      atomic.Uint64
	received, receivedBytes              atomic.Uint64
	lost, late, duplicate, reordered     atomic.Uint64
	discarded, foreign, restarts, events atomic.Uint64
	forged                               atomic.Uint64
	played, concealed, erasures          atomic.Uint64 // as in PlayoutCounts
	lastReceived, lastSent               atomic.Int64  // on the session's clock; 0 is never
	jitter, delay, target                atomicFloat   // ms
	roundTrip, remoteLoss, remoteJitter  atomicFloat
	remoteDiscard, remoteBurst           atomicFloat
	remoteRating, remoteMOS              atomicFloat
	rating, mos, burstiness              atomicFloat
	captureStalled, playbackStalled      atomic.Bool
	reports, reported                    atomic.Uint64 // of the far end's since the stream began
	unheard                              atomic.Uint32 // reports in a row of which none has a packet of ours
}

type atomicFloat struct{ bits atomic.Uint64 }

func (f *atomicFloat) set(v float64) { f.bits.Store(math.Float64bits(v)) }
func (f *atomicFloat) get() float64  { return math.Float64frombits(f.bits.Load()) }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// Stats returns the figures so far. It takes no lock; counters that change
// meanwhile may belong to neighbouring packets.
func (s *Session) Stats() Stats {
	c := &s.counts
	st := Stats{
		PacketsSent: c.sent.Load(), BytesSent: c.sentBytes.Load(),
		PacketsReceived: c.received.Load(), BytesReceived: c.receivedBytes.Load(),
		Lost: c.lost.Load(), Late: c.late.Load(), Duplicate: c.duplicate.Load(), Reordered: c.reordered.Load(),
		Discarded: c.discarded.Load(), Foreign: c.foreign.Load(), Forged: c.forged.Load(), Restarts: c.restarts.Load(),
		ConcealedMs: float64(c.concealed.Load()) / 8,
		JitterMs:    c.jitter.get(), DelayMs: c.delay.get(), TargetMs: c.target.get(),
		RoundTripMs: c.roundTrip.get(), RemoteLoss: c.remoteLoss.get(), RemoteJitterMs: c.remoteJitter.get(),
		RemoteDiscarded: c.remoteDiscard.get(), RemoteBurst: c.remoteBurst.get(),
		RemoteR: c.remoteRating.get(), RemoteMOS: c.remoteMOS.get(),
		Reports: c.reports.Load(), Reported: c.reported.Load(),
		R: c.rating.get(), MOS: c.mos.get(), Burstiness: c.burstiness.get(),
		LastReceived: s.wall(c.lastReceived.Load()), LastSent: s.wall(c.lastSent.Load()),
		Digits: c.events.Load(), DSCP: s.dscp,
		Hearing: s.alarms.hearing.get(s.wall), Speaking: s.alarms.speaking.get(s.wall),
		CaptureStalled: c.captureStalled.Load(), PlaybackStalled: c.playbackStalled.Load(),
	}
	if stream := s.stream.Load(); stream != nil {
		st.Active, st.Codec = true, stream.codec.String()
	}
	return st
}

// wall turns a moment of the session's clock into a time; 0 into none.
func (s *Session) wall(at int64) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return s.epoch.Add(time.Duration(at) - time.Second) // see now
}
