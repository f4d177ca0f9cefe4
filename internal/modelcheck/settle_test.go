package modelcheck

import (
	"fmt"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti/simulator"
)

// quietPoint is the step at which what the agent sees is compared with the switch.
const quietPoint = "quiet"

// quiet ends what disturbs, waits until all is quiet and compares. Without faults
// what the agent sees must be the truth a moment later.
func (w *world) quiet(o setting, faulty bool) string {
	w.heal()
	w.again(35 * time.Second)            // a sign-out under way may take 30 s
	wait := 5*time.Second + 30*o.latency // confirmations that do not come are given up after 4 s; then some requests
	if o.watch {                         // colleagues are read by turns where no monitor tells
		wait += 15 * time.Second
	}
	if faulty || o.Dialect.FilterSense == simulator.FilterTrueSuppresses { // which is found out by and by
		wait = 100 * time.Second // longest wait: requests that were ignored, then a poll and its confirmation
	}
	w.settle(wait)
	return w.compare()
}

// again signs in once more after a sign-in that a fault has made fail, as the
// agent would: for each refusal that still waits in the server.
func (w *world) again(after time.Duration) {
	if w.away {
		return
	}
	time.Sleep(after)
	synctest.Wait()
	for range 5 {
		if v, _ := w.app.State().SignIn.Get(); v.Phase != app.PhaseSignedOut {
			return
		}
		w.app.SignIn(w.form)
		time.Sleep(time.Minute)
		synctest.Wait()
	}
}

// settle waits until nothing has changed at the switch for as long as quiet. A
// call that is taken back from an agent who does not answer, say, changes the
// agent by itself long after the last step; where the server sends no agent
// events the client cannot know of it before its next poll. A switch that never
// comes to rest is compared all the same.
func (w *world) settle(quiet time.Duration) {
	for range 20 {
		before := w.truth()
		time.Sleep(quiet)
		synctest.Wait()
		if w.truth() == before {
			return
		}
	}
}

// truth is all of the switch that compare looks at.
func (w *world) truth() string {
	st := w.server.Station("4750")
	colleagues := ""
	for _, c := range watched {
		colleagues += fmt.Sprint(presence(w.server.Station(c.Extension)))
	}
	return fmt.Sprint(st.Registered, st.RTP.On, st.Connections, w.server.Agent("2001"), colleagues)
}
