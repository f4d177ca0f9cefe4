package wti_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti"
)

// inBubble runs f in virtual time with a server in memory and a client that is
// signed in. Events are collected; read them with events.
func inBubble(t *testing.T, change func(*wti.Options), prepare func(*aes), f func(*testing.T, *aes, *wti.Client, *sink)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		a := newPipeAES(t, wireForm{})
		if prepare != nil {
			prepare(a)
		}
		o := options(a)
		o.NetDialContext = a.dial
		if change != nil {
			change(&o)
		}
		c := newClient(t, o)
		k := collect(t, c)
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatalf("SignIn: %v", err)
		}
		synctest.Wait()
		f(t, a, c, k)
	})
}

// sink keeps every event with its time.
type sink struct {
	mu   sync.Mutex // guards seen
	seen []seen
}

type seen struct {
	event wti.Event
	at    time.Time
}

func (k *sink) add(e wti.Event) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seen = append(k.seen, seen{e, time.Now()})
}

func (k *sink) all() []seen {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.seen)
}

func collect(t *testing.T, c *wti.Client) *sink {
	k := &sink{}
	done := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case e := <-c.Events():
				k.add(e)
			case <-done:
				return
			}
		}
	}()
	t.Cleanup(func() { close(done); <-ended })
	return k
}

// of lists the events of one kind; call synctest.Wait before.
func of[E wti.Event](k *sink) (list []E) {
	for _, s := range k.all() {
		if e, ok := s.event.(E); ok {
			list = append(list, e)
		}
	}
	return list
}

func lastOf[E wti.Event](t *testing.T, k *sink) E {
	t.Helper()
	list := of[E](k)
	if len(list) == 0 {
		var e E
		t.Fatalf("no %T", e)
	}
	return list[len(list)-1]
}

// pass lets virtual time go by.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestKeepAliveEvery55SecondsOrAThirdOfTheSession(t *testing.T) {
	for _, c := range []struct {
		actual   any
		interval time.Duration
	}{{180, 55 * time.Second}, {"90", 30 * time.Second}, {30, 10 * time.Second}, {nil, 55 * time.Second}} {
		inBubble(t, nil, func(a *aes) {
			a.when("StartApplicationSession", func(request) any {
				return object{"token": "tok-1", "sessionID": "s", "actualSessionDuration": c.actual}
			})
			a.when("ResetApplicationSessionTimer", func(request) any { return object{"actualSessionDuration": c.actual} })
		}, func(t *testing.T, a *aes, _ *wti.Client, k *sink) {
			pass(c.interval - time.Millisecond)
			if n := a.count("ResetApplicationSessionTimer"); n != 0 {
				t.Errorf("actual %v: keep-alive before %v", c.actual, c.interval)
			}
			pass(10*c.interval + 2*time.Millisecond)
			if n := a.count("ResetApplicationSessionTimer"); n != 11 {
				t.Errorf("actual %v: %d keep-alives in 11 intervals", c.actual, n)
			}
			if n := len(of[wti.ConnectionChanged](k)); n != 1 {
				t.Errorf("connection changed %d times", n)
			}
		})
	}
}

func TestRequestsTimeOut(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, _ *sink) {
		a.when("HoldCall", func(request) any { return silent{} })
		start := time.Now()
		err := c.Hold(t.Context(), wti.Connection{Call: "871"})
		if wti.KindOf(err) != wti.KindTimeout || time.Since(start) != 15*time.Second {
			t.Errorf("Hold = %v after %v, want a time-out after 15 s", err, time.Since(start))
		}
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errors.New("agent lost patience"))
		defer cancel()
		if err := c.Hold(ctx, wti.Connection{Call: "871"}); err == nil || wti.KindOf(err) == wti.KindTimeout {
			t.Errorf("Hold = %v, want the caller's own reason", err)
		}
	})
}

func TestSilenceOfAMinuteIsALostConnection(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(10 * time.Minute)
		if n := len(of[wti.ConnectionChanged](k)); n != 1 {
			t.Fatalf("connection changed %d times in a quiet time", n)
		}
		a.set(func() {
			for _, p := range a.conns {
				p.deaf = true
			}
		})
		start := time.Now()
		pass(2 * time.Minute)
		var at time.Time
		for _, s := range k.all() {
			if e, ok := s.event.(wti.ConnectionChanged); ok && e.Link == wti.LinkReconnecting {
				at = s.at
				break
			}
		}
		if d := at.Sub(start); d < 30*time.Second || d > 61*time.Second {
			t.Errorf("loss noticed after %v, want within a minute of the last sign of life", d)
		}
	})
}

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

func TestPollsTheAgentFasterAfterOwnRequestsAndSlowerOnceEventsCome(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		polls := func(d time.Duration) int {
			before := a.count("GetAgentState")
			pass(d)
			return a.count("GetAgentState") - before
		}
		pass(20 * time.Second)
		if n := polls(60 * time.Second); n != 12 {
			t.Errorf("%d polls in a quiet minute, want 12", n)
		}
		if err := c.SetAgent(t.Context(), wti.AgentAutoIn, 0); err != nil {
			t.Fatal(err)
		}
		if n := polls(9900 * time.Millisecond); n < 4 || n > 6 {
			t.Errorf("%d polls in 10 s after a request, want about 5", n)
		}
		a.emit("AgentNotReadyEvent", notReady(0))
		pass(30 * time.Second)
		if n := polls(60 * time.Second); n != 4 {
			t.Errorf("%d polls in a minute with agent events, want 4", n)
		}
	})
}

func TestPollShowsWhatTheSystemDidToTheAgent(t *testing.T) {
	inBubble(t, func(o *wti.Options) { o.InitialMode = wti.AgentAutoIn }, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		if e := lastOf[wti.AgentChanged](t, k); e.Agent.Mode != wti.AgentAutoIn || !e.Own {
			t.Errorf("after login %+v, want auto-in by ourselves", e)
		}
		a.set(func() { a.mode, a.reason = "auxWork", 9 }) // RONA
		pass(6 * time.Second)
		e := lastOf[wti.AgentChanged](t, k)
		if e.Own || e.Agent.Mode != wti.AgentAux || e.Agent.Reason != 9 {
			t.Errorf("after RONA %+v, want AUX 9, not by ourselves", e)
		}
	})
}

func TestPendingModeStaysOursUntilItTakesEffect(t *testing.T) {
	inBubble(t, func(o *wti.Options) { o.InitialMode = wti.AgentAutoIn }, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.onCall = true })
		a.when("SetAgentState", func(request) any {
			a.set(func() { a.pending = "auxWork" })
			return object{}
		})
		if err := c.SetAgent(t.Context(), wti.AgentAux, 0); err != nil {
			t.Fatal(err)
		}
		pass(time.Second)
		e := lastOf[wti.AgentChanged](t, k)
		if e.Agent.Mode != wti.AgentAutoIn || e.Agent.Pending != wti.AgentAux || !e.Agent.OnCall || !e.Own {
			t.Errorf("during the call %+v, want AUX pending by ourselves", e)
		}
		pass(10 * time.Minute)
		a.set(func() { a.pending, a.onCall, a.mode = "", false, "auxWork" })
		pass(6 * time.Second)
		e = lastOf[wti.AgentChanged](t, k)
		if e.Agent.Mode != wti.AgentAux || e.Agent.Pending != wti.AgentUnknown || !e.Own {
			t.Errorf("after the call %+v, want AUX by ourselves", e)
		}
	})
}

func TestPhoneTakenByAnotherEndpointIsNotTakenBack(t *testing.T) {
	for _, payload := range []object{
		{"code": "FORCE_LOGIN", "reason": ""}, {"code": "x", "reason": "reason=2009 text=2009-Forced out"}, {"code": "SOFTPHONE"},
	} {
		inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			a.set(func() { a.regState = "IDLE" })
			a.emit("TerminalUnregisteredEvent", payload)
			pass(10 * time.Minute)
			if e := lastOf[wti.TerminalUnregistered](t, k); !e.Forced {
				t.Errorf("%v: %+v, want forced", payload, e)
			}
			if n := a.count("RegisterTerminal"); n != 1 {
				t.Errorf("%v: registered %d times, want no fight", payload, n)
			}
			a.drop() // not after a lost connection either
			pass(10 * time.Second)
			if r := lastOf[wti.Resynced](t, k); r.Registered || a.count("RegisterTerminal") != 1 {
				t.Errorf("%v: resynced %+v, registered %d times", payload, r, a.count("RegisterTerminal"))
			}
		})
	}
}

func TestPhoneLostByTheSystemIsRegisteredAgain(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		fails := 0
		a.when("RegisterTerminal", func(request) any {
			if fails++; fails < 3 {
				return object{"code": "9", "reason": "no gatekeeper"}
			}
			return nil
		})
		a.set(func() { a.regState = "IDLE" })
		a.emit("TerminalUnregisteredEvent", object{"code": "TTL_EXPIRED", "reason": "reason=2011"})
		pass(4 * time.Second)
		if e := lastOf[wti.TerminalUnregistered](t, k); e.Forced {
			t.Errorf("%+v, want not forced", e)
		}
		if len(of[wti.TerminalRegistered](k)) != 0 {
			t.Error("registered at once, want 5 s of patience")
		}
		pass(2 * time.Minute)
		if n := len(of[wti.TerminalRegistered](k)); n != 1 || fails != 3 {
			t.Errorf("registered %d times after %d tries, want once after 3", n, fails)
		}
	})
}

func TestRegistrationInProgressIsTriedAgain(t *testing.T) {
	n := 0
	inBubble(t, nil, func(a *aes) {
		a.when("RegisterTerminal", func(request) any {
			if n++; n < 3 {
				return object{"code": "4", "reason": "1938 registration in progress"}
			}
			return nil
		})
	}, func(t *testing.T, a *aes, _ *wti.Client, _ *sink) {
		if n != 3 {
			t.Errorf("registered %d times, want 3", n)
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

func TestRemovedExtensionIsNotRegisteredAgain(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.emit("TerminalUnregisteredEvent", object{"code": "EXTENSION_REMOVED", "reason": "reason=2015"})
		pass(10 * time.Minute)
		if e := lastOf[wti.TerminalUnregistered](t, k); e.Forced {
			t.Errorf("%+v, want not forced", e)
		}
		if n := a.count("RegisterTerminal"); n != 1 {
			t.Errorf("registered %d times, want the extension left alone", n)
		}
	})
}

func TestSilentMonitorFormIsPassedOver(t *testing.T) {
	start := time.Time{}
	inBubble(t, nil, func(a *aes) {
		start = time.Now()
		a.when("MonitorStart", func(r request) any {
			if r.payload["targetUrl"] != nil {
				return silent{}
			}
			return nil
		})
	}, func(t *testing.T, a *aes, _ *wti.Client, _ *sink) {
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("sign-in took %v", d)
		}
	})
}

func TestEventsWaitForASlowReceiverWithoutLoss(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newPipeAES(t, wireForm{})
		o := options(a)
		o.NetDialContext, o.AgentID = a.dial, ""
		c := newClient(t, o)
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		const many = 70_000 // more than the queue holds
		go func() {
			for i := range many {
				a.emit("LampModeEvent", object{"lamp": "263", "lampMode": i})
			}
		}()
		synctest.Wait() // the reader stands still now
		for i := range many {
			if e := next[wti.LampMode](t, c); e.Mode != i {
				t.Fatalf("event %d came as number %d", e.Mode, i)
			}
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

func TestOwnLostSessionInTheWayOfThePhoneIsWaitedOut(t *testing.T) {
	inBubble(t, func(o *wti.Options) { o.ForceLogin = false }, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		free := time.Now().Add(4 * time.Minute)
		a.set(func() { a.regState = "IDLE" })
		a.when("RegisterTerminal", func(request) any {
			if time.Now().Before(free) {
				return object{"code": "5", "reason": "Extension in use"}
			}
			return nil
		})
		a.drop()
		pass(3 * time.Minute)
		if e := lastOf[wti.TerminalUnregistered](t, k); e.Forced {
			t.Errorf("%+v, want no take-over reported", e)
		}
		pass(3 * time.Minute)
		lastOf[wti.TerminalRegistered](t, k)
	})
}

func TestOwnRegistrationPuttingOutAnOlderOneIsNoTakeOver(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.emit("TerminalUnregisteredEvent", object{"code": "FORCE_LOGIN"}) // of the older one
		pass(time.Minute)
		if e := of[wti.TerminalUnregistered](k); len(e) != 0 {
			t.Errorf("take-over reported: %+v", e)
		}
	})
}
