package simulator

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// colleagueAct is the body of POST /stations/EXTENSION/ACT; each act takes what it
// needs of it.
type colleagueAct struct {
	Number, Agent string
	Mode          WorkMode
	Reason        int
	On            *bool
}

// colleagueActs is what somebody who works at a station can be told to do.
func colleagueActs() map[string]func(*Colleague, colleagueAct) error {
	return map[string]func(*Colleague, colleagueAct) error{
		"answer":   func(c *Colleague, _ colleagueAct) error { return c.Answer() },
		"hold":     func(c *Colleague, _ colleagueAct) error { return c.Hold() },
		"retrieve": func(c *Colleague, _ colleagueAct) error { return c.Retrieve() },
		"hangup":   func(c *Colleague, _ colleagueAct) error { return c.Hangup() },
		"call":     dials((*Colleague).Call),
		"transfer": dials((*Colleague).Transfer),
		"login":    func(c *Colleague, a colleagueAct) error { return c.LogIn(a.Agent, a.Mode) },
		"mode":     func(c *Colleague, a colleagueAct) error { return c.SetMode(a.Mode, a.Reason) },
		"logout":   func(c *Colleague, a colleagueAct) error { return c.LogOut(a.Reason) },
		"forward":  func(c *Colleague, a colleagueAct) error { return c.Forward(a.Number) },
		"busy": func(c *Colleague, a colleagueAct) error {
			if a.On == nil {
				return errors.New("on: true or false?")
			}
			return c.SetBusy(*a.On)
		},
		"doNotDisturb": func(c *Colleague, a colleagueAct) error {
			if a.On == nil {
				return errors.New("on: true or false?")
			}
			return c.SetDoNotDisturb(*a.On)
		},
	}
}

// dials is an act that takes a number.
func dials(act func(*Colleague, string) error) func(*Colleague, colleagueAct) error {
	return func(c *Colleague, a colleagueAct) error {
		if !dialable(a.Number) {
			return fmt.Errorf("number %q cannot be dialled", a.Number)
		}
		return act(c, a.Number)
	}
}

// controlColleague serves POST /stations/EXTENSION/ACT and answers with what the
// switch knows of the station afterwards.
func (s *Server) controlColleague(r *http.Request) (any, error) {
	name := r.PathValue("act")
	act := colleagueActs()[name]
	if act == nil {
		return nil, fmt.Errorf("act %q: %w: want one of %s", name, errUnknown, strings.Join(slices.Sorted(maps.Keys(colleagueActs())), ", "))
	}
	var how colleagueAct
	if err := body(r, &how); err != nil && !errors.Is(err, io.EOF) { // many acts need nothing
		return nil, err
	}
	ext := r.PathValue("ext")
	if err := unknownUnless(s.Station(ext).Known, "station", ext); err != nil {
		return nil, err
	}
	who, err := s.Colleague(ext)
	if err != nil {
		return nil, err
	}
	if err := act(who, how); err != nil {
		return nil, err
	}
	return s.Station(ext), nil
}
