package wti_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti"
)

func TestReconnectsAtOnceAndThenBacksOff(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.status = 503; a.upgrades = nil; a.upgradeTimes = nil })
		start := time.Now()
		a.drop()
		pass(3 * time.Minute)
		at := 0 * time.Second
		for i, wait := range []time.Duration{0, 1, 2, 4, 8, 15, 30, 30} {
			got := a.upgradedAt(i).Sub(start)
			low, high := at+wait*time.Second, at+wait*time.Second*12/10+50*time.Millisecond
			if got < low || got > high {
				t.Errorf("try %d after %v, want %v to %v", i, got, low, high)
			}
			at = got
		}
		if err := c.Answer(t.Context(), wti.Connection{Call: "1"}); !errors.Is(err, wti.ErrDisconnected) {
			t.Errorf("Answer while reconnecting = %v, want ErrDisconnected", err)
		}
		a.set(func() { a.status = 0 })
		pass(40 * time.Second)
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected {
			t.Errorf("link = %+v, want connected again", e)
		}
		lastOf[wti.Resynced](t, k)
	})
}

func TestRecoveryKeepsThePhoneAndReadsTheCalls(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.emit("DeliveredEvent", offered())
		a.emit("EstablishedEvent", answered())
		a.set(func() {
			a.onCall = true
			a.calls = []object{snapshotEntry("871", "connected", "connected")}
		})
		synctest.Wait()
		busy := 0
		a.when("GetDeviceId", func(request) any {
			if busy++; busy <= 3 {
				return refuse("systemResourceAvailibility", "resourceBusy")
			}
			return nil
		})
		before := a.count("RegisterTerminal")
		start := time.Now()
		a.drop()
		pass(30 * time.Second)
		r := lastOf[wti.Resynced](t, k)
		if !r.Registered || !r.MediaKept || a.count("RegisterTerminal") != before {
			t.Errorf("resynced %+v with %d registrations, want the phone kept", r, a.count("RegisterTerminal")-before)
		}
		if len(r.Calls) != 1 || r.Calls[0].Connection != (wti.Connection{Call: "871", Device: ownDevice}) ||
			r.Calls[0].State != wti.StateConnected || r.Calls[0].Remote.Number != "15551234567" {
			t.Errorf("calls = %+v, want the one call with its caller", r.Calls)
		}
		if !r.Agent.OnCall || r.Agent.ID != "2001" {
			t.Errorf("agent = %+v, want on a call", r.Agent)
		}
		for _, s := range k.all() {
			if _, ok := s.event.(wti.Resynced); ok && s.at.Sub(start) > 8*time.Second {
				t.Errorf("recovered after %v", s.at.Sub(start))
			}
		}
		for _, e := range of[wti.ConnectionCleared](k) {
			t.Errorf("call was cleared: %+v", e)
		}
		if err := c.Hold(t.Context(), r.Calls[0].Connection); err != nil {
			t.Errorf("Hold after recovery: %v", err)
		}
	})
}

func snapshotEntry(call, local, far string) object {
	return object{
		"connectionIdentifier": object{"callID": call, "deviceID": ownDevice},
		"endpointDevice":       object{"deviceIdentifier": ownDevice},
		"localCallState":       object{"compoundCallState": []any{local, far}},
	}
}

func TestRecoveryRegistersAPhoneThatWasLost(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.regState = "IDLE" })
		a.drop()
		pass(5 * time.Second)
		r := lastOf[wti.Resynced](t, k)
		if !r.Registered || r.MediaKept || a.count("RegisterTerminal") != 2 {
			t.Errorf("resynced %+v with %d registrations, want registered anew", r, a.count("RegisterTerminal"))
		}
	})
}

func TestWrongCredentialsEndTheReconnecting(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.status = 401; a.upgrades = nil })
		a.drop()
		pass(5 * time.Minute)
		if n := a.upgraded(); n != 2 { // with the token and with the password
			t.Errorf("%d tries with refused credentials, want two", n)
		}
		e := lastOf[wti.ConnectionChanged](t, k)
		if e.Link != wti.LinkOffline || !errors.Is(e.Err, wti.ErrUnauthorized) {
			t.Errorf("link = %+v, want offline because unauthorized", e)
		}
		if err := c.Answer(t.Context(), wti.Connection{}); !errors.Is(err, wti.ErrNotSignedIn) {
			t.Errorf("Answer = %v, want ErrNotSignedIn", err)
		}
		a.set(func() { a.status = 0 })
		if err := c.SignIn(t.Context()); err != nil {
			t.Errorf("SignIn afterwards: %v", err)
		}
	})
}

func TestEndOfTheSessionByTheServerIsRecovered(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.emit("ApplicationSessionTerminated", object{"sessionID": "s", "sessionTermReason": object{"definedTermReason": "sessionTimerExpired"}})
		pass(5 * time.Second)
		if e := lastOf[wti.SessionTerminated](t, k); e.Reason != "sessionTimerExpired" {
			t.Errorf("reason = %q", e.Reason)
		}
		if n := a.count("StartApplicationSession"); n != 2 {
			t.Errorf("%d sessions, want a second one", n)
		}
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected {
			t.Errorf("link = %+v, want connected", e)
		}
	})
}

func TestTwoFailedKeepAlivesAreRecovered(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(56 * time.Second) // the form is known now
		a.when("ResetApplicationSessionTimer", func(request) any {
			return refused{object{"errorCode": object{"definedError": "serverCannotResetSessionTimer"}}}
		})
		pass(56 * time.Second)
		if n := a.count("StartApplicationSession"); n != 1 {
			t.Errorf("recovered after one failure")
		}
		pass(60 * time.Second)
		if n := a.count("StartApplicationSession"); n != 2 {
			t.Errorf("%d sessions after two failures, want a second one", n)
		}
	})
}

func TestSignOutWhileReconnectingStopsTrying(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.status = 503 })
		a.drop()
		pass(time.Minute)
		if err := c.SignOut(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		a.set(func() { a.upgrades = nil })
		pass(5 * time.Minute)
		if n := a.upgraded(); n != 0 {
			t.Errorf("%d tries after SignOut", n)
		}
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkOffline || e.Err != nil {
			t.Errorf("link = %+v, want offline as wanted", e)
		}
	})
}

func TestRecoveryTakesTheOldSessionUpWhenTheServerLetsIt(t *testing.T) {
	inBubble(t, nil, func(a *aes) {
		a.bearer = true
		monitors := 100
		a.when("MonitorStart", func(request) any { monitors++; return object{"monitorCrossRefID": monitors} })
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.emit("DeliveredEvent", offered())
		a.emit("EstablishedEvent", answered())
		a.set(func() { a.calls = []object{snapshotEntry("871", "connected", "connected")} })
		synctest.Wait()
		a.when("GetRegistrationState", func(request) any { return refuse("operation", "serviceNotSupported") })
		before := len(a.ops())
		a.drop()
		pass(time.Second)
		r := lastOf[wti.Resynced](t, k)
		if !r.MediaKept || !r.Registered || len(r.Calls) != 1 {
			t.Errorf("resynced = %+v, want phone and call kept", r)
		}
		for _, op := range a.ops()[before:] {
			if op == "StartApplicationSession" || op == "RegisterTerminal" || op == "GetDeviceId" {
				t.Errorf("%s was sent to a session that is still there", op)
			}
		}
		if q, ok := a.last("MonitorStop"); !ok || q.payload["monitorCrossRefID"] != "101" {
			t.Errorf("old monitor not stopped: %v", q.payload)
		}
		next := offered()
		next["monitorCrossRefID"], next["connection"] = "102", object{"callID": "872", "deviceID": ownDevice}
		a.emit("DeliveredEvent", next)
		pass(time.Second)
		if e := lastOf[wti.Delivered](t, k); e.Connection.Call != "872" {
			t.Errorf("delivered = %+v, want the next call", e)
		}
		if err := c.SignOut(t.Context(), 0); err != nil || a.count("UnregisterTerminal") != 1 {
			t.Errorf("SignOut = %v, phone given back %d times", err, a.count("UnregisterTerminal"))
		}
	})
}

func TestSessionThatIsGoneIsNotTakenUp(t *testing.T) {
	inBubble(t, nil, func(a *aes) { a.bearer = true }, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(time.Minute)
		a.when("ResetApplicationSessionTimer", func(r request) any {
			return refused{object{"errorCode": object{"definedError": "invalidSessionID"}}}
		})
		a.drop()
		pass(2 * time.Second)
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected || a.count("StartApplicationSession") != 2 {
			t.Errorf("link = %+v with %d sessions, want a new session", e, a.count("StartApplicationSession"))
		}
	})
}

func TestRecoveryKeepsKnownCallsWhereTheServerHasNoSnapshots(t *testing.T) {
	inBubble(t, nil, func(a *aes) {
		a.when("SnapshotDevice", func(request) any { return object{} })
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		out := func(name, connection, device string, more object) {
			p := object{"monitorCrossRefID": "101", connection: object{"callID": "900", "deviceID": device},
				"callingDevice": object{"deviceIdentifier": ownDevice}, "calledDevice": object{"deviceIdentifier": "4751:CM55::0"}, "localConnectionInfo": "connected"}
			for key, v := range more {
				p[key] = v
			}
			a.emit(name, p)
		}
		out("ServiceInitiatedEvent", "initiatedConnection", ownDevice, object{"localConnectionInfo": "initiated"})
		out("OriginatedEvent", "originatedConnection", ownDevice, nil)
		out("DeliveredEvent", "connection", "4751:CM55::0", object{"alertingDevice": "4751:CM55::0"})
		out("EstablishedEvent", "establishedConnection", "4751:CM55::0", object{"answeringDevice": "4751:CM55::0"})
		pass(time.Second)
		a.drop()
		pass(5 * time.Second)
		r := lastOf[wti.Resynced](t, k)
		want := wti.CallSnapshot{Connection: wti.Connection{Call: "900", Device: ownDevice}, State: wti.StateConnected, Remote: wti.Party{Number: "4751", Device: "4751:CM55::0"}, RemoteState: wti.StateConnected}
		if len(r.Calls) != 1 || r.Calls[0] != want {
			t.Errorf("calls = %+v, want %+v", r.Calls, want)
		}
	})
}
