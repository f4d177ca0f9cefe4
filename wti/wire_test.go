package wti_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
)

// wireForm is how the scripted server spells its frames: the dialects that the
// client has to read.
type wireForm struct {
	payload      string // "session" (default), "always", "never": which payloads are strings
	twice        bool   // strings inside strings
	suffix       bool   // GetDeviceIdResponse
	request      bool   // header member "request" instead of "response"
	plainEvents  bool   // Delivered instead of DeliveredEvent
	casing       func(string) string
	numbersText  bool // 2050 becomes "2050", true becomes "true"
	textNumbers  bool // "101" becomes 101
	device       func(string) any
	private      string // where private data is: "" (default), "extensions", "privateData", "top"
	noInvoke     bool   // no invokeId in answers
	invokeText   bool   // invokeID as a text
	headerCase   bool   // HEADER, Payload, HeaderType
	noHeaderType bool
	noHeader     bool // the command's name is the only member
	wrapped      bool // payload repeats the command's name
}

func (w wireForm) response(id int, op string, payload object) string {
	name := op
	if w.suffix {
		name += "Response"
	}
	member := "response"
	if w.request {
		member = "request"
	}
	return w.frame(id, "response", member, name, payload, op == "StartApplicationSession")
}

func (w wireForm) event(name string, payload object) string {
	if w.plainEvents {
		name = strings.TrimSuffix(name, "Event")
	}
	return w.frame(9999, "event", "event", name, payload, false)
}

func (w wireForm) frame(id int, kind, member, name string, payload object, session bool) string {
	body := w.change("", payload)
	if m, ok := body.(object); ok {
		body = w.movePrivate(m)
	}
	if w.noHeader {
		return marshal(object{name: body})
	}
	if w.wrapped {
		body = object{name: body}
	}
	if w.payload == "always" || w.payload != "never" && session {
		body = marshal(body)
		if w.twice {
			body = marshal(body)
		}
	}
	h := object{"headerType": kind, member: name, "version": "v2"}
	if w.noHeaderType {
		delete(h, "headerType")
	}
	switch {
	case w.invokeText:
		h["invokeID"] = strconv.Itoa(id)
	case !w.noInvoke || kind == "event":
		h["invokeId"] = id
	}
	if w.headerCase {
		up := object{}
		for k, v := range h {
			up[strings.ToUpper(k)] = v
		}
		return marshal(object{"HEADER": up, "Payload": body})
	}
	return marshal(object{"header": h, "payload": body})
}

func marshal(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// change applies the dialect to every member below v.
func (w wireForm) change(key string, v any) any {
	switch v := v.(type) {
	case object:
		out := object{}
		for k, in := range v {
			if w.casing != nil {
				out[w.casing(k)] = w.change(k, in)
			} else {
				out[k] = w.change(k, in)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, in := range v {
			out[i] = w.change(key, in)
		}
		return out
	case string:
		if w.device != nil && (key == "device" || key == "deviceID" || key == "deviceIdentifier" || key == "agentID") {
			return w.device(v)
		}
		if n, err := strconv.Atoi(v); w.textNumbers && err == nil && len(v) < 9 {
			return n
		}
	case int:
		if w.numbersText {
			return strconv.Itoa(v)
		}
	case bool:
		if w.numbersText {
			return strconv.FormatBool(v)
		}
	}
	return v
}

func (w wireForm) movePrivate(m object) object {
	name := func(s string) string {
		if w.casing != nil {
			return w.casing(s)
		}
		return s
	}
	data, ok := dig(m, name("extensions"), name("privateData"), name("private")).(object)
	if !ok || w.private == "" {
		return m
	}
	delete(m, name("extensions"))
	switch w.private {
	case "extensions":
		m[name("extensions")] = data
	case "privateData":
		m[name("privateData")] = data
	case "list":
		m[name("extensions")] = []any{object{name("privateData"): object{name("private"): data}}}
	case "string":
		m[name("extensions")] = object{name("privateData"): marshal(data)}
	case "bare": // the private data without its name
		for _, v := range data {
			m[name("extensions")] = object{name("privateData"): v}
		}
	case "top":
		for k, v := range data {
			m[k] = v
		}
	}
	return m
}

// shuffled spells a member with mixed case.
func shuffled(s string) string {
	return strings.Map(func(r rune) rune {
		if (int(r)+len(s))%2 == 0 {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

func pascal(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
