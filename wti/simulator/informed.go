package simulator

import (
	"fmt"
	"maps"
)

// tell sends an event about the call to the monitors of the stations in it, each
// with its own localConnectionInfo; bit is "category.member" of the filter.
func (c *call) tell(event, bit string, payload object, cause string) {
	payload["callLinkageData"], payload["cause"] = c.linkage(), cause
	for _, p := range c.parties {
		if p.station != nil {
			own := maps.Clone(payload)
			own["localConnectionInfo"] = string(p.state)
			c.server.emit(p.station.ext, bit, event, own)
		}
	}
}

// reportEntered is EnteredDigitsEvent: somebody entered digits in an answered call
// (protocol notes §7.2).
func (c *call) reportEntered(from *party, digits string) {
	c.tell("EnteredDigitsEvent", "callControlPrivate.enteredDigits",
		object{"connection": from.connection(), "digits": digits}, "normal")
}

// reportDialed is DigitsDialedEvent: a number was dialled by the keys of the
// telephone (protocol notes §7.2).
func (c *call) reportDialed(p *party, digits string) {
	c.report("DigitsDialedEvent", "digitsDialed", object{
		"dialingConnection": p.connection(), "dialingDevice": identified(p.device()), "dialingSequence": digits,
	}, "keyOperation")
}

// SetUserData gives the call other user-to-user information, as an application
// beside us may at any time: the stations in it are told by a CallInformationEvent
// (protocol notes §7.2). It fails when the call has ended.
func (c *Call) SetUserData(text string) error {
	c.server.mu.Lock()
	defer c.server.unlock()
	live := c.call
	if c.state() == CallEnded {
		return fmt.Errorf("simulator: call %s has ended: %w", c.id, errNotNow)
	}
	live.userData = text
	for _, p := range live.parties {
		if p.station != nil {
			c.server.emit(p.station.ext, "callAssociated.callInformation", "CallInformationEvent", live.who(object{
				"connection": p.connection(), "device": identified(p.device()), "callLinkageData": live.linkage(),
				"localConnectionInfo": string(p.state),
			}))
		}
	}
	return nil
}
