package cli

import "offhook/app/control"

type consultCommand struct {
	Number string `arg:"" help:"Whom to call about the present call, which is put on hold."`
}

type transferCommand struct {
	Number string `arg:"" optional:"" help:"Where to send the call without a word; without it, the two calls are joined and left."`
}

type (
	swapCommand     struct{}
	cancelCommand   struct{}
	completeCommand struct{}
)

type conferenceCommand struct {
	Number string `arg:"" optional:"" help:"Whom to bring into the call at once; without it, the two calls are joined."`
}

type deflectCommand struct {
	Number string `arg:"" help:"Where to send the ringing call."`
}

type dropCommand struct {
	Number string `arg:"" help:"The party's number, from status."`
}

type pickupCommand struct {
	Extension string `arg:"" help:"Where the call rings."`
}

func (c *consultCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "consult", Text: c.Number})
}

func (c *transferCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "transfer", Text: c.Number})
}

func (c *swapCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "swap"})
}

func (c *conferenceCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "conference", Text: c.Number})
}

func (c *cancelCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "cancel"})
}

func (c *completeCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "transfer"})
}

func (c *deflectCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "deflect", Text: c.Number})
}

func (c *dropCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "drop", Text: c.Number})
}

func (c *pickupCommand) Run(e *environment) error {
	return e.command(control.Request{Command: "pickup", Text: c.Extension})
}
