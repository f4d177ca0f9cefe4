package app

import (
	"slices"
	"strings"
	"time"

	"offhook/wti"
)

// TraceQuery says which part of the protocol trace is shown.
type TraceQuery struct {
	// Search keeps the frames that contain it, in either case, in their name, their
	// masked text or a call's id.
	Search string
	// Call keeps the story of one call, by its UCID or its call id.
	Call string
}

// TraceLine is one frame, its secrets masked, or a note of the client between
// frames. Comparable.
type TraceLine struct {
	At      time.Time
	Out     bool // from us to the server
	Refused bool
	Note    bool // no frame
	Event   bool
	Name    string        // command or event, as on the wire
	Took    time.Duration // of a response; 0 otherwise
	Call    string        // id of the first call that it mentions
	Frame   string        // JSON
}

// TraceCall is a call of which frames are kept. Comparable.
type TraceCall struct {
	ID     string // its UCID, or its call id when no frame tells that
	Began  time.Time
	Frames int
}

// TraceView is the part of the protocol trace that is shown. It is replaced,
// never changed.
type TraceView struct {
	Revision int // differs from view to view
	Query    TraceQuery
	Total    int // frames kept altogether
	Lines    []TraceLine
	Calls    []TraceCall // newest first
	// Ladder is the story of Query.Call as a drawing of text.
	Ladder string
}

func sameTrace(a, b TraceView) bool { return a.Revision == b.Revision }

// readTrace makes a view of what is kept. It takes a few milliseconds when the
// trace is full.
func readTrace(t *wti.Trace, q TraceQuery) TraceView {
	v := TraceView{Query: q}
	if t == nil {
		return v
	}
	records := t.Records()
	v.Total, v.Calls = len(records), traceCalls(records)
	search := strings.ToLower(strings.TrimSpace(q.Search))
	for _, r := range records {
		if l := traceLine(r); (search == "" || l.contains(r, search)) && (q.Call == "" || aboutCall(r, q.Call)) {
			v.Lines = append(v.Lines, l)
		}
	}
	if q.Call != "" {
		v.Ladder = t.Ladder(q.Call)
	}
	return v
}

func traceLine(r wti.Record) TraceLine {
	l := TraceLine{
		At: r.Time, Out: r.Out, Name: r.Name, Took: r.Duration, Frame: r.Frame,
		Refused: r.Kind == wti.RecordRefusal, Note: r.Kind == wti.RecordNote, Event: r.Kind == wti.RecordEvent,
	}
	if len(r.Calls) > 0 {
		l.Call = string(r.Calls[0])
	}
	return l
}

func (l TraceLine) contains(r wti.Record, search string) bool {
	return strings.Contains(strings.ToLower(l.Name), search) || strings.Contains(strings.ToLower(l.Frame), search) ||
		slices.ContainsFunc(r.Calls, func(id wti.CallID) bool { return string(id) == search })
}

func aboutCall(r wti.Record, call string) bool {
	return slices.Contains(r.UCIDs, call) || slices.Contains(r.Calls, wti.CallID(call))
}

// traceCalls lists the calls that the frames are about, by UCID where one is
// told.
func traceCalls(records []wti.Record) []TraceCall {
	var list []TraceCall
	named := map[wti.CallID]bool{} // some frame tells its UCID
	for _, r := range records {
		for _, id := range r.Calls {
			named[id] = named[id] || len(r.UCIDs) > 0
		}
	}
	for _, r := range records {
		id := ""
		switch {
		case len(r.UCIDs) > 0:
			id = r.UCIDs[0]
		case len(r.Calls) == 1 && !named[r.Calls[0]]:
			id = string(r.Calls[0])
		default:
			continue
		}
		i := slices.IndexFunc(list, func(c TraceCall) bool { return c.ID == id })
		if i < 0 {
			list, i = append(list, TraceCall{ID: id, Began: r.Time}), len(list)
		}
		list[i].Frames++
	}
	slices.Reverse(list)
	return list
}
