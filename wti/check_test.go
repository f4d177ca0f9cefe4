package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// A computer that has slept has a connection that nobody answers on any more. When it
// is told so, control is back within seconds and not after a minute.
func TestADeadConnectionIsFoundWhenAsked(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(time.Second)
		before := len(of[wti.Resynced](k))
		a.set(func() {
			for _, p := range a.conns {
				p.deaf = true
			}
		})
		c.CheckConnection()
		c.CheckConnection()
		pass(4 * time.Second)
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected || len(of[wti.Resynced](k)) != before+1 {
			t.Errorf("link = %+v after %d recoveries, want one", e, len(of[wti.Resynced](k))-before)
		}
	})
}

// One that is up is left alone; the session's timer is reset, which tells whether the
// server still has the session.
func TestAConnectionThatIsUpIsLeftAlone(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(time.Second)
		changes, resets, upgrades := len(of[wti.ConnectionChanged](k)), a.count("ResetApplicationSessionTimer"), a.upgraded()
		c.CheckConnection()
		pass(4 * time.Second)
		if n := len(of[wti.ConnectionChanged](k)) - changes; n != 0 || a.upgraded() != upgrades {
			t.Errorf("the link changed %d times, %d new connections", n, a.upgraded()-upgrades)
		}
		if n := a.count("ResetApplicationSessionTimer") - resets; n != 1 {
			t.Errorf("the timer was reset %d times, want once", n)
		}
	})
}

// News of the network end the waiting between two tries.
func TestTheNextTryComesWithTheNetwork(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.status = 503 })
		a.drop()
		pass(3 * time.Minute)
		a.set(func() { a.status = 0 })
		for range 2 { // it may be trying just now
			c.CheckConnection()
			pass(500 * time.Millisecond)
		}
		if e := lastOf[wti.ConnectionChanged](t, k); e.Link != wti.LinkConnected {
			t.Errorf("link = %+v, want connected again", e)
		}
	})
}
