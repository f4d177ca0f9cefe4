package simulator

// reportVia sends an event to the monitors of the VDNs and skills that the call
// passed (protocol notes §9.4): those of type call all through the call's life,
// those of the VDN itself only while the call is there. The monitors of the call
// itself get it too.
func (c *call) reportVia(bit, event string, payload object, atVDN bool) {
	for _, ext := range c.via {
		for _, m := range c.server.watching[ext] {
			if m.byCall || atVDN && c.server.vdns[ext] != nil {
				m.send("callcontrol."+bit, event, payload)
			}
		}
	}
	for _, m := range c.monitors {
		m.send("callcontrol."+bit, event, payload)
	}
}

// leftQueue tells the monitors of VDN and skill that the call goes to an agent.
func (c *call) leftQueue(to *station) {
	queue := c.server.here(c.skill.Extension)
	payload := c.who(object{
		"connection": object{"callID": c.id, "deviceID": queue}, "divertingDevice": identified(queue),
		"newDestination": identified(to.id()), "localConnectionInfo": string(stateNull),
		"callLinkageData": c.linkage(), "cause": "distributed",
	})
	c.reportVia("diverted", "DivertedEvent", payload, true)
	c.atVDN = false
}
