package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// otherEnd makes SnapshotCall tell that device is at the other end.
func otherEnd(a *aes, device string) {
	a.when("SnapshotCall", func(request) any {
		return object{"crossRefIDorSnapshotData": object{"snapshotData": []any{
			object{"deviceOnCall": object{"deviceIdentifier": ownDevice}, "localConnectionInfo": "connected"},
			object{"deviceOnCall": object{"deviceIdentifier": device}, "localConnectionInfo": "connected"},
		}}}
	})
}

// nextSnapshot lets time go by until one more snapshot of our device has been
// asked for, and its answer and what follows from it have come.
func nextSnapshot(t *testing.T, a *aes) {
	t.Helper()
	for before := a.count("SnapshotDevice"); a.count("SnapshotDevice") == before; {
		pass(time.Millisecond)
	}
	pass(10 * time.Millisecond)
}

// The other end of a call that no event told of is known by the first snapshot of
// it, when all is read anew before a second one confirms the call.
func TestRefreshNamesTheOtherEndOfACallThatIsInDoubt(t *testing.T) {
	inBubble(t, nil, func(a *aes) { otherEnd(a, "5550107:::0") }, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(time.Minute)
		a.set(func() { a.calls = []object{snapshotEntry("1", "connected", "connected")} })
		nextSnapshot(t, a)
		if n := a.count("SnapshotCall"); n != 1 {
			t.Fatalf("the parties were asked for %d times, want once", n)
		}
		if err := c.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		pass(time.Millisecond)
		want := wti.Party{Number: "5550107", Device: "5550107:::0"}
		if r := lastOf[wti.Resynced](t, k); len(r.Calls) != 1 || r.Calls[0].Remote != want {
			t.Errorf("resynced = %+v, want the call with %v", r, want)
		}
	})
}

// An event may tell of a call and not of its other end, which a snapshot has told
// already.
func TestTheOtherEndIsToldOfWithTheCall(t *testing.T) {
	inBubble(t, nil, func(a *aes) { otherEnd(a, "5550107:::0") }, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(time.Minute)
		a.set(func() { a.calls = []object{snapshotEntry("1", "connected", "connected")} })
		nextSnapshot(t, a)
		a.emit("OriginatedEvent", object{
			"monitorCrossRefID": "101", "originatedConnection": object{"callID": "1", "deviceID": ownDevice},
			"callingDevice": object{"deviceIdentifier": ownDevice}, "localConnectionInfo": "connected",
		})
		pass(time.Minute)
		if e := of[wti.CallInformation](k); len(e) != 1 || e[0].Connection.Call != "1" || e[0].Calling.Number != "5550107" {
			t.Errorf("information = %+v, want the other end once", e)
		}
	})
}

// The id of a call that was gone before it was confirmed belongs to another call
// later (protocol notes §12.3).
func TestAnotherCallOfTheSameIDHasItsOwnOtherEnd(t *testing.T) {
	inBubble(t, nil, func(a *aes) { otherEnd(a, "5550107:::0") }, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(time.Minute)
		a.set(func() { a.calls = []object{snapshotEntry("1", "alerting", "connected")} })
		nextSnapshot(t, a)
		a.set(func() { a.calls = nil })
		pass(time.Minute)
		otherEnd(a, "5550108:::0")
		a.set(func() { a.calls = []object{snapshotEntry("1", "alerting", "connected")} })
		pass(time.Minute)
		if e := of[wti.Delivered](k); len(e) != 1 || e[0].Caller().Number != "5550108" {
			t.Errorf("delivered = %+v, want the second call alone, with its caller", e)
		}
	})
}
