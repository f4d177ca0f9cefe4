package simulator

// refreshMedia lets the terminal's one stream follow its active call: every
// change of the call is a stop and a start (protocol notes §5.5).
func (st *station) refreshMedia() {
	want := st.active()
	if want == st.media {
		return
	}
	if st.media != nil {
		st.stopMedia()
	}
	st.media = want
	if want != nil && st.main != nil {
		st.startMedia()
	}
}

// startMedia turns the stream on and says where the gateway receives.
func (st *station) startMedia() {
	port := st.port()
	if !port.start() {
		if port != nil {
			st.server.log.Warn("no common codec: a call without voice", "station", st.ext)
		}
		return
	}
	local := port.local().Port()
	address := port.local().Addr().String()
	st.server.emit(st.ext, "mediaControl.mediaStarted", "MediaStartEvent", object{
		"connection":  object{"callID": "0", "deviceID": st.main.device},
		"rtpAddress":  object{"address": address, "port": local},
		"rtcpAddress": object{"address": address, "port": local + 1},
		"codec":       port.codec(), "packetSize": 20, "encryption": port.cipher.describe(st.server.dialect(), port.payloadType),
	})
}

func (st *station) stopMedia() {
	st.media = nil
	port := st.port()
	if port == nil || port.codec() == "" {
		return
	}
	port.stop()
	st.server.emit(st.ext, "mediaControl.mediaStopped", "MediaStopEvent", object{
		"connection": object{"callID": "0", "deviceID": st.main.device},
	})
}
