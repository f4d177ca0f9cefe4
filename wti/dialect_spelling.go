package wti

import (
	"encoding/json"
	"strconv"
)

// spelling is how a server spells names in a way of its own (Dialect.Names): by
// its names in their comparable form, what we call them.
type spelling map[string]string

func (d Dialect) spelling() spelling {
	if len(d.Names) == 0 {
		return nil
	}
	s := make(spelling, len(d.Names))
	var buf nameBuffer
	for ours, theirs := range d.Names {
		if theirs != "" {
			s[string(canonical(&buf, theirs))] = ours
		}
	}
	return s
}

// rename gives a frame our name for it. One whose header does not tell what it
// is is an event when its name is one.
func (s spelling) rename(f *frame) {
	var buf nameBuffer
	ours, ok := s[string(canonical(&buf, f.name))]
	if !ok {
		return
	}
	f.name = ours
	if f.kind == frameResponse && !f.hasID && knownEvent(ours) {
		f.kind = frameEvent
	}
}

// command is how to spell a command that this server spells in its own way.
func (d Dialect) command(op string) (name string, own bool) {
	name = d.Names[op]
	return or(name, op), name != ""
}

// enveloped is a request's payload as it stands in the envelope.
func (d Dialect) enveloped(payload json.RawMessage) any {
	if d.Payload == "string" {
		return string(payload)
	}
	return payload
}

// invokeID is a request's number as the header has it.
type invokeID struct {
	n    int
	text bool
}

func (d Dialect) invokeID(n int) invokeID { return invokeID{n, d.InvokeID == "string"} }

// MarshalJSON implements json.Marshaler.
func (id invokeID) MarshalJSON() ([]byte, error) {
	if id.text {
		return strconv.AppendQuote(nil, strconv.Itoa(id.n)), nil
	}
	return strconv.AppendInt(nil, int64(id.n), 10), nil
}
