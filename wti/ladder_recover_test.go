package wti_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti"
)

func TestRecoveryTakesTheOldSessionUpByItsName(t *testing.T) {
	inBubble(t, nil, func(a *aes) {
		a.naming = true
		monitors := 100
		a.when("MonitorStart", func(request) any { monitors++; return object{"monitorCrossRefID": monitors} })
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.emit("DeliveredEvent", offered())
		a.emit("EstablishedEvent", answered())
		a.set(func() { a.calls = []object{snapshotEntry("871", "connected", "connected")} })
		synctest.Wait()
		for round := range 2 {
			a.set(func() { a.upgrades = nil })
			before := len(a.ops())
			a.drop()
			pass(time.Second)
			r := lastOf[wti.Resynced](t, k)
			if !r.MediaKept || !r.Registered || len(r.Calls) != 1 {
				t.Errorf("round %d: resynced = %+v, want phone and call kept", round, r)
			}
			for _, op := range a.ops()[before:] {
				if op == "RegisterTerminal" || op == "GetDeviceId" {
					t.Errorf("round %d: %s was sent to a session that is still there", round, op)
				}
			}
			if q, _ := a.last("StartApplicationSession"); q.payload["SessionID"] != "469421A9-0" {
				t.Errorf("round %d: session start names %v", round, q.payload["SessionID"])
			}
			want := 2 - round // the upgrade with the token is not tried again
			if n := a.upgraded(); n != want {
				t.Errorf("round %d: %d upgrades, want %d", round, n, want)
			}
		}
	})
}

func TestServerThatTakesNoOldSessionsIsNotAskedAgain(t *testing.T) {
	inBubble(t, nil, func(a *aes) {
		a.when("StartApplicationSession", func(r request) any {
			if r.payload["SessionID"] != nil {
				return refused{object{"errorCode": object{"definedError": "invalidApplicationInfo"}}}
			}
			return nil
		})
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		for round, want := range []int{2, 1} {
			before := a.count("StartApplicationSession")
			a.drop()
			pass(2 * time.Second)
			if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected {
				t.Fatalf("round %d: link = %+v", round, e)
			}
			if n := a.count("StartApplicationSession") - before; n != want {
				t.Errorf("round %d: %d session starts, want %d", round, n, want)
			}
		}
	})
}

func TestAnotherIDInTheAnswerIsANewSession(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.drop()
		pass(2 * time.Second)
		if n := a.count("StartApplicationSession"); n != 2 {
			t.Errorf("%d session starts, want the second one made use of", n)
		}
		if n := a.count("GetDeviceId"); n != 2 {
			t.Errorf("%d times GetDeviceId, want again in the new session", n)
		}
	})
}

func TestResumeSettingsLeaveStepsOut(t *testing.T) {
	for setting, want := range map[string]struct{ upgrades, starts, devices int }{
		"token": {2, 1, 1}, "id": {1, 1, 0}, "off": {1, 1, 1},
	} {
		inBubble(t, func(o *wti.Options) { o.Dialect.SessionResume = setting }, func(a *aes) { a.naming = true },
			func(t *testing.T, a *aes, c *wti.Client, k *sink) {
				starts, devices := a.count("StartApplicationSession"), a.count("GetDeviceId")
				a.set(func() { a.upgrades = nil })
				a.drop()
				pass(2 * time.Second)
				got := struct{ upgrades, starts, devices int }{a.upgraded(), a.count("StartApplicationSession") - starts, a.count("GetDeviceId") - devices}
				if got != want {
					t.Errorf("%s: %+v, want %+v", setting, got, want)
				}
			})
	}
}

func TestExpiredTokenIsReplacedAndThePhoneKept(t *testing.T) {
	inBubble(t, nil, func(a *aes) { a.naming, a.bearer = true, true }, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.when("HoldCall", func(request) any { return refused{object{"status": 401, "message": "token expired"}} })
		if err := c.Hold(t.Context(), wti.Connection{Call: "1"}); err == nil {
			t.Error("Hold with an expired token succeeded")
		}
		pass(2 * time.Second)
		if r := lastOf[wti.Resynced](t, k); !r.MediaKept || a.count("RegisterTerminal") != 1 {
			t.Errorf("resynced = %+v with %d registrations, want the phone kept", r, a.count("RegisterTerminal"))
		}
		if q, _ := a.last("StartApplicationSession"); q.payload["SessionID"] != "469421A9-0" {
			t.Errorf("last session start = %v, want one that names the session", q.payload)
		}
	})
}

// two are two servers in memory behind one dialler.
type two struct {
	first, second *aes
	dead          atomic.Bool // the first one swallows connections
	refusing      atomic.Bool // both refuse TCP connections
	dials         atomic.Int32
}

func (w *two) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	w.dials.Add(1)
	switch {
	case w.refusing.Load():
		return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	case strings.HasPrefix(addr, "one."):
		if w.dead.Load() {
			<-ctx.Done()
			return nil, &net.OpError{Op: "dial", Err: ctx.Err()}
		}
		return w.first.dial(ctx, network, addr)
	}
	return w.second.dial(ctx, network, addr)
}

func onTwo(t *testing.T, change func(*wti.Options), f func(*testing.T, *two, *wti.Client, *sink)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &two{first: newPipeAES(t, wireForm{}), second: newPipeAES(t, wireForm{})}
		o := options(w.first)
		o.Servers = []string{"ws://one.example", "ws://two.example"}
		o.NetDialContext = w.dial
		if change != nil {
			change(&o)
		}
		c := newClient(t, o)
		k := collect(t, c)
		f(t, w, c, k)
	})
}

func TestDeadFirstServerDelaysNobody(t *testing.T) {
	onTwo(t, nil, func(t *testing.T, w *two, c *wti.Client, k *sink) {
		w.dead.Store(true)
		start := time.Now()
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if d := time.Since(start); d > 3*time.Second {
			t.Errorf("sign-in took %v with a dead first server", d)
		}
		for round := range 3 {
			before := len(of[wti.Resynced](k))
			w.second.drop()
			pass(time.Second)
			if len(of[wti.Resynced](k)) == before {
				t.Errorf("round %d: not recovered within a second", round)
			}
			pass(20 * time.Second)
		}
	})
}

func TestFailsOverWithinSecondsAndReturnsWhenNoCallIsUp(t *testing.T) {
	onTwo(t, nil, func(t *testing.T, w *two, c *wti.Client, k *sink) {
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.second.set(func() { w.second.regState, w.second.mode = "IDLE", "auxWork" })
		start := time.Now()
		w.dead.Store(true)
		w.first.drop()
		pass(3 * time.Second)
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected || !strings.Contains(e.Server, "two.") {
			t.Fatalf("after %v link = %+v, want connected at the second server", time.Since(start), e)
		}
		w.second.emit("DeliveredEvent", offered())
		w.second.set(func() { w.second.calls = []object{snapshotEntry("871", "alerting", "connected")} })
		w.dead.Store(false)
		pass(5 * time.Minute)
		if e := lastOf[wti.ConnectionChanged](t, k); !strings.Contains(e.Server, "two.") {
			t.Fatalf("went back during a call: %+v", e)
		}
		w.second.set(func() { w.second.calls = nil })
		w.second.emit("ConnectionClearedEvent", cleared(ownDevice, "null"))
		pass(3 * time.Minute)
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected || !strings.Contains(e.Server, "one.") {
			t.Fatalf("after the call %+v, want back at the first server", e)
		}
		ops := w.second.ops()
		if !slices.Contains(ops, "UnregisterTerminal") || !slices.Contains(ops, "StopApplicationSession") {
			t.Errorf("second server got %v, want its session given back", ops)
		}
		if r := lastOf[wti.Resynced](t, k); !r.Registered {
			t.Errorf("resynced = %+v, want registered at the first server", r)
		}
		if n := len(of[wti.TerminalUnregistered](k)); n != 0 {
			t.Errorf("the move was reported as %d losses of the phone", n)
		}
	})
}

func TestFailBackCanBeSwitchedOff(t *testing.T) {
	onTwo(t, func(o *wti.Options) { o.Dialect.FailBack = "off" }, func(t *testing.T, w *two, c *wti.Client, k *sink) {
		w.dead.Store(true)
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.dead.Store(false)
		pass(10 * time.Minute)
		if e := lastOf[wti.ConnectionChanged](t, k); !strings.Contains(e.Server, "two.") || w.first.upgraded() != 0 {
			t.Errorf("link = %+v after %d looks at the first server, want to stay", e, w.first.upgraded())
		}
	})
}

func TestControlIsBackWithinThreeSecondsOfTheServer(t *testing.T) {
	for _, down := range []time.Duration{7 * time.Second, 40 * time.Second, 5 * time.Minute} {
		onTwo(t, func(o *wti.Options) { o.Servers = o.Servers[:1] }, func(t *testing.T, w *two, c *wti.Client, k *sink) {
			if err := c.SignIn(t.Context()); err != nil {
				t.Fatal(err)
			}
			w.refusing.Store(true)
			w.first.drop()
			pass(down)
			if err := c.Answer(t.Context(), wti.Connection{Call: "1"}); !errors.Is(err, wti.ErrDisconnected) {
				t.Errorf("Answer = %v while the server is down", err)
			}
			w.refusing.Store(false)
			pass(3 * time.Second)
			if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected {
				t.Errorf("down for %v: %+v three seconds after the server came back", down, e)
			}
		})
	}
}
