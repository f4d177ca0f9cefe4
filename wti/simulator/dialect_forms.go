package simulator

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// ResetMembers is which form of ResetApplicationSessionTimer is understood
// (protocol notes §2.2).
type ResetMembers int

// The forms.
const (
	ResetAny    ResetMembers = iota
	ResetDMCC                // sessionID, requestedSessionDuration
	ResetPascal              // SessionID, SessionDuration
	ResetEmpty               // no members at all
)

// allows reports whether a payload has the form.
func (r ResetMembers) allows(p object) bool {
	switch r {
	case ResetDMCC:
		return str(p, "sessionID") != "" && str(p, "requestedSessionDuration") != ""
	case ResetPascal:
		return str(p, "SessionID") != "" && str(p, "SessionDuration") != ""
	case ResetEmpty:
		return len(p) == 0
	}
	return true
}

// FilterPlace is where the Avaya groups of a monitor's filter must be (protocol
// notes §4.3). Elsewhere they are not seen.
type FilterPlace int

// The places.
const (
	FilterAnywhere   FilterPlace = iota
	FilterExtensions             // extensions.privateData.private.AvayaEvents
	FilterInside                 // among the CSTA categories
)

// Binary is how JSON carries what is hexBinary in DMCC's XML: user data and agent
// passwords (protocol notes §7.1, §8.2).
type Binary int

// The forms.
const (
	BinaryHex    Binary = iota // read leniently: text that is no hex is taken as it is
	BinaryText                 // as it is
	BinaryBase64               // strictly
)

// write encodes text.
func (b Binary) write(text string) string {
	switch b {
	case BinaryText:
		return text
	case BinaryBase64:
		return base64.StdEncoding.EncodeToString([]byte(text))
	}
	return strings.ToUpper(hex.EncodeToString([]byte(text)))
}

// read decodes what a client sent; what does not have the form is taken as it is,
// except where strict says that it is nothing then.
func (b Binary) read(text string) string {
	switch b {
	case BinaryText:
		return text
	case BinaryBase64:
		if data, err := base64.StdEncoding.DecodeString(text); err == nil {
			return string(data)
		}
		return ""
	}
	if data, err := hex.DecodeString(text); err == nil {
		return string(data)
	}
	return text
}

// ErrorShape is how a refusal looks (protocol notes §1.5).
type ErrorShape int

// The shapes.
const (
	ErrorsInPayload ErrorShape = iota // CSTAErrorCode in the payload of a response
	ErrorsException                   // an exception with a class, a message and CSTAErrorCode
	ErrorsNegative                    // the name of the response ends in NegResponse
	ErrorsType                        // headerType is "error"
	ErrorsStatus                      // an HTTP-like status and a message in the payload, no category
	ErrorsText                        // the payload is a sentence
)

// shape is the frame of a refusal.
func (d *Dialect) shape(e envelope, r *refusal) envelope {
	switch d.Errors {
	case ErrorsException:
		e.payload["exceptionClass"] = "ch.ecma.csta.errors.CSTAException"
	case ErrorsNegative:
		e.name += "NegResponse"
	case ErrorsType:
		e.kind = "error"
	case ErrorsStatus:
		e.payload = object{"status": r.httpStatus(), "message": r.Error()}
	case ErrorsText:
		e.payload, e.text = nil, r.Error()
	}
	return e
}

// httpStatus is the refusal's number where it comes as one of HTTP's.
func (r *refusal) httpStatus() int {
	switch {
	case r.status != 0:
		return r.status
	case r.code == "serviceNotSupported":
		return 404
	}
	return 400
}

// RESTForm is what the body of a REST request must be (protocol notes §1.6).
type RESTForm int

// The forms.
const (
	RESTAny      RESTForm = iota
	RESTPayload           // the bare payload
	RESTEnvelope          // header and payload
	RESTNone              // there is no REST
)
