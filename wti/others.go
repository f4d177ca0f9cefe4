package wti

import (
	"context"
	"strings"
)

// Command names about other devices (protocol notes §8.4, §9.3).
const (
	opGetDeviceName = "GetPhysicalDeviceName"
	opGetAcdSplit   = "GetAcdSplit"
)

// DeviceKind is what an extension is, in DMCC's words (protocol notes §9.3).
type DeviceKind string

// The kinds of device (protocol notes §9.3).
const (
	DeviceStation      DeviceKind = "station"
	DeviceSkill        DeviceKind = "acdSplit"
	DeviceVDN          DeviceKind = "vdn"
	DeviceAgent        DeviceKind = "logicalAgent"
	DeviceAnnouncement DeviceKind = "announcement"
	DeviceTrunk        DeviceKind = "trunkAccessCode"
	DeviceData         DeviceKind = "data"
	DeviceUnknown      DeviceKind = "unknown"
)

// SkillStatus is how busy a skill is (protocol notes §8.4).
type SkillStatus struct {
	Available int // agents who wait for a call
	Queued    int // calls that wait
	LoggedIn  int // agents
}

// DeviceName reads the name that the switch has for an extension, and what the
// extension is (GetPhysicalDeviceName, protocol notes §9.3).
func (c *Client) DeviceName(ctx context.Context, extension string) (name string, kind DeviceKind, err error) {
	err = c.withOther(ctx, opGetDeviceName, extension, func(s *session, device string) error {
		return s.do(ctx, opGetDeviceName, deviceOnly{device}, func(p value) error {
			name = strings.TrimSpace(p.get("name", "deviceName").text())
			kind = kindOfDevice(p.get("deviceType", "type").text())
			return nil
		})
	})
	return name, kind, err
}

func kindOfDevice(word string) DeviceKind {
	for _, k := range []DeviceKind{
		DeviceStation, DeviceSkill, DeviceVDN, DeviceAgent, DeviceAnnouncement, DeviceTrunk, DeviceData,
	} {
		if strings.EqualFold(word, string(k)) {
			return k
		}
	}
	return DeviceUnknown
}

// Skill reads how busy a skill is, given its extension (GetAcdSplit, protocol
// notes §8.4).
func (c *Client) Skill(ctx context.Context, skill string) (st SkillStatus, err error) {
	err = c.withOther(ctx, opGetAcdSplit, skill, func(s *session, device string) error {
		return s.do(ctx, opGetAcdSplit, deviceOnly{device}, func(p value) error {
			var ok [3]bool
			st.Available, ok[0] = p.get("availableAgents").number()
			st.Queued, ok[1] = p.get("callsInQueue").number()
			st.LoggedIn, ok[2] = p.get("agentsLoggedIn").number()
			if ok == [3]bool{} {
				return errMissing("callsInQueue")
			}
			return nil
		})
	})
	return st, err
}

// withOther runs a request about a device that is not our own.
func (c *Client) withOther(ctx context.Context, op, extension string, f func(s *session, device string) error) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest(op, err)
	}
	return f(s, s.otherDevice(ctx, extension))
}

// otherDevice is the device id of another extension: what the server says or,
// when it does not say, the extension with the tail of our own id (protocol notes
// §3, §9.4). It is kept as long as the session.
func (s *session) otherDevice(ctx context.Context, extension string) string {
	s.mu.Lock()
	id := s.others[extension]
	s.mu.Unlock()
	if id != "" {
		return id
	}
	for _, op := range s.c.opt.Dialect.otherDevice() {
		m := getDeviceID{SwitchName: s.c.opt.SwitchName, Extension: extension}
		m.ControllableByOtherSession = op == opGetDeviceID
		err := s.do(ctx, op, m, func(p value) error {
			id, _ = p.get("device", "deviceID", "deviceIdentifier").device()
			return nil
		})
		if err == nil && id != "" {
			s.mu.Lock()
			if s.others == nil {
				s.others = make(map[string]string)
			}
			s.others[extension] = id
			s.mu.Unlock()
			return id
		}
	}
	return s.sibling(extension)
}

// sibling is the device id that a number has if it is of our own kind: the number
// with the tail of our id (protocol notes §3).
func (s *session) sibling(number string) string { return number + tailOf(s.ownDevice()) }
