package wti

import "fmt"

// decoder turns event payloads into events. own is our device id.
type decoder struct {
	own string
	// switchName is our switch, by which its link is known.
	switchName string
	// listener is who is told of the link to the switch: what a listener of an
	// earlier connection is told is no news. Empty when the server gave no id.
	listener string
	dialect  Dialect
	// conference says whether a call has more than two parties, which decides
	// what a missing connection state means. May be nil.
	conference func(CallID) bool
}

// decodeEvent reads one kind of event. A nil event with a nil error means that
// the event is known and of no interest.
type decodeEvent func(d *decoder, p value) (Event, error)

// decoders are the events that this version knows, by canonical name.
var decoders = map[string]decodeEvent{
	"serviceinitiated":  serviceInitiated,
	"originated":        originated,
	"networkreached":    networkReached,
	"delivered":         delivered,
	"established":       established,
	"held":              held,
	"retrieved":         retrieved,
	"queued":            queued,
	"diverted":          diverted,
	"failed":            failed,
	"connectioncleared": connectionCleared,
	"callcleared":       callCleared,
	"transfered":        transferred, // the schema's spelling
	"transferred":       transferred,
	"conferenced":       conferenced,

	"mediastart":   mediaStarted,
	"mediastarted": mediaStarted,
	"mediastop":    mediaStopped,
	"mediastopped": mediaStopped,

	"ringerstatus":   ringerStatus,
	"hookswitch":     hookswitch,
	"lampmode":       lampMode,
	"displayupdated": displayUpdated,

	"terminalunregistered":         terminalUnregistered,
	"unregister":                   terminalUnregistered,
	"unregistered":                 terminalUnregistered,
	"registerfailed":               terminalUnregistered,
	hintEvent:                      endpointUnregistered,
	"terminalreregistered":         terminalRegistered,
	"terminalregistered":           terminalRegistered,
	"registered":                   terminalRegistered,
	"applicationsessionterminated": sessionTerminated,
	"systemstatus":                 systemStatus,
	"linkdown":                     linkChanged(LinkDown),
	"linkup":                       linkChanged(LinkUp),

	"agentloggedon":         agentEvent(AgentUnknown),
	"agentloggedoff":        agentEvent(AgentLoggedOut),
	"agentready":            agentEvent(AgentAutoIn),
	"agentnotready":         agentEvent(AgentAux),
	"agentworkingaftercall": agentEvent(AgentAfterCall),
	"agentbusy":             agentBusy,

	"offered":         offered,
	"bridged":         bridged,
	"digitsdialed":    digitsDialed,
	"entereddigits":   enteredDigits,
	"callinformation": callInformation,

	"donotdisturb":   doNotDisturb,
	"forwarding":     forwarding,
	"messagewaiting": messageWaiting,

	"servicelinkstatus":        serviceLink,
	"servicelinkstatuschanged": serviceLink,
	"tonedetected":             toneDetected,

	"buttonpress": nil, "buttoninformation": nil, "speakermute": nil,
	"endpointregistered": nil, "e911callblocked": nil,
	"tonesretrieved": nil, "esig": nil, "agentloginextension": nil,
}

// knownEvent says whether name is an event's, whatever its spelling.
func knownEvent(name string) bool {
	var buf nameBuffer
	_, ok := decoders[string(canonical(&buf, name))]
	return ok
}

// event decodes one event. The error says why its payload could not be read.
func (d *decoder) event(name string, p value) (Event, error) {
	var buf nameBuffer
	decode, ok := decoders[string(canonical(&buf, name))]
	if !ok {
		return Unknown{Name: name}, nil
	}
	if decode == nil {
		return nil, nil
	}
	return decode(d, p)
}

func errMissing(member string) error { return fmt.Errorf("member %s missing or unreadable", member) }

// isOwn says whether a device field names our own device.
func (d *decoder) isOwn(p Party) bool { return sameDevice(p.Device, d.own) }

// subject reads the connection and the device that an event is about. Own is
// decided by the device, else by the connection.
func (d *decoder) subject(p value, connection, device string) (c Connection, who Party, own bool, err error) {
	c = p.get(connection, "connection", "connectionID").connection()
	if c.Call == "" || c.Call == "0" {
		return c, who, false, errMissing(connection)
	}
	who = p.get(device).party()
	if who.Device == "" && !who.Restricted {
		who = Party{Number: numberOf(c.Device), Device: c.Device}
	}
	own = d.isOwn(who)
	if c.Device == "" {
		c.Device = who.Device
	}
	return c, who, own, nil
}
