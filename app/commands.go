package app

import (
	"context"
	"errors"
	"time"

	"offhook/wti"
)

// errNoCall says that a command names no call, or none that it fits.
var errNoCall = errors.New("no such call")

// errNothingPending says that no work mode waits for the end of a call.
var errNothingPending = errors.New("no pending work mode")

// requestLimit bounds one command, its requests included.
const requestLimit = 20 * time.Second

// confirmLimit is how long an accepted request may stay without the event that
// confirms it, before the app asks for a snapshot and shows the state as it is.
const confirmLimit = 4 * time.Second

// Answer answers a call that rings here. A call that the agent talks on is put
// on hold first.
func (a *App) Answer(id wti.CallID) { a.post(func() { a.act(id, ActionAnswer, nil) }) }

// HangUp leaves a call, or declines one that rings here.
func (a *App) HangUp(id wti.CallID) { a.post(func() { a.act(id, ActionHangUp, nil) }) }

// Hold puts a call on hold.
func (a *App) Hold(id wti.CallID) { a.post(func() { a.act(id, ActionHold, nil) }) }

// Retrieve takes a call back from hold.
func (a *App) Retrieve(id wti.CallID) { a.post(func() { a.act(id, ActionRetrieve, nil) }) }

// act asks something of a call. The call shows it as asked until an event
// confirms it; a refusal becomes a notice. Another click meanwhile does nothing,
// but hanging up is always possible. done, when not nil, is called on the loop
// with the outcome of the request.
func (a *App) act(id wti.CallID, action Action, done func(error)) {
	c := a.model.find(id)
	if c == nil || a.client == nil {
		finish(done, errNoCall)
		return
	}
	if c.Asked == action || c.Asked != ActionNone && action != ActionHangUp {
		finish(done, nil)
		return
	}
	conn := a.ownConnection(c)
	var first *wti.Connection // to put on hold before
	if o := a.model.first(CallConnected); o != nil && o != c && (action == ActionAnswer || action == ActionRetrieve) {
		hold := a.ownConnection(o)
		first = &hold
	}
	a.carryOut(action, done, func(ctx context.Context, client Client) error {
		return requestAction(ctx, client, action, conn, first)
	}, c)
}

func requestAction(ctx context.Context, client Client, action Action, conn wti.Connection, first *wti.Connection) error {
	if first != nil {
		if err := client.Hold(ctx, *first); err != nil {
			return err
		}
	}
	switch action {
	case ActionAnswer:
		return client.Answer(ctx, conn)
	case ActionHangUp:
		return client.Clear(ctx, conn)
	case ActionHold:
		return client.Hold(ctx, conn)
	default:
		return client.Retrieve(ctx, conn)
	}
}

// ownConnection is our part in a call, as requests name it.
func (a *App) ownConnection(c *call) wti.Connection {
	if c.conn.Device == "" && a.client != nil {
		return wti.Connection{Call: c.ID, Device: a.client.Device()}
	}
	return c.conn
}

// acted takes the outcome of a request about a call.
func (a *App) acted(id wti.CallID, action Action, err error) {
	c := a.model.find(id)
	if err == nil {
		if c != nil && c.Asked == action {
			a.expectConfirmation(id, action)
		}
		return
	}
	if c != nil && c.Asked == action {
		c.Asked = ActionNone
	}
	kind := wti.KindOf(err)
	if c != nil && c.State == CallAlerting && action == ActionHangUp && cannotDecline(kind) {
		c.Silenced = true
		a.model.notify(silencedNotice())
		a.afterCalls()
		return
	}
	switch kind {
	case wti.KindCallGone: // ended meanwhile: nothing to tell
		a.refresh()
	case wti.KindNotNow:
		a.refresh()
		a.model.notify(actionNotice(action, explain(err), Warning))
	case wti.KindTimeout, wti.KindDisconnected: // it may have been carried out
		a.refresh()
		a.model.notify(explain(err).notice(Warning))
	default:
		a.model.notify(actionNotice(action, explain(err), Failure))
		a.signal(SignalError)
	}
	a.afterCalls()
}

// cannotDecline reports whether a refusal means that the switch does not let a
// ringing call be cleared. Communication Manager usually does not: the call
// rings until its vector or its coverage takes it elsewhere.
func cannotDecline(k wti.Kind) bool {
	switch k {
	case wti.KindNotNow, wti.KindNotPermitted, wti.KindNotSupported, wti.KindOther:
		return true
	default:
		return false
	}
}

// expectConfirmation stops showing a request as asked when its event does not
// come, and has the server tell how things are.
func (a *App) expectConfirmation(id wti.CallID, action Action) {
	a.work(func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(confirmLimit):
		}
		return func() {
			if c := a.model.find(id); c != nil && c.Asked == action {
				c.Asked = ActionNone
				a.refresh()
				a.afterCalls()
			}
		}
	})
}

// Dial calls a number in any usual spelling. A call that the agent talks on is
// put on hold first.
func (a *App) Dial(number string) { a.post(func() { a.dial(number, nil) }) }

func (a *App) dial(number string, done func(error)) {
	client := a.client
	dialable, err := a.dialled(number)
	if err == nil && (client == nil || a.model.signIn.Phase != PhaseSignedIn) {
		err = wti.ErrNotSignedIn
	}
	if err != nil {
		a.model.notify(dialNotice(number, err))
		finish(done, err)
		return
	}
	after := a.afterwards(number)
	a.model.await(dialable, false)
	if a.offer.Text == number || a.offer.Number == number {
		a.withdrawOffer()
	}
	var first *wti.Connection
	if o := a.model.first(CallConnected); o != nil {
		hold := a.ownConnection(o)
		first = &hold
	}
	if a.voice != nil {
		a.voice.NeedDevices(true) // opening them takes as long as dial tone does
	}
	answered := a.setUp()
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		var err error
		var made wti.Connection
		if first != nil {
			err = client.Hold(ctx, *first)
		}
		if err == nil {
			made, err = client.MakeCall(ctx, dialable, wti.CallOptions{})
		}
		return func() {
			answered(err)
			a.sendLater(made.Call, after, err)
			if err == nil {
				a.logOf(made.Call).Debug("dialled", "number", dialable)
			} else {
				a.refused(made.Call, "dial", err)
				a.model.notify(explain(err).notice(Failure))
				a.showDialText(number) // to correct it; nothing typed is lost
				a.refresh()            // it may have been carried out: never dial again by itself
			}
			a.afterCalls()
			finish(done, err)
		}
	})
}

// SetMuted switches the microphone off or on. The voice stream goes on, with
// silence.
func (a *App) SetMuted(on bool) { a.post(func() { a.setMuted(on) }) }

// SendDigits sends DTMF digits (0–9, *, #) on a call, in order.
func (a *App) SendDigits(id wti.CallID, digits string) {
	a.post(func() { a.sendDigits(id, digits, nil) })
}

func (a *App) sendDigits(id wti.CallID, digits string, done func(error)) {
	c := a.model.find(id)
	if c == nil || a.client == nil {
		finish(done, errNoCall)
		return
	}
	for _, d := range digits {
		if a.opts.Ringer != nil {
			a.opts.Ringer.Key(d)
		}
	}
	if a.sendInBand(digits) {
		c.Digits += digits
		finish(done, nil)
		return
	}
	c.unsent += digits
	if done != nil {
		c.digitsDone = append(c.digitsDone, done)
	}
	if !c.sending {
		a.sendQueuedDigits(c)
	}
}

// sendInBand sends digits as telephone events where that is agreed.
func (a *App) sendInBand(digits string) bool {
	if a.voice == nil || a.opts.Settings.Voice.TelephoneEvent == 0 {
		return false
	}
	for _, d := range digits {
		if !a.voice.SendDigit(d) {
			return false
		}
	}
	return true
}

// sendQueuedDigits sends what was typed since the last request, so that digits
// arrive in the order in which they were typed.
func (a *App) sendQueuedDigits(c *call) {
	client, conn, digits, done := a.client, a.ownConnection(c), c.unsent, c.digitsDone
	c.unsent, c.digitsDone, c.sending = "", nil, true
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		err := client.SendDigits(ctx, conn, digits)
		return func() {
			c.sending = false
			if err != nil {
				a.refused(c.ID, "digits", err)
				a.model.notify(explain(err).notice(Failure))
			} else {
				c.Digits += digits
			}
			for _, d := range done {
				d(err)
			}
			if c.unsent != "" && a.model.find(c.ID) == c {
				a.sendQueuedDigits(c)
			}
		}
	})
}

// SetAgent asks for a work mode; reason goes with wti.AgentAux. During an ACD
// call the switch keeps it pending.
func (a *App) SetAgent(mode wti.AgentMode, reason int) {
	a.post(func() { a.setAgent(mode, reason, nil) })
}

func (a *App) setAgent(mode wti.AgentMode, reason int, done func(error)) {
	client := a.client
	if client == nil || a.model.signIn.Phase != PhaseSignedIn {
		finish(done, wti.ErrNotSignedIn)
		return
	}
	a.model.agent.Asked = mode
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		err := client.SetAgent(ctx, mode, reason)
		return func() {
			if err != nil {
				a.model.notify(explain(err).notice(Failure))
			}
			if err != nil || a.model.agent.confirms(mode) {
				a.clearAsked(mode)
			} else {
				a.expectAgent(mode)
			}
			finish(done, err)
		}
	})
}

// CancelPending takes back a work mode that would follow the present call.
func (a *App) CancelPending() { a.post(func() { a.cancelPending(nil) }) }

// cancelPending asks for the mode that the agent is in, which is how the switch
// forgets the pending one (protocol notes §8.2).
func (a *App) cancelPending(done func(error)) {
	client, v := a.client, &a.model.agent
	if client == nil || a.model.signIn.Phase != PhaseSignedIn {
		finish(done, wti.ErrNotSignedIn)
		return
	}
	if v.Pending == wti.AgentUnknown {
		finish(done, errNothingPending)
		return
	}
	mode, reason := v.Mode, v.Reason
	v.Asked = mode
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		err := client.SetAgent(ctx, mode, reason)
		return func() {
			if err != nil {
				a.model.notify(explain(err).notice(Failure))
			}
			if err != nil || a.model.agent.Pending == wti.AgentUnknown {
				a.clearAsked(mode)
			} else {
				a.expectAgent(mode)
			}
			finish(done, err)
		}
	})
}

// confirms reports whether the agent is in a mode, or will be after this call.
func (v AgentView) confirms(mode wti.AgentMode) bool {
	return v.Mode == mode || v.Pending == mode
}

func (a *App) clearAsked(mode wti.AgentMode) {
	if a.model.agent.Asked == mode {
		a.model.agent.Asked = wti.AgentUnknown
	}
}

// expectAgent stops showing a mode as asked when nothing confirms it.
func (a *App) expectAgent(mode wti.AgentMode) {
	a.work(func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(confirmLimit):
		}
		return func() {
			if a.model.agent.Asked == mode {
				a.clearAsked(mode)
				a.refresh()
			}
		}
	})
}

// DismissNotice takes a notice away.
func (a *App) DismissNotice(id int) { a.post(func() { a.model.putAway(id) }) }

// AuxReasons are the AUX reason codes and the administrator's names.
func (a *App) AuxReasons() []Reason { return a.opts.Settings.AuxReasons }

// LogoutReasons are the logout reason codes; empty when the system wants none.
func (a *App) LogoutReasons() []Reason { return a.opts.Settings.LogoutReasons }
