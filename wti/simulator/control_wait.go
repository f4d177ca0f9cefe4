package simulator

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How long a wait lasts without a limit of its own, and at most.
const (
	waitDefault = 30 * time.Second
	waitMost    = 10 * time.Minute
)

// wanting is what a wait asks for, by the names of the truth's members.
type wanting map[string]string

var truthValues = []string{"true", "false"}

// waitQuery reads a wait's query and its limit. known are the names and their
// possible values, none for any; others are errors, so that a misspelt one is
// noticed and not waited for.
func waitQuery(r *http.Request, known map[string][]string) (w wanting, limit time.Duration, err error) {
	w, limit = wanting{}, waitDefault
	for name, values := range r.URL.Query() {
		value := values[len(values)-1]
		if name == "limit" {
			if limit, err = time.ParseDuration(value); err != nil || limit <= 0 || limit > waitMost {
				return nil, 0, fmt.Errorf("limit %q: want a duration up to %v", value, waitMost)
			}
			continue
		}
		possible, ok := known[name]
		if !ok {
			return nil, 0, fmt.Errorf("%q cannot be waited for", name)
		}
		for one := range strings.SplitSeq(value, ",") {
			if len(possible) > 0 && !slices.Contains(possible, one) {
				return nil, 0, fmt.Errorf("%s %q: want one of %s", name, one, strings.Join(possible, ", "))
			}
		}
		w[name] = value
	}
	if len(w) == 0 {
		return nil, 0, errors.New("what is to be waited for?")
	}
	return w, limit, nil
}

// is says whether a value is one of those that are wanted under a name; nothing
// wanted is any.
func (w wanting) is(name, value string) bool {
	want, ok := w[name]
	return !ok || slices.Contains(strings.Split(want, ","), value)
}

// one says whether one of several values is wanted.
func (w wanting) one(name string, values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return w.is(name, v) })
}

func (w wanting) flag(name string, value bool) bool { return w.is(name, strconv.FormatBool(value)) }

// controlWaitCall serves GET /wait/calls: the newest call that fits, among those
// that are up unless ended ones are asked for. Its number is either end's.
func (s *Server) controlWaitCall(r *http.Request) (any, error) {
	w, limit, err := waitQuery(r, map[string][]string{"number": nil, "ucid": nil, "state": {
		string(CallInitiated), string(CallQueued), string(CallAlerting), string(CallConnected), string(CallHeld),
		string(CallFailed), string(CallEnded),
	}})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	c, err := s.WaitCall(ctx, func(c *Call) bool {
		state := c.State()
		return w.one("number", c.numbers()) && w.is("ucid", c.UCID()) && w.is("state", string(state)) &&
			(w["state"] != "" || state != CallEnded)
	})
	if err != nil {
		return nil, err
	}
	return truthOf(c), nil
}

// numbers are those of the call's far end, of who called and of who was called.
func (c *Call) numbers() []string {
	far := c.Number()
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	calling, _, _ := splitDevice(c.call.calling)
	called, _, _ := splitDevice(c.call.called)
	return []string{far, calling, called}
}

// controlWaitAgent serves GET /wait/agents/ID.
func (s *Server) controlWaitAgent(r *http.Request) (any, error) {
	modes := []string{string(modeOut), string(modeAUX), string(modeAutoIn), string(modeManualIn), string(modeACW)}
	w, limit, err := waitQuery(r, map[string][]string{
		"mode": modes, "pending": append(modes, ""), "reason": nil, "station": nil,
		"onCall": truthValues, "talking": truthValues, "available": truthValues,
	})
	if err != nil {
		return nil, err
	}
	id := r.PathValue("id")
	if err := unknownUnless(s.Agent(id).Known, "agent", id); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	var now AgentTruth
	err = s.WaitAgent(ctx, id, func(a AgentTruth) bool {
		now = a
		return w.is("mode", string(a.Mode)) && w.is("pending", string(a.Pending)) && w.is("station", a.Station) &&
			w.is("reason", strconv.Itoa(a.Reason)) && w.flag("onCall", a.OnCall) && w.flag("talking", a.Talking) &&
			w.flag("available", a.Available)
	})
	return now, err
}

// controlWaitStation serves GET /wait/stations/EXTENSION.
func (s *Server) controlWaitStation(r *http.Request) (any, error) {
	w, limit, err := waitQuery(r, map[string][]string{
		"registered": truthValues, "ringing": truthValues, "onHook": truthValues, "calls": nil, "agent": nil,
	})
	if err != nil {
		return nil, err
	}
	ext := r.PathValue("ext")
	if err := unknownUnless(s.Station(ext).Known, "station", ext); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	var now StationTruth
	err = s.WaitStation(ctx, ext, func(st StationTruth) bool {
		now = st
		return w.flag("registered", st.Registered) && w.flag("ringing", st.Ringing) && w.flag("onHook", st.OnHook) &&
			w.is("calls", strconv.Itoa(st.Calls)) && w.is("agent", st.Agent)
	})
	return now, err
}
