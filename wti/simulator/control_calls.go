package simulator

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// callTruth is a call as the control endpoint shows it.
type callTruth struct {
	ID, UCID, Number string
	State            CallState
	Digits, Cause    string
	WorkCode         string     `json:",omitempty"`
	AnsweredAt       *time.Time `json:",omitempty"`
}

func truthOf(c *Call) callTruth {
	t := callTruth{ID: c.ID(), UCID: c.UCID(), Number: c.Number(), State: c.State(), Digits: c.Digits(), WorkCode: c.WorkCode(), Cause: c.Cause()}
	if at := c.AnsweredAt(); !at.IsZero() {
		t.AnsweredAt = &at
	}
	return t
}

func (s *Server) callList(all bool) []callTruth {
	calls := s.liveCalls()
	if all {
		calls = s.Calls()
	}
	list := make([]callTruth, 0, len(calls))
	for _, c := range calls {
		list = append(list, truthOf(c))
	}
	return list
}

// liveCalls are the calls that have not ended, oldest first, however many.
func (s *Server) liveCalls() []*Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]*Call, 0, len(s.calls))
	for _, c := range s.calls {
		list = append(list, c.handle)
	}
	slices.SortFunc(list, func(a, b *Call) int { return cmp.Or(a.began.Compare(b.began), cmp.Compare(a.ucid, b.ucid)) })
	return list
}

// liveCall finds a call by its callID, which is used again and again, or by its
// UCID.
func (s *Server) liveCall(id string) (*Call, error) {
	for _, c := range s.liveCalls() {
		if c.ID() == id || c.UCID() == id {
			return c, nil
		}
	}
	return nil, unknownUnless(false, "call", id)
}

// controlCaller is the body of POST /calls.
type controlCaller struct {
	Number, Name, VDN, Digits, UserData string
	Voice                               *FarEnd
	Patience, Talk                      Duration
	LookAhead                           LookAhead
}

func (s *Server) controlCall(r *http.Request) (any, error) {
	var c controlCaller
	if err := body(r, &c); err != nil {
		return nil, err
	}
	if c.VDN == "" {
		return nil, fmt.Errorf("vdn: which VDN or extension is called?")
	}
	caller := Caller{
		Number: c.Number, Name: c.Name, VDN: c.VDN, Digits: c.Digits, UserData: c.UserData,
		Patience: time.Duration(c.Patience), Talk: time.Duration(c.Talk), LookAhead: c.LookAhead,
	}
	if c.Voice != nil {
		caller.FarEnd = *c.Voice
	}
	call, err := s.Call(caller)
	if err != nil {
		return nil, err
	}
	return truthOf(call), nil
}

func (s *Server) controlJoin(r *http.Request) (any, error) {
	var who struct {
		Number string
		Silent bool
	}
	if err := body(r, &who); err != nil {
		return nil, err
	}
	c, err := s.liveCall(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return struct{}{}, c.Join(who.Number, who.Silent)
}

func (s *Server) controlPress(r *http.Request) (any, error) {
	var pressed struct{ Digits string }
	if err := body(r, &pressed); err != nil {
		return nil, err
	}
	if pressed.Digits == "" || strings.Trim(pressed.Digits, keys) != "" {
		return nil, errors.New("digits: want 0 to 9, *, # and A to D")
	}
	c, err := s.liveCall(r.PathValue("id"))
	if err == nil && c.State() != CallConnected {
		err = fmt.Errorf("call %s is %s: %w", c.ID(), c.State(), errNotNow)
	}
	if err != nil {
		return nil, err
	}
	c.Press(pressed.Digits)
	return struct{}{}, nil
}

func (s *Server) controlUserData(r *http.Request) (any, error) {
	var news struct{ UserData string }
	if err := body(r, &news); err != nil {
		return nil, err
	}
	c, err := s.liveCall(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return struct{}{}, c.SetUserData(news.UserData)
}
