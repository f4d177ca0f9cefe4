package app

import (
	"context"
	"errors"
	"os"
	"sync/atomic"
	"time"

	"offhook/app/database"
	"offhook/app/history"
	"offhook/resources/lang"
)

// past is what the loop knows of the history. All of the store's work is done on
// goroutines: the loop never waits for the disk.
type past struct {
	store    *history.Store                // nil until it is open
	open     atomic.Pointer[history.Store] // the same, a moment earlier: to be closed in the end
	ready    []func()                      // run once it is open, or known not to be
	waiting  []ended                       // calls that ended before
	query    HistoryQuery                  // shown, or asked for
	asked    int                           // number of the newest question
	cancel   context.CancelFunc            // of the question under way
	view     HistoryView
	deleted  [][]history.Call // for undo, the last one last
	prunedAt time.Time
	closed   bool // no history in this run
	// awaits gets the answer to the newest question, or is closed when there will
	// be none; nil when nobody waits for it.
	awaits chan<- HistoryView
}

// awaited says who waits for the answer to the newest question.
func (p *past) awaited(answer chan<- HistoryView) {
	if p.awaits = answer; p.store == nil {
		p.unanswered()
	}
}

// answered hands the view to who waits for it.
func (p *past) answered() {
	if p.awaits != nil {
		p.awaits <- p.view // it has room for the one
		p.awaits = nil
	}
}

// unanswered tells who waits for an answer that none will come.
func (p *past) unanswered() {
	if p.awaits != nil {
		close(p.awaits)
		p.awaits = nil
	}
}

// pruneEvery is how often calls that are too old are looked for.
const pruneEvery = time.Hour

// historyLimit bounds one piece of work on the history.
const historyLimit = 20 * time.Second

// openHistory opens the history on a goroutine. Without a path, or with a
// retention of no day, nothing is kept.
func (a *App) openHistory() {
	path, s := a.opts.HistoryPath, a.opts.Settings.History
	a.past.view.KeepDays = s.KeepDays
	if path == "" || s.KeepDays == 0 {
		a.past.closed, a.past.view.KeepDays = true, 0
		if path != "" {
			a.forgetHistory(path)
		}
		return
	}
	a.work(func(ctx context.Context) func() {
		store, err := history.Open(ctx, path, history.Options{Mask: s.Mask})
		a.past.open.Store(store)
		return func() { a.historyOpened(store, err) }
	})
}

// forgetHistory removes a history that is not wanted any more.
func (a *App) forgetHistory(path string) {
	a.work(func(context.Context) func() {
		for _, part := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(path + part); err != nil && !errors.Is(err, os.ErrNotExist) {
				a.log.Warn("forgetting the history", "err", err)
			}
		}
		return nil
	})
}

// whenOpen runs f on the loop as soon as the history is open, or known not to
// be. It reports false when the loop has ended.
func (a *App) whenOpen(f func()) bool {
	return a.post(func() {
		if a.past.store != nil || a.past.closed {
			f()
			return
		}
		a.past.ready = append(a.past.ready, f)
	})
}

func (a *App) historyOpened(store *history.Store, err error) {
	defer func() {
		for _, f := range a.past.ready {
			f()
		}
		a.past.ready = nil
	}()
	if err != nil {
		a.log.Error("history", "err", err)
		a.past.closed, a.past.waiting = true, nil
		a.past.view.Problem = historyProblem(err)
		a.past.view.Revision++
		a.model.notify(a.past.view.Problem.notice(Warning))
		return
	}
	a.past.store = store
	a.model.day.restart()
	a.readLimits()
	if aside := store.Aside(); aside != "" {
		a.model.notify(damagedNotice(aside))
	}
	a.pruneHistory()
	for _, e := range a.past.waiting {
		a.keep(e)
	}
	a.past.waiting = nil
	a.askHistory(a.past.query)
}

// keepCalls hands the calls that are over to the history.
func (a *App) keepCalls() {
	over := a.model.over
	a.model.over = nil
	for _, e := range over {
		switch {
		case a.opts.Settings.History.KeepDays == 0: // nothing from now on
		case a.past.store != nil:
			a.keep(e)
		case !a.past.closed:
			a.past.waiting = append(a.past.waiting, e)
		}
	}
}

func (a *App) keep(e ended) {
	store := a.past.store
	if e.result == CallMissed {
		a.past.view.Unseen++ // shown with the page that follows
	}
	a.work(func(ctx context.Context) func() {
		_, err := store.Add(context.WithoutCancel(ctx), historyCall(e)) // also when the app ends
		return func() {
			if err != nil {
				a.log.Error("a call was not kept", keyCall, string(e.ID), "err", err)
			}
			a.historyChanged(store, err)
			if err != nil && a.past.store != store {
				a.model.over = append(a.model.over, e) // into the new one
			}
		}
	})
}

// historyChanged shows the history again after a change, or says what went
// wrong.
func (a *App) historyChanged(store *history.Store, err error) {
	if err != nil {
		a.historyFailed(store, err)
		return
	}
	a.askHistory(a.past.query)
}

// historyFailed says what went wrong with a store, unless that was replaced
// meanwhile.
func (a *App) historyFailed(store *history.Store, err error) {
	if errors.Is(err, context.Canceled) || a.past.store != store {
		return
	}
	a.log.Error("history", "err", err)
	if database.Damaged(err) {
		a.replaceHistory()
		return
	}
	a.model.notify(historyProblem(err).notice(Warning))
}

// replaceHistory sets a history aside that turned out to be damaged, and begins
// a new one.
func (a *App) replaceHistory() {
	store, path := a.past.store, a.opts.HistoryPath
	mask := a.opts.Settings.History.Mask
	a.past.store = nil
	a.work(func(ctx context.Context) func() {
		_ = store.Close()
		aside, err := database.SetAside(path, time.Now())
		var fresh *history.Store
		if err == nil {
			fresh, err = history.Open(ctx, path, history.Options{Mask: mask})
		}
		a.past.open.Store(fresh)
		return func() {
			a.historyOpened(fresh, err)
			if err == nil {
				a.model.notify(damagedNotice(aside))
			}
		}
	})
}

// pruneHistory forgets what is too old, at most once in pruneEvery.
func (a *App) pruneHistory() {
	now := a.opts.Now()
	if a.past.store == nil || a.opts.Settings.History.KeepDays == 0 || now.Sub(a.past.prunedAt) < pruneEvery {
		return
	}
	a.past.prunedAt = now
	store, before := a.past.store, a.opts.Settings.History.oldest(now)
	a.work(func(ctx context.Context) func() {
		n, err := store.Prune(ctx, before)
		return func() {
			if n > 0 || err != nil {
				a.historyChanged(store, err)
			}
		}
	})
}

// askHistory reads the part of the history that a query names. A newer question
// ends the one under way.
func (a *App) askHistory(q HistoryQuery) {
	a.past.query = q
	a.past.unanswered()
	store := a.past.store
	if store == nil {
		return
	}
	if a.past.cancel != nil {
		a.past.cancel()
	}
	a.past.asked++
	asked := a.past.asked
	ctx, cancel := context.WithTimeout(a.ctx, historyLimit)
	a.past.cancel = cancel
	a.work(func(context.Context) func() {
		defer cancel()
		p, err := store.Page(ctx, history.Query{Search: q.Search, Missed: q.Missed, First: q.First, Count: HistoryWindow})
		return func() {
			switch {
			case a.past.asked != asked:
			case err != nil:
				a.past.unanswered()
				a.historyFailed(store, err)
			default:
				a.showHistoryPage(q, p)
				a.past.answered()
			}
		}
	})
}

func (a *App) showHistoryPage(q HistoryQuery, p history.Page) {
	v := &a.past.view
	v.Revision++
	v.Query, v.Total = q, p.Total
	v.Calls = make([]PastCall, len(p.Calls))
	for i, c := range p.Calls {
		v.Calls[i] = pastCall(c)
		v.Calls[i].Shown = a.Pretty(c.Number)
	}
	v.Deleted = 0
	if n := len(a.past.deleted); n > 0 {
		v.Deleted = len(a.past.deleted[n-1])
	}
}

// showPast sets the history when it has changed.
func (a *App) showPast(first bool) (sets []func()) {
	if v := a.past.view; first || !sameHistory(v, a.published.history) {
		a.published.history = v
		sets = append(sets, func() { _ = a.state.History.Set(v) })
	}
	return sets
}

// eachSecond is what has to be done from time to time.
func (a *App) eachSecond() {
	if a.voice != nil {
		a.model.hear(a.voice.Stats())
	}
	a.publishQuality()
	a.followTrace()
	a.pruneHistory()
	a.saveDay()
	a.model.doubtLimits()
	a.keepLimits()
}

// closeHistory keeps the calls that are up and releases the file. Every
// goroutine has ended.
func (a *App) closeHistory() {
	store := a.past.open.Load()
	if store == nil {
		return
	}
	for _, e := range append(a.past.waiting, a.model.over...) {
		if _, err := store.Add(context.WithoutCancel(a.ctx), historyCall(e)); err != nil {
			a.log.Error("a call was not kept", keyCall, string(e.ID), "err", err)
		}
	}
	a.closeDay(store)
	if err := store.Close(); err != nil {
		a.log.Warn("closing the history", "err", err)
	}
}

// historyProblem says why there is no history.
func historyProblem(err error) Problem {
	p := Problem{
		Title:   lang.X("problem.history.title", "The call history does not work"),
		Meaning: lang.X("problem.history.meaning", "Calls are not kept for now. Telephoning goes on as usual."),
		Advice:  lang.X("problem.history.advice", "Is the disk full, or the folder not yours to write in? Send the details to your administrator."),
		Details: err.Error(),
	}
	if errors.Is(err, database.ErrNewer) {
		p.Title = lang.X("problem.history.newer.title", "The call history was written by a newer Offhook")
		p.Advice = lang.X("problem.history.newer.advice", "It was left as it is. Start the newer Offhook to see it.")
	}
	return p
}

// damagedNotice says that the calls so far are not shown any more.
func damagedNotice(aside string) Notice {
	return Notice{Severity: Warning,
		Title:   lang.X("notice.history.damaged.title", "The call history was damaged"),
		Text:    lang.X("notice.history.damaged.text", "A new one was begun. The damaged file was kept."),
		Details: aside,
	}
}
