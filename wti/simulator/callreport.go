package simulator

import (
	"maps"
	"slices"
	"strconv"
)

// report sends a call event to the monitors of every station in the call, each
// with its own localConnectionInfo, and to the VDNs and skills that the call
// passed. left are parties that were in the call until now.
func (c *call) report(event, bit string, payload object, cause string, left ...*party) {
	s := c.server
	payload["callLinkageData"] = c.linkage()
	if cause != "" {
		payload["cause"] = cause
	}
	for _, list := range [][]*party{c.parties, left} {
		for _, p := range list {
			if p.station == nil {
				continue
			}
			own := maps.Clone(payload)
			own["localConnectionInfo"] = string(p.state)
			s.emit(p.station.ext, "callcontrol."+bit, event, own)
		}
	}
	c.reportVia(bit, event, payload, c.atVDN)
	s.log.Debug("call event", "call", c.id, "event", event, "cause", cause)
}

func (c *call) linkage() object {
	return object{"globalCallData": object{"globalCallLinkageID": object{"globallyUniqueCallLinkageID": c.ucid}}}
}

// who adds the members that say who calls whom.
func (c *call) who(o object) object {
	o["callingDevice"] = identified(c.calling)
	o["calledDevice"] = identified(c.called)
	o["lastRedirectionDevice"] = object{"notKnown": object{}}
	if c.vdn != nil {
		o["lastRedirectionDevice"] = object{"numberDialed": c.server.here(c.vdn.Extension)}
	}
	if len(c.came) > 0 {
		o["deviceHistory"] = slices.Clone(c.came)
	}
	return c.withUserData(o)
}

// withUserData adds the call's user-to-user information, if it has some.
func (c *call) withUserData(o object) object {
	if c.userData != "" {
		o["userData"] = object{"string": c.server.dialect().Binary.write(c.userData)}
	}
	return o
}

func identified(device string) object {
	if device == "" {
		return object{"notKnown": object{}}
	}
	return object{"deviceIdentifier": device}
}

// here is the device id of an extension on the first switch.
func (s *Server) here(ext string) string { return deviceID(ext, s.switches[0], "0") }

// details is the Avaya private data of Delivered and Established (protocol notes
// §7.2).
func (c *call) details() object {
	o := object{"channelType": "voice"}
	if c.lookAhead != (LookAhead{}) {
		o["lookAheadInfo"] = c.lookAhead.report(c.handle.began)
	}
	if c.trunk > 0 {
		o["trunkGroup"], o["trunkMember"] = "12", strconv.Itoa(c.trunk)
	}
	if c.skill != nil {
		o["acdGroup"] = c.server.here(c.skill.Extension)
	}
	if c.vdn != nil {
		o["distributingVDN"] = identified(c.server.here(c.vdn.Extension))
		o["distributingDevice"] = identified(c.server.here(c.vdn.Extension))
	}
	if c.entered != "" && c.vdn != nil {
		o["userEnteredCode"] = object{
			"userEnteredCodeType": "callPrompter", "userEnteredCodeIndicator": "entered",
			"data": c.entered, "collectVDN": c.server.here(c.vdn.Extension),
		}
	}
	if c.original != nil {
		o["originalCallInfo"] = c.original.asOriginal()
	}
	return o
}

// asOriginal is what a later call keeps of this one.
func (c *call) asOriginal() object {
	o := object{
		"reason": 1, "networkCallingDevice": identified(c.calling), "networkCalledDevice": identified(c.called),
		"callLinkageData": c.linkage(),
	}
	c.withUserData(o)
	d := c.details()
	for _, name := range []string{"userEnteredCode", "lookAheadInfo"} {
		if d[name] != nil {
			o[name] = d[name]
		}
	}
	if len(c.came) > 0 {
		o["deviceHistory"] = slices.Clone(c.came)
	}
	return o
}

func (c *call) reportDelivered(p *party, cause string) {
	c.report("DeliveredEvent", "delivered", withPrivate(c.who(object{
		"connection": p.connection(), "alertingDevice": identified(p.device()),
	}), "DeliveredEventPrivateData", c.details()), cause)
}

func (c *call) reportEstablished(p *party, cause string) {
	details := c.details()
	details["reason"] = "answerNormal"
	c.report("EstablishedEvent", "established", withPrivate(c.who(object{
		"establishedConnection": p.connection(), "answeringDevice": identified(p.device()),
	}), "EstablishedEventPrivateData", details), cause)
}

func (c *call) reportCleared(p *party, cause string) {
	c.report("ConnectionClearedEvent", "connectionCleared", object{
		"droppedConnection": p.connection(), "releasingDevice": identified(p.device()),
	}, cause, p)
}

// mostStations bounds a call's history: one that nobody answers goes round for
// hours.
const mostStations = 10

// reportDiverted tells that the call was taken from a station, which is on its
// history from then on.
func (c *call) reportDiverted(p *party, to, cause string) {
	c.report("DivertedEvent", "diverted", c.who(object{
		"connection": p.connection(), "divertingDevice": identified(p.device()), "newDestination": identified(to),
	}), cause, p)
	if len(c.came) == mostStations {
		c.came = c.came[1:]
	}
	c.came = append(c.came, object{
		"oldDeviceID": object{"numberDialed": p.device()}, "eventCause": cause, "oldConnectionID": p.connection(),
	})
}
