package wti_test

import (
	"slices"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// onCall is the demo agent on a call with the simulated AES.
func onCall(t *testing.T, server simulator.Options, dialect wti.Dialect) (*simulator.Server, *wti.Client, wti.Connection) {
	t.Helper()
	server.RegisterDelay = -1
	s, err := simulator.New(server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := newClient(t, wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice, ForceLogin: true,
		AgentID: "2001", AgentPassword: "1234", InitialMode: wti.AgentAutoIn, Dialect: dialect,
	})
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000"}); err != nil {
		t.Fatal(err)
	}
	offer := nextWhere(t, c, func(e wti.Delivered) bool { return e.Own })
	if err := c.Answer(t.Context(), offer.Connection); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.Established) bool { return e.Own })
	return s, c, offer.Connection
}

// Each step of the ladder of protocol notes §2.5 keeps the call and, where the
// session lives on, the phone, with no word of it to the agent.
func TestCallSurvivesEveryStepOfTheLadder(t *testing.T) {
	for name, c := range map[string]struct {
		server  simulator.Options
		dialect wti.Dialect
		never   []string // commands that would show that the session was lost
		always  string
	}{
		"the old session by its token": {
			dialect: wti.Dialect{SessionResume: "token"}, never: []string{"GetDeviceId", "RegisterTerminal", "StartApplicationSession"}, always: "ResetApplicationSessionTimer",
		},
		"the old session by its name": {
			dialect: wti.Dialect{SessionResume: "id"}, never: []string{"GetDeviceId", "RegisterTerminal"}, always: "StartApplicationSession",
		},
		"a new session": {
			dialect: wti.Dialect{SessionResume: "off"}, always: "GetDeviceId",
		},
		"a new session where none can be taken up": {
			server: simulator.Options{Dialect: simulator.Dialect{NoReestablish: true}}, dialect: wti.Dialect{SessionResume: "id"}, never: []string{"GetDeviceId", "RegisterTerminal"}, always: "TransferMonitorObjects",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, client, call := onCall(t, c.server, c.dialect)
			for range 2 {
				before := len(s.Received())
				start := time.Now()
				s.DropSockets()
				back := next[wti.Resynced](t, client)
				if d := time.Since(start); d > soon { // internal/modelcheck wants three seconds, in virtual time
					t.Errorf("control back after %v", d)
				}
				if len(back.Calls) != 1 || back.Calls[0].Connection.Call != call.Call || back.Calls[0].State != wti.StateConnected || !back.Registered {
					t.Errorf("resynced = %+v, want the call as it was", back)
				}
				got := s.Received()[before:]
				for _, op := range c.never {
					if slices.Contains(got, op) {
						t.Errorf("%s was sent to a session that is still there: %v", op, got)
					}
				}
				if !slices.Contains(got, c.always) || len(c.never) > 0 && !back.MediaKept {
					t.Errorf("after %v: %+v", got, back)
				}
			}
			if err := client.Hold(t.Context(), call); err != nil {
				t.Errorf("Hold after recovery: %v", err)
			}
			next[wti.Held](t, client)
		})
	}
}

func TestLinkDownKeepsTheCallAndLinkUpReadsIt(t *testing.T) {
	s, c, call := onCall(t, simulator.Options{}, wti.Dialect{})
	s.SetLink(false)
	nextWhere(t, c, func(e wti.SystemStatus) bool { return e.Link == wti.LinkDown })
	if err := c.Hold(t.Context(), call); err == nil {
		t.Error("Hold succeeded without a link to the switch")
	}
	s.SetLink(true)
	for {
		switch e := nextOf(t, c).(type) {
		case wti.ConnectionChanged, wti.ConnectionCleared, wti.MediaStopped, wti.TerminalUnregistered:
			t.Fatalf("the link's loss was told as %+v", e)
		case wti.Resynced:
			if len(e.Calls) != 1 || e.Calls[0].State != wti.StateConnected || !e.MediaKept {
				t.Errorf("resynced = %+v, want the call as it was", e)
			}
			return
		}
	}
}

func nextOf(t *testing.T, c *wti.Client) wti.Event {
	t.Helper()
	select {
	case e := <-c.Events():
		return e
	case <-time.After(soon):
		t.Fatalf("no event within %v", soon)
		return nil
	}
}
