package app

import (
	"context"
	"slices"
	"time"

	"offhook/app/control"
	"offhook/app/database"
	"offhook/app/history"
)

// TodayView is what the agent's day amounts to so far. It is replaced, never
// changed. A call counts when it is over.
type TodayView struct {
	TodayTotals
	// Reasons are the AUX reasons that occurred, in the order of the settings and
	// then by code; their sum is Aux.
	Reasons []ReasonTotal
}

// TodayTotals are the totals without the reasons. Comparable.
type TodayTotals struct {
	Day                           string // the date, YYYY-MM-DD; empty before anything was added up
	Ready, OnCall, AfterCall, Aux time.Duration
	Answered, Missed              int
	// Handling is the average of an answered call: talking, holding and after-call
	// work; zero without calls.
	Handling time.Duration
}

// ReasonTotal is the time in AUX for one reason. Comparable.
type ReasonTotal struct {
	Code int
	Name string // the administrator's, empty when none
	Time time.Duration
}

func sameToday(a, b TodayView) bool {
	return a.TodayTotals == b.TodayTotals && slices.Equal(a.Reasons, b.Reasons)
}

// today is the day so far, times cut to multiples of step.
func (m *model) today(step time.Duration) TodayView {
	day := m.day.sum()
	at := func(w history.What) time.Duration { return day[history.Share{What: w}].Time.Truncate(step) }
	v := TodayView{TodayTotals: TodayTotals{
		Day: m.day.day, Ready: at(history.DayReady), OnCall: at(history.DayOnCall), AfterCall: at(history.DayAfterCall),
		Missed: day[history.Share{What: history.DayMissed}].Count,
	}}
	handled := day[history.Share{What: history.DayAnswered}]
	if v.Answered = handled.Count; v.Answered > 0 {
		v.Handling = ((handled.Time + day[history.Share{What: history.DayAfterCall}].Time) / time.Duration(v.Answered)).Truncate(time.Second)
	}
	var aux time.Duration
	for s, a := range day {
		if s.What != history.DayAux {
			continue
		}
		aux += a.Time
		v.Reasons = append(v.Reasons, ReasonTotal{Code: s.Reason, Name: reasonName(m.settings.AuxReasons, s.Reason), Time: a.Time.Truncate(step)})
	}
	v.Aux = aux.Truncate(step)
	slices.SortFunc(v.Reasons, func(a, b ReasonTotal) int { return m.reasonRank(a.Code) - m.reasonRank(b.Code) })
	return v
}

// reasonRank orders AUX reasons as the settings do, others behind them.
func (m *model) reasonRank(code int) int {
	if i := slices.IndexFunc(m.settings.AuxReasons, func(r Reason) bool { return r.Code == code }); i >= 0 {
		return i
	}
	return len(m.settings.AuxReasons) + code
}

// todayStep is how exactly the screens show the day: a finer one would repaint
// them for nothing.
const todayStep = time.Minute

// showToday adds up the day and sets it when what it shows has changed. While
// signed out the last day stays.
func (a *App) showToday(first bool) (sets []func()) {
	v := a.model.today(todayStep)
	if !first && sameToday(v, a.published.today) {
		return nil
	}
	a.published.today = v
	return append(sets, func() { _ = a.state.Today.Set(v) })
}

// saveDay hands the day to the database when it is time to. Without a history it
// is kept in memory, for this run.
func (a *App) saveDay() {
	now, t, store := a.opts.Now(), &a.model.day, a.past.store
	if store == nil || !t.due(now) {
		return
	}
	day, agent, add := t.day, t.agent, t.hand(now)
	a.work(func(ctx context.Context) func() {
		kept, err := store.AddToDay(context.WithoutCancel(ctx), day, agent, add) // also when the app ends
		return func() {
			a.model.day.saved(day, agent, kept)
			switch {
			case database.Damaged(err):
				a.historyFailed(store, err)
			case err != nil:
				a.log.Warn("history", "err", err) // tried again, with nothing lost
			}
		}
	})
}

// closeDay keeps what was added up last. Every goroutine has ended.
func (a *App) closeDay(store *history.Store) {
	t := &a.model.day
	if t.day == "" || t.agent == "" {
		return
	}
	if _, err := store.AddToDay(context.WithoutCancel(a.ctx), t.day, t.agent, t.fresh); err != nil {
		a.log.Error("history", "err", err)
	}
}

// todayStatus is the day as scripts see it, in whole seconds.
func (m *model) todayStatus() *control.Today {
	if len(m.day.sum()) == 0 {
		return nil
	}
	v := m.today(time.Second)
	t := &control.Today{
		Date: v.Day, ReadySeconds: whole(v.Ready), OnCallSeconds: whole(v.OnCall), AfterCallSeconds: whole(v.AfterCall),
		AuxSeconds: whole(v.Aux), Answered: v.Answered, Missed: v.Missed, HandlingSeconds: whole(v.Handling),
	}
	for _, r := range v.Reasons {
		t.Reasons = append(t.Reasons, control.ReasonTotal{Reason: r.Code, Name: r.Name, Seconds: whole(r.Time)})
	}
	return t
}

func whole(d time.Duration) int { return int(d / time.Second) }
