package modelcheck

import (
	"fmt"
	"testing/synctest"
	"time"
)

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
	return fmt.Sprint(st.Registered, st.RTP.On, st.Connections, w.server.Agent("2001"))
}
