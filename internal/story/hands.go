package story

import (
	"context"
	"time"
)

// Form is what an agent types to sign in. Empty members are left as they are
// shown.
type Form struct {
	Server, CTIUser, CTIPassword       string
	SwitchName, Extension, StationCode string
	AgentID, AgentPassword             string
}

// Fields pairs the form's elements with what to type, in the form's order.
func (f Form) Fields() [][2]string {
	return [][2]string{
		{"login.server", f.Server},
		{"login.ctiUser", f.CTIUser},
		{"login.ctiPassword", f.CTIPassword},
		{"login.switchName", f.SwitchName},
		{"login.extension", f.Extension},
		{"login.stationCode", f.StationCode},
		{"login.agentID", f.AgentID},
		{"login.agentPassword", f.AgentPassword},
	}
}

// Hands do what an agent does, by mouse or by keyboard. Every action returns
// the moment of its deciding click or key; none waits for what comes of it.
type Hands interface {
	PairHands
	Name() string
	SignIn(context.Context, *Program, Form) (time.Time, error)
	AutoIn(context.Context, *Program) (time.Time, error)
	ManualIn(context.Context, *Program) (time.Time, error)
	AfterCall(context.Context, *Program) (time.Time, error)
	Aux(ctx context.Context, p *Program, reason string) (time.Time, error)
	Answer(context.Context, *Program) (time.Time, error)
	HangUp(context.Context, *Program) (time.Time, error)
	Hold(context.Context, *Program) (time.Time, error)
	Retrieve(context.Context, *Program) (time.Time, error)
	Mute(context.Context, *Program) (time.Time, error)
	Dial(ctx context.Context, p *Program, number string) (time.Time, error)
	Digits(ctx context.Context, p *Program, digits string) (time.Time, error)
	SignOut(context.Context, *Program) (time.Time, error)
}
