package app

import (
	"context"
	"io"

	"offhook/resources/lang"
)

// tracing is what the loop knows of the protocol trace that somebody looks at.
type tracing struct {
	on    bool
	query TraceQuery
	asked int // number of the newest question
	busy  bool
	view  TraceView
}

// WatchTrace shows a part of the protocol trace in State.Trace, of this sign-in or
// the last attempt, and keeps it up to date once a second until UnwatchTrace.
func (a *App) WatchTrace(q TraceQuery) {
	a.post(func() {
		a.tracing.on, a.tracing.query = true, q
		a.readTrace()
	})
}

// UnwatchTrace ends WatchTrace; what was shown is forgotten.
func (a *App) UnwatchTrace() {
	a.post(func() {
		t := &a.tracing
		t.on, t.asked = false, t.asked+1
		t.view = TraceView{Revision: t.view.Revision + 1}
	})
}

// readTrace reads the trace on a goroutine. Nothing is shown when nothing came
// since the last time.
func (a *App) readTrace() {
	t := &a.tracing
	t.asked++
	asked, q, trace := t.asked, t.query, a.trace
	t.busy = true
	a.work(func(context.Context) func() {
		v := readTrace(trace, q)
		return func() {
			if t.asked != asked {
				return
			}
			t.busy = false
			if v.Query == t.view.Query && v.Total == t.view.Total && lastLine(v) == lastLine(t.view) && t.view.Revision > 0 {
				return
			}
			v.Revision = t.view.Revision + 1
			t.view = v
		}
	})
}

func lastLine(v TraceView) TraceLine {
	if n := len(v.Lines); n > 0 {
		return v.Lines[n-1]
	}
	return TraceLine{}
}

// followTrace reads the trace again while somebody looks at it.
func (a *App) followTrace() {
	if a.tracing.on && !a.tracing.busy {
		a.readTrace()
	}
}

// showTrace sets the trace when it has changed.
func (a *App) showTrace() (sets []func()) {
	if v := a.tracing.view; !sameTrace(v, a.published.trace) {
		a.published.trace = v
		sets = append(sets, func() { _ = a.state.Trace.Set(v) })
	}
	return sets
}

// SaveTrace writes the whole protocol trace, its secrets masked, into the folder
// for downloads, one frame a line of JSON, and says where.
func (a *App) SaveTrace() {
	a.post(func() {
		trace := a.trace
		if trace == nil {
			a.model.notify(Notice{Severity: Info,
				Title: lang.X("notice.trace.none.title", "There is no protocol trace yet"),
				Text:  lang.X("notice.trace.none.text", "It begins when you sign in."),
			})
			return
		}
		name := "offhook-trace-" + a.opts.Now().Format("20060102-150405")
		a.work(func(context.Context) func() {
			n := len(trace.Records())
			path, err := writeExport(a.opts.ExportDir, name, ".jsonl", func(w io.Writer) error {
				_, err := trace.WriteTo(w)
				return err
			})
			return func() { a.model.notify(exportNotice(path, n, err)) }
		})
	})
}
