package simulator_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"offhook/internal/pipenet"
	"offhook/wti/simulator"
)

// timed runs a test in virtual time with a server reached by dial.
func timed(t *testing.T, o simulator.Options, test func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer)) {
	synctest.Test(t, func(t *testing.T) {
		l := pipenet.Listen()
		o.Listener = l
		s := start(t, o)
		test(t, s, func(h http.Header) *peer {
			p := dialWith(t, &websocket.Dialer{NetDialContext: l.Dial}, s.URL(), h)
			p.limit = 10 * time.Minute
			return p
		})
	})
}

func TestSessionEndsWhenItsTimeIsOver(t *testing.T) {
	timed(t, simulator.Options{}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("180")
		p.station("4750")
		p.register(0)
		p.logIn("2001", "autoIn")
		time.Sleep(179 * time.Second) // virtual
		p.must("ResetApplicationSessionTimer", object{"sessionID": p.id, "requestedSessionDuration": "90"})
		time.Sleep(89 * time.Second)
		p.must("GetSessionIdList", object{}) // other traffic does not keep it alive
		if st := s.Station("4750"); !st.Registered || st.Agent != "2001" {
			t.Errorf("before the end the station is %+v", st)
		}
		time.Sleep(time.Second)
		end := p.event("ApplicationSessionTerminated")
		if end["sessionID"] != p.id || member(end, "sessionTermReason")["definedTermReason"] != "sessionTimerExpired" {
			t.Errorf("the session ends with %v", end)
		}
		if _, open := <-p.frames; open {
			t.Error("a frame came after the end")
		}
		if st := s.Station("4750"); st.Registered || st.Agent != "" {
			t.Errorf("after the end the station is %+v", st)
		}
	})
}

func TestLostSocketLeavesTheTerminalUntilTheCleanupDelayIsOver(t *testing.T) {
	timed(t, simulator.Options{CleanupDelay: time.Minute}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("180")
		p.device = p.must("GetDeviceId", object{"switchName": "CM1", "extension": "4750"})["device"].(string)
		p.register(0)
		s.DropSockets()
		time.Sleep(239 * time.Second)
		if !s.Station("4750").Registered {
			t.Fatal("the terminal is gone before duration and cleanup delay passed")
		}
		other := dial(basic("demo", "demo"))
		other.start("600")
		ask := object{"switchName": "CM1", "extension": "4750", "controllableByOtherSessions": true}
		other.refused("GetDeviceId", ask, "systemResourceAvailibility", "resourceBusy")
		time.Sleep(2 * time.Second)
		if s.Station("4750").Registered {
			t.Error("the terminal is still registered")
		}
		other.must("GetDeviceId", ask)
	})
}

func TestInactiveSessionCanBeContinued(t *testing.T) {
	timed(t, simulator.Options{}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("60")
		p.station("4750")
		p.register(0)
		s.DropSockets()
		time.Sleep(100 * time.Second) // inactive since 40 s
		q := dial(http.Header{"Authorization": {"Bearer " + p.token}})
		q.must("ResetApplicationSessionTimer", object{"sessionID": p.id, "requestedSessionDuration": "60"})
		time.Sleep(50 * time.Second)
		if !s.Station("4750").Registered {
			t.Error("the terminal is gone although the session was continued")
		}

		// The other way: Basic, and the old session named at the start.
		s.DropSockets()
		r := dial(basic("demo", "demo"))
		a := r.must("StartApplicationSession", object{"SessionDuration": "60", "SessionID": p.id})
		if a["sessionID"] != p.id || a["token"] == p.token {
			t.Errorf("re-established as %v", a)
		}
	})
}

func TestCallersComeByThemselves(t *testing.T) {
	timed(t, simulator.Options{Callers: true}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("7200")
		p.station("4750")
		p.register(0)
		p.logIn("2001", "auxWork")
		time.Sleep(time.Minute)
		if n := len(s.Calls()); n != 0 {
			t.Fatalf("%d callers came although nobody is available", n)
		}
		p.must("SetAgentState", p.state("ready", object{"workMode": "autoIn"}))
		ready := time.Now()
		p.event("DeliveredEvent")
		if d := time.Since(ready); d != 3*time.Second {
			t.Errorf("the first caller came after %v, want 3 s", d)
		}
		first := s.Calls()[0]
		p.must("AnswerCall", object{"callToBeAnswered": p.connection(first)})
		time.Sleep(time.Minute)
		p.must("ClearConnection", object{"connectionToBeCleared": p.connection(first)})
		ended := time.Now()
		p.event("DeliveredEvent")
		if d := time.Since(ended); d < 5*time.Second || d > 30*time.Second {
			t.Errorf("the next caller came after %v", d)
		}
		// Nobody answers: the call is taken back after twenty seconds.
		rang := time.Now()
		p.event("DivertedEvent")
		if d := time.Since(rang); d != 20*time.Second {
			t.Errorf("taken back after %v, want 20 s", d)
		}
	})
}

func TestLampsAreRepeatedEveryHalfMinute(t *testing.T) {
	timed(t, simulator.Options{}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("600")
		p.station("4750")
		p.register(0)
		time.Sleep(time.Second)
		p.names()
		time.Sleep(64 * time.Second)
		if n := len(p.names("LampModeEvent")); n != 26 {
			t.Errorf("%d lamp events in a minute without any change, want thirteen lamps twice", n)
		}
	})
}

func TestNobodyAnswersForAMinute(t *testing.T) {
	timed(t, simulator.Options{}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("600")
		p.station("4750")
		p.register(0)
		c := p.make(s, "5550103")
		called := time.Now()
		if f := p.event("FailedEvent"); f["cause"] != "callNotAnswered" {
			t.Errorf("failed: %v", f)
		}
		if d := time.Since(called); d != time.Minute {
			t.Errorf("after %v", d)
		}
		p.must("ClearConnection", object{"connectionToBeCleared": p.connection(c)})
	})
}

// Somebody who was joined while it rang there does not end the call of the others
// by not answering.
func TestNobodyAnswersInAConference(t *testing.T) {
	timed(t, simulator.Options{}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("600")
		p.station("4750")
		p.register(0)
		c := p.make(s, "5550103") // never answers
		a := p.must("ConsultationCall", object{"existingCall": p.connection(c), "consultedDevice": "5550107"})
		p.event("EstablishedEvent")
		p.must("ConferenceCall", object{"heldCall": p.connection(c), "activeCall": a["initiatedCall"]})
		p.event("ConferencedEvent")
		left := p.event("ConnectionClearedEvent")
		if left["cause"] != "callNotAnswered" || left["localConnectionInfo"] != "connected" {
			t.Errorf("left: %v", left)
		}
		time.Sleep(time.Minute)
		if got := p.names("FailedEvent", "CallClearedEvent"); len(got) != 0 {
			t.Errorf("the others' call: %v", got)
		}
	})
}

func TestSlowAndSilentServer(t *testing.T) {
	timed(t, simulator.Options{RegisterDelay: 2 * time.Second}, func(t *testing.T, s *simulator.Server, dial func(http.Header) *peer) {
		p := dial(basic("demo", "demo"))
		p.start("600")
		p.station("4750")
		began := time.Now()
		p.register(0)
		if d := time.Since(began); d != 2*time.Second {
			t.Errorf("registration took %v", d)
		}
		s.Delay("GetTimeOfDay", 5*time.Second)
		began = time.Now()
		p.must("GetTimeOfDay", object{})
		if d := time.Since(began); d != 5*time.Second {
			t.Errorf("the delayed answer took %v", d)
		}
		s.Ignore("GetAgentState", 1)
		p.send(`{"header":{"invokeId":900,"headerType":"request","request":"GetAgentState","version":"v2"},"payload":{"device":"4750"}}`)
		p.must("GetSessionIdList", object{}) // ask fails when another answer comes first
	})
}
