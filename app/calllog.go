package app

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"offhook/wti"
)

// Each line of the log that is about a call has its id as "call", the one that
// offhook status shows and that requests to the server carry, and its UCID as
// "ucid" where that is known. Who called and what was dialled is in lines of level
// debug alone.
const (
	keyCall = "call"
	keyUCID = "ucid"
)

// written is what the log has said of a call so far.
type written struct {
	id     wti.CallID
	ucid   string
	state  CallState
	remote string
	begun  time.Time // zero: nothing
}

// logOf is the log for lines about a call, known to the model or not.
func (a *App) logOf(id wti.CallID) *slog.Logger {
	if c := a.model.find(id); c != nil {
		return a.logCall(c)
	}
	return a.log.With(keyCall, string(id))
}

func (a *App) logCall(c *call) *slog.Logger {
	log := a.log.With(keyCall, string(c.ID))
	if c.UCID != "" {
		log = log.With(keyUCID, c.UCID)
	}
	return log
}

// asked writes down that something is asked of calls.
func (a *App) asked(action Action, calls []*call) {
	for _, c := range calls {
		a.logCall(c).Info("asked", "action", actionName(action))
	}
}

// refused writes down that a request about a call came to nothing. What the server
// said in words may name who is called, and is for level debug.
func (a *App) refused(id wti.CallID, action string, err error) {
	log := a.log
	if id != "" {
		log = a.logOf(id)
	}
	why := []any{"action", action, "advice", string(wti.AdviceOf(err))}
	if e, ok := errors.AsType[*wti.Error](err); ok {
		why = append(why, "category", e.Category, "code", e.Code)
	}
	log.Warn("not done", why...)
	log.Debug("not done", "action", action, "err", err)
}

func actionName(a Action) string {
	return [...]string{
		ActionNone: "none", ActionAnswer: "answer", ActionHangUp: "hang up", ActionHold: "hold", ActionRetrieve: "retrieve",
		ActionConsult: "consult", ActionSwap: "swap", ActionTransfer: "transfer", ActionConference: "conference", ActionCancel: "cancel",
		ActionBlindTransfer: "blind transfer", ActionDeflect: "deflect", ActionJoin: "join", ActionDrop: "drop", ActionClear: "clear",
		ActionPickUp: "pick up",
	}[a]
}

// writeCalls writes down what has happened to calls since the last time.
func (a *App) writeCalls() {
	for _, c := range a.model.calls {
		a.writeCall(c)
		if !slices.Contains(a.logged, c) {
			a.logged = append(a.logged, c)
		}
	}
	a.logged = slices.DeleteFunc(a.logged, func(c *call) bool {
		over := !slices.Contains(a.model.calls, c)
		if over {
			a.writeEnd(c)
		}
		return over
	})
	a.followVoiceCall()
	a.writeVoice()
	if len(a.model.calls) == 0 && a.model.media == nil {
		a.voiceCall.set("")
	}
}

// writeVoice writes down whose voice a stream is. That of a call which we make begins
// before the call has an id, and one stream may serve a call after the other.
func (a *App) writeVoice() {
	now := voiced{a.model.media, a.voiceCall.get()}
	if now.media != nil && now.call != "" && len(a.model.calls) > 0 && now != a.voiced {
		a.logOf(now.call).Info("the call's voice", "with", now.media.RTP, "codec", now.media.Codec)
		a.voiced = now
	}
}

// voiced is a stream and the call that it serves.
type voiced struct {
	media *wti.MediaStarted
	call  wti.CallID
}

// writeCall writes down what is new of a call that is there.
func (a *App) writeCall(c *call) {
	was := c.written
	now := written{id: c.ID, ucid: c.UCID, state: c.State, remote: c.Remote, begun: was.begun}
	if was == now && !was.begun.IsZero() {
		return
	}
	log := a.logCall(c)
	switch {
	case was.begun.IsZero():
		now.begun = a.opts.Now()
		log.Info("a call", "direction", directionName(c.Direction), "state", callStateName(c.State))
	case was.id != c.ID:
		log.Info("the call goes on under another id", "was", string(was.id), "state", callStateName(c.State))
	case was.state != c.State:
		log.Info("call", "state", callStateName(c.State), "was", callStateName(was.state))
	case was.ucid != c.UCID:
		log.Info("the call's UCID")
	}
	if was.remote != c.Remote {
		log.Debug("who it is", "number", c.Remote)
	}
	c.written = now
}

// writeEnd writes down that a call is over.
func (a *App) writeEnd(c *call) {
	a.logCall(c).Info("the call is over", "result", resultName(c.result()), "was", callStateName(c.State),
		"lasted", a.opts.Now().Sub(c.written.begun).Round(time.Second))
}

func resultName(r CallResult) string {
	return [...]string{CallAnswered: "answered", CallMissed: "missed", CallRedirected: "redirected", CallNotReached: "failed"}[r]
}

// followVoiceCall keeps track of whose voice the voice path has: that of the call
// on which the agent talks, else that of the one which is on its way. What the voice
// path does after a call, ending its stream above all, still belongs to it.
func (a *App) followVoiceCall() {
	if c := a.model.first(CallConnected, CallDialing, CallAlerting, CallHeld, CallFailed); c != nil {
		a.voiceCall.set(c.ID)
	}
}

// voiceCall is the call that the voice path serves now.
type voiceCall struct{ id atomic.Pointer[wti.CallID] }

func (v *voiceCall) set(id wti.CallID) {
	if was := v.id.Load(); was == nil || *was != id {
		v.id.Store(&id)
	}
}

func (v *voiceCall) get() wti.CallID {
	if id := v.id.Load(); id != nil {
		return *id
	}
	return ""
}

// in is a log whose lines carry that call's id, from whichever goroutine they come.
// The voice path itself knows no calls.
func (v *voiceCall) in(log *slog.Logger) *slog.Logger {
	return slog.New(callHandler{log.Handler(), v})
}

type callHandler struct {
	slog.Handler
	of *voiceCall
}

// Handle implements slog.Handler.
func (h callHandler) Handle(ctx context.Context, r slog.Record) error {
	if id := h.of.get(); id != "" {
		r = r.Clone() // whose attributes others may share
		r.AddAttrs(slog.String(keyCall, string(id)))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h callHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return callHandler{h.Handler.WithAttrs(attrs), h.of}
}

// WithGroup implements slog.Handler.
func (h callHandler) WithGroup(name string) slog.Handler {
	return callHandler{h.Handler.WithGroup(name), h.of}
}
