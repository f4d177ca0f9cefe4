package wti_test

import (
	"context"
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

// codeDesk is an agent who may get calls, on a simulated switch.
func codeDesk(t *testing.T, change func(*simulator.Options)) (*simulator.Server, *wti.Client) {
	t.Helper()
	o := simulator.Options{RegisterDelay: -1, Scenario: simulator.Default()}
	if change != nil {
		change(&o)
	}
	s, err := simulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := newClient(t, wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1",
		Extension: "4750", StationCode: "123456", LocalMedia: voice, ForceLogin: true, AgentID: "2001", AgentPassword: "1234",
	})
	quit := make(chan struct{})
	read := make(chan struct{})
	go func() { // somebody has to take the events
		defer close(read)
		for {
			select {
			case <-c.Events():
			case <-quit:
				return
			}
		}
	}()
	t.Cleanup(func() { close(quit); <-read })
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, c
}

// limited is a context that outlasts a busy machine.
func limited(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// acdCall has a customer call an agent who is in manual-in, and answers.
func acdCall(t *testing.T, s *simulator.Server, c *wti.Client) (*simulator.Call, wti.Connection) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(c.SetAgent(limited(t), wti.AgentManualIn, 0))
	must(s.WaitAgent(limited(t), "2001", func(a simulator.AgentTruth) bool { return a.Available }))
	call, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
	must(err)
	must(call.Wait(limited(t), simulator.CallAlerting))
	conn := wti.Connection{Call: wti.CallID(call.ID()), Device: c.Device()}
	must(c.Answer(limited(t), conn))
	must(call.Wait(limited(t), simulator.CallConnected))
	return call, conn
}

func TestAWorkCodeDuringTheCallAndAfterIt(t *testing.T) {
	s, c := codeDesk(t, nil)
	if has, err := c.HasWorkCode(limited(t)); !has || err != nil {
		t.Fatalf("a button for codes: %v, %v", has, err)
	}
	if err := c.EnterWorkCode(limited(t), "12"); wti.KindOf(err) != wti.KindNotNow {
		t.Errorf("without a call: %v, want that it is not possible now", err)
	}
	call, conn := acdCall(t, s, c)
	if err := c.EnterWorkCode(limited(t), "1234"); err != nil {
		t.Fatal(err)
	}
	if got := call.WorkCode(); got != "1234" || call.Digits() != "" {
		t.Errorf("the switch has %q, and the caller heard %q", got, call.Digits())
	}
	if err := c.Clear(limited(t), conn); err != nil {
		t.Fatal(err)
	}
	if err := s.WaitAgent(limited(t), "2001", func(a simulator.AgentTruth) bool { return a.Mode == simulator.ACW }); err != nil {
		t.Fatal(err)
	}
	if err := c.EnterWorkCode(limited(t), "77"); err != nil {
		t.Fatal(err)
	}
	if got := call.WorkCode(); got != "77" {
		t.Errorf("in after-call work: the switch has %q", got)
	}
}

func TestAWorkCodeThatCannotBeEntered(t *testing.T) {
	s, c := codeDesk(t, func(o *simulator.Options) {
		for i := range o.Scenario.Stations {
			o.Scenario.Stations[i].NoWorkCode = true
		}
	})
	if has, err := c.HasWorkCode(limited(t)); has || err != nil {
		t.Errorf("a button for codes: %v, %v", has, err)
	}
	call, _ := acdCall(t, s, c)
	if err := c.EnterWorkCode(limited(t), "12"); wti.KindOf(err) != wti.KindNotSupported {
		t.Errorf("without a button: %v", err)
	}
	for _, code := range []string{"", "12#", "1a", "12345678901234567"} {
		if err := c.EnterWorkCode(limited(t), code); err == nil {
			t.Errorf("%q was taken", code)
		}
	}
	if got := call.Digits(); got != "" {
		t.Errorf("the caller heard %q", got)
	}
}
