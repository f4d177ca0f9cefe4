package simulator

import (
	"slices"
	"strconv"
	"strings"
)

// monitor is one MonitorStart (protocol notes §4).
type monitor struct {
	id      string
	session *session
	device  string // extension, "" for the session itself
	target  string // the device as the client named it
	byCall  bool   // monitorType call: follows every call that passed the device
	call    *call  // of one call alone; nil for a device's
	filter  filter
}

// monitorStart is MonitorStart.
func (x *exchange) monitorStart() (object, error) {
	target := sub(x.p, "monitorObject")
	if _, one := target["callObject"]; one {
		return x.monitorCall(target)
	}
	id := str(target, "deviceObject")
	if id == "" {
		id = str(sub(target, "deviceObject"), "deviceIdentifier", "deviceID")
	}
	if _, system := target["deviceObject"]; id == "" && !system {
		return nil, operation("invalidParameterValue", "monitorObject.deviceObject is missing")
	}
	ext, sw, _ := splitDevice(id)
	if id != "" {
		if sw == "" {
			sw = x.s.switches[0]
		}
		if !x.s.known(ext, sw) {
			return nil, operation("invalidDeviceID", "%q is not known", id)
		}
	}
	if x.s.dialect().NoTargetURL && str(x.p, "targetUrl") != "" {
		return nil, operation("parameterNotSupported", "targetUrl")
	}
	f, actual := x.s.readFilter(sub(x.p, "requestedMonitorFilter"), private(x.p, "AvayaEvents"))
	if err := x.s.licensedMonitor(ext, f); err != nil {
		return nil, err
	}
	m := x.newMonitor(f)
	m.device, m.target, m.byCall = ext, id, strings.EqualFold(str(x.p, "monitorType"), "call")
	x.s.watching[ext] = append(x.s.watching[ext], m)
	x.s.log.Info("monitor started", "device", ext, "monitor", m.id, "events", f.summary())
	answer := object{"monitorCrossRefID": m.id, "actualMonitorFilter": actual}
	if st := x.s.station(ext); st != nil && !x.s.set.NoTSAPILicence && !st.idle() {
		answer["monitorExistingCalls"] = true
		return withPrivate(answer, "MonitorStartResponsePrivateData", object{"snapshotData": st.snapshot()}), nil
	}
	return answer, nil
}

// newMonitor is a monitor of the request's session, of nothing yet.
func (x *exchange) newMonitor(f filter) *monitor {
	x.s.nextMonitor++
	m := &monitor{id: strconv.Itoa(100 + x.s.nextMonitor), session: x.sess, filter: f}
	x.sess.monitors[m.id] = m
	return m
}

// changeFilter is ChangeMonitorFilter.
func (x *exchange) changeFilter() (object, error) {
	m, err := x.monitorMember()
	if err != nil {
		return nil, err
	}
	f, actual := x.s.readFilter(sub(x.p, "requestedFilterList"), private(x.p, "AvayaEvents"))
	m.filter = f
	return object{"actualFilterList": actual}, nil
}

// monitorStop is MonitorStop.
func (x *exchange) monitorStop() (object, error) {
	m, err := x.monitorMember()
	if err != nil {
		return nil, err
	}
	m.drop()
	return object{}, nil
}

func (x *exchange) monitorMember() (*monitor, error) {
	id := str(x.p, "monitorCrossRefID")
	m := x.sess.monitors[id]
	if m == nil {
		return nil, operation("invalidCrossRefID", "no monitor %q", id)
	}
	return m, nil
}

// emit sends an event about a device to the monitors that want it, oldest
// first. bit is "category.member" of the filter.
func (s *Server) emit(device, bit, event string, payload object) {
	for _, m := range s.watching[device] {
		m.send(bit, event, payload)
	}
}

// drop ends the monitor.
func (m *monitor) drop() {
	s := m.session.server
	delete(m.session.monitors, m.id)
	if m.call != nil {
		m.call.monitors = slices.DeleteFunc(m.call.monitors, func(other *monitor) bool { return other == m })
		return
	}
	s.watching[m.device] = slices.DeleteFunc(s.watching[m.device], func(other *monitor) bool { return other == m })
	if len(s.watching[m.device]) == 0 {
		delete(s.watching, m.device)
	}
}

// send sends one event if the filter lets it pass.
func (m *monitor) send(bit, event string, payload object) {
	if !m.filter.passes(bit) || m.session.server.unlicensedEvents() && takesLicence(bit) {
		return
	}
	own := make(object, len(payload)+1)
	for k, v := range payload {
		own[k] = v
	}
	own["monitorCrossRefID"] = m.id
	m.session.event(event, own)
}
