package wti

import "time"

// SessionInfo tells of the session in use, for a person who looks for a fault.
// Comparable (protocol notes §2.1, §4.1).
type SessionInfo struct {
	Server  string        // URL
	ID      string        // sessionID, empty when the server gave none
	Version string        // protocol version that the server chose, empty when it did not say
	Timeout time.Duration // how long the session lives without a sign of us
	Device  string        // id of our own device
	Monitor string        // cross reference of its monitor, empty when there is none
	// Registered says that our terminal is registered (protocol notes §5.1).
	Registered bool
	// Resumed says that this is a session from before a lost connection (protocol
	// notes §2.5).
	Resumed bool
	// Watched is how many other devices have a monitor of their own (protocol notes
	// §9.4).
	Watched int
}

// Session tells of the session in use, and false while there is none: signed out or
// reconnecting (protocol notes §2.1).
func (c *Client) Session() (SessionInfo, bool) {
	s, err := c.session()
	if err != nil {
		return SessionInfo{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return SessionInfo{
		Server: s.server, ID: s.id, Version: s.version, Timeout: s.duration, Device: s.device, Monitor: s.monitor,
		Registered: s.registered, Resumed: s.reattached, Watched: len(s.refs),
	}, true
}
