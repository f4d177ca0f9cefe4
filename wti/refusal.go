package wti

import (
	"slices"
	"strings"
)

// categories are CSTA's error categories (ECMA-269 §12.2.11) with the schema's
// misspelling and the right spelling.
var categories = []string{
	"operation", "security", "stateIncompatibility",
	"systemResourceAvailibility", "systemResourceAvailability",
	"subscribedResourceAvailability", "subscribedResourceAvailibility",
	"performanceManagement", "privateData", "unspecified", "privateErrorCode",
}

// refusal returns what the server refused in an answer to op, nil when the
// answer is positive. The rules are those of protocol notes §1.5, in its order;
// extra members tell one too.
func refusal(f frame, op string, extra []string) *Error {
	e := &Error{Op: op}
	refused := f.kind == frameRefusal || negativeName(f.name)
	if found, ok := errorIn(f.payload, e, extra); ok {
		refused = true
	} else if refused && found.i == 0 {
		e.readCategory(f.payload)
	}
	if !refused && !(resultCoded(op) && f.payload.has("code")) {
		for _, v := range []value{f.payload, f.header} {
			if n, ok := v.get("status", "statusCode", "httpStatus", "code").number(); ok && n >= 400 {
				refused, e.status = true, n
				e.Code = v.get("status", "statusCode", "httpStatus", "code").text()
			}
		}
	}
	if f.words != "" {
		refused, e.Text = true, f.words
	}
	if !refused {
		return nil
	}
	if e.Text == "" {
		e.Text = f.payload.get("message", "errorMessage", "reason", "description", "text", "detail").text()
	}
	if e.status == 0 {
		e.status, _ = f.payload.get("status", "statusCode", "httpStatus").number()
	}
	e.Kind = classify(e)
	return e
}

// resultCoded says that op answers with a result code of its own, so that where
// one is present a number of 400 and more is no HTTP status (§5.3).
func resultCoded(op string) bool {
	return sameName(op, opRegisterTerminal) || sameName(op, opUnregisterTerminal)
}

func negativeName(name string) bool {
	if endsFold(name, "NegResponse") {
		return true
	}
	return slices.ContainsFunc([]string{"CSTAErrorCode", "CSTAException", "UniversalFailure", "Error"},
		func(s string) bool { return strings.EqualFold(s, name) })
}

// errorMembers tell an error (§1.5.3).
var errorMembers = []string{"errorCode", "error", "fault", "CSTAException"}

// errorIn looks for the members that tell an error (§1.5.3, §10.1), and for the
// extra ones.
func errorIn(p value, e *Error, extra []string) (found value, refused bool) {
	if c := p.get("CSTAErrorCode"); c.present() {
		e.readCategory(c)
		return c, true
	}
	if p.get("exceptionClass").text() != "" {
		e.Text = p.get("message").text()
		e.Code = p.get("exceptionClass").text()
		return p, true
	}
	names := errorMembers
	if len(extra) > 0 {
		names = slices.Concat(names, extra)
	}
	for _, name := range names {
		c := p.get(name).inner()
		switch c.text() {
		case "0", "false":
			continue
		}
		switch c.kind() {
		case kindObject:
			if _, ok := errorIn(c, e, nil); !ok {
				e.readCategory(c)
			}
			return c, true
		case kindString, kindNumber, kindBool:
			if s := c.text(); s != "" {
				e.Code = s
				return c, true
			}
		case kindArray:
			return c, true
		}
	}
	if only := p.only(); only.i != 0 && p.kind() == kindObject && isCategory(only.key()) {
		e.readCategory(p)
		return p, true
	}
	return value{}, false
}

func isCategory(name string) bool {
	return slices.ContainsFunc(categories, func(s string) bool { return strings.EqualFold(s, name) })
}

// readCategory reads {category: code}, a session service's definedError or
// applError, or an HTTP-like error object.
func (e *Error) readCategory(c value) {
	if s := c.text(); s != "" && c.kind() != kindObject {
		e.Code = s
		return
	}
	for m := range c.children() {
		switch {
		case isCategory(m.key()):
			e.Category = m.key()
			if e.Code = m.text(); e.Code == "" {
				e.Code = m.get("code", "error").text()
			}
			return
		case strings.EqualFold(m.key(), "definedError"):
			e.Code = m.text()
		case strings.EqualFold(m.key(), "applError"):
			e.Text = m.text()
		}
	}
	if e.Code == "" {
		e.Code = c.get("code", "errorCode", "name").text()
	}
	if e.Category == "" {
		e.Category = c.get("category", "type").text()
	}
	if e.Text == "" {
		e.Text = c.get("message", "reason", "description", "text").text()
	}
}
