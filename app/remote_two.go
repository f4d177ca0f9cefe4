package app

import (
	"strings"

	"offhook/app/control"
	"offhook/wti"
)

// remoteConsult takes a number.
func remoteConsult(a *App, req control.Request, done func(error)) func(*model) bool {
	c := a.model.first(CallConnected)
	if c == nil {
		done(errNoCall)
		return nil
	}
	id := c.ID
	a.consult(id, req.Text, done)
	return func(m *model) bool {
		for _, c := range m.calls {
			if c.ConsultFor == id {
				return true
			}
		}
		return m.find(id) == nil
	}
}

// remoteTransfer completes a consultation, or with a number sends the call there
// without a word.
func remoteTransfer(a *App, req control.Request, done func(error)) func(*model) bool {
	if req.Text == "" {
		return remotePair(ActionTransfer)(a, req, done)
	}
	c := a.model.first(CallConnected, CallHeld)
	if c == nil {
		done(errNoCall)
		return nil
	}
	id := c.ID
	a.send(id, ActionBlindTransfer, req.Text, done)
	return func(m *model) bool { return m.find(id) == nil }
}

// remotePair acts on the pair of calls that there is.
func remotePair(action Action) func(*App, control.Request, func(error)) func(*model) bool {
	return func(a *App, _ control.Request, done func(error)) func(*model) bool {
		held, active := a.model.pair("")
		if held == nil {
			done(errNoPair)
			return nil
		}
		h, c := held.ID, active.ID
		a.both(h, action, done)
		return func(m *model) bool {
			for _, id := range []wti.CallID{h, c} {
				if x := m.find(id); x != nil && x.Asked != ActionNone {
					return false
				}
			}
			return true
		}
	}
}

// remoteCancel goes back from a consultation; without one it takes back a
// pending work mode.
func remoteCancel(a *App, req control.Request, done func(error)) func(*model) bool {
	if held, _ := a.model.pair(""); held != nil {
		return remotePair(ActionCancel)(a, req, done)
	}
	a.cancelPending(done)
	return func(m *model) bool { return m.agent.Pending == wti.AgentUnknown }
}

// remoteConference joins the pair of calls or, with a number, brings that one
// into the call at once.
func remoteConference(a *App, req control.Request, done func(error)) func(*model) bool {
	if req.Text == "" {
		return remotePair(ActionConference)(a, req, done)
	}
	c := a.model.first(CallConnected)
	if c == nil {
		done(errNoCall)
		return nil
	}
	id := c.ID
	a.send(id, ActionJoin, req.Text, done)
	return func(m *model) bool { c := m.find(id); return c == nil || c.Parties > 1 && c.Asked == ActionNone }
}

func remoteDeflect(a *App, req control.Request, done func(error)) func(*model) bool {
	c := a.model.first(CallAlerting)
	if c == nil {
		done(errNoCall)
		return nil
	}
	id := c.ID
	a.send(id, ActionDeflect, req.Text, done)
	return func(m *model) bool { return m.find(id) == nil }
}

// remoteDrop takes the number of a conference's party.
func remoteDrop(a *App, req control.Request, done func(error)) func(*model) bool {
	for _, c := range a.model.calls {
		if c.Parties > 1 {
			id := c.ID
			a.dropParty(id, strings.TrimSpace(req.Text), done)
			return func(m *model) bool { c := m.find(id); return c == nil || c.Asked != ActionDrop }
		}
	}
	done(errNoCall)
	return nil
}

func remotePickUp(a *App, req control.Request, done func(error)) func(*model) bool {
	before := len(a.model.calls)
	a.pickUp(req.Text, done)
	return func(m *model) bool { return len(m.calls) > before }
}
