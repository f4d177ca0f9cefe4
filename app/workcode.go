package app

import (
	"context"
	"fmt"
	"strings"

	"offhook/resources/lang"

	"offhook/wti"
)

// WorkCode is a call work code and its name.
type WorkCode struct {
	Code string `toml:"code"`
	Name string `toml:"name"`
}

// mostWorkCode is how many digits a call work code has at most (protocol notes §6.7).
const mostWorkCode = 16

// ValidWorkCode reports whether a text is a call work code: 1 to 16 digits.
func ValidWorkCode(s string) bool {
	return s != "" && len(s) <= mostWorkCode && strings.Trim(s, "0123456789") == ""
}

func (s Settings) checkWorkCodes() error {
	for _, w := range s.WorkCodes {
		if !ValidWorkCode(w.Code) {
			return fmt.Errorf("work_codes: %q: use 1 to %d digits", w.Code, mostWorkCode)
		}
	}
	return nil
}

// WorkCodeView is the work code of the ACD call that is up or, in after-call work,
// of the last one. Comparable.
type WorkCodeView struct {
	// Offered says that a code can be given now: the phone has a button for it, and
	// there is a call that it is for.
	Offered bool
	Remote  string // of that call
	Name    string // of Remote, empty when not known
	Ended   bool   // the call is over
	Asked   string // being entered at the phone
	Given   string // what the phone took last
	Problem string // translated: why the last one was not taken
}

// workCode is that with what the screens need not know.
type workCode struct {
	WorkCodeView
	has  bool // the phone has the button
	call wti.CallID
}

// followCode brings the offer of a work code in line with the calls and the mode.
func (m *model) followCode() {
	w := &m.code
	acd := m.codeCall()
	switch {
	case !w.has || m.signIn.Phase != PhaseSignedIn:
		*w = workCode{has: w.has && m.signIn.Phase != PhaseSignedOut}
	case acd != nil && acd.ID != w.call:
		*w = workCode{has: true, call: acd.ID}
		w.Offered = true
		fallthrough
	case acd != nil:
		w.Remote, w.Name, w.Ended = acd.Remote, acd.Name, false
	case w.call != "" && m.agent.Mode == wti.AgentAfterCall:
		w.Ended = true
	case w.call != "" && !w.Ended && m.agent.Mode == wti.AgentManualIn, w.Asked != "":
		// after-call work is about to follow, or the outcome is still to come
	default:
		*w = workCode{has: true}
	}
}

// codeCall is the ACD call that a work code would be for; nil for none.
func (m *model) codeCall() *call {
	for _, s := range []CallState{CallConnected, CallHeld} {
		for _, c := range m.calls {
			if c.State == s && c.Direction == Inbound && c.number != "" && c.answered {
				return c
			}
		}
	}
	return nil
}

// GiveWorkCode enters a call work code at the phone, for the present ACD call or in
// after-call work for the last one. The outcome is in State.WorkCode.
func (a *App) GiveWorkCode(code string) { a.post(func() { a.giveWorkCode(code) }) }

func (a *App) giveWorkCode(code string) {
	client, w := a.client, &a.model.code
	switch {
	case client == nil || !w.Offered || w.Asked != "":
		return // there is no field now, or it is busy
	case !ValidWorkCode(code):
		w.Problem = lang.X("workcode.digits", "A work code has 1 to 16 digits.")
		return
	}
	w.Asked, w.Problem = code, ""
	call := w.call
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		err := client.EnterWorkCode(ctx, code)
		return func() { a.workCodeGiven(call, code, err) }
	})
}

func (a *App) workCodeGiven(call wti.CallID, code string, err error) {
	w := &a.model.code
	if w.Asked != code {
		if err != nil { // another call is up: the word of it belongs among the notices
			n := explain(err).notice(Warning)
			n.Title = lang.X("workcode.refused", "The work code {{.Code}} was not taken", map[string]any{"Code": code})
			a.model.notify(n)
		}
		return
	}
	w.Asked = ""
	switch {
	case err == nil && w.call == call:
		w.Given = code
	case wti.KindOf(err) == wti.KindNotNow:
		w.Problem = lang.X("workcode.nottaken", "The phone did not take it. It takes a work code during a call of the queue and in after-call work.")
	case err != nil:
		w.Problem = explain(err).sentence()
	}
}

// WorkCodes are the call work codes that the settings name.
func (a *App) WorkCodes() []WorkCode { return a.opts.Settings.WorkCodes }
