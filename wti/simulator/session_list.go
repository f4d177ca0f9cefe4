package simulator

import (
	"maps"
	"slices"
)

// listChunk is how many entries one event of a list carries at most.
const listChunk = 50

// sessionMember finds the session of the same CTI user that a member names.
func (x *exchange) sessionMember(name string) (*session, error) {
	sess := x.s.sessions[str(x.p, name)]
	if sess == nil || sess.user != x.user {
		return nil, sessionRefusal("invalidSessionID", "%s: %q is not a session of this user", name, str(x.p, name))
	}
	return sess, nil
}

// deviceList is GetDeviceIdList: the devices of a session come as events.
func (x *exchange) deviceList() (object, error) {
	sess, err := x.sessionMember("sessionID")
	if err != nil {
		return nil, err
	}
	ids := slices.Sorted(maps.Keys(sess.devices))
	x.sess.chunks("getDeviceIdList", "GetDeviceIdListEvent", len(ids), func(from, to int) object {
		return object{"sessionID": sess.id, "deviceIDList": ids[from:to]}
	})
	return object{"sessionID": sess.id}, nil
}

// monitorList is GetMonitorList: the monitors of a session come as events.
func (x *exchange) monitorList() (object, error) {
	sess, err := x.sessionMember("sessionID")
	if err != nil {
		return nil, err
	}
	list := sess.monitorObjects()
	x.sess.chunks("getMonitorList", "GetMonitorListEvent", len(list), func(from, to int) object {
		return object{"sessionID": sess.id, "monitorObjectDataList": list[from:to]}
	})
	return object{"sessionID": sess.id}, nil
}

// transferMonitors is TransferMonitorObjects: monitors, device ids and terminals
// move to another session of the same user, and the one they came from ends
// (protocol notes §2.6). Monitors keep their cross reference ids.
func (x *exchange) transferMonitors() (object, error) {
	from, err := x.sessionMember("fromSessionID")
	if err != nil {
		return nil, err
	}
	to, err := x.sessionMember("toSessionID")
	if err != nil {
		return nil, err
	}
	if from == to {
		return nil, sessionRefusal("invalidSessionID", "both sessions are the same")
	}
	list := from.monitorObjects()
	from.moveTo(to)
	x.s.log.Info("session's monitors moved", "from", from.id, "to", to.id, "monitors", len(list))
	to.chunks("transferMonitorObjects", "TransferMonitorObjectsEvent", len(list), func(a, b int) object {
		return object{"fromSessionID": from.id, "toSessionID": to.id, "monitorObjectDataList": list[a:b]}
	})
	from.end("session's objects were transferred")
	return object{"fromSessionID": from.id, "toSessionID": to.id}, nil
}

// moveTo hands everything a session holds to another one.
func (sess *session) moveTo(to *session) {
	maps.Copy(to.devices, sess.devices)
	for id, m := range sess.monitors {
		m.session = to
		to.monitors[id] = m
	}
	for _, st := range sess.server.stations {
		if st.coming == sess {
			st.coming = to
		}
		for _, reg := range st.registrations() {
			if reg.session == sess {
				reg.session = to
			}
		}
	}
	sess.devices, sess.monitors = map[string]*grant{}, map[string]*monitor{}
}

// monitorObjects describes the monitors of a session, oldest first.
func (sess *session) monitorObjects() []object {
	list := []object{}
	for _, id := range slices.Sorted(maps.Keys(sess.monitors)) {
		m := sess.monitors[id]
		if m.ofSession() {
			continue
		}
		kind := "device"
		if m.byCall {
			kind = "call"
		}
		what := object{"deviceObject": m.target}
		if m.call != nil {
			what, kind = object{"callObject": object{"callID": m.call.id, "deviceID": ""}}, "call"
		}
		list = append(list, object{
			"monitorObject": what, "monitorType": kind,
			"MonitorStartResponse": []object{{"monitorCrossRefID": id}},
		})
	}
	return list
}

// chunks sends a list of n entries to the session's own monitors of device
// services; an empty list is one event too.
func (sess *session) chunks(bit, event string, n int, part func(from, to int) object) {
	for _, id := range slices.Sorted(maps.Keys(sess.monitors)) {
		m := sess.monitors[id]
		if !m.ofSession() {
			continue
		}
		for number, from := 1, 0; ; number, from = number+1, from+listChunk {
			to := min(from+listChunk, n)
			o := part(from, to)
			o["sequenceNumber"], o["isFinalResponse"] = number, to == n
			m.send("deviceServices."+bit, event, o)
			if to == n {
				break
			}
		}
	}
}

// setCharacteristics is SetSessionCharacteristics. What is not the default is
// refused: its effects are not known well enough to be imitated.
func (x *exchange) setCharacteristics() (object, error) {
	c := sub(x.p, "sessionCharacteristics")
	if kind := str(c, "deviceIDType"); kind != "" && kind != "DMCC" {
		return nil, operation("parameterNotSupported", "deviceIDType %q: only DMCC", kind)
	}
	if mode := str(c, "eventFilterMode"); mode != "" && mode != "None" {
		return nil, operation("parameterNotSupported", "eventFilterMode %q: only None", mode)
	}
	return object{}, nil
}
