package modelcheck

import (
	"fmt"
	"slices"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti/simulator"
)

// control tells how long after since a command first had its effect: the agent
// keeps asking, the switch carries it out, and the agent sees it. A call is held
// or retrieved; without one a number is dialled.
func (w *world) control(since time.Time) (time.Duration, error) {
	const patience, impatience = 2 * time.Minute, 10 * time.Millisecond
	for ; time.Since(since) < patience; time.Sleep(impatience) {
		synctest.Wait()
		effect := w.command()
		for end := time.Now().Add(10 * time.Second); effect != nil && time.Now().Before(end); time.Sleep(impatience) {
			synctest.Wait()
			if effect() {
				return time.Since(since), nil
			}
			if w.refused() {
				break
			}
		}
	}
	link, _ := w.app.State().Link.Get()
	return 0, fmt.Errorf("no command has had an effect within %v; the connection is shown as %d, the calls as %+v", patience, link.Link, w.calls())
}

// command asks for something that can be done now, and returns how to know that
// it was.
func (w *world) command() (effect func() bool) {
	calls := w.calls()
	for _, c := range calls {
		switch {
		case c.Asked != app.ActionNone:
		case c.State == app.CallConnected && c.Can.Has(app.ActionHold):
			w.app.Hold(c.ID)
			return func() bool { return w.both(c, app.CallHeld, "hold") }
		case c.State == app.CallHeld && c.Can.Has(app.ActionRetrieve):
			w.app.Retrieve(c.ID)
			return func() bool { return w.both(c, app.CallConnected, "connected") }
		}
	}
	if len(calls) > 0 {
		return nil
	}
	w.app.Dial("5550107")
	return func() bool { return len(w.calls()) > 0 && len(w.server.Station("4750").Connections) > 0 }
}

// both says that a call is in a state, for the agent and at the switch.
func (w *world) both(c app.CallView, shown app.CallState, truth string) bool {
	return slices.ContainsFunc(w.calls(), func(now app.CallView) bool { return now.ID == c.ID && now.State == shown }) &&
		slices.ContainsFunc(w.server.Station("4750").Connections, func(t simulator.ConnectionTruth) bool {
			return t.Call == string(c.ID) && t.State == truth
		})
}

// refused says that nothing is under way any more.
func (w *world) refused() bool {
	return !slices.ContainsFunc(w.calls(), func(c app.CallView) bool { return c.Asked != app.ActionNone })
}
