package wti

import "time"

// Decoded is what the decoder made of one frame, for tests.
type Decoded struct {
	Event   bool
	Name    string
	ID      int
	Refused *Error
	Result  Event
	Err     error
}

// Decode reads a frame and, if it is one, its event, as the connection does.
func Decode(text, own string) (Decoded, error) {
	t := newTree()
	defer t.release()
	f, err := decodeFrame(t, text)
	if err != nil {
		return Decoded{}, err
	}
	d := Decoded{Event: f.kind == frameEvent, Name: f.name, ID: f.id}
	if d.Event {
		dec := decoder{own: own}
		d.Result, d.Err = dec.event(f.name, f.payload)
	} else {
		d.Refused = refusal(f, f.name, nil)
	}
	return d, nil
}

// ParseJSON says whether the tolerant reader takes text, and whether it gave up
// for depth.
func ParseJSON(text string) (ok, deep bool) {
	t := newTree()
	defer t.release()
	_, err := t.parse(text)
	return err == nil, err == errDepth
}

// MaskFrame masks a frame as the trace does.
func MaskFrame(text string, secrets ...string) string {
	var r redactor
	for _, s := range secrets {
		r.secret(Secret(s))
	}
	return string(r.frame(text))
}

// Pending gives the invoke ids of requests in flight.
type Pending struct{ p pending }

func (p *Pending) Add() int { return p.p.add("X", nil).id }
func (p *Pending) Take(id int) bool {
	return p.p.take(frame{id: id, hasID: true}) != nil
}

// ReadAgent reads a GetAgentState payload into what would be reported.
func ReadAgent(payload, id string) (Agent, bool) {
	t := newTree()
	defer t.release()
	p, err := t.parse(payload)
	if err != nil {
		return Agent{}, false
	}
	n, ok := readAgentState(p, id)
	a := agentTracker{id: id}
	a.apply(n)
	return a.now, ok
}

// ReconnectWaits are the first n waits between tries to reconnect.
func ReconnectWaits(n int) []time.Duration {
	b := reconnectWaits(anyTime)
	list := make([]time.Duration, n)
	for i := range list {
		list[i] = b.wait()
	}
	return list
}

// Refusal reads an answer to op with this payload; nil when it is positive.
func Refusal(op, payload string) *Error {
	t := newTree()
	defer t.release()
	f, err := decodeFrame(t, `{"header":{"invokeId":1,"headerType":"response","response":"`+op+`","version":"v2"},"payload":`+payload+`}`)
	if err != nil {
		return nil
	}
	return refusal(f, op, nil)
}

// NewError is a refusal whose kind is worked out as for an answer.
func NewError(op, category, code, text string) *Error {
	e := &Error{Op: op, Category: category, Code: code, Text: text}
	e.Kind = classify(e)
	return e
}
