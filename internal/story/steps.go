package story

import (
	"context"
	"fmt"
	"time"

	"offhook/app/control"
	"offhook/internal/testdesk"
)

// Who signs in: the simulator's first station and agent.
const (
	Extension = "4750"
	AgentID   = "2001"
	// BreakReason is the AUX reason code that the story gives.
	BreakReason = "3"
	// voiceHz is the frequency that is spoken into the microphone: one that no
	// tone of the switch and no ring tone has.
	voiceHz = 1015
)

// Sentences that the simulated parties say.
const (
	callerSays = "lamp"
	menuSays   = "menu"
	menuOneIs  = "hours"
)

const menuNumber = "5550105"

// Shift is the story of an agent's shift.
func Shift() []Step {
	return []Step{
		{"start", start},
		{"sign in", signIn},
		{"auxiliary", inAux},
		{"auto-in", autoIn},
		{"an ACD call rings", rings},
		{"answer", answer},
		{"the caller hears the agent", heard},
		{"mute", mute},
		{"unmute", unmute},
		{"hold", hold},
		{"retrieve", retrieve},
		{"hang up", hangUp},
		{"dial out", dialOut},
		{"DTMF", sendDigits},
		{"hang up the call out", hangUpOut},
		{"after-call work", afterCall},
		{"manual-in", manualIn},
		{"a call in manual-in", manualCall},
		{"auxiliary with a reason", auxReason},
		{"sign out", signOut},
	}
}

// inState waits until both sides agree on the agent's state.
func (t *Teller) inState(ctx context.Context, state string) (control.Status, error) {
	st, err := t.Program.WaitStatus(ctx, "agent state "+state, func(st control.Status) bool {
		return st.Agent.State == state && st.Agent.Pending == nil
	})
	if err != nil {
		return st, err
	}
	return st, t.agentIs(ctx, state)
}

// haveCall waits until the program shows one call, in a state.
func (t *Teller) haveCall(ctx context.Context, state string) (control.Call, error) {
	st, err := t.Program.WaitStatus(ctx, "one call, "+state, func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].State == state
	})
	if err != nil {
		return control.Call{}, err
	}
	return st.Calls[0], nil
}

func (t *Teller) noCall(ctx context.Context) error {
	if _, err := t.Program.WaitStatus(ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }); err != nil {
		return err
	}
	if err := t.Program.WaitGone(ctx, "call.*.card"); err != nil {
		return err
	}
	return hearSilence(ctx, t.Desk, 300*time.Millisecond)
}

func start(ctx context.Context, t *Teller) (string, error) {
	before := time.Now()
	p, err := Start(ctx, t.Desk, t.Launch)
	if err != nil {
		return "", err
	}
	t.Program = p
	if _, err := p.WaitElement(ctx, "login.signIn", nil); err != nil {
		return "", err
	}
	return fmt.Sprintf("the sign-in form is there %.1f s after the start", time.Since(before).Seconds()), nil
}

func signIn(ctx context.Context, t *Teller) (string, error) {
	at, err := t.Hands.SignIn(ctx, t.Program, Form{
		Server: t.Switch.URL(), CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1",
		Extension: Extension, StationCode: "123456", AgentID: AgentID, AgentPassword: "1234",
	})
	if err != nil {
		return "", err
	}
	st, err := t.Program.WaitStatus(ctx, "to be signed in and connected", func(st control.Status) bool {
		return st.SignedIn && st.Connection == "connected"
	})
	if err != nil {
		return "", err
	}
	took := time.Since(at)
	if st.Connection != "connected" || st.Extension != Extension || st.Agent.ID != AgentID {
		return "", fmt.Errorf("signed in as %+v", st)
	}
	if err := t.registered(ctx); err != nil {
		return "", err
	}
	for name, text := range map[string]string{"header.agent": AgentID, "header.state": ""} {
		if _, err := t.Program.WaitText(ctx, name, text); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("agent %s on %s, registered for voice, after %.1f s", AgentID, Extension, took.Seconds()), nil
}

func inAux(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.inState(ctx, "aux"); err != nil {
		return "", err
	}
	return "the app and the switch both say AUX", nil
}

func autoIn(ctx context.Context, t *Teller) (string, error) {
	return t.change(ctx, t.Hands.AutoIn, "autoIn")
}

func afterCall(ctx context.Context, t *Teller) (string, error) {
	return t.change(ctx, t.Hands.AfterCall, "acw")
}

func manualIn(ctx context.Context, t *Teller) (string, error) {
	return t.change(ctx, t.Hands.ManualIn, "manualIn")
}

// change asks for a work mode and waits until it is confirmed.
func (t *Teller) change(ctx context.Context, ask func(context.Context, *Program) (time.Time, error), state string) (string, error) {
	at, err := ask(ctx, t.Program)
	if err != nil {
		return "", err
	}
	st, err := t.inState(ctx, state)
	if err != nil {
		return "", err
	}
	if age := time.Since(st.Agent.Since); age < 0 || age > time.Since(at)+time.Second {
		return "", fmt.Errorf("in this state since %v, asked at %v", st.Agent.Since, at)
	}
	return fmt.Sprintf("the app and the switch both say %s", state), nil
}

func auxReason(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.Aux(ctx, t.Program, BreakReason); err != nil {
		return "", err
	}
	if _, err := t.inState(ctx, "aux"); err != nil {
		return "", err
	}
	if _, err := t.Program.WaitStatus(ctx, "reason "+BreakReason, func(st control.Status) bool {
		return st.Agent.Reason != nil && fmt.Sprint(*st.Agent.Reason) == BreakReason
	}); err != nil {
		return "", err
	}
	if err := t.reasonIs(BreakReason); err != nil {
		return "", err
	}
	return "the app and the switch both say AUX with reason " + BreakReason, nil
}

func signOut(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.SignOut(ctx, t.Program); err != nil {
		return "", err
	}
	if _, err := t.Program.WaitStatus(ctx, "to be signed out", func(st control.Status) bool {
		return !st.SignedIn && st.Connection == "offline"
	}); err != nil {
		return "", err
	}
	if _, err := t.Program.WaitElement(ctx, "login.signIn", nil); err != nil {
		return "", err
	}
	if err := t.agentIs(ctx, "loggedOut"); err != nil {
		return "", err
	}
	if err := t.unregistered(ctx); err != nil {
		return "", err
	}
	return "the agent is logged out, the extension unregistered, the form is back", nil
}

// voice is what the agent says.
func voice() []int16 { return testdesk.Tone(voiceHz, -20, 200*time.Millisecond) }

// DemoArgs are the program's arguments for a simulated AES without encryption.
func DemoArgs(url string) []string {
	return []string{"--server", url, "--insecure-ws"}
}
