package cli

import (
	"cmp"
	"errors"
	"fmt"

	"offhook/app"
	"offhook/app/control"
	"offhook/app/desktop"
	"offhook/app/dialrules"
	"offhook/app/tel"
)

type dialCommand struct {
	Number    string `arg:"" optional:"" help:"Number in any usual spelling, or a tel: or callto: link."`
	Clipboard bool   `help:"Show the number that is in the clipboard, instead of one given here."`
	DryRun    bool   `help:"Only print what would be dialled, and by which rule. Needs no running app." name:"dry-run"`
}

// Run calls a number at once; a link's is shown first, and starts the app when
// none runs.
func (c *dialCommand) Run(e *environment) error {
	switch {
	case c.Clipboard == (c.Number != ""), c.Clipboard && c.DryRun:
		return exitError{exitUsage, "give either a number or --clipboard"}
	case c.Clipboard:
		return e.command(control.Request{Command: "clipboard"})
	case c.DryRun:
		return c.dryRun(e)
	case tel.IsLink(c.Number):
		return (&runCommand{Link: c.Number}).Run(e)
	}
	return e.command(control.Request{Command: "dial", Text: c.Number})
}

// dryRun prints what the settings make of a number.
func (c *dialCommand) dryRun(e *environment) error {
	settings, err := e.usable(nil)
	if err != nil {
		return err
	}
	number, err := app.Dialable(c.Number)
	if err != nil {
		return exitError{exitUsage, fmt.Sprintf("%q: %v", c.Number, err)}
	}
	plan, err := dialrules.New(settings.Dial)
	if err != nil {
		return err
	}
	r, err := plan.Dial(number)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%s\n  number  %s\n  dialled %s\n  rule    %s\n", c.Number, plan.Pretty(number), r.Shown, ruleWord(r))
	return err
}

// ruleWord is a rule's name on the command line.
func ruleWord(r dialrules.Result) string {
	word := map[dialrules.Rule]string{
		dialrules.Unchanged: "none: dialled as it is", dialrules.Emergency: "emergency number, never changed",
		dialrules.Code: "feature code", dialrules.Internal: "internal number", dialrules.Complete: "outside line is already there",
		dialrules.International: "international number", dialrules.National: "national number", dialrules.Local: "local number",
	}[r.Rule]
	if r.Rule == dialrules.Rewritten {
		word = fmt.Sprintf("rewrite %q", r.Name)
	}
	return word
}

// checkLink refuses what is no link, or one that names no number. Empty is none.
func checkLink(link string) error {
	if link == "" {
		return nil
	}
	if !tel.IsLink(link) {
		return exitError{exitUsage, fmt.Sprintf("unexpected argument %.60q: neither a command nor a tel: or callto: link", link)}
	}
	if _, err := app.Dialable(link); err != nil {
		return exitError{exitUsage, fmt.Sprintf("%.60q: %v", link, err)}
	}
	return nil
}

// forwardLink gives a link to the running app. done is false when none runs.
func (e *environment) forwardLink(link string) (done bool, err error) {
	path, err := e.socket()
	if err != nil {
		return true, err
	}
	letInFront()
	r, err := control.Send(e.ctx, path, control.Request{Command: "link", Text: link})
	if errors.Is(err, control.ErrNotRunning) {
		return false, nil
	}
	if err == nil {
		err = outcome(r)
	}
	return true, err
}

// forwardPress gives the link of a message's button to the app that has shown it.
// done is false when that does not run. What goes wrong is told without the link,
// whose key answers a call.
func (e *environment) forwardPress(link string) (done bool, err error) {
	profile := cmp.Or(desktop.ParseLink(link).Profile, e.globals.Profile)
	path, err := control.Path(profile)
	if err != nil {
		return false, nil // somebody has made the link up
	}
	letInFront()
	r, err := control.Send(e.ctx, path, control.Request{Command: "press", Text: link})
	if errors.Is(err, control.ErrNotRunning) {
		return false, nil
	}
	if err == nil {
		err = outcome(r)
	}
	return true, err
}
