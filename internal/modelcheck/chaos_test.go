package modelcheck

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// report counts what the blows did.
type report struct {
	blows, lost, wrong int
	slowest            time.Duration
	by                 map[string]time.Duration // slowest, by blow
}

const endOfSession = "session ended by the server"

// limitBack is how soon control must be back once the server can be reached.
const limitBack = 3 * time.Second

// TestCallsSurviveWhateverHappensToTheControl hits the connection again and
// again while calls are up and go on: none may be lost, what the agent sees must
// be right after the recovery, and control must be back in time.
func TestCallsSurviveWhateverHappensToTheControl(t *testing.T) {
	test.NewTempApp(t)
	n, err := strconv.Atoi(cmp.Or(os.Getenv("OFFHOOK_CUTS"), "60"))
	if err != nil {
		t.Fatal(err)
	}
	const perWorld = 20
	r := report{by: map[string]time.Duration{}}
	for seed := seedOf(t); r.blows < n; seed++ {
		synctest.Test(t, func(*testing.T) {
			chaos(t, rand.New(rand.NewPCG(seed, 7)), seed, perWorld, &r)
		})
		if t.Failed() {
			return
		}
	}
	t.Logf("%d blows: %d calls lost, %d wrong states, a command had its effect after %v at most (%v)", r.blows, r.lost, r.wrong, r.slowest, r.by)
}

func chaos(t *testing.T, r *rand.Rand, seed uint64, n int, sum *report) {
	o := setting{here: r.IntN(2) == 0}
	o.NoAgentEvents = r.IntN(2) == 0
	o.Dialect.EventsFirst, o.Dialect.AutoHold = r.IntN(2) == 0, r.IntN(2) == 0
	o.Dialect.Token = []simulator.TokenPlacement{simulator.TokenSocket, simulator.TokenHeader, simulator.TokenReconnect}[r.IntN(3)]
	o.Dialect.NoReestablish = r.IntN(3) == 0
	w, err := newWorld(o)
	if err != nil {
		t.Errorf("seed %d: %v", seed, err)
		return
	}
	defer w.stop()
	w.app.SetAgent(wti.AgentAutoIn, 0)
	time.Sleep(3 * time.Second)
	for range n {
		w.ensureCall(r)
		had := w.server.Station("4750").Connections
		blow := blows[r.IntN(len(blows))]
		blow.hit(w, r)
		began := time.Now()
		if r.IntN(2) == 0 { // the world goes on meanwhile
			_, _ = w.server.Call(simulator.Caller{Number: "16660000001", VDN: "4750", FarEnd: simulator.Silence(), Patience: 20 * time.Second})
		}
		back, err := w.control(began)
		if err != nil {
			t.Errorf("seed %d, %s: %v", seed, blow.name, err)
			return
		}
		sum.blows++
		sum.slowest, sum.by[blow.name] = max(sum.slowest, back), max(sum.by[blow.name], back)
		w.heal()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		for _, c := range had {
			if !slices.ContainsFunc(w.server.Station("4750").Connections, func(now simulator.ConnectionTruth) bool { return now.Call == c.Call }) && c.State != "alerting" && blow.name != endOfSession {
				sum.lost++
				t.Errorf("seed %d, %s: call %s (%s) is lost", seed, blow.name, c.Call, c.State)
			}
		}
		if d := w.compare(); d != "" {
			sum.wrong++
			t.Errorf("seed %d, %s: %s", seed, blow.name, d)
		}
		if back > limitBack {
			t.Errorf("seed %d, %s: a command had its effect after %v, want %v at most", seed, blow.name, back, limitBack)
		}
		if t.Failed() {
			return
		}
	}
}

// ensureCall sees to it that the agent talks, now and then with another call on
// hold or ringing.
func (w *world) ensureCall(r *rand.Rand) {
	for range 20 {
		calls := w.calls()
		talking := slices.ContainsFunc(calls, func(c app.CallView) bool { return c.State == app.CallConnected || c.State == app.CallHeld })
		if talking && r.IntN(3) > 0 {
			return
		}
		switch i := slices.IndexFunc(calls, func(c app.CallView) bool { return c.State == app.CallAlerting }); {
		case i >= 0 && len(calls) < 3:
			w.app.Answer(calls[i].ID)
		case len(calls) > 1:
			w.app.HangUp(calls[r.IntN(len(calls))].ID)
		default:
			_, _ = w.server.Call(simulator.Caller{Number: fmt.Sprintf("1555%07d", r.IntN(1e6)), VDN: "4750", FarEnd: simulator.Silence()})
		}
		time.Sleep(time.Second)
		synctest.Wait()
	}
}
