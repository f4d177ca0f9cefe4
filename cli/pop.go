package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"offhook/app/control"
	"offhook/app/pop"
	"offhook/app/trigger"
)

// popCommand is the dry run of the settings' pages.
type popCommand struct {
	DryRun bool   `help:"Print which pages would open. Nothing is opened, with or without it." name:"dry-run"`
	Count  int    `help:"For at most so many past calls of the running app, the newest first; 0 for all." default:"10" placeholder:"N"`
	Missed bool   `help:"Only for calls that nobody took."`
	Search string `help:"Only for calls with these words in number, name or service." placeholder:"TEXT"`

	Caller    string `help:"For a call that is made up of this and the flags below, instead of past ones. Needs no running app." placeholder:"NUMBER" group:"A made-up call"`
	Name      string `help:"Its caller's name in the directory." placeholder:"TEXT" group:"A made-up call"`
	Digits    string `help:"What its caller entered." placeholder:"DIGITS" group:"A made-up call"`
	VDN       string `help:"Its VDN." name:"vdn" placeholder:"NUMBER" group:"A made-up call"`
	Skill     string `help:"Its skill." placeholder:"NUMBER" group:"A made-up call"`
	UUI       string `help:"Its user-to-user information." name:"uui" placeholder:"TEXT" group:"A made-up call"`
	UCID      string `help:"Its UCID." name:"ucid" placeholder:"ID" group:"A made-up call"`
	Direction string `help:"in or out." enum:"in,out" default:"in" group:"A made-up call"`
}

// Run prints the pages that the settings file opens for calls.
func (c *popCommand) Run(e *environment) error {
	if c.Count < 0 {
		return exitError{exitUsage, "pop: --count takes 0 or more"}
	}
	settings, err := e.usable(nil)
	if err != nil {
		return err
	}
	pages, err := pop.New(settings.Pop)
	if err != nil {
		return err
	}
	if len(settings.Pop) == 0 {
		_, err := fmt.Fprintln(e.stdout, "The settings have no [[pop]] rule: no page opens with a call.")
		return err
	}
	if made, ok := c.madeUp(settings.Services); ok {
		return printPages(e, pages, made, pop.Triggers())
	}
	return c.past(e, settings.Services, pages)
}

// madeUp is the call of the flags; ok is false when there are none.
func (c *popCommand) madeUp(services map[string]string) (call trigger.Call, ok bool) {
	call = trigger.Call{
		Number: c.Caller, Name: c.Name, Collected: c.Digits, VDN: c.VDN, Skill: c.Skill, UserData: c.UUI, UCID: c.UCID,
	}
	ok = call != trigger.Call{}
	call.Direction, call.Service = c.Direction, c.VDN
	if call.Service == "" {
		call.Service = c.Skill
	}
	if name := services[call.Service]; name != "" {
		call.Service = name
	}
	return call, ok
}

// past prints the pages for calls of the history. What that does not keep, the
// caller's digits and data, is empty.
func (c *popCommand) past(e *environment, services map[string]string, pages *pop.Pages) error {
	data, err := json.Marshal(control.HistoryRequest{Search: c.Search, Missed: c.Missed, Count: c.Count})
	if err != nil {
		return err
	}
	return e.stream(control.Request{Command: "history", Data: data}, func(data json.RawMessage) error {
		var calls []control.PastCall
		if err := json.Unmarshal(data, &calls); err != nil {
			return err
		}
		for _, past := range calls {
			if err := printPast(e.stdout, past, false); err != nil {
				return err
			}
			if err := printPages(e, pages, pastTrigger(past, services), pastTriggers(past)); err != nil {
				return err
			}
		}
		return nil
	})
}

// pastTrigger is a call of the history as pages are told of it.
func pastTrigger(c control.PastCall, services map[string]string) trigger.Call {
	call := trigger.Call{
		Direction: c.Direction, Number: c.Number, Name: c.Name, Service: c.Service, VDN: c.Service, UCID: c.UCID,
	}
	if strings.Trim(call.Number, "+*#0123456789") != "" {
		call.Number = "" // masked
	}
	for number, name := range services {
		if name == c.Service {
			call.VDN = number
		}
	}
	return call
}

// pastTriggers is what happened to a call of the history.
func pastTriggers(c control.PastCall) []trigger.Trigger {
	switch c.Result {
	case "answered":
		return []trigger.Trigger{trigger.Ring, trigger.Answer, trigger.End}
	case "missed":
		return []trigger.Trigger{trigger.Ring, trigger.Missed}
	}
	return []trigger.Trigger{trigger.Ring}
}

func printPages(e *environment, pages *pop.Pages, c trigger.Call, on []trigger.Trigger) error {
	none := true
	for _, t := range on {
		for _, page := range pages.For(t, c) {
			none = false
			what := page.URL
			if page.Err != nil {
				what = "nothing opens: " + page.Err.Error()
			}
			if _, err := fmt.Fprintf(e.stdout, "    %-7s rule %d  %s\n", t, page.Rule, what); err != nil {
				return err
			}
		}
	}
	if none {
		_, err := fmt.Fprintln(e.stdout, "    no page")
		return err
	}
	return nil
}
