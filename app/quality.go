package app

import (
	"slices"
	"time"

	"offhook/media"
)

// QualitySeconds is how many seconds of quality are kept for the graph.
const QualitySeconds = 120

// QualitySecond is one second of the voice path. Comparable.
type QualitySecond struct {
	At   time.Time
	Loss float64 // share of the packets of this second that never came, 0 to 1
	// JitterMs is the variation of their spacing (RFC 3550 §6.4.1), DelayMs half the
	// round trip and the wait in the jitter buffer.
	JitterMs, DelayMs float64
	MOS               float64 // of the last seconds, 1 to 4.5; 0 before it is known
	// Far says that the far end reports on our voice. What it last told: its loss, 0
	// to 1, jitter and, when it rates us, MOS of 1 to 5, else 0 (RFC 3550 §6.4, RFC 3611
	// §4.7).
	Far                          bool
	FarLoss, FarJitterMs, FarMOS float64
}

// QualityView is the voice path of the last minutes, once a second during a call;
// it stays as it was when the voice ends. It is replaced, never changed.
type QualityView struct {
	Revision int             // differs from view to view
	Seconds  []QualitySecond // oldest first, at most QualitySeconds
	Voice    VoiceDetail
}

func sameQuality(a, b QualityView) bool { return a.Revision == b.Revision }

// VoiceDetail is the voice path for a person who looks for a fault. Counters run
// from signing in on. Comparable.
type VoiceDetail struct {
	Active     bool
	Codec      string // in the spelling of WTI
	PacketMs   int    // how much voice is in one packet, 0 when not told
	Local, Far string // addresses of RTP, empty while there is none
	FarRTCP    string
	Encryption string // SRTP protocol, empty when the voice is not encrypted
	DSCP       int    // mark of our packets, 0 when the system lets us set none
	Microphone string // device name, empty when none is in use
	Speaker    string
	// Hearing and Speaking are codes of what keeps us from hearing the far end, and
	// it from hearing us, as in PastAlarm.What; empty when all is well.
	Hearing, Speaking                              string
	Sent, Received, Lost, Late, Duplicate          uint64
	Reordered, Discarded, Forged, Foreign, Restart uint64
	ConcealedMs, BufferMs, TargetMs, RoundTripMs   float64
}

// secondOf is one second of the voice path from its counters and what came in it.
func secondOf(at time.Time, st media.Stats, lost, received uint64) QualitySecond {
	s := QualitySecond{
		At: at, JitterMs: st.JitterMs, DelayMs: st.DelayMs + st.RoundTripMs/2, MOS: st.MOS,
		Far: st.RoundTripMs > 0 || st.RemoteMOS > 0 || st.RemoteLoss > 0 || st.RemoteJitterMs > 0,
	}
	if all := lost + received; all > 0 {
		s.Loss = float64(lost) / float64(all)
	}
	if s.Far {
		s.FarLoss, s.FarJitterMs, s.FarMOS = st.RemoteLoss, st.RemoteJitterMs, st.RemoteMOS
	}
	return s
}

// addSecond keeps a second and forgets the oldest.
func (m *model) addSecond(s QualitySecond) {
	if over := len(m.seconds) + 1 - QualitySeconds; over > 0 {
		m.seconds = slices.Delete(m.seconds, 0, over)
	}
	m.seconds = append(m.seconds, s)
}

// publishQuality shows the last minutes, once a second while there is voice and
// once more when it has ended.
func (a *App) publishQuality() {
	active := a.voice != nil && a.model.media != nil
	if !active && !a.published.quality.Voice.Active {
		return
	}
	v := QualityView{Revision: a.published.quality.Revision + 1, Seconds: slices.Clone(a.model.seconds)}
	v.Voice = a.published.quality.Voice
	if v.Voice.Active = active; active {
		v.Voice = a.voiceDetail()
	}
	a.published.quality = v
	a.opts.Dispatch(func() { _ = a.state.Quality.Set(v) })
}

// voiceDetail reads the voice path while there is voice.
func (a *App) voiceDetail() VoiceDetail {
	st, dev, m := a.voice.Stats(), a.voice.Devices(), a.model.media
	return VoiceDetail{
		Active: true, Codec: st.Codec, PacketMs: int(m.PacketSize / time.Millisecond),
		Local: a.voice.LocalRTP().String(), Far: m.RTP.String(), FarRTCP: m.RTCP.String(),
		Encryption: encryptionOf(m.Encryption), DSCP: st.DSCP,
		Microphone: dev.Microphone, Speaker: dev.Speaker,
		Hearing: alarmCode(st.Hearing.Reason), Speaking: alarmCode(st.Speaking.Reason),
		Sent: st.PacketsSent, Received: st.PacketsReceived, Lost: st.Lost, Late: st.Late, Duplicate: st.Duplicate,
		Reordered: st.Reordered, Discarded: st.Discarded, Forged: st.Forged, Foreign: st.Foreign, Restart: st.Restarts,
		ConcealedMs: st.ConcealedMs, BufferMs: st.DelayMs, TargetMs: st.TargetMs, RoundTripMs: st.RoundTripMs,
	}
}
