package simulator

import "fmt"

// refusal is a negative answer (protocol notes §1.5, §10).
type refusal struct {
	category, code string
	text           string
	session        bool // the shape of the session services: errorCode.definedError
	status         int  // an HTTP-like status besides; 0 for none
}

// Error gives category, code and text.
func (r *refusal) Error() string {
	if r.text == "" {
		return r.category + "." + r.code
	}
	return fmt.Sprintf("%s.%s: %s", r.category, r.code, r.text)
}

func (r *refusal) payload() object {
	out := object{}
	switch {
	case r.session && r.category == "applError":
		out["errorCode"] = object{"applError": r.text}
		return out
	case r.session:
		out["errorCode"] = object{"definedError": r.code}
	default:
		out["CSTAErrorCode"] = object{r.category: r.code}
	}
	if r.text != "" {
		out["message"] = r.text
	}
	if r.status != 0 {
		out["status"] = r.status
	}
	return out
}

// operation is a refusal of CSTA's operation category.
func operation(code, format string, args ...any) error {
	return &refusal{category: "operation", code: code, text: fmt.Sprintf(format, args...)}
}

// wrongState is a refusal of CSTA's stateIncompatibility category.
func wrongState(code, format string, args ...any) error {
	return &refusal{category: "stateIncompatibility", code: code, text: fmt.Sprintf(format, args...)}
}

// resource is a refusal of CSTA's resource category; the schema misspells its name.
func resource(code, format string, args ...any) error {
	return &refusal{category: "systemResourceAvailibility", code: code, text: fmt.Sprintf(format, args...)}
}

// sessionRefusal is a refusal of a session service (protocol notes §2).
func sessionRefusal(code, format string, args ...any) error {
	return &refusal{category: "definedError", code: code, session: true, text: fmt.Sprintf(format, args...)}
}
