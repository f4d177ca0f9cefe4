package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

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

// Only the hint came that a telephone at our extension is gone, and the first
// answer to the question whether it is ours is lost: it is ours, and registers again.
func TestAPhoneThatIsGoneIsLookedIntoAtAHint(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		before, asked := a.count("RegisterTerminal"), 0
		a.when("GetRegistrationState", func(request) any {
			if asked++; asked == 1 {
				return silent{}
			}
			return object{"registrationState": "IDLE"}
		})
		other := ownDevice[:len(ownDevice)-1] + "1" // another instance
		a.emit("EndpointUnregisteredEvent", object{"device": ownDevice, "eptDevice": other, "code": "LOGOFF"})
		pass(time.Second)
		if asked != 0 {
			t.Errorf("asked %d times about another endpoint", asked)
		}
		a.emit("EndpointUnregisteredEvent", object{"device": ownDevice, "eptDevice": ownDevice, "code": "LOGOFF"})
		pass(30 * time.Second)
		if e := lastOf[wti.TerminalUnregistered](t, k); e.Forced || asked != 2 {
			t.Errorf("%+v after %d questions, want not forced after two", e, asked)
		}
		if n := a.count("RegisterTerminal"); n <= before {
			t.Error("the phone was not registered again")
		}
	})
}
