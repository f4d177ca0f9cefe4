package wti_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti"
)

// movedBack is a client that signed in at the second server, was put into a mode
// by at, and has gone back to the first one, where no agent was logged on.
func movedBack(t *testing.T, at func(ctx context.Context, c *wti.Client) error, f func(*testing.T, *two, *sink)) {
	t.Helper()
	onTwo(t, nil, func(t *testing.T, w *two, c *wti.Client, k *sink) {
		w.dead.Store(true)
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := at(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		w.dead.Store(false)
		pass(3 * time.Minute)
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected || !strings.Contains(e.Server, "one.") {
			t.Fatalf("%+v, want back at the first server", e)
		}
		f(t, w, k)
	})
}

// Giving the phone back at the second server logs the agent off; at the first one
// the agent is in the same mode again, with the same reason.
func TestAgentIsLoggedOnAgainAfterTheWayBack(t *testing.T) {
	for name, want := range map[string]wti.Agent{
		"manual-in": {ID: "2001", Mode: wti.AgentManualIn},
		"AUX":       {ID: "2001", Mode: wti.AgentAux, Reason: 3},
	} {
		movedBack(t, func(ctx context.Context, c *wti.Client) error { return c.SetAgent(ctx, want.Mode, want.Reason) },
			func(t *testing.T, w *two, k *sink) {
				if got := lastOf[wti.AgentChanged](t, k).Agent; got != want {
					t.Errorf("%s: agent is %+v, want %+v", name, got, want)
				}
				logons := 0
				w.first.set(func() {
					for _, r := range w.first.received {
						if r.op == "SetAgentState" && r.payload["requestedAgentState"] == "loggedOn" {
							logons++
						}
					}
					if w.first.reason != want.Reason {
						t.Errorf("%s: the server has reason %d", name, w.first.reason)
					}
				})
				if logons != 1 {
					t.Errorf("%s: logged on %d times", name, logons)
				}
			})
	}
}

// Who was logged out stays so, and a refusal of the logon is seen in the agent's
// state, not in a lost connection.
func TestAgentWhoCannotBeLoggedOnAfterTheWayBack(t *testing.T) {
	movedBack(t, func(ctx context.Context, c *wti.Client) error { return c.SetAgent(ctx, wti.AgentLoggedOut, 0) },
		func(t *testing.T, w *two, k *sink) {
			if n := w.first.count("SetAgentState"); n != 0 {
				t.Errorf("an agent who had logged out got %d requests", n)
			}
		})
	onTwo(t, nil, func(t *testing.T, w *two, c *wti.Client, k *sink) {
		w.first.when("SetAgentState", func(request) any { return refuse("systemResourceAvailibility", "resourceBusy") })
		w.dead.Store(true)
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.dead.Store(false)
		pass(10 * time.Minute)
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected || !strings.Contains(e.Server, "one.") {
			t.Errorf("connection %+v", e)
		}
		if got := lastOf[wti.AgentChanged](t, k).Agent; got.Mode != wti.AgentLoggedOut {
			t.Errorf("agent is %+v, want what the server says", got)
		}
		if n := w.first.count("SetAgentState"); n != 1 {
			t.Errorf("a refused logon was sent %d times", n)
		}
	})
}

// A server that swallows connections is given up after a few seconds, so that its
// return is noticed soon; one that is slow to accept gets longer with each try.
func TestSingleServerThatSwallowsConnections(t *testing.T) {
	onTwo(t, func(o *wti.Options) { o.Servers = o.Servers[:1] }, func(t *testing.T, w *two, c *wti.Client, k *sink) {
		w.dead.Store(true)
		for _, most := range []time.Duration{5 * time.Second, 10 * time.Second, 10 * time.Second} {
			start := time.Now()
			err := c.SignIn(t.Context())
			if d := time.Since(start); wti.KindOf(err) != wti.KindUnreachable || d != most {
				t.Errorf("SignIn = %v after %v, want unreachable after %v", err, d, most)
			}
		}
		w.dead.Store(false)
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		for away, within := range map[time.Duration]time.Duration{
			time.Second:             7 * time.Second, // the first try is lost
			5500 * time.Millisecond: 3 * time.Second,
			time.Minute:             13 * time.Second, // a later one may be
		} {
			w.dead.Store(true)
			w.first.drop()
			pass(away)
			w.dead.Store(false)
			pass(within)
			if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected {
				t.Errorf("away for %v: %+v after another %v", away, e, within)
			}
			pass(time.Minute)
		}
	})
}
