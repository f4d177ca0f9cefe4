package simulator

import (
	"maps"
	"slices"
	"strconv"
)

// link is the connection between AES and the switch. Guarded by Server.mu.
type link struct {
	down       bool
	listeners  map[string]*session        // by eventListenerId
	registered map[string]*statusListener // by sysStatRegisterID
	next       int
}

// eventsStart is CallInformationEventsStart: the session hears of the link.
func (x *exchange) eventsStart() (object, error) {
	l := &x.s.link
	if l.listeners == nil {
		l.listeners = map[string]*session{}
	}
	l.next++
	id := strconv.Itoa(l.next)
	l.listeners[id] = x.sess
	return object{"eventListenerId": id}, nil
}

// SetLink takes the link to the switch down or up again. While it is down AES
// refuses what needs the switch, and calls stay as they are (protocol notes §9.2).
func (s *Server) SetLink(up bool) {
	s.mu.Lock()
	defer s.unlock()
	s.setLink(up)
}

func (s *Server) setLink(up bool) {
	if s.link.down == !up {
		return
	}
	s.link.down = !up
	event := "LinkDownEvent"
	if up {
		event = "LinkUpEvent"
	}
	s.log.Warn("link to the switch changes", "up", up)
	for _, id := range slices.Sorted(maps.Keys(s.link.listeners)) {
		sess := s.link.listeners[id]
		if s.sessions[sess.id] != sess {
			delete(s.link.listeners, id)
			continue
		}
		sess.event(event, object{"eventListenerId": id, "linkName": s.switches[0], "autoReconnect": true})
	}
	s.announce(s.condition())
}

// needsSwitch tells whether a command cannot be served by AES alone.
func needsSwitch(command string) bool {
	switch command {
	case "StartApplicationSession", "ResetApplicationSessionTimer", "StopApplicationSession", "GetSessionIdList",
		"CleanupSession", "SetSessionCharacteristics", "GetDeviceId", "GetThirdPartyDeviceId", "ReleaseDeviceId",
		"MonitorStop", "ChangeMonitorFilter", "GetLinkStatus", "CallInformationEventsStart", "RequestSystemStatus",
		"SystemRegister", "SystemRegisterCancel", "GetDeviceIdList", "GetMonitorList", "TransferMonitorObjects",
		"GetRegistrationState":
		return false
	}
	return true
}
