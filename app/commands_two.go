package app

import (
	"context"
	"errors"

	"offhook/wti"
)

// errNoPair says that there are not one held and one active call.
var errNoPair = errors.New("no pair of calls")

// Consult puts a call on hold and calls a number about it.
func (a *App) Consult(id wti.CallID, number string) {
	a.post(func() { a.consult(id, number, nil) })
}

// Swap changes between the held and the active call of a pair. id is either's.
func (a *App) Swap(id wti.CallID) { a.post(func() { a.both(id, ActionSwap, nil) }) }

// Transfer joins the parties of a pair of calls and leaves them.
func (a *App) Transfer(id wti.CallID) { a.post(func() { a.both(id, ActionTransfer, nil) }) }

// Conference joins a pair of calls into one with the agent in it.
func (a *App) Conference(id wti.CallID) { a.post(func() { a.both(id, ActionConference, nil) }) }

// CancelConsult ends the active call of a pair and takes the held one back.
func (a *App) CancelConsult(id wti.CallID) { a.post(func() { a.both(id, ActionCancel, nil) }) }

// BlindTransfer sends a call to a number without a word.
func (a *App) BlindTransfer(id wti.CallID, number string) {
	a.post(func() { a.send(id, ActionBlindTransfer, number, nil) })
}

// Deflect sends a call that rings here to another number.
func (a *App) Deflect(id wti.CallID, number string) {
	a.post(func() { a.send(id, ActionDeflect, number, nil) })
}

// DropParty takes the party with this number out of a conference.
func (a *App) DropParty(id wti.CallID, number string) {
	a.post(func() { a.dropParty(id, number, nil) })
}

// ClearCall ends a call for everybody in it.
func (a *App) ClearCall(id wti.CallID) { a.post(func() { a.clearCall(id, nil) }) }

// Join brings a number into a call at once, without asking there first: from then
// on it is a conference.
func (a *App) Join(id wti.CallID, number string) {
	a.post(func() { a.send(id, ActionJoin, number, nil) })
}

// PickUp takes a call that rings at another extension.
func (a *App) PickUp(extension string) { a.post(func() { a.pickUp(extension, nil) }) }

// ask runs a request about calls, unless something is asked of one of them
// already: another click meanwhile does nothing.
func (a *App) ask(action Action, done func(error), request func(ctx context.Context, c Client) error, calls ...*call) {
	for _, c := range calls {
		if c.Asked != ActionNone {
			finish(done, nil)
			return
		}
	}
	a.carryOut(action, done, request, calls...)
}

// carryOut runs a request about calls: they show it as asked until events confirm
// it; a refusal becomes a notice.
func (a *App) carryOut(action Action, done func(error), request func(ctx context.Context, c Client) error, calls ...*call) {
	client := a.client
	ids := make([]wti.CallID, len(calls))
	for i, c := range calls {
		c.Asked, ids[i] = action, c.ID
	}
	a.asked(action, calls)
	a.afterCalls()
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		err := request(ctx, client)
		return func() {
			if err != nil && len(ids) == 0 {
				a.refused("", actionName(action), err)
			}
			for i, id := range ids {
				if err != nil {
					a.refused(id, actionName(action), err)
				}
				if i > 0 && err != nil { // one notice is enough
					a.unask(id, action)
					continue
				}
				a.acted(id, action, err)
			}
			finish(done, err)
		}
	})
}

func (a *App) unask(id wti.CallID, action Action) {
	if c := a.model.find(id); c != nil && c.Asked == action {
		c.Asked = ActionNone
	}
}

// both carries out what is about a pair of calls.
func (a *App) both(id wti.CallID, action Action, done func(error)) {
	held, active := a.model.pair(id)
	if held == nil || a.client == nil {
		finish(done, errNoPair)
		return
	}
	h, c := a.ownConnection(held), a.ownConnection(active)
	a.ask(action, done, func(ctx context.Context, client Client) error {
		switch action {
		case ActionSwap:
			return client.Alternate(ctx, h, c)
		case ActionTransfer:
			return client.Transfer(ctx, h, c)
		case ActionConference:
			_, err := client.Conference(ctx, h, c)
			return err
		default:
			return client.Reconnect(ctx, c, h)
		}
	}, active, held)
}

func (a *App) consult(id wti.CallID, number string, done func(error)) {
	c, dialable, err := a.target(id, number)
	if err != nil {
		a.refuse(number, err, done)
		return
	}
	existing, made := a.ownConnection(c), wti.Connection{}
	a.model.consulting = c.ID
	a.ask(ActionConsult, func(err error) {
		a.model.consulting = ""
		if err == nil && made.Call != "" {
			a.model.consulted(made.Call, c.ID)
		}
		finish(done, err)
	}, func(ctx context.Context, client Client) (err error) {
		made, err = client.Consult(ctx, existing, dialable, wti.ConsultOptions{})
		return err
	}, c)
}

// consulted notes that a call, whose events may have come or not, is a
// consultation about another.
func (m *model) consulted(id, about wti.CallID) {
	if c := m.find(id); c != nil {
		if id != about && c.ConsultFor == "" && m.find(about) != nil {
			c.ConsultFor = about
		}
		return
	}
	m.consults = map[wti.CallID]wti.CallID{id: about} // there is one at a time
}

// send carries out what takes a call and a number.
func (a *App) send(id wti.CallID, action Action, number string, done func(error)) {
	c, dialable, err := a.target(id, number)
	if err != nil {
		a.refuse(number, err, done)
		return
	}
	conn := a.ownConnection(c)
	a.ask(action, done, func(ctx context.Context, client Client) error {
		switch action {
		case ActionDeflect:
			return client.Deflect(ctx, conn, dialable)
		case ActionJoin:
			_, err := client.SingleStepConference(ctx, conn, dialable, wti.JoinOptions{})
			return err
		default:
			return client.SingleStepTransfer(ctx, conn, dialable, "")
		}
	}, c)
}

// target checks what a call is to be sent to.
func (a *App) target(id wti.CallID, number string) (*call, string, error) {
	c := a.model.find(id)
	if c == nil || a.client == nil {
		return nil, "", errNoCall
	}
	dialable, err := a.dialled(number)
	return c, dialable, err
}

// refuse explains a number that cannot be dialled. Nothing typed is lost: the
// call stays as it is.
func (a *App) refuse(number string, err error, done func(error)) {
	if !errors.Is(err, errNoCall) {
		a.model.notify(dialNotice(number, err))
	}
	finish(done, err)
}

// dropParty finds the party's connection by asking the switch who is in the
// call, for a number may be in it twice and connections change with each join.
func (a *App) dropParty(id wti.CallID, number string, done func(error)) {
	c := a.model.find(id)
	if c == nil || a.client == nil {
		finish(done, errNoCall)
		return
	}
	conn := a.ownConnection(c)
	a.ask(ActionDrop, done, func(ctx context.Context, client Client) error {
		parties, err := client.SnapshotCall(ctx, conn)
		if err != nil {
			return err
		}
		for _, p := range parties {
			if !p.Own && p.Party.Number == number {
				return client.Clear(ctx, p.Connection)
			}
		}
		return errNoCall
	}, c)
}

func (a *App) clearCall(id wti.CallID, done func(error)) {
	c := a.model.find(id)
	if c == nil || a.client == nil {
		finish(done, errNoCall)
		return
	}
	conn := a.ownConnection(c)
	a.ask(ActionClear, done, func(ctx context.Context, client Client) error {
		return client.ClearCall(ctx, conn)
	}, c)
}

// pickUp looks for the call that rings at an extension and takes it.
func (a *App) pickUp(extension string, done func(error)) {
	dialable, err := Dialable(extension)
	if err == nil && a.client == nil {
		err = wti.ErrNotSignedIn
	}
	if err != nil {
		a.refuse(extension, err, done)
		return
	}
	answered := a.setUp()
	a.ask(ActionPickUp, func(err error) {
		answered(err)
		if errors.Is(err, errNoCall) {
			a.model.notify(nothingRingsNotice(extension))
		} else if err != nil {
			a.model.notify(actionNotice(ActionPickUp, explain(err), Failure))
		}
		finish(done, err)
	}, func(ctx context.Context, client Client) error {
		list, err := client.SnapshotDevice(ctx, dialable)
		if err != nil {
			return err
		}
		for _, s := range list {
			if s.State == wti.StateAlerting {
				_, err := client.DirectedPickup(ctx, s.Connection)
				return err
			}
		}
		return errNoCall
	})
}
