package simulator

import "fmt"

// Reregister lets AES register a station's main terminal again by itself, as it does
// after a short loss of signalling: a TerminalReregisteredEvent, and the stream of a
// call stops and starts at another address (protocol notes §5.4). It fails when
// nobody is registered there.
func (s *Server) Reregister(extension string) error {
	s.mu.Lock()
	defer s.unlock()
	st := s.station(extension)
	if st == nil || st.main == nil {
		return fmt.Errorf("simulator: no terminal is registered at %q: %w", extension, errNotNow)
	}
	s.log.Warn("terminal is registered again by AES", "station", extension)
	s.emit(extension, "terminalUnregisteredEvent.reregistered", "TerminalReregisteredEvent", object{
		"device": object{"deviceIdentifier": st.main.device}, "signalingEncryption": "none", "code": "1", "reason": "NORMAL_REGISTER",
	})
	if st.media == nil || st.port() == nil || st.port().codec() == "" {
		return nil
	}
	talking := st.media
	st.stopMedia()
	if err := s.movePort(st); err != nil {
		return err
	}
	st.media = talking
	st.startMedia()
	talking.call.remix()
	return nil
}
