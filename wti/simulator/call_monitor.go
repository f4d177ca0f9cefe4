package simulator

// monitorCall is MonitorStart for one call (callObject, protocol notes §4.1):
// every event of the call, whoever it is about, until the call ends. A call that
// goes up in another takes its monitors along.
func (x *exchange) monitorCall(target object) (object, error) {
	id := str(target, "callObject")
	if id == "" {
		id = str(sub(target, "callObject"), "callID", "callId")
	}
	c := x.s.calls[id]
	if c == nil {
		return nil, operation("invalidCallID", "there is no call %q", id)
	}
	f, actual := x.s.readFilter(sub(x.p, "requestedMonitorFilter"), private(x.p, "AvayaEvents"))
	if err := x.s.mayMonitorCalls(f); err != nil {
		return nil, err
	}
	m := x.newMonitor(f)
	m.call = c
	c.monitors = append(c.monitors, m)
	x.s.log.Info("monitor started", "call", c.id, "monitor", m.id, "events", f.summary())
	return object{"monitorCrossRefID": m.id, "actualMonitorFilter": actual}, nil
}

// ofSession reports whether the monitor is of the session's own services and of no
// device or call.
func (m *monitor) ofSession() bool { return m.device == "" && m.call == nil }

// watchLike takes over the monitors of a call that goes up in this one.
func (c *call) watchLike(lost *call) {
	for _, m := range lost.monitors {
		m.call = c
	}
	c.monitors = append(c.monitors, lost.monitors...)
	lost.monitors = nil
}

// unwatch ends the monitors of a call that has ended.
func (c *call) unwatch() {
	for len(c.monitors) > 0 {
		c.monitors[0].drop()
	}
}
