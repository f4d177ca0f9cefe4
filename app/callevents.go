package app

import "offhook/app/trigger"

// told is what programs and pages have been told of a call. Comparable.
type told struct {
	ring, answer, over bool
	held               bool
}

// tellCalls tells what has happened to calls since the last time. A call that
// rings waits until its name has been looked up, which takes a moment.
func (a *App) tellCalls() {
	for _, c := range a.model.calls {
		if c.naming > 0 && (c.State == CallAlerting || c.State == CallDialing) {
			continue
		}
		a.tellRing(&c.told, c.CallView)
		a.tellTalk(&c.told, c.CallView)
	}
	for i := range a.model.over {
		e := &a.model.over[i]
		if e.told.over {
			continue // it waits for the history alone
		}
		e.told.over = true
		a.tellRing(&e.told, e.CallView)
		a.happened(overTrigger(e.result), e.CallView)
	}
}

func (a *App) tellRing(t *told, v CallView) {
	if !t.ring {
		t.ring = true
		a.happened(trigger.Ring, v)
	}
}

// tellTalk tells that a call was answered, held and taken back.
func (a *App) tellTalk(t *told, v CallView) {
	if v.State != CallConnected && v.State != CallHeld {
		return
	}
	if !t.answer {
		t.answer = true
		a.happened(trigger.Answer, v)
	}
	if held := v.State == CallHeld; held != t.held {
		t.held = held
		if held {
			a.happened(trigger.Hold, v)
		} else {
			a.happened(trigger.Retrieve, v)
		}
	}
}

func overTrigger(r CallResult) trigger.Trigger {
	switch r {
	case CallAnswered:
		return trigger.End
	case CallMissed:
		return trigger.Missed
	}
	return trigger.Dropped
}

// happened has everything follow that settings tie to what happens to calls.
func (a *App) happened(t trigger.Trigger, v CallView) {
	c := triggerCall(v)
	a.openPages(t, c)
	a.hooks.Happened(t, c, a.opts.Now())
}

func triggerCall(v CallView) trigger.Call {
	c := trigger.Call{
		ID: string(v.ID), Direction: trigger.In, Number: v.Remote, Name: v.Name, Collected: v.Collected, VDN: v.VDN, Skill: v.Skill,
		Service: v.Service, UserData: v.UserData, UCID: v.UCID,
	}
	if v.Direction == Outbound {
		c.Direction = trigger.Out
	}
	return c
}
