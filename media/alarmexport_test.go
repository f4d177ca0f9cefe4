package media

import "time"

// Watched is a session without sockets and goroutines whose watch is asked second
// by second, in no time.
type Watched struct {
	s   *Session
	w   watch
	st  *stream
	now time.Duration
	ack acknowledged
}

// Second is what happened within one second.
type Second struct {
	Received, Foreign, Forged, Unknown uint64 // packets
	Sent                               uint64
	Level                              float64 // of what was heard, dBFS
	Peak                               int32   // of the microphone
	NoSpeaker, NoMicrophone, Muted     bool
	Report, About                      bool // the far end reported; on us
	Highest                            uint32
}

// NewWatched starts a stream.
func NewWatched() *Watched {
	s := &Session{epoch: time.Now()}
	s.sender, s.speaker = newSender(s), newSpeaker(s)
	w := &Watched{s: s, now: time.Second}
	w.Restart()
	return w
}

// Restart is a new stream to another far end.
func (w *Watched) Restart() {
	w.st = &stream{id: w.w.stream + 1, started: w.now, codec: MuLaw}
	w.ack = acknowledged{known: w.ack.known, began: w.s.counts.sent.Load()}
	w.s.counts.unheard.Store(0)
	w.w.look(w.s, w.st, w.now)
}

// Pass lets n seconds pass, all alike, and returns the alarms after them.
func (w *Watched) Pass(n int, what Second) (hearing, speaking Reason) {
	c := &w.s.counts
	for range n {
		w.now += time.Second
		c.received.Add(what.Received)
		c.foreign.Add(what.Foreign)
		c.forged.Add(what.Forged)
		c.discarded.Add(what.Unknown)
		c.sent.Add(what.Sent)
		if what.Received > 0 {
			c.lastReceived.Store(int64(w.now))
		}
		if what.Sent > 0 {
			c.lastSent.Store(int64(w.now))
		}
		c.playbackStalled.Store(what.NoSpeaker)
		c.captureStalled.Store(what.NoMicrophone)
		w.s.sender.muted.Store(what.Muted)
		w.s.sender.notePeak([]int16{int16(what.Peak)})
		w.s.speaker.meter.noteLoudest(what.Level)
		if what.Report {
			w.ack.note(what.About, what.Highest, c)
		}
		w.w.look(w.s, w.st, w.now)
	}
	get := func(a *alarmCell) Reason { return a.get(w.s.wall).Reason }
	return get(&w.s.alarms.hearing), get(&w.s.alarms.speaking)
}
