package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// object is a JSON object, read or to be sent.
type object = map[string]any

// request is one frame from a client.
type request struct {
	name     string
	invokeID any // json.Number or string; nil when the client sent none
	header   object
	payload  object
}

var errHeaderFirst = errors.New(`the first member of a message must be "header"`)

// parseRequest reads a frame as AES does: the order of the top members matters.
// The request is returned as far as it was understood even with an error, so
// that the refusal can name its invokeId.
func parseRequest(data []byte) (*request, error) {
	r := &request{payload: object{}}
	members, order, err := topMembers(data)
	if err != nil {
		return r, err
	}
	if err := r.readHeader(members["header"]); err != nil {
		return r, err
	}
	if order[0] != "header" {
		return r, errHeaderFirst
	}
	if raw, ok := members["payload"]; ok {
		var text string // as some of our own payloads are (protocol notes §1.4)
		if json.Unmarshal(raw, &text) == nil && text != "" {
			raw = json.RawMessage(text)
		}
		if r.payload, err = decodeObject(raw); err != nil {
			return r, fmt.Errorf("payload: %w", err)
		}
	}
	return r, nil
}

func (r *request) readHeader(raw json.RawMessage) error {
	if raw == nil {
		return errors.New("the message has no header")
	}
	h, err := decodeObject(raw)
	if err != nil {
		return fmt.Errorf("header: %w", err)
	}
	r.header, r.invokeID = h, h["invokeId"]
	if kind := str(h, "headerType"); kind != "request" {
		return fmt.Errorf("headerType is %q, want \"request\"", kind)
	}
	if r.name = str(h, "request"); r.name == "" {
		return errors.New(`the header has no "request" member`)
	}
	return nil
}

// topMembers splits the one JSON object in data into its members and tells
// their order.
func topMembers(data []byte) (map[string]json.RawMessage, []string, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, nil, errors.New("not a JSON object")
	}
	members, order := map[string]json.RawMessage{}, []string(nil)
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, nil, fmt.Errorf("not JSON: %w", err)
		}
		name := key.(string) // Token gives nothing else in this place
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, nil, fmt.Errorf("not JSON: %w", err)
		}
		members[name], order = raw, append(order, name)
	}
	if _, err := dec.Token(); err != nil {
		return nil, nil, fmt.Errorf("not JSON: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, nil, errors.New("more than one JSON value in the frame")
	}
	if len(order) == 0 {
		return nil, nil, errors.New("the message is empty")
	}
	return members, order, nil
}

// decodeObject reads a JSON object; null counts as an empty one.
func decodeObject(raw []byte) (object, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return object{}, fmt.Errorf("not JSON: %w", err)
	}
	switch v := v.(type) {
	case object:
		return v, nil
	case nil:
		return object{}, nil
	}
	return object{}, errors.New("not a JSON object")
}

// envelope is one frame to a client.
type envelope struct {
	kind     string // response or event
	name     string
	invokeID any
	payload  object
	text     string // instead of the payload
}

// encode writes the frame in the server's dialect.
func (d *Dialect) encode(e envelope) []byte {
	var b bytes.Buffer
	b.WriteString(`{"header":{`)
	if e.kind != "event" || !d.Naming.NoEventID {
		fmt.Fprintf(&b, `"invokeId":%s,`, d.invokeID(e.invokeID))
	}
	fmt.Fprintf(&b, `"headerType":%s,%s:%s`, marshal(e.kind), marshal(e.kind), marshal(d.spell(e)))
	if !d.Naming.NoVersion {
		b.WriteString(`,"version":"v2"`)
	}
	b.WriteString(`},"payload":`)
	payload := marshal(d.members(e.payload))
	if e.text != "" {
		payload = marshal(e.text)
	} else if d.PayloadStrings == StringsAlways || d.PayloadStrings == StringsSessionOnly && e.name == "StartApplicationSession" {
		payload = marshal(string(payload))
	}
	b.Write(payload)
	b.WriteByte('}')
	return b.Bytes()
}

// invokeID writes the id as a number or a text, whatever it came as.
func (d *Dialect) invokeID(id any) []byte {
	if n, ok := id.(json.Number); ok && d.Naming.TextIDs {
		return marshal(n.String())
	}
	if n, ok := id.(int); ok && d.Naming.TextIDs {
		return marshal(strconv.Itoa(n))
	}
	return marshal(id)
}

// spell is the name of the frame as the dialect writes it.
func (d *Dialect) spell(e envelope) string {
	_, refused := e.payload["CSTAErrorCode"]
	_, refusedStart := e.payload["errorCode"]
	switch {
	case e.kind == "event" && d.Naming.BareEvents:
		return strings.TrimSuffix(e.name, "Event")
	case e.kind == "event" || !d.Naming.ResponseSuffix:
		return e.name
	case refused:
		return "CSTAErrorCode"
	case refusedStart:
		return e.name + "NegResponse"
	case strings.HasSuffix(e.name, "ApplicationSession") || e.name == "ResetApplicationSessionTimer":
		return e.name + "PosResponse"
	}
	return strings.TrimSuffix(e.name, "Request") + "Response"
}

// members respells the member names of v.
func (d *Dialect) members(v any) any {
	if d.Naming.Case == CaseDMCC {
		return v
	}
	switch v := v.(type) {
	case object:
		out := make(object, len(v))
		for name, member := range v {
			out[d.member(name)] = d.members(member)
		}
		return out
	case []object:
		out := make([]any, len(v))
		for i := range v {
			out[i] = d.members(v[i])
		}
		return out
	}
	return v
}

func (d *Dialect) member(name string) string {
	first := []rune(name)
	switch d.Naming.Case {
	case CaseLower:
		return strings.ToLower(name)
	case CaseMixed:
		for i, r := range first {
			if first[i] = unicode.ToLower(r); i%2 == 1 {
				first[i] = unicode.ToUpper(r)
			}
		}
		return string(first)
	}
	first[0] = unicode.ToUpper(first[0])
	return string(first)
}

// marshal encodes a value that we made ourselves, so that it cannot fail.
func marshal(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("simulator: marshal %T: %v", v, err))
	}
	return data
}

// str reads a scalar member as text; the first of the names that is there wins.
func str(o object, names ...string) string {
	for _, name := range names {
		switch v := o[name].(type) {
		case string:
			return v
		case json.Number:
			return v.String()
		case bool:
			return strconv.FormatBool(v)
		}
	}
	return ""
}

// flag reads a boolean member, also when it is written as text or number.
func flag(o object, name string) bool {
	switch strings.ToLower(str(o, name)) {
	case "true", "1":
		return true
	}
	return false
}

// number reads an integer member.
func number(o object, name string) (n int, ok bool) {
	n, err := strconv.Atoi(str(o, name))
	return n, err == nil
}

// sub reads a member that is an object; a missing one is empty.
func sub(o object, names ...string) object {
	for _, name := range names {
		v, ok := o[name].(object)
		if !ok {
			return object{}
		}
		o = v
	}
	return o
}

// private finds Avaya private data by name (protocol notes §0.7).
func private(o object, name string) object {
	for _, path := range [][]string{{"extensions", "privateData", "private"}, {"extensions", "privateData"}, {"extensions"}, {"privateData"}, {}} {
		if v, ok := sub(o, path...)[name].(object); ok {
			return v
		}
	}
	return object{}
}

// withPrivate adds Avaya private data to a payload.
func withPrivate(o object, name string, data object) object {
	o["extensions"] = object{"privateData": object{"private": object{name: data}}}
	return o
}
