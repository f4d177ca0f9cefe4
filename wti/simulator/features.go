package simulator

// getDoNotDisturb is GetDoNotDisturb; on CM this is Send All Calls.
func (x *exchange) getDoNotDisturb() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	return object{"doNotDisturbOn": st.dnd}, nil
}

func (x *exchange) setDoNotDisturb() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	st.setDoNotDisturb(flag(x.p, "doNotDisturbOn"))
	return object{}, nil
}

func (st *station) setDoNotDisturb(on bool) {
	if on == st.dnd {
		return
	}
	st.dnd = on
	st.server.emit(st.ext, "logicalDeviceFeature.doNotDisturb", "DoNotDisturbEvent",
		object{"device": object{"deviceIdentifier": st.id()}, "doNotDisturbOn": on})
}

// getForwarding is GetForwarding. CM knows immediate forwarding only.
func (x *exchange) getForwarding() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	return object{"forwardingList": []object{{
		"forwardingType": "forwardImmediate", "forwardStatus": st.forward != "", "forwardDN": st.forward,
	}}}, nil
}

func (x *exchange) setForwarding() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	if kind := str(x.p, "forwardingType"); kind != "" && kind != "forwardImmediate" {
		return nil, operation("invalidParameterValue", "forwardingType %s: only forwardImmediate", kind)
	}
	to := ""
	if flag(x.p, "activateForward") {
		if to, _, _ = splitDevice(x.deviceMember("forwardDN")); to == "" {
			return nil, operation("invalidParameterValue", "forwardDN is missing")
		}
	}
	st.setForward(to)
	return object{}, nil
}

func (st *station) setForward(to string) {
	st.forward = to
	st.server.emit(st.ext, "logicalDeviceFeature.forwarding", "ForwardingEvent", object{
		"device": object{"deviceIdentifier": st.id()}, "forwardingType": "forwardImmediate",
		"forwardStatus": to != "", "forwardTo": to,
	})
}
