package app

import (
	"time"

	"offhook/app/history"
)

// PastCall is a call that has ended, as the history shows it. Comparable.
type PastCall struct {
	ID         int64
	Direction  Direction
	Result     CallResult
	Number     string // empty when withheld
	Shown      string // Number in groups, to be read and never to be dialled
	Masked     bool   // only the end of the number is known: it cannot be dialled
	Name       string
	Service    string
	Started    time.Time
	Ring, Talk time.Duration // whole seconds
	Hold       time.Duration
	MOS        float64 // 1 to 4.5, 0 when not measured
	Loss       float64 // 0 to 1
	Quality    PastQuality
}

// PastQuality is how the voice of a call went, beside MOS and loss. What was not
// measured is zero. Comparable.
type PastQuality struct {
	MOSMin                float64 // the worst second, 1 to 4.5
	JitterMs, JitterMaxMs float64 // mean, worst second
	DelayMs, DelayMaxMs   float64 // half the round trip and the wait in the jitter buffer
	FarMOS, FarLoss       float64 // what the far end told of our voice
	Codec                 string  // in the spelling of WTI
	Alarms                string  // see AlarmList
}

// PastAlarm is a stretch of a call in which one direction of the voice did not
// work.
type PastAlarm struct {
	After, Lasted time.Duration // since the call began, and for how long
	// What is a code: nothingArrives, arrivesFromElsewhere, arrivesUnsealed,
	// arrivesUnknown, arrivesSilent, noSpeaker, nothingSent, notReceived, noMicrophone
	// or microphoneSilent.
	What string
}

// AlarmList is Alarms in parts.
func (q PastQuality) AlarmList() (list []PastAlarm) {
	for _, a := range history.ParseAlarms(q.Alarms) {
		list = append(list, PastAlarm(a))
	}
	return list
}

// HistoryQuery says which calls the history shows, from which one on.
type HistoryQuery struct {
	Search string // words to find in number, name or service
	Missed bool   // only those that nobody took
	First  int    // how many of the newest that fit are passed over
}

// HistoryWindow is how many calls a HistoryView holds at most.
const HistoryWindow = 200

// HistoryView is the part of the history that is shown. It is replaced, never
// changed.
type HistoryView struct {
	Revision int // differs from view to view
	Query    HistoryQuery
	Total    int        // how many calls fit altogether
	Calls    []PastCall // newest first, from Query.First on
	// Deleted is how many calls an undo brings back.
	Deleted int
	// Unseen is how many calls were missed since SeenMissed in this run.
	Unseen int
	// KeepDays is for how long calls are kept; 0 when none are.
	KeepDays int
	// Problem says why there is no history, zero when there is one.
	Problem Problem
}

func sameHistory(a, b HistoryView) bool { return a.Revision == b.Revision }

func pastCall(c history.Call) PastCall {
	d := Inbound
	if c.Direction == history.Out {
		d = Outbound
	}
	return PastCall{
		ID: c.ID, Direction: d, Number: c.Number, Masked: c.Masked(), Name: c.Name, Service: c.Service,
		Started: c.Started(), Ring: c.Ring, Talk: c.Talk, Hold: c.Hold, MOS: c.MOS, Loss: c.Loss, Quality: PastQuality(c.Quality),
		Result: map[history.Result]CallResult{
			history.Answered: CallAnswered, history.Missed: CallMissed,
			history.Redirected: CallRedirected, history.Failed: CallNotReached,
		}[c.Result],
	}
}

// historyCall is what the history keeps of a call that is over.
func historyCall(e ended) history.Call {
	c := history.Call{
		ID: history.StartedAt(e.Started), Number: e.Remote, Name: e.Name, Service: e.Service,
		Ring: e.rang, Talk: e.talked, Hold: e.held, UCID: e.UCID, MOS: e.mos, Loss: e.lossage, Quality: e.quality,
		Result: map[CallResult]history.Result{
			CallAnswered: history.Answered, CallMissed: history.Missed,
			CallRedirected: history.Redirected, CallNotReached: history.Failed,
		}[e.result],
	}
	if e.Direction == Outbound {
		c.Direction = history.Out
	}
	return c
}
