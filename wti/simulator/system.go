package simulator

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// statusListener is one SystemRegister (protocol notes §9.2).
type statusListener struct {
	session *session
	filter  filter // bits are "systemStatus." and the status
}

// systemRegister is SystemRegister: the session hears how AES is.
func (x *exchange) systemRegister() (object, error) {
	details := private(x.p, "SystemRegisterPrivateData")
	if name := str(details, "switchName"); name != "" && !slices.ContainsFunc(x.s.switches, func(n string) bool { return strings.EqualFold(n, name) }) {
		return nil, operation("invalidParameterValue", "no switch connection %q", name)
	}
	requested := sub(x.p, "requestedStatusFilter")
	f, _ := x.s.readFilter(object{"systemStatus": requested}, object{"invertFilter": flag(details, "invertFilter")})
	l := &x.s.link
	if l.registered == nil {
		l.registered = map[string]*statusListener{}
	}
	l.next++
	id := strconv.Itoa(l.next)
	l.registered[id] = &statusListener{x.sess, f}
	return object{"sysStatRegisterID": id, "actualStatusFilter": requested}, nil
}

// systemRegisterCancel is SystemRegisterCancel.
func (x *exchange) systemRegisterCancel() (object, error) {
	id := str(x.p, "sysStatRegisterID")
	if l := x.s.link.registered[id]; l == nil || l.session != x.sess {
		return nil, operation("invalidParameterValue", "sysStatRegisterID %q is not known", id)
	}
	delete(x.s.link.registered, id)
	return object{}, nil
}

// systemStatus is RequestSystemStatus.
func (x *exchange) systemStatus() (object, error) {
	return x.s.status(x.s.condition()), nil
}

// condition is AES's state by itself: as good as its links to the switches.
func (s *Server) condition() string {
	if s.link.down {
		return "disabled"
	}
	return "normal"
}

// status is a system status with the state of each link.
func (s *Server) status(status string) object {
	tlink := "tlinkUp"
	if s.link.down {
		tlink = "tlinkDown"
	}
	links := []object{}
	for _, name := range s.switches {
		links = append(links, object{"switchName": name, "tlinkStatus": tlink})
	}
	return withPrivate(object{"systemStatus": status}, "SystemStatusPrivateData", object{"switchTlinkStatus": links})
}

// announce sends a SystemStatus event to those who registered for it.
func (s *Server) announce(status string) {
	for _, id := range slices.Sorted(maps.Keys(s.link.registered)) {
		l := s.link.registered[id]
		switch {
		case s.sessions[l.session.id] != l.session:
			delete(s.link.registered, id)
		case l.filter.passes("systemStatus." + status):
			o := s.status(status)
			o["sysStatRegisterID"] = id
			l.session.event("SystemStatus", o)
		}
	}
}

// AnnounceStatus sends a system status of protocol notes §9.2, for example
// "overloadReached", to the sessions that registered for it. Nothing else
// changes by it.
func (s *Server) AnnounceStatus(status string) {
	s.mu.Lock()
	defer s.unlock()
	s.announce(status)
}

// linkStatus is GetLinkStatus.
func (x *exchange) linkStatus() (object, error) {
	list := []object{}
	for _, name := range x.s.switches {
		if want := str(x.p, "linkName"); want == "" || strings.EqualFold(want, name) {
			list = append(list, object{"linkName": name, "isLinkUp": !x.s.link.down, "autoReconnect": true})
		}
	}
	if want := str(x.p, "linkName"); want != "" && len(list) == 0 {
		return nil, operation("invalidParameterValue", "no link %q", want)
	}
	return object{"linkList": list}, nil
}
