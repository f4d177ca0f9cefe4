package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"offhook/app/control"
	"offhook/app/desktop"
	"offhook/wti"
)

// settleLimit is how long a command from outside waits for the event that
// confirms it, so that the next one in a script finds the new state.
const settleLimit = 5 * time.Second

// waiter waits for the model to reach a state.
type waiter struct {
	reached func(*model) bool
	done    chan struct{}
	gone    <-chan struct{} // closed when nobody waits any more
}

// follower is told of every change of the status, at most the newest one.
type follower struct {
	last    control.Status
	updates chan control.Status // capacity 1
}

// Handle carries out one command of the local socket; App is a
// control.Handler. It blocks until the command is confirmed or ctx ends.
func (a *App) Handle(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	switch req.Command {
	case "status":
		a.handleStatus(ctx, req.Follow, emit)
		return
	case "trace":
		a.handleTrace(req, emit)
		return
	case "headers":
		a.handleHeaders(ctx, emit)
		return
	case "log":
		a.handleLog(ctx, req, emit)
		return
	case "support":
		a.handleSupport(ctx, req, emit)
		return
	case "history":
		a.handleHistory(ctx, req, emit)
		return
	case "directory":
		a.handleDirectory(ctx, req, emit)
		return
	case "link":
		a.handleOffer(ctx, req, FromLink, emit)
		return
	case "press":
		a.Press(ctx, desktop.ParseLink(req.Text)) // a key that is not the right one is no news to whoever sent it
		emit(control.Response{Code: control.OK})
		return
	case "offer":
		a.handleOffer(ctx, req, FromClipboard, emit)
		return
	case "import":
		a.handleImport(ctx, req, emit)
		return
	}
	command, ok := remoteCommands[req.Command]
	if !ok {
		emit(control.Response{Code: control.BadRequest, Error: fmt.Sprintf("unknown command %q", req.Command)})
		return
	}
	// The outcome may be there before the command has returned.
	outcome := make(chan error, 1)
	started := make(chan func(*model) bool, 1)
	if !a.post(func() {
		if a.model.signIn.Phase != PhaseSignedIn {
			outcome <- wti.ErrNotSignedIn
			return
		}
		started <- command(a, req, func(err error) { outcome <- err })
	}) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	select {
	case err := <-outcome:
		if err == nil {
			a.waitFor(ctx, <-started)
		}
		emit(response(err))
	case <-ctx.Done():
	}
}

// remoteCommands start a command on the loop. Each calls done with the outcome
// of its request and returns what the model looks like once it is confirmed,
// nil when there is nothing to wait for.
var remoteCommands = map[string]func(a *App, req control.Request, done func(error)) func(*model) bool{
	"dial":     remoteDial,
	"answer":   remoteAct(ActionAnswer, CallAlerting),
	"hangup":   remoteAct(ActionHangUp, CallConnected, CallDialing, CallAlerting, CallFailed, CallHeld),
	"hold":     remoteAct(ActionHold, CallConnected),
	"retrieve": remoteAct(ActionRetrieve, CallHeld),
	"mute":     remoteMute,
	"dtmf":     remoteDTMF,
	"state":    remoteState,

	"consult":    remoteConsult,
	"transfer":   remoteTransfer,
	"swap":       remotePair(ActionSwap),
	"conference": remoteConference,
	"cancel":     remoteCancel,
	"deflect":    remoteDeflect,
	"drop":       remoteDrop,
	"pickup":     remotePickUp,
	"dnd":        remoteDoNotDisturb,
	"forward":    remoteForward,
}

func remoteDial(a *App, req control.Request, done func(error)) func(*model) bool {
	had := map[wti.CallID]bool{}
	for _, c := range a.model.calls {
		had[c.ID] = true
	}
	a.dial(req.Text, done)
	return func(m *model) bool {
		for _, c := range m.calls {
			if !had[c.ID] {
				return true
			}
		}
		return false
	}
}

// remoteAct acts on the call with the given id, or on the first one in the
// first of the states that any call is in.
func remoteAct(action Action, states ...CallState) func(*App, control.Request, func(error)) func(*model) bool {
	return func(a *App, req control.Request, done func(error)) func(*model) bool {
		c := a.model.first(states...)
		if req.Text != "" {
			c = a.model.find(wti.CallID(req.Text))
		}
		if c == nil {
			done(errNoCall)
			return nil
		}
		id := c.ID
		a.act(id, action, done)
		return func(m *model) bool {
			c := m.find(id)
			return c == nil || confirmed(action, c.State)
		}
	}
}

func remoteMute(a *App, req control.Request, done func(error)) func(*model) bool {
	on := !a.model.muted
	switch strings.ToLower(req.Text) {
	case "on":
		on = true
	case "off":
		on = false
	case "", "toggle":
	default:
		done(badRequest("mute takes on, off or toggle"))
		return nil
	}
	a.setMuted(on)
	done(nil)
	return nil
}

func remoteDTMF(a *App, req control.Request, done func(error)) func(*model) bool {
	if req.Text == "" || strings.Trim(req.Text, "0123456789*#") != "" {
		done(badRequest("dtmf takes digits, * and #"))
		return nil
	}
	c := a.model.first(CallConnected, CallDialing)
	if c == nil {
		done(errNoCall)
		return nil
	}
	a.sendDigits(c.ID, req.Text, done)
	return nil
}

func remoteState(a *App, req control.Request, done func(error)) func(*model) bool {
	reason := 0
	if req.Reason != nil {
		reason = *req.Reason
	}
	mode, ok := map[string]wti.AgentMode{
		"ready": wti.AgentAutoIn, "auto": wti.AgentAutoIn, "manual": wti.AgentManualIn,
		"aux": wti.AgentAux, "acw": wti.AgentAfterCall, "logout": wti.AgentLoggedOut,
	}[strings.ToLower(req.Text)]
	switch {
	case !ok:
		done(badRequest("state takes ready, manual, aux, acw or logout"))
		return nil
	case mode == wti.AgentLoggedOut:
		a.signOut(reason, done)
		return nil
	}
	a.setAgent(mode, reason, done)
	return func(m *model) bool { return m.agent.confirms(mode) }
}

// badRequest is a command that makes no sense.
type badRequest string

func (e badRequest) Error() string { return string(e) }

func response(err error) control.Response {
	switch bad, isBad := errors.AsType[badRequest](err); {
	case err == nil:
		return control.Response{Code: control.OK}
	case errors.Is(err, wti.ErrNotSignedIn):
		return control.Response{Code: control.NotSignedIn, Error: "not signed in"}
	case isBad:
		return control.Response{Code: control.BadRequest, Error: string(bad)}
	case errors.Is(err, errNoNumber), errors.Is(err, errNotNumber), errors.Is(err, errDialRule):
		return control.Response{Code: control.BadRequest, Error: err.Error()}
	case errors.Is(err, errNoPair):
		return control.Response{Code: control.Failed, Error: "there are not one held and one active call"}
	case errors.Is(err, errNothingPending):
		return control.Response{Code: control.Failed, Error: "there is no consultation and no pending work mode"}
	case errors.Is(err, errNoCall):
		return control.Response{Code: control.Failed, Error: "there is no call that fits"}
	default:
		return control.Response{Code: control.Failed, Error: explain(err).sentence()}
	}
}

func (a *App) handleStatus(ctx context.Context, follow bool, emit func(control.Response) bool) {
	f := &follower{updates: make(chan control.Status, 1)}
	first := make(chan control.Status, 1)
	ok := a.post(func() {
		f.last = a.status()
		first <- f.last
		if follow {
			a.followers[f] = true
		}
	})
	if !ok {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	defer a.post(func() { delete(a.followers, f) })
	send := func(st control.Status) bool { return emit(control.Response{Code: control.OK, Status: &st}) }
	select {
	case st := <-first:
		if !send(st) || !follow {
			return
		}
	case <-a.done:
		return
	}
	for {
		select {
		case st := <-f.updates:
			if !send(st) {
				return
			}
		case <-ctx.Done():
			return
		case <-a.done:
			return
		}
	}
}

// waitFor waits until the model has reached a state, at most settleLimit.
func (a *App) waitFor(ctx context.Context, reached func(*model) bool) {
	if reached == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	w := waiter{reached: reached, done: make(chan struct{}), gone: ctx.Done()}
	if !a.post(func() { a.waiters = append(a.waiters, w) }) {
		return
	}
	select {
	case <-w.done:
	case <-ctx.Done():
	case <-a.done:
	}
}

// wakeWaiters ends the waiting of those whose state is reached, and forgets
// those who gave up.
func (a *App) wakeWaiters() {
	kept := a.waiters[:0]
	for _, w := range a.waiters {
		switch {
		case w.reached(&a.model):
			close(w.done)
		case !closed(w.gone):
			kept = append(kept, w)
		}
	}
	clear(a.waiters[len(kept):])
	a.waiters = kept
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// wakeFollowers gives each follower the newest status when more than counters
// changed. A slow one gets the newest only.
func (a *App) wakeFollowers() {
	if len(a.followers) == 0 {
		return
	}
	now := a.status()
	for f := range a.followers {
		if sameStatus(f.last, now) {
			continue
		}
		f.last = now
		select {
		case <-f.updates:
		default:
		}
		f.updates <- now
	}
}

// sameStatus compares two statuses, leaving the media counters out.
func sameStatus(a, b control.Status) bool {
	if a.SignedIn != b.SignedIn || a.Connection != b.Connection || a.Extension != b.Extension ||
		a.Media.Active != b.Media.Active || a.Media.Muted != b.Media.Muted || a.Media.Codec != b.Media.Codec ||
		!samePhone(a, b) || a.Switch != b.Switch || a.System != b.System || a.Buttons != b.Buttons || len(a.Calls) != len(b.Calls) {
		return false
	}
	for i := range a.Calls {
		if a.Calls[i] != b.Calls[i] {
			return false
		}
	}
	return a.Agent.ChangedBy == b.Agent.ChangedBy && a.Agent.Missed == b.Agent.Missed && a.Agent.ID == b.Agent.ID && a.Agent.State == b.Agent.State && a.Agent.Since.Equal(b.Agent.Since) &&
		equalPtr(a.Agent.Pending, b.Agent.Pending) && equalPtr(a.Agent.Reason, b.Agent.Reason)
}

// samePhone compares the station's features, colleagues and skills.
func samePhone(a, b control.Status) bool {
	return a.DoNotDisturb == b.DoNotDisturb && a.Forward == b.Forward && a.Messages == b.Messages &&
		slices.Equal(a.Colleagues, b.Colleagues) && slices.EqualFunc(a.Skills, b.Skills, func(x, y control.Skill) bool {
		return x.Skill == y.Skill && equalPtr(x.Queued, y.Queued) && equalPtr(x.Available, y.Available) && equalPtr(x.LoggedIn, y.LoggedIn)
	})
}

func equalPtr[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}
