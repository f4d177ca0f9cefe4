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

func TestServerThatNeverAnswersAMonitorIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newPipeAES(t, wireForm{})
		a.when("MonitorStart", func(request) any { return silent{} })
		o := options(a)
		o.NetDialContext = a.dial
		start := time.Now()
		err := newClient(t, o).SignIn(t.Context())
		if d := time.Since(start); wti.KindOf(err) != wti.KindTimeout || d > 35*time.Second {
			t.Errorf("SignIn = %v after %v, want a time-out after two tries", err, d)
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
