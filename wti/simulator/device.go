package simulator

import (
	"strings"
	"time"
)

// grant is a device id that a session holds.
type grant struct {
	exclusive bool
	third     bool // by GetThirdPartyDeviceId: no terminal can be registered on it
}

// deviceID is extension:switch:address:instance (protocol notes §3).
func deviceID(extension, sw, instance string) string {
	return extension + ":" + sw + ":0.0.0.0:" + instance
}

// splitDevice takes a device id, or a bare number, apart.
func splitDevice(id string) (extension, sw, instance string) {
	parts := strings.Split(strings.TrimPrefix(id, "tel:"), ":")
	extension = parts[0]
	if len(parts) > 1 {
		sw = parts[1]
	}
	if len(parts) > 3 {
		instance = parts[3]
	}
	if instance == "" {
		instance = "0"
	}
	return extension, sw, instance
}

// getDeviceID is GetDeviceId.
func (x *exchange) getDeviceID() (object, error) {
	ext, sw, err := x.s.resolve(str(x.p, "extension"), str(x.p, "switchName"), str(x.p, "switchIPInterface"))
	if err != nil {
		return nil, err
	}
	instance := str(x.p, "deviceInstance")
	switch instance {
	case "":
		instance = "0"
	case "0", "1", "2":
	default:
		return nil, operation("invalidParameterValue", "deviceInstance %s: want 0, 1 or 2", instance)
	}
	id := deviceID(ext, sw, instance)
	share := flag(x.p, "controllableByOtherSessions")
	for _, other := range x.s.sessions {
		if g := other.devices[id]; other != x.sess && g != nil && !g.third && g.exclusive {
			return nil, resource("resourceBusy", "device %s is held by another session", id)
		}
	}
	x.sess.devices[id] = &grant{exclusive: !share}
	return object{"device": id}, nil
}

// getThirdPartyDeviceID is GetThirdPartyDeviceId.
func (x *exchange) getThirdPartyDeviceID() (object, error) {
	ext, sw, err := x.s.resolve(str(x.p, "extension"), str(x.p, "switchName"), "")
	if err != nil {
		return nil, err
	}
	id := deviceID(ext, sw, "0")
	if x.sess.devices[id] == nil {
		x.sess.devices[id] = &grant{third: true}
	}
	return object{"device": id}, nil
}

// releaseDeviceID is ReleaseDeviceId.
func (x *exchange) releaseDeviceID() (object, error) {
	id := x.deviceMember("device")
	for held := range x.sess.devices {
		if strings.EqualFold(held, id) {
			delete(x.sess.devices, held)
			return object{}, nil
		}
	}
	return nil, operation("invalidDeviceID", "%q is not a device of this session", id)
}

// resolve finds the extension on a switch; switch names are compared without
// regard to case. An address instead of a name means the first switch.
func (s *Server) resolve(ext, sw, address string) (extension, switchName string, err error) {
	if ext == "" {
		return "", "", operation("invalidParameterValue", "extension is missing")
	}
	if sw == "" {
		if address == "" {
			return "", "", operation("invalidParameterValue", "switchName and switchIPInterface are missing")
		}
		sw = s.switches[0]
	}
	for _, name := range s.switches {
		if strings.EqualFold(name, sw) {
			if !s.known(ext, name) {
				return "", "", operation("invalidDeviceID", "no extension %s on switch %s", ext, name)
			}
			return ext, name, nil
		}
	}
	return "", "", operation("invalidDeviceID", "no switch connection %q", sw)
}

// known reports whether an extension of any kind exists on a switch.
func (s *Server) known(ext, sw string) bool {
	if st := s.station(ext); st != nil {
		return strings.EqualFold(st.sw, sw)
	}
	return strings.EqualFold(sw, s.switches[0]) && (s.skills[ext] != nil || s.vdns[ext] != nil || s.agents[ext] != nil)
}

// deviceMember reads a device, written as text or as an object (protocol notes
// §12.1).
func (x *exchange) deviceMember(name string) string {
	if id := str(x.p, name); id != "" {
		return id
	}
	return str(sub(x.p, name), "deviceIdentifier", "deviceID", "device")
}

// stationAt finds the station that a request member names.
func (x *exchange) stationAt(name string) (*station, error) {
	id := x.deviceMember(name)
	ext, sw, _ := splitDevice(id)
	st := x.s.station(ext)
	if st == nil {
		if a := x.s.agents[ext]; a != nil && a.station != nil {
			st = a.station
		}
	}
	if st == nil || sw != "" && !strings.EqualFold(sw, st.sw) {
		return nil, operation("invalidDeviceID", "%s: %q is not a station", name, id)
	}
	return st, nil
}

// deviceName is GetPhysicalDeviceName.
func (x *exchange) deviceName() (object, error) {
	id := x.deviceMember("device")
	ext, _, _ := splitDevice(id)
	kind, name := "unknown", ""
	switch {
	case x.s.station(ext) != nil:
		kind, name = "station", x.s.station(ext).name
	case x.s.agents[ext] != nil:
		kind, name = "logicalAgent", x.s.agents[ext].name
	case x.s.skills[ext] != nil:
		kind, name = "acdSplit", x.s.skills[ext].Name
	case x.s.vdns[ext] != nil:
		kind, name = "vdn", x.s.vdns[ext].Name
	default:
		return nil, operation("invalidDeviceID", "%q is not known", id)
	}
	return object{"deviceType": kind, "device": id, "name": name}, nil
}

// timeOfDay is GetTimeOfDay.
func (x *exchange) timeOfDay() (object, error) {
	now := time.Now()
	return object{
		"switchName": str(x.p, "switchName"), "year": now.Year(), "month": int(now.Month()), "day": now.Day(),
		"hour": now.Hour(), "minute": now.Minute(), "second": now.Second(),
	}, nil
}
