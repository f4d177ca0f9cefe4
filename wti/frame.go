package wti

import (
	"errors"
	"strings"
)

// frameKind is what a frame is.
type frameKind uint8

const (
	frameResponse frameKind = iota + 1
	frameEvent
	frameRefusal // a response that says so in its header
)

// frame is a decoded envelope. Its values live as long as its tree.
type frame struct {
	kind    frameKind
	name    string // as received, may be empty
	id      int    // invokeId
	hasID   bool
	header  value // absent when the frame had none
	payload value // strings already decoded; absent when empty
	// words is a payload that is a text and not JSON: a refusal (§1.5.5).
	words string
}

var errNotObject = errors.New("frame is not a JSON object")

// decodeFrame reads one envelope with all the tolerance of protocol notes §1.3,
// §1.4 and §12.1.
func decodeFrame(t *tree, text string) (frame, error) {
	root, err := t.parse(strings.TrimPrefix(text, "\uFEFF"))
	if err != nil {
		return frame{}, err
	}
	return readFrame(root)
}

// readFrame finds the parts of an envelope.
func readFrame(root value) (frame, error) {
	if root = root.inner(); root.kind() == kindArray {
		root = root.only()
	}
	if root.kind() != kindObject {
		return frame{}, errNotObject
	}
	f := frame{header: root.get("header").inner()}
	switch {
	case f.header.kind() == kindObject:
		f.setPayload(root)
	case root.has("headerType", "invokeId", "response", "event"):
		f.header = root // header members beside the payload
		f.setPayload(root)
	default:
		return f.headerless(root)
	}
	f.readHeader()
	f.unwrap()
	return f, nil
}

// setPayload finds the payload of an envelope.
func (f *frame) setPayload(root value) {
	p := root.member("payload")
	if p.i == 0 {
		if p = root.get("body", "data"); p.i == 0 && root.kind() == kindObject {
			f.payload = root // members beside the header
			return
		}
	}
	f.takePayload(p)
}

func (f *frame) takePayload(p value) {
	p = p.inner()
	switch p.kind() {
	case kindString:
		if s := p.text(); s != "" && s != "null" {
			f.words = s
		}
	case kindObject, kindArray:
		f.payload = p
	}
}

// headerless reads a frame whose only member is the command (§12.1.3).
func (f frame) headerless(root value) (frame, error) {
	only := root.only()
	if only.i == 0 {
		return f, errors.New("frame has no header and several members")
	}
	f.name = only.key()
	f.kind = frameResponse
	if knownEvent(f.name) || endsFold(f.name, "event") {
		f.kind = frameEvent
	}
	f.takePayload(only)
	f.id, f.hasID = f.payload.get("invokeId").number()
	return f, nil
}

func endsFold(s, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(s[len(s)-len(end):], end)
}

// readHeader finds kind, name and invoke id.
func (f *frame) readHeader() {
	f.id, f.hasID = f.header.get("invokeId", "invokeID", "id").number()
	typ := f.header.get("headerType", "type").text()
	f.kind = kindOf(typ)
	if typ != "" {
		f.name = f.header.get(typ).text()
	}
	if f.kind == 0 {
		switch {
		case f.header.get("event").text() != "":
			f.kind = frameEvent
		case f.header.get("response").text() != "":
			f.kind = frameResponse
		}
	}
	if f.name == "" {
		if f.kind == frameEvent {
			f.name = f.header.get("event", "eventName", "name", "command").text()
		} else {
			f.name = f.header.get("response", "request", "event", "command", "name").text()
		}
	}
	if f.kind == 0 {
		f.kind = frameResponse
		if knownEvent(f.name) {
			f.kind = frameEvent
		}
	}
}

// kindOf classifies a headerType, 0 when it says nothing.
func kindOf(headerType string) frameKind {
	switch strings.ToLower(headerType) {
	case "response", "posresponse", "reply":
		return frameResponse
	case "event", "notification":
		return frameEvent
	case "error", "exception", "negative", "fault", "negresponse":
		return frameRefusal
	}
	return 0
}

// unwrap takes off a member around the payload that repeats the command's name,
// or that names the event when the header does not.
func (f *frame) unwrap() {
	only := f.payload.only()
	if f.payload.kind() != kindObject || only.i == 0 {
		return
	}
	if in := only.inner(); in.kind() == kindObject || in.kind() == kindNull {
		switch {
		case f.name != "" && sameName(f.name, only.key()):
			f.payload = in
		case f.kind == frameEvent && !knownEvent(f.name) && knownEvent(only.key()):
			f.name, f.payload = only.key(), in
		}
	}
}
