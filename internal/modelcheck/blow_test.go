package modelcheck

import (
	"math/rand/v2"
	"time"
)

// onTheWayBack are requests that every recovery of a session sends.
var onTheWayBack = []string{"ResetApplicationSessionTimer", "MonitorStart", "GetRegistrationState", "GetAgentState", "SnapshotDevice"}

// blows are what happens to the control connection during calls.
var blows = []struct {
	name string
	hit  func(w *world, r *rand.Rand)
}{
	{"socket cut", func(w *world, _ *rand.Rand) { w.server.DropSockets() }},
	{"network down for a while", func(w *world, r *rand.Rand) {
		w.net.down.Store(true)
		w.server.DropSockets()
		time.Sleep(time.Duration(r.IntN(60_000)) * time.Millisecond)
		w.net.down.Store(false)
	}},
	{"token expired, socket cut", func(w *world, _ *rand.Rand) { w.server.ExpireTokens(); w.server.DropSockets() }},
	{"away for longer than the session", func(w *world, r *rand.Rand) {
		w.net.down.Store(true)
		w.server.DropSockets()
		// Its time ran on from the last keep-alive, up to a minute before; then it is
		// kept for another minute.
		time.Sleep(time.Duration(130+r.IntN(48)) * time.Second)
		w.net.down.Store(false)
	}},
	// The switch takes the phone away with the session, and with it the calls: here
	// the state afterwards counts.
	{endOfSession, func(w *world, _ *rand.Rand) { w.server.ExpireSessions() }},
	{"cut again while recovering", func(w *world, r *rand.Rand) {
		for range 1 + r.IntN(4) {
			w.server.DropSockets()
			time.Sleep(time.Duration(r.IntN(1500)) * time.Millisecond)
		}
		w.server.DropSockets()
	}},
	{"events twice", func(w *world, _ *rand.Rand) { w.server.DuplicateEvents(true) }},
	{"answers late, socket cut", func(w *world, r *rand.Rand) {
		w.server.Delay("", time.Duration(r.IntN(300))*time.Millisecond)
		w.server.DropSockets()
	}},
	{"malformed frames", func(w *world, r *rand.Rand) {
		for range 20 {
			w.server.Inject(garbage[r.IntN(len(garbage))])
		}
	}},
	{"cut at a frame of the recovery", func(w *world, r *rand.Rand) {
		w.server.DropSockets()
		w.net.cutAt(1+r.IntN(30), r.IntN(2) == 0)
	}},
	{"refused while recovering", func(w *world, r *rand.Rand) {
		op := onTheWayBack[r.IntN(len(onTheWayBack))]
		w.server.Refuse(op, "systemResourceAvailibility", "resourceBusy", 1)
		w.server.DropSockets()
	}},
	{"socket cut while the link to the switch is down", func(w *world, r *rand.Rand) {
		w.server.SetLink(false)
		w.server.DropSockets()
		time.Sleep(time.Duration(r.IntN(30_000)) * time.Millisecond)
		w.server.SetLink(true)
	}},
	{"token expired", func(w *world, _ *rand.Rand) { w.server.ExpireTokens() }},
	{"events out of order", func(w *world, r *rand.Rand) { w.server.ReorderEvents(2 + r.IntN(3)) }},
	{"events late", func(w *world, r *rand.Rand) { w.server.DelayEvents(time.Duration(r.IntN(1000)) * time.Millisecond) }},
	{"broken copies of events", func(w *world, r *rand.Rand) { w.server.MalformEvents(1 + r.IntN(3)) }},
}
