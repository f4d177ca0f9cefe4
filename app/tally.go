package app

import (
	"time"

	"offhook/app/history"
	"offhook/wti"
)

// tally adds up an agent's day: how long in which state, and the calls. The
// model owns it; what it has added since the last time is handed to the database
// from time to time, so that a restart on the same day goes on from there.
type tally struct {
	day, agent string        // YYYY-MM-DD where the agent is, and whose
	at         time.Time     // up to when time is added up; zero when it is not
	share      history.Share // that the time since then belongs to
	// kept is what the database has, saving is on its way there and fresh is to
	// follow: together they are the day.
	kept, saving, fresh history.Day
	savedAt             time.Time
}

// longestStep is the longest time between two looks that is added up. The loop
// looks every second: after a longer one the computer was asleep, and what the
// agent did meanwhile is not known.
const longestStep = 2 * time.Minute

// advance adds the time since the last look to the share that was then and goes on
// with s. Without counting, time is not added up until the next look that does.
// Midnight is the local one: the new day gets what is after it.
func (t *tally) advance(now time.Time, agent string, s history.Share, counting bool) {
	now = now.Round(0) // the wall's time: a day ends by that
	if day := now.Format(time.DateOnly); day != t.day || agent != t.agent {
		y, m, d := now.Date()
		if midnight := time.Date(y, m, d, 0, 0, 0, 0, now.Location()); !t.at.IsZero() && t.at.Before(midnight) {
			t.at = midnight
		}
		if agent != t.agent {
			t.at = time.Time{}
		}
		t.day, t.agent, t.savedAt = day, agent, time.Time{}
		t.kept, t.saving, t.fresh = nil, nil, history.Day{}
	}
	if step := now.Sub(t.at); !t.at.IsZero() && step > 0 && step <= longestStep {
		t.fresh.Add(t.share, history.Amount{Time: step})
	}
	t.at, t.share = now, s
	if !counting {
		t.at = time.Time{}
	}
}

// call counts a call that is over.
func (t *tally) call(e ended) {
	if t.day == "" || e.Direction != Inbound {
		return
	}
	switch e.result {
	case CallAnswered:
		t.fresh.Add(history.Share{What: history.DayAnswered}, history.Amount{Time: e.talked + e.held, Count: 1})
	case CallMissed:
		t.fresh.Add(history.Share{What: history.DayMissed}, history.Amount{Count: 1})
	}
}

// sum is the day so far.
func (t *tally) sum() history.Day { return t.kept.With(t.saving).With(t.fresh) }

// saveEvery is how often the day is handed to the database.
const saveEvery = 30 * time.Second

// due reports whether there is something to save, or to read for the first time.
func (t *tally) due(now time.Time) bool {
	return t.day != "" && t.agent != "" && t.saving == nil && (t.savedAt.IsZero() || now.Sub(t.savedAt) >= saveEvery && len(t.fresh) > 0)
}

// hand is what is to be saved now.
func (t *tally) hand(now time.Time) history.Day {
	t.saving, t.fresh, t.savedAt = t.fresh, history.Day{}, now
	return t.saving
}

// saved takes the outcome of saving: all that is kept of the day, or nil when it
// failed. An outcome that is about another day or agent changes nothing.
func (t *tally) saved(day, agent string, kept history.Day) {
	if day != t.day || agent != t.agent {
		return
	}
	if kept == nil {
		t.fresh = t.saving.With(t.fresh)
	} else {
		t.kept = kept
	}
	t.saving = nil
}

// restart has all that is known of the day saved again, into a new database.
func (t *tally) restart() {
	t.fresh, t.kept, t.savedAt = t.kept.With(t.fresh), nil, time.Time{}
}

// countDay adds up what the agent does now.
func (m *model) countDay() {
	s, ok := m.share()
	m.day.advance(m.now(), m.agent.ID, s, ok)
}

// share is what the present moment counts as: a call, unless it only rings here,
// else the work mode. It reports false while nothing counts.
func (m *model) share() (history.Share, bool) {
	if m.signIn.Phase != PhaseSignedIn && m.signIn.Phase != PhaseSigningOut || m.agent.ID == "" {
		return history.Share{}, false
	}
	if m.first(CallConnected, CallHeld, CallDialing) != nil {
		return history.Share{What: history.DayOnCall}, true
	}
	switch m.agent.Mode {
	case wti.AgentAutoIn, wti.AgentManualIn:
		return history.Share{What: history.DayReady}, true
	case wti.AgentAux:
		return history.Share{What: history.DayAux, Reason: m.agent.Reason}, true
	case wti.AgentAfterCall:
		return history.Share{What: history.DayAfterCall}, true
	default:
		return history.Share{}, false
	}
}
