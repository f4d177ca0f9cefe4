package wti_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// leaves has the program end, with the agent ready, and checks that it does not take
// long and that the next sign-in finds phone and agent free, without taking over.
func (d *bench) leaves(t *testing.T) (took time.Duration, err error) {
	t.Helper()
	began := time.Now()
	err = d.c.Leave(t.Context())
	_ = d.c.Close()
	if took = time.Since(began); took > 2*time.Second {
		t.Errorf("leaving took %v", took)
	}
	return took, err
}

// signsInAgain does what the next start of the program does.
func (d *bench) signsInAgain(t *testing.T) {
	t.Helper()
	o := d.opt
	o.ForceLogin = false
	next, err := wti.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := next.SignIn(t.Context()); err != nil {
		t.Errorf("the next start finds the phone %+v and the agent %+v: %v", d.s.Station("4750"), d.s.Agent("2001"), err)
	}
	_ = next.Close()
}

// rings has the agent ready, and a call of the service ring.
func (d *bench) rings(t *testing.T) *simulator.Call {
	t.Helper()
	if err := d.c.SetAgent(t.Context(), wti.AgentAutoIn, 0); err != nil {
		t.Fatal(err)
	}
	call, err := d.s.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
	if err != nil {
		t.Fatal(err)
	}
	d.pass(time.Second)
	if call.State() != simulator.CallAlerting {
		t.Fatalf("the call is %v", call.State())
	}
	return call
}

// serves has the agent talk to a caller of the service.
func (d *bench) serves(t *testing.T) *simulator.Call {
	t.Helper()
	call := d.rings(t)
	if err := d.c.Answer(t.Context(), d.offered); err != nil {
		t.Fatal(err)
	}
	d.pass(time.Second)
	if call.State() != simulator.CallConnected {
		t.Fatalf("the call is %v", call.State())
	}
	return call
}

// A program that is ended during a call gives everything back in order. The logout is
// refused, so the agent gets no more calls; the call ends with the phone, as the switch
// has it, and then the agent is out.
func TestLeavingDuringACallGivesThePhoneBack(t *testing.T) {
	onBench(t, simulator.Options{}, wti.Dialect{}, func(t *testing.T, d *bench) {
		call := d.serves(t)
		before := len(d.s.Received())
		_, err := d.leaves(t)
		if wti.KindOf(err) != wti.KindAgentState {
			t.Errorf("Leave = %v, want the refused logout", err)
		}
		if call.State() != simulator.CallEnded {
			t.Errorf("the caller is left in a call that is %v", call.State())
		}
		if a := d.s.Agent("2001"); a.Mode != simulator.LoggedOut {
			t.Errorf("the agent is %+v", a)
		}
		asked := slices.DeleteFunc(d.s.Received()[before:], func(op string) bool { return op == "GetAgentState" })
		if want := []string{"SetAgentState", "SetAgentState", "UnregisterTerminal", "MonitorStop", "ReleaseDeviceId", "StopApplicationSession"}; !slices.Equal(asked, want) {
			t.Errorf("asked for %v, want %v", asked, want)
		}
		d.signsInAgain(t)
	})
}

// An agent for whom the logout needs a reason, which nobody gives any more, is put
// where no call comes, and the call that rings goes to somebody else.
func TestLeavingWithoutTheReasonOfALogout(t *testing.T) {
	scenario := simulator.Default()
	scenario.Logout.Forced = true
	onBench(t, simulator.Options{Scenario: scenario}, wti.Dialect{}, func(t *testing.T, d *bench) {
		call := d.rings(t)
		before := len(d.s.Received())
		if _, err := d.leaves(t); wti.KindOf(err) != wti.KindReasonRequired {
			t.Errorf("Leave = %v, want the refused logout", err)
		}
		if call.State() != simulator.CallQueued {
			t.Errorf("the call that rang is %v", call.State())
		}
		if asked := d.s.Received()[before:]; asked[0] != "SetAgentState" || asked[1] != "SetAgentState" || asked[2] != "UnregisterTerminal" {
			t.Errorf("asked for %v, want a logout and AUX first", asked)
		}
		if a := d.s.Agent("2001"); a.Available || d.s.Station("4750").Registered {
			t.Errorf("the agent is %+v at %+v", a, d.s.Station("4750"))
		}
		d.signsInAgain(t)
	})
}

// A server that is slow, or silent, keeps nobody waiting; what it still reads is asked
// for all the same.
func TestLeavingASlowServer(t *testing.T) {
	for name, c := range map[string]struct {
		disturb func(*simulator.Server)
		clean   bool
	}{
		"answers after 200 ms":      {func(s *simulator.Server) { s.Delay("", 200*time.Millisecond) }, true},
		"does not answer logouts":   {func(s *simulator.Server) { s.Delay("SetAgentState", time.Hour) }, true},
		"acts and never answers":    {func(s *simulator.Server) { s.Slow("", time.Hour) }, true},
		"neither acts nor answers":  {func(s *simulator.Server) { s.Delay("", time.Hour) }, false},
		"is not there any more":     {func(s *simulator.Server) { s.DropSockets() }, false},
		"does not know the command": {func(s *simulator.Server) { s.Refuse("UnregisterTerminal", "operation", "generic", -1) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			onBench(t, simulator.Options{}, wti.Dialect{}, func(t *testing.T, d *bench) {
				d.serves(t)
				c.disturb(d.s)
				_, _ = d.leaves(t)
				d.s.Delay("", 0)
				d.s.Slow("", 0)
				d.s.Delay("SetAgentState", 0)
				d.pass(time.Second)
				if c.clean {
					d.signsInAgain(t)
				}
			})
		})
	}
}

// A desk phone keeps its call, and the agent, who is still talking.
func TestLeavingADeskPhoneLeavesItsCall(t *testing.T) {
	scenario := simulator.Default()
	scenario.Stations[0].DeskPhone = true
	onBench(t, simulator.Options{Scenario: scenario}, wti.Dialect{}, func(t *testing.T, d *bench) {
		call := d.serves(t)
		if _, err := d.leaves(t); wti.KindOf(err) != wti.KindAgentState {
			t.Errorf("Leave = %v, want the refused logout", err)
		}
		if call.State() != simulator.CallConnected {
			t.Errorf("the call at the desk phone is %v", call.State())
		}
		if a := d.s.Agent("2001"); !a.Talking || a.Pending != simulator.AUX {
			t.Errorf("the agent at the desk phone is %+v", a)
		}
		d.signsInAgain(t)
	}, func(o *wti.Options) { o.Mode = wti.DeskPhone })
}

// A program that is ended while it signs in gives back what it has by then.
func TestLeavingWhileSigningIn(t *testing.T) {
	for _, op := range []string{"StartApplicationSession", "GetDeviceId", "MonitorStart", "RegisterTerminal", "SetAgentState"} {
		t.Run(op, func(t *testing.T) {
			onBench(t, simulator.Options{}, wti.Dialect{}, func(t *testing.T, d *bench) {
				if err := d.c.SignOut(t.Context(), 0); err != nil {
					t.Fatal(err)
				}
				d.s.Slow(op, time.Hour)
				done := make(chan error)
				go func() { done <- d.c.SignIn(t.Context()) }()
				d.pass(time.Second)
				_, _ = d.leaves(t)
				if err := <-done; err == nil {
					t.Error("signed in all the same")
				}
				d.s.Slow(op, 0)
				if op != "StartApplicationSession" { // it runs out, for nobody knows its name
					d.signsInAgain(t)
				}
			})
		})
	}
}

// A switch that keeps the agent in when the phone is given up is asked once more, for
// the call that stood against the logout is over then.
func TestLeavingLogsOutAnAgentWhomThePhonesEndLeavesIn(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	var talking, out atomic.Bool
	talking.Store(true)
	a.when("SetAgentState", func(r request) any {
		switch loggedOff := r.get("requestedAgentState") == "loggedOff"; {
		case talking.Load():
			return refuse("stateIncompatibility", "invalidObjectState")
		case loggedOff:
			out.Store(true)
		}
		return nil
	})
	a.when("UnregisterTerminal", func(request) any { talking.Store(false); return nil })
	if err := c.Leave(t.Context()); wti.KindOf(err) != wti.KindAgentState {
		t.Errorf("Leave = %v, want the refused logout", err)
	}
	if !out.Load() {
		t.Errorf("the agent is in after %v", a.ops())
	}
}
