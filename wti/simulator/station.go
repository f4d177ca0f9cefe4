package simulator

import (
	"maps"
	"slices"
	"time"
)

// appearances is how many calls a station can hold; the last appearance is kept
// for outgoing calls.
const appearances = 3

// Buttons of every station (protocol notes §6.3). The lamp of a button has the
// same number.
const (
	buttonDrop       = 258
	buttonConference = 259
	buttonTransfer   = 260
	buttonHold       = 261
	buttonCall       = 263 // the first call appearance
	buttonAUX        = 266
	buttonAutoIn     = 267
	buttonManualIn   = 268
	buttonACW        = 269
	buttonRelease    = 270
)

// Lamp modes (protocol notes §6.4).
const (
	lampOff    = 2
	lampSteady = 3
	lampWink   = 4
	lampFlash  = 7
)

// station is an extension and the telephone on it. Guarded by Server.mu.
type station struct {
	server *Server
	ext    string
	sw     string
	code   string
	name   string
	desk   bool

	main   *registration
	others []*registration // dependent and independent ones
	coming *session        // whose registration is under way
	agent  *agent          // who is logged in here

	parties  [appearances]*party // by call appearance
	media    *party              // whose voice the terminal's stream carries now
	offHook  bool
	ringing  bool
	lamps    map[int]int
	lines    []string // display
	messages bool
	dnd      bool
	forward  string // number all calls go to, "" for none

	dialed     string // digits keyed by buttons so far
	dialing    *timer // until they are dialled as they are
	lastPress  time.Time
	lastButton int
	work       *Work       // nil: nobody works here without a client
	collection *collection // nil: no tones are collected
	linkLost   *timer      // until calls and agent go, after the terminal was lost
	group      string      // pickup group
	auto       AutoAnswer
	coding     *coding  // nil: no work code is being keyed
	noCode     bool     // there is no button for them
	joining    *joining // nil: no transfer or conference was begun by a button
}

func newStation(s *Server, st Station) *station {
	return &station{
		server: s, ext: st.Extension, sw: st.Switch, code: st.SecurityCode, name: st.Name,
		desk: st.DeskPhone, messages: st.Messages, group: st.PickupGroup, auto: st.AutoAnswer, noCode: st.NoWorkCode, lamps: map[int]int{},
	}
}

// id is the station's device id, as call events name it.
func (st *station) id() string { return deviceID(st.ext, st.sw, "0") }

// inService reports whether there is a telephone to control.
func (st *station) inService() bool { return st.desk || st.worked() || st.main != nil && st.main.ready }

func (st *station) registrations() []*registration {
	if st.main == nil {
		return st.others
	}
	return append([]*registration{st.main}, st.others...)
}

// port is the RTP stream of the talking terminal, nil if its voice is elsewhere.
func (st *station) port() *port {
	if st.main == nil {
		return nil
	}
	return st.main.port
}

// free finds a call appearance, the last one only for outgoing calls; -1 for none.
func (st *station) free(outgoing bool) int {
	n := appearances
	if !outgoing {
		n--
	}
	for i := range n {
		if st.parties[i] == nil {
			return i
		}
	}
	return -1
}

// active is the party that talks, dials or hears a failure tone; nil for none.
func (st *station) active() *party {
	for _, p := range st.parties {
		if p != nil && (p.state == stateConnected || p.state == stateInitiated || p.state == stateFailed) {
			return p
		}
	}
	return nil
}

func (st *station) idle() bool {
	return st.parties == [appearances]*party{}
}

// refresh brings hook, ringer, lamps and media in line with the station's calls
// and reports what changed. Hook and media come before the call event, as the
// telephone is faster than TSAPI (protocol notes §5.5); so call it first where
// a call becomes active, and after the event where it ends.
func (st *station) refresh() {
	st.refreshHook()
	st.refreshLamps()
	st.refreshRinger()
	st.refreshMedia()
	st.refreshServiceLink()
}

func (st *station) refreshHook() {
	held := false
	for _, p := range st.parties {
		held = held || p != nil && p.state == stateHeld
	}
	off := st.active() != nil || held && st.offHook
	if off == st.offHook {
		return
	}
	st.offHook = off
	st.physical("hookswitch", "HookswitchEvent", object{"hookswitch": "0", "hookswitchOnHook": !off})
}

func (st *station) refreshRinger() {
	ringing := false
	for _, p := range st.parties {
		ringing = ringing || p != nil && p.state == stateAlerting
	}
	if ringing == st.ringing {
		return
	}
	st.ringing = ringing
	st.physical("ringerStatus", "RingerStatusEvent", st.ringer())
}

func (st *station) ringer() object {
	mode := "notRinging"
	if st.ringing {
		mode = "ringing"
	}
	return object{"ringer": "1", "ringMode": mode, "ringCount": 0, "ringPattern": st.ringPattern()}
}

func (st *station) refreshLamps() {
	st.checkJoining()
	for i, p := range st.parties {
		mode := lampOff
		if p != nil {
			mode = map[connState]int{stateAlerting: lampFlash, stateHeld: lampWink}[p.state]
			if mode == 0 {
				mode = lampSteady
			}
			if j := st.joining; j != nil && j.held == p {
				mode = lampFlutter
			}
		}
		st.setLamp(buttonCall+i, mode)
	}
	lit := st.agent.lamps()
	for _, button := range slices.Sorted(maps.Keys(lit)) {
		st.setLamp(button, lit[button])
	}
}

func (st *station) setLamp(lamp, mode int) {
	if old, ok := st.lamps[lamp]; ok && old == mode || !ok && mode == lampOff {
		return
	}
	st.lamps[lamp] = mode
	st.physical("lampMode", "LampModeEvent", lampObject(lamp, mode))
}

// show puts text on the display.
func (st *station) show(lines ...string) {
	st.lines = lines
	for _, line := range append([]string{""}, lines...) { // CM sends blank updates in between
		st.physical("displayUpdated", "DisplayUpdatedEvent", displayObject(line))
	}
}

// physical sends an event of the telephone itself.
func (st *station) physical(member, event string, payload object) {
	payload["device"] = object{"deviceIdentifier": st.id()}
	st.server.emit(st.ext, "physicalDeviceFeature."+member, event, payload)
}
