package wti

import "strings"

// device reads a device field in any form: text, {deviceIdentifier}, {deviceID},
// {numberDialed}, text beside XML attributes, or the parts of an id (protocol
// notes §3, §12.1.6). known is false for notKnown, restricted and absence.
func (v value) device() (id string, known bool) {
	for range 4 {
		v = v.inner()
		if v.kind() == kindArray {
			v = v.only()
		}
		if v.kind() != kindObject {
			id = v.text()
			return id, id != "" && !isNoDevice(id)
		}
		if id = deviceParts(v); id != "" {
			return id, true
		}
		in := v.get("deviceIdentifier", "deviceID", "numberDialed", "device", "deviceObject",
			"value", "#text", "content", "$", "_", "text", "number", "dialedNumber")
		if !in.present() {
			return "", false
		}
		v = in
	}
	return "", false
}

func isNoDevice(s string) bool {
	for _, w := range []string{"notKnown", "notRequired", "notSpecified", "restricted"} {
		if strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}

// deviceParts puts an id together that came in parts.
func deviceParts(v value) string {
	ext := v.get("extension").text()
	if ext == "" {
		return ""
	}
	instance := v.get("deviceInstance", "instance").text()
	if instance == "" {
		instance = "0"
	}
	return ext + ":" + v.get("switchName", "switch").text() + ":" + v.get("switchIPInterface", "switchIP").text() + ":" + instance
}

// party reads a device field as one end of a call.
func (v value) party() Party {
	id, known := v.device()
	if known {
		return Party{Number: numberOf(id), Device: id}
	}
	return Party{Restricted: v.has("restricted") || strings.EqualFold(id, "restricted")}
}

// sameDevice compares device ids: whole, whatever the case, or by extension when
// their switch names do not contradict each other (protocol notes §3).
func sameDevice(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if strings.EqualFold(a, b) {
		return true
	}
	if numberOf(a) != numberOf(b) {
		return false
	}
	x, y := switchOf(a), switchOf(b)
	return x == "" || y == "" || strings.EqualFold(x, y)
}

// switchOf is the second part of a device id.
func switchOf(device string) string {
	_, rest, _ := strings.Cut(device, ":")
	name, _, _ := strings.Cut(rest, ":")
	return name
}

// tailOf is what follows the extension in a device id, with its colon.
func tailOf(device string) string {
	if i := strings.IndexByte(device, ':'); i >= 0 {
		return device[i:]
	}
	return ""
}

// connection reads a CSTA ConnectionID.
func (v value) connection() Connection {
	v = v.inner()
	if v.kind() == kindArray {
		v = v.only()
	}
	call := v.get("callID", "call")
	if !call.present() {
		if in := v.only(); in.kind() == kindObject {
			v = in
			call = v.get("callID", "call")
		}
	}
	device, _ := v.get("deviceID", "device", "deviceIdentifier").device()
	return Connection{Call: CallID(call.text()), Device: device}
}

// stateOf reads a local connection state; known is false when it is missing or
// not one of CSTA's. JSON null is the state null (protocol notes §7.3).
func stateOf(v value) (state ConnectionState, known bool) {
	if v.kind() == kindNull {
		return StateNull, true
	}
	text := v.text()
	for _, s := range stateNames {
		if strings.EqualFold(s.name, text) {
			return s.state, true
		}
	}
	return "", false
}

// stateNames are CSTA's states with the variants met in practice.
var stateNames = []struct {
	name  string
	state ConnectionState
}{
	{"connected", StateConnected}, {"alerting", StateAlerting}, {"null", StateNull}, {"hold", StateHeld},
	{"initiated", StateInitiated}, {"fail", StateFailed}, {"queued", StateQueued},
	{"held", StateHeld}, {"failed", StateFailed}, {"none", StateNull}, {"connect", StateConnected},
	{"alert", StateAlerting}, {"initiate", StateInitiated}, {"queue", StateQueued},
}
