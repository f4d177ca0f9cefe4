package cli

import "offhook/app/control"

type dndCommand struct {
	To string `arg:"" optional:"" enum:"on,off,toggle" default:"toggle" help:"on, off or toggle (default)."`
}

type forwardCommand struct {
	To string `arg:"" help:"Where all calls go, or off."`
}

func (c *dndCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "dnd", Text: c.To})
}

func (c *forwardCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "forward", Text: c.To})
}
