package e2e_test

import (
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/wti/simulator"
)

// TestAForcedEndDuringACallGivesThePhoneBack: whatever ends the program from outside
// while somebody talks, and however the server is, the program goes within the time
// that a desktop waits. A server that answers has the agent out, the call ended and the
// phone free, so that the next start signs in without taking it over.
func TestAForcedEndDuringACallGivesThePhoneBack(t *testing.T) {
	// Where these tests run under nohup, a program that they start would not end by
	// SIGHUP, as is right. What is caught here is not ignored there.
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	s := newStage(t, quiet(), simulator.Options{})
	if s.aes.Station(story.Extension).Registered {
		t.Fatal("the phone is taken before the program starts")
	}
	ended := func(p *story.Program, by syscall.Signal) {
		t.Helper()
		began := time.Now()
		if err := syscall.Kill(p.PID(), by); err != nil {
			t.Fatal(err)
		}
		if err := p.Wait(s.ctx); err != nil {
			t.Errorf("after %v the program ended with %v", by, err)
		}
		if took := time.Since(began); took > 4*time.Second { // two of them for the server, the rest for a busy machine
			t.Errorf("%v took %v to end the program", by, took)
		} else {
			t.Logf("measured: the program is gone %v after %v", took.Round(time.Millisecond), by)
		}
	}
	for _, by := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP} {
		p := s.signedIn()
		s.expect(0, "state", "ready")
		call := s.ring(simulator.Silence())
		s.must(p.WaitStatus(s.ctx, "the call to ring", oneCall("alerting")))
		s.expect(0, "answer")
		s.must(p.WaitStatus(s.ctx, "voice", func(st control.Status) bool { return st.Media.Active }))
		ended(p, by)
		phone, agent := s.aes.Station(story.Extension), s.aes.Agent(story.AgentID)
		if phone.Registered || phone.Calls != 0 || agent.Mode != simulator.LoggedOut || call.State() != simulator.CallEnded {
			t.Errorf("after %v the phone is %+v, the agent %+v and the call %v", by, phone, agent, call.State())
		}
	}
	p := s.signedIn()
	s.aes.Delay("", time.Hour)
	ended(p, syscall.SIGTERM)
}

// TestASessionThatEndsUnderTheWindowGivesThePhoneBack: where nothing asks programs to
// end, an X server that goes takes them along. The caller is not left in silence.
func TestASessionThatEndsUnderTheWindowGivesThePhoneBack(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	p := s.signedIn()
	s.expect(0, "state", "ready")
	call := s.ring(simulator.Silence())
	s.must(p.WaitStatus(s.ctx, "the call to ring", oneCall("alerting")))
	s.expect(0, "answer")
	s.must(p.WaitStatus(s.ctx, "voice", func(st control.Status) bool { return st.Media.Active }))
	began := time.Now()
	s.desk.EndDisplay()
	if err := p.Wait(s.ctx); err == nil {
		t.Error("the program says that all is well")
	}
	t.Logf("measured: the program is gone %v after its display", time.Since(began).Round(time.Millisecond))
	phone, agent := s.aes.Station(story.Extension), s.aes.Agent(story.AgentID)
	if phone.Registered || phone.Calls != 0 || agent.Mode != simulator.LoggedOut || call.State() != simulator.CallEnded {
		t.Errorf("the phone is %+v, the agent %+v and the call %v", phone, agent, call.State())
	}
}
