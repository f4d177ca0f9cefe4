package media

import (
	"sync/atomic"
	"time"
)

// Alarm says that one direction of the voice does not work. Comparable; the zero
// value is no alarm.
type Alarm struct {
	Reason Reason
	Since  time.Time // local; when it was noticed
}

// Reason is why nobody hears anything in one direction.
type Reason uint8

// What keeps us from hearing the far end, and the far end from hearing us.
const (
	NoReason         Reason = iota
	NothingArrives          // for 3 s no packet came from anywhere
	ArrivesElsewhere        // for 3 s packets came from another address than the announced one
	ArrivesUnsealed         // for 3 s no packet passed its authentication: keys or suites differ
	ArrivesUnknown          // for 3 s packets were of no codec that was agreed, or damaged
	ArrivesSilent           // voice comes, but has been silent for 15 s
	NoSpeaker               // no loudspeaker takes the voice
	NothingSent             // for 3 s the system took none of our packets
	NotReceived             // the far end reports that none of our packets come to it
	NoMicrophone            // no microphone gives voice; silence is sent
	MicrophoneSilent        // the microphone has given nothing but zeros for 10 s, and is not muted here
)

var reasonNames = [...]string{
	"", "nothing arrives", "arrives from elsewhere", "arrives unsealed", "arrives unknown", "arrives silent",
	"no speaker", "nothing sent", "not received", "no microphone", "microphone silent",
}

// String returns a few words in English, for logs.
func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return "unknown"
}

const (
	alarmAfter  = 3 * time.Second
	silentVoice = 15 * time.Second
	silentMic   = 10 * time.Second
	quietVoice  = -65 // dBFS, RMS of 50 ms; no line with a person at its end is quieter for long
	deadMic     = 4   // of 32768, peak; a microphone that is on has more noise of its own
	unheardMost = 2   // reports in a row without a packet of ours
)

// watch notices one-way and silent voice. It belongs to the reporter's goroutine.
type watch struct {
	stream   uint32
	received uint64
	foreign  uint64 // counters when the last voice came
	forged   uint64
	unknown  uint64
	voiced   time.Duration // when the voice was last loud enough to be somebody
	spoken   time.Duration // when the microphone last gave anything
}

// alarms are what watch found, for all to read.
type alarms struct{ hearing, speaking alarmCell }

// alarmCell packs a reason and the second since when it has held.
type alarmCell struct{ packed atomic.Uint64 }

func (c *alarmCell) set(r Reason, now time.Duration) {
	if Reason(c.packed.Load()>>56) != r {
		c.packed.Store(uint64(r)<<56 | uint64(now/time.Millisecond))
	}
}

func (c *alarmCell) get(epoch func(at int64) time.Time) Alarm {
	packed := c.packed.Load()
	r := Reason(packed >> 56)
	if r == NoReason {
		return Alarm{}
	}
	return Alarm{Reason: r, Since: epoch(int64(packed<<8>>8) * int64(time.Millisecond))}
}

// look is done once a second.
func (w *watch) look(s *Session, st *stream, now time.Duration) {
	c := &s.counts
	loud, peak := s.speaker.meter.takeLoudest(), s.sender.loudest.Swap(0)
	if st == nil || st.id != w.stream {
		*w = watch{voiced: now, spoken: now}
		if st != nil {
			w.stream = st.id
		}
		w.mark(c)
		s.alarms.hearing.set(NoReason, now)
		s.alarms.speaking.set(NoReason, now)
		return
	}
	if c.received.Load() != w.received {
		w.mark(c)
	}
	if loud > quietVoice {
		w.voiced = now
	}
	if peak > deadMic || s.Muted() || c.captureStalled.Load() {
		w.spoken = now
	}
	s.alarms.hearing.set(w.hearing(c, st, now), now)
	s.alarms.speaking.set(w.speaking(s, st, now), now)
}

func (w *watch) mark(c *counters) {
	w.received, w.foreign, w.forged, w.unknown = c.received.Load(), c.foreign.Load(), c.forged.Load(), c.discarded.Load()
}

func (w *watch) hearing(c *counters, st *stream, now time.Duration) Reason {
	if now-max(time.Duration(c.lastReceived.Load()), st.started) > alarmAfter {
		switch {
		case c.forged.Load() > w.forged:
			return ArrivesUnsealed
		case c.foreign.Load() > w.foreign:
			return ArrivesElsewhere
		case c.discarded.Load() > w.unknown:
			return ArrivesUnknown
		}
		return NothingArrives
	}
	switch {
	case c.playbackStalled.Load():
		return NoSpeaker
	case now-w.voiced >= silentVoice:
		return ArrivesSilent
	}
	return NoReason
}

func (w *watch) speaking(s *Session, st *stream, now time.Duration) Reason {
	c := &s.counts
	switch {
	case now-max(time.Duration(c.lastSent.Load()), st.started) > alarmAfter:
		return NothingSent
	case c.unheard.Load() >= unheardMost:
		return NotReceived
	case c.captureStalled.Load():
		return NoMicrophone
	case now-w.spoken >= silentMic:
		return MicrophoneSilent
	}
	return NoReason
}

// acknowledged is what the far end's reports say of our packets. It belongs to
// the reporter's lock.
type acknowledged struct {
	known   bool // it has reported on us in this session, so it can
	highest uint32
	any     bool // of this stream
	began   uint64
}

// note takes in one report of the far end: which of our packets came last, or
// that it knows of none.
func (a *acknowledged) note(about bool, highest uint32, c *counters) {
	switch {
	case about && (!a.any || highest != a.highest):
		a.known, a.any, a.highest = true, true, highest
		c.unheard.Store(0)
	case c.sent.Load()-a.began < 200: // 4 s of packets, so that one should have come
	case about || a.known:
		c.unheard.Add(1)
	}
}

// takeLoudest returns the loudest 50 ms since it was last asked, in dBFS.
func (m *levelMeter) takeLoudest() float64 {
	return float64(int32(m.loudest.Swap(0))) - loudestOffset
}

// loudestOffset makes levels positive, so that zero is the least.
const loudestOffset = 200

// noteLoudest keeps the loudest level for takeLoudest.
func (m *levelMeter) noteLoudest(rms float64) {
	level := uint32(rms + loudestOffset)
	for {
		was := m.loudest.Load()
		if level <= was || m.loudest.CompareAndSwap(was, level) {
			return
		}
	}
}

// notePeak keeps the largest of the microphone's samples for the watch.
func (d *sender) notePeak(pcm []int16) {
	peak := int32(0)
	for _, v := range pcm {
		peak = max(peak, int32(v), -int32(v))
	}
	for {
		was := d.loudest.Load()
		if peak <= was || d.loudest.CompareAndSwap(was, peak) {
			return
		}
	}
}
