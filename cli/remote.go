package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"offhook/app/control"
)

type statusCommand struct {
	JSON   bool `help:"Print one JSON object." name:"json"`
	Follow bool `help:"Print again at every change, one line each with --json."`
}

type answerCommand struct {
	Call string `arg:"" optional:"" help:"Call id from status; default: the call that fits."`
}

type hangupCommand struct {
	Call string `arg:"" optional:"" help:"Call id from status; default: the call that fits."`
}

type holdCommand struct {
	Call string `arg:"" optional:"" help:"Call id from status; default: the call that fits."`
}

type retrieveCommand struct {
	Call string `arg:"" optional:"" help:"Call id from status; default: the call that fits."`
}

type muteCommand struct {
	To string `arg:"" optional:"" enum:"on,off,toggle" default:"toggle" help:"on, off or toggle (default)."`
}

type dtmfCommand struct {
	Digits string `arg:"" help:"Digits, * and #."`
}

type stateCommand struct {
	State  string `arg:"" enum:"ready,manual,aux,acw,logout" help:"ready (auto-in), manual (manual-in), aux, acw or logout."`
	Reason *int   `help:"Reason code, with aux and logout." placeholder:"N"`
}

type inspectCommand struct{}

func (c *answerCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "answer", Text: c.Call})
}

func (c *hangupCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "hangup", Text: c.Call})
}

func (c *holdCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "hold", Text: c.Call})
}

func (c *retrieveCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "retrieve", Text: c.Call})
}

func (c *muteCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "mute", Text: c.To})
}

func (c *dtmfCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "dtmf", Text: c.Digits})
}

func (c *stateCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "state", Text: c.State, Reason: c.Reason})
}

func (c *inspectCommand) Run(e *environment) error {
	r, err := e.send(control.Request{Command: "inspect"})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.stdout, string(r.Data))
	return err
}

func (c *statusCommand) Run(e *environment) error {
	path, err := e.socket()
	if err != nil {
		return err
	}
	var failed error
	err = control.Stream(e.ctx, path, control.Request{Command: "status", Follow: c.Follow}, func(r control.Response) bool {
		if failed = outcome(r); failed != nil {
			return false
		}
		failed = e.printStatus(r.Status, c.JSON)
		return failed == nil && c.Follow
	})
	if e.ctx.Err() != nil {
		return nil // interrupted while following: that is how it ends
	}
	return errors.Join(failed, notRunning(err))
}

func (e *environment) printStatus(st *control.Status, asJSON bool) error {
	if st == nil {
		return errors.New("the app sent no status")
	}
	if asJSON {
		return json.NewEncoder(e.stdout).Encode(st)
	}
	var b strings.Builder
	agent := st.Agent.State
	if st.Agent.Reason != nil && *st.Agent.Reason != 0 {
		agent += fmt.Sprintf(" (reason %d)", *st.Agent.Reason)
	}
	if st.Agent.Pending != nil {
		agent += ", then " + *st.Agent.Pending
	}
	if !st.SignedIn {
		agent = "not signed in"
	}
	fmt.Fprintf(&b, "agent %s on %s: %s for %s, server %s\n", st.Agent.ID, st.Extension, agent,
		time.Since(st.Agent.Since).Round(time.Second), st.Connection)
	printPhone(&b, st)
	for _, c := range st.Calls {
		printCall(&b, c)
	}
	if st.Media.Active {
		muted := ""
		if st.Media.Muted {
			muted = ", muted"
		}
		fmt.Fprintf(&b, "voice %s, MOS %.1f, %d lost, jitter %.1f ms%s\n", st.Media.Codec, st.Media.MOS, st.Media.Lost, st.Media.JitterMs, muted)
	}
	_, err := fmt.Fprint(e.stdout, b.String())
	return err
}

// command sends a request that has no answer but its outcome.
func (e *environment) command(req control.Request) error {
	_, err := e.send(req)
	return err
}

func (e *environment) send(req control.Request) (control.Response, error) {
	path, err := e.socket()
	if err != nil {
		return control.Response{}, err
	}
	r, err := control.Send(e.ctx, path, req)
	if err != nil {
		return r, notRunning(err)
	}
	return r, outcome(r)
}

func (e *environment) socket() (string, error) {
	path, err := control.Path(e.globals.Profile)
	if err != nil {
		return "", exitError{exitUsage, err.Error()}
	}
	return path, nil
}

func notRunning(err error) error {
	if errors.Is(err, control.ErrNotRunning) {
		return exitError{exitNotRunning, "no running app: start offhook first"}
	}
	return err
}

// outcome turns a response's code into the program's exit code.
func outcome(r control.Response) error {
	code, ok := map[control.Code]int{
		control.OK:          exitOK,
		control.BadRequest:  exitUsage,
		control.NotSignedIn: exitNotSignedIn,
		control.Refused:     exitPolicy,
	}[r.Code]
	if !ok {
		code = exitFailed
	}
	if code == exitOK {
		return nil
	}
	return exitError{code, r.Error}
}
