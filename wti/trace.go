package wti

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"sync"
	"time"
)

// What the trace keeps in memory unless Options say otherwise. A busy shift of
// one agent is a few thousand frames.
const (
	traceFrames = 2000
	traceBytes  = 2 << 20
)

// RecordKind is what a traced line is.
type RecordKind string

// The kinds of record.
const (
	RecordRequest  RecordKind = "request"
	RecordResponse RecordKind = "response"
	RecordRefusal  RecordKind = "refusal" // an answer that says no (protocol notes §1.5)
	RecordEvent    RecordKind = "event"
	RecordNote     RecordKind = "note" // not a frame: a connection came or went
)

// Record is one frame as it went over the wire, with its secrets masked, or a
// note of the client between frames.
type Record struct {
	Time time.Time
	Out  bool // from us to AES
	Kind RecordKind
	Name string // command or event, as spelt on the wire
	ID   int    // invokeId, 0 when there was none
	// Duration is how long the request of a response took; 0 otherwise.
	Duration time.Duration
	// Calls and UCIDs are what the frame mentions, and for a request and its
	// response also what the other one does.
	Calls []CallID
	UCIDs []string
	// Frame is the JSON text with every secret masked.
	Frame string
}

// Trace keeps the last frames of a client in memory, both ways, bounded by
// number and by bytes, with the secrets masked before they are kept. Its methods
// may be called from any goroutine.
type Trace struct {
	redact *redactor
	frames int      // most records; below 1 keeps none
	bytes  int      // most bytes of frames
	extra  []string // members that tell a refusal

	write sync.Mutex // guards out, so that a slow writer does not hold up readers
	out   io.Writer  // gets each line as well, nil for none

	mu      sync.Mutex // guards the fields below
	records []*Record  // oldest first
	size    int        // bytes of their frames
	open    map[int]*Record
}

func newTrace(o Options, r *redactor) *Trace {
	t := &Trace{redact: r, frames: traceFrames, bytes: traceBytes, extra: o.Dialect.RefusalMembers, out: o.Trace, open: make(map[int]*Record)}
	if o.TraceFrames != 0 {
		t.frames = o.TraceFrames
	}
	if o.TraceBytes != 0 {
		t.bytes = o.TraceBytes
	}
	return t
}

// off says that nobody gets to see a record.
func (t *Trace) off() bool { return t.frames < 1 && t.out == nil }

// frame records one frame.
func (t *Trace) frame(out bool, text string) {
	if t.off() {
		return
	}
	r := &Record{Time: time.Now(), Out: out}
	t.read(r, text)
	t.add(r)
}

// note records what happened between frames.
func (t *Trace) note(name, server string, err error) {
	if t.off() {
		return
	}
	n := struct {
		Server string `json:"server"`
		Error  string `json:"error,omitempty"`
	}{Server: server}
	if err != nil {
		n.Error = t.redact.text(err.Error())
	}
	b, _ := json.Marshal(n) // two texts always marshal
	t.add(&Record{Time: time.Now(), Out: true, Kind: RecordNote, Name: name, Frame: string(b)})
}

// read fills in what a frame says. What cannot be read is not shown.
func (t *Trace) read(r *Record, text string) {
	tr := newTree()
	defer tr.release()
	root, err := tr.parse(text)
	if err != nil {
		b, _ := json.Marshal("unreadable frame: " + err.Error())
		r.Kind, r.Frame = RecordNote, string(b)
		return
	}
	r.Frame = string(t.redact.write(make([]byte, 0, len(text)), root))
	f, err := readFrame(root)
	if err != nil {
		r.Kind = RecordNote
		return
	}
	r.Name, r.Kind = t.redact.text(f.name), RecordResponse
	if f.hasID {
		r.ID = f.id
	}
	switch {
	case r.Out:
		r.Kind = RecordRequest
	case f.kind == frameEvent:
		r.Kind = RecordEvent
	case refusal(f, f.name, t.extra) != nil:
		r.Kind = RecordRefusal
	}
	r.mentions(f.payload, 0)
}

// mentions collects the calls that a payload is about.
func (r *Record) mentions(v value, depth int) {
	if depth > maxDepth {
		return
	}
	for c := range v.children() {
		switch key := squash(c.key()); {
		case key == "callid":
			if id := CallID(c.text()); id != "" && id != "0" && !slices.Contains(r.Calls, id) {
				r.Calls = append(r.Calls, id)
			}
		case key == "globallyuniquecalllinkageid":
			if id := c.text(); id != "" && !slices.Contains(r.UCIDs, id) {
				r.UCIDs = append(r.UCIDs, id)
			}
		default:
			r.mentions(c, depth+1)
		}
	}
}

// add keeps r and writes it out.
func (t *Trace) add(r *Record) {
	t.mu.Lock()
	t.pair(r)
	t.keep(r)
	var line []byte
	if t.out != nil {
		line = r.line()
	}
	t.mu.Unlock()
	if line == nil {
		return
	}
	t.write.Lock()
	defer t.write.Unlock()
	_, _ = t.out.Write(line) // a trace that cannot be written must not end a call
}

// pair joins a response and its request. t.mu must be held.
func (t *Trace) pair(r *Record) {
	switch r.Kind {
	case RecordRequest:
		t.open[r.ID] = r
	case RecordResponse, RecordRefusal:
		q := t.open[r.ID]
		if q == nil {
			return
		}
		delete(t.open, r.ID)
		r.Duration = r.Time.Sub(q.Time)
		r.Calls = union(r.Calls, q.Calls)
		r.UCIDs = union(r.UCIDs, q.UCIDs)
		if !isSnapshot(q.Name) { // which tells of calls that the request was not about
			q.Calls, q.UCIDs = r.Calls, r.UCIDs
		}
	}
}

func isSnapshot(name string) bool { return sameName(name, opSnapshotDevice) }

func union[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// keep puts r into the ring. t.mu must be held.
func (t *Trace) keep(r *Record) {
	if t.frames < 1 {
		return
	}
	t.records = append(t.records, r)
	t.size += len(r.Frame)
	for len(t.records) > t.frames || t.size > t.bytes && len(t.records) > 1 {
		old := t.records[0]
		t.size -= len(old.Frame)
		t.records[0] = nil
		t.records = t.records[1:]
		if t.open[old.ID] == old {
			delete(t.open, old.ID)
		}
	}
}

// Records returns what is kept, oldest first.
func (t *Trace) Records() []Record {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]Record, len(t.records))
	for i, r := range t.records {
		list[i] = *r
	}
	return list
}

// WriteTo implements [io.WriterTo]: everything that is kept as JSON lines, one
// record each, in the form that Options.Trace gets:
//
//	{"time":…,"dir":"in"|"out","kind":…,"name":…,"id":…,"calls":[…],"ms":…,"frame":{…}}
//
// "ms" is how long a response took.
func (t *Trace) WriteTo(w io.Writer) (n int64, err error) {
	for _, r := range t.Records() {
		k, err := w.Write(r.line())
		if n += int64(k); err != nil {
			return n, err
		}
	}
	return n, nil
}

// line is r as one line of JSON.
func (r *Record) line() []byte {
	b := append(make([]byte, 0, len(r.Frame)+200), `{"time":"`...)
	b = r.Time.AppendFormat(b, time.RFC3339Nano)
	dir := "in"
	if r.Out {
		dir = "out"
	}
	b = append(b, `","dir":"`+dir+`","kind":"`+string(r.Kind)+`","name":`...)
	b = appendString(b, r.Name)
	if r.ID != 0 {
		b = strconv.AppendInt(append(b, `,"id":`...), int64(r.ID), 10)
	}
	if len(r.Calls) > 0 {
		calls, _ := json.Marshal(r.Calls) // texts always marshal
		b = append(append(b, `,"calls":`...), calls...)
	}
	if r.Duration > 0 {
		ms := float64(r.Duration) / float64(time.Millisecond)
		b = strconv.AppendFloat(append(b, `,"ms":`...), ms, 'f', 3, 64)
	}
	b = append(append(b, `,"frame":`...), r.Frame...)
	return append(b, '}', '\n')
}
