package simulator

import (
	"strconv"
	"strings"
)

func lampObject(lamp, mode int) object {
	return object{"lamp": strconv.Itoa(lamp), "lampMode": mode, "lampBrightness": "unspecified", "lampColor": 3}
}

func displayObject(line string) object {
	return object{
		"displayID": "1", "logicalRows": 2, "logicalColumns": 40, "physicalRows": 2,
		"characterSet": "ascii", "contentsOfDisplay": line,
	}
}

// phone finds the station of a first-party request, which needs a telephone in
// service (protocol notes §6).
func (x *exchange) phone() (*station, error) { return x.phoneOf("device") }

func (x *exchange) phoneOf(name string) (*station, error) {
	st, err := x.stationAt(name)
	if err == nil && !st.inService() {
		err = resource("resourceOutOfService", "no telephone is registered at %s", st.ext)
	}
	return st, err
}

// setHookswitch is SetHookswitchStatus: off-hook answers or gives dial tone,
// on-hook ends the active call.
func (x *exchange) setHookswitch() (object, error) {
	st, err := x.phone()
	if err != nil {
		return nil, err
	}
	if _, given := x.p["hookswitchOnhook"]; !given {
		return nil, operation("invalidParameterValue", "hookswitchOnhook is missing")
	}
	if flag(x.p, "hookswitchOnhook") {
		if p := st.active(); p != nil {
			p.call.clear(p, "normalClearing")
		}
		return object{}, nil
	}
	st.goOffHook()
	return object{}, nil
}

// goOffHook answers what rings, else starts a call of its own.
func (st *station) goOffHook() {
	if st.active() != nil {
		return
	}
	for _, p := range st.parties {
		if p != nil && p.state == stateAlerting {
			p.call.answer(p)
			return
		}
	}
	if i := st.free(true); i >= 0 {
		st.server.originate(st, i)
	}
}

func (x *exchange) getHookswitch() (object, error) {
	st, err := x.phone()
	if err != nil {
		return nil, err
	}
	return object{"hookswitchStatusList": []object{{"hookswitch": "0", "hookswitchOnHook": !st.offHook}}}, nil
}

func (x *exchange) lampMode() (object, error) {
	st, err := x.phone()
	if err != nil {
		return nil, err
	}
	want := str(x.p, "lamp")
	list := []object{}
	for _, b := range st.buttons() {
		if want != "" && want != strconv.Itoa(b.id) {
			continue
		}
		mode := st.lamps[b.id]
		if mode == 0 {
			mode = lampOff
		}
		lamp := lampObject(b.id, mode)
		lamp["button"] = strconv.Itoa(b.id)
		list = append(list, lamp)
	}
	if want != "" && len(list) == 0 {
		return nil, operation("invalidParameterValue", "no lamp %s", want)
	}
	return object{"lampModeList": list}, nil
}

func (x *exchange) display() (object, error) {
	st, err := x.phone()
	if err != nil {
		return nil, err
	}
	return object{"displayList": []object{displayObject(strings.Join(st.lines, "\n"))}}, nil
}

func (x *exchange) ringerStatus() (object, error) {
	st, err := x.phone()
	if err != nil {
		return nil, err
	}
	ring := st.ringer()
	ring["ringVolAbs"] = 5
	return object{"ringerStatusList": []object{ring}}, nil
}

func (x *exchange) messageWaiting() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	return object{"messageWaitingOn": st.messages, "lampIsPresent": true}, nil
}

func (x *exchange) setMessageWaiting() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	st.setMessages(flag(x.p, "messageWaitingOn"))
	return object{}, nil
}

func (st *station) setMessages(on bool) {
	if st.messages == on {
		return
	}
	st.messages = on
	device := object{"deviceIdentifier": st.id()}
	st.server.emit(st.ext, "physicalDeviceFeature.messageWaiting", "MessageWaitingEvent",
		object{"targetDevice": device, "deviceForMessage": device, "messageWaitingOn": on})
}

// SetMessageWaiting lights or darkens the message lamp of a station.
func (s *Server) SetMessageWaiting(extension string, on bool) {
	s.mu.Lock()
	defer s.unlock()
	if st := s.station(extension); st != nil {
		st.setMessages(on)
	}
}

func (x *exchange) deviceInformation() (object, error) {
	st, err := x.stationAt("device")
	if err != nil {
		return nil, err
	}
	n := len(st.buttons())
	return object{
		"deviceCategory": "station", "hasLogicalElement": true, "deviceModelName": "9641",
		"maxDisplays": 1, "maxButtons": n, "maxLamps": n,
	}, nil
}
