package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"offhook/app/control"
)

type historyCommand struct {
	Missed bool   `help:"Only calls that nobody took."`
	Search string `help:"Only calls with these words in number, name or service." placeholder:"TEXT"`
	Count  int    `help:"At most so many, the newest first; 0 for all." default:"50" placeholder:"N"`
	JSON   bool   `help:"Print each call as one line of JSON." name:"json" xor:"form"`
	CSV    bool   `help:"Print all that fit as comma-separated values." name:"csv" xor:"form"`
}

// Run prints the calls that the running app has kept.
func (c *historyCommand) Run(e *environment) error {
	if c.Count < 0 {
		return exitError{exitUsage, "history: --count takes 0 or more"}
	}
	data, err := json.Marshal(control.HistoryRequest{Search: c.Search, Missed: c.Missed, Count: c.Count, CSV: c.CSV})
	if err != nil {
		return err
	}
	return e.stream(control.Request{Command: "history", Data: data}, func(data json.RawMessage) error {
		if c.CSV {
			return printText(e.stdout, data)
		}
		var calls []control.PastCall
		if err := json.Unmarshal(data, &calls); err != nil {
			return err
		}
		for _, call := range calls {
			if err := printPast(e.stdout, call, c.JSON); err != nil {
				return err
			}
		}
		return nil
	})
}

// stream sends a request and hands over the data of each response.
func (e *environment) stream(req control.Request, each func(json.RawMessage) error) error {
	path, err := e.socket()
	if err != nil {
		return err
	}
	var failed error
	err = control.Stream(e.ctx, path, req, func(r control.Response) bool {
		if failed = outcome(r); failed == nil && len(r.Data) > 0 {
			failed = each(r.Data)
		}
		return failed == nil
	})
	if failed != nil {
		return failed
	}
	return errors.Join(notRunning(err))
}

func printText(w io.Writer, data json.RawMessage) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	_, err := fmt.Fprint(w, text)
	return err
}

func printPast(w io.Writer, c control.PastCall, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(c)
	}
	who := c.Number
	if who == "" {
		who = "withheld"
	}
	if c.Name != "" {
		who = c.Name + " " + who
	}
	length := time.Duration(c.TalkSeconds+c.HoldSeconds) * time.Second
	_, err := fmt.Fprintf(w, "%s  %-3s  %-10s  %8s  %s\n", c.Started.Local().Format("2006-01-02 15:04:05"),
		c.Direction, c.Result, length, oneLine(strings.TrimSpace(who+"  "+c.Service)))
	return err
}

// oneLine keeps a text from outside on its line and the terminal as it is.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)
}
