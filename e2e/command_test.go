package e2e_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// run runs the program's command line in the desk.
func (s *stage) run(args ...string) (stdout, stderr string, code int) {
	s.t.Helper()
	cmd := s.desk.Command(s.ctx, program, args...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if e, ok := errors.AsType[*exec.ExitError](err); ok && e.Exited() {
		code, err = e.ExitCode(), nil
	}
	if err != nil {
		s.t.Fatalf("offhook %s: %v", strings.Join(args, " "), err)
	}
	return out.String(), errs.String(), code
}

// expect runs a command, checks its exit code and that it says why when it
// fails, and returns what it printed.
func (s *stage) expect(code int, args ...string) string {
	s.t.Helper()
	stdout, stderr, got := s.run(args...)
	if got != code {
		s.t.Errorf("offhook %s: exit code %d, want %d: %s%s", strings.Join(args, " "), got, code, stdout, stderr)
	}
	if code != 0 && !strings.Contains(stderr, "offhook: ") {
		s.t.Errorf("offhook %s failed without a word: %q", strings.Join(args, " "), stderr)
	}
	return stdout
}

// status reads "offhook status --json" strictly: it is a contract.
func (s *stage) status() control.Status {
	s.t.Helper()
	out := s.expect(0, "status", "--json")
	var st control.Status
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&st); err != nil {
		s.t.Fatalf("status --json printed %q: %v", out, err)
	}
	return st
}

func quiet() testdesk.Options {
	return testdesk.Options{Keyring: testdesk.KeyringAbsent}
}

func TestCommandsWithoutTheApp(t *testing.T) {
	s := newStage(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent}, simulator.Options{})
	if out := s.expect(0, "--version"); !strings.HasPrefix(out, "offhook ") {
		t.Errorf("--version printed %q", out)
	}
	for _, args := range [][]string{
		{"status"}, {"status", "--json"}, {"dial", "5550100"}, {"answer"}, {"hangup"}, {"hold"},
		{"retrieve"}, {"mute"}, {"dtmf", "1"}, {"state", "ready"}, {"consult", "4751"}, {"transfer"}, {"swap"},
		{"conference"}, {"cancel"}, {"deflect", "4751"}, {"drop", "4751"}, {"pickup", "4751"},
	} {
		s.expect(3, args...)
	}
	for _, args := range [][]string{
		{"nonsense"}, {"dial"}, {"state"}, {"state", "happy"}, {"mute", "perhaps"}, {"--no-such-flag"},
	} {
		s.expect(2, args...)
	}
}

func TestCommandsBeforeSigningIn(t *testing.T) {
	s := newStage(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent}, simulator.Options{})
	s.start(story.Launch{Args: story.DemoArgs(s.aes.URL())})
	if st := s.status(); st.SignedIn || st.Connection != "offline" || st.Calls == nil || st.Agent.State != "loggedOut" {
		t.Errorf("status = %+v", st)
	}
	for _, args := range [][]string{{"dial", "5550100"}, {"answer"}, {"state", "ready"}, {"dtmf", "1"}, {"mute"}} {
		s.expect(4, args...)
	}
	// A second start shows the first one's window and ends well.
	_, said, code := s.run(story.DemoArgs(s.aes.URL())...)
	if code != 0 || !strings.Contains(said, "already running") {
		t.Errorf("the second start ended with %d and %q", code, said)
	}
}

// TestCommandsWorkTheApp: a whole shift from the command line. Each command
// returns when its effect is there, so that scripts need no pauses.
func TestCommandsWorkTheApp(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.signedIn()
	s.expect(1, "answer") // there is no call
	s.expect(0, "state", "ready")
	if st := s.status(); st.Agent.State != "autoIn" || !st.SignedIn || st.Connection != "connected" {
		t.Errorf("after state ready: %+v", st)
	}
	call, err := s.aes.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Echo()})
	if err != nil {
		t.Fatal(err)
	}
	s.waitCallState("alerting")
	s.expect(0, "answer")
	s.checkCall("connected")
	s.expect(0, "mute", "on")
	if !s.status().Media.Muted {
		t.Error("mute on did not mute")
	}
	s.expect(0, "mute", "off")
	s.expect(0, "hold")
	s.checkCall("held")
	s.expect(0, "retrieve")
	s.checkCall("connected")
	s.expect(0, "dtmf", "12#")
	s.expect(2, "dtmf", "12x")
	s.must(s.aes.WaitCall(s.ctx, func(c *simulator.Call) bool { return c == call && c.Digits() == "12#" }))
	s.expect(0, "hangup")
	if st := s.status(); len(st.Calls) != 0 {
		t.Errorf("after hangup: %+v", st.Calls)
	}
	if state := call.State(); state != simulator.CallEnded {
		t.Errorf("the switch says that the call is %s", state)
	}
	s.expect(0, "dial", "tel:555-0102") // a link is shown, not dialled
	if st := s.status(); len(st.Calls) != 0 {
		t.Errorf("a link was dialled without being asked for: %+v", st.Calls)
	}
	s.expect(0, "dial", "555-0101")
	if st := s.status(); len(st.Calls) != 1 || st.Calls[0].Direction != "out" || !strings.Contains(st.Calls[0].Remote, "5550101") {
		t.Errorf("after dial: %+v", st.Calls)
	}
	s.waitCallState("connected")
	s.expect(0, "hangup")
	s.twoCalls()
	s.expect(0, "state", "acw")
	s.expect(0, "state", "manual")
	s.expect(0, "state", "aux", "--reason", "3")
	if st := s.status(); st.Agent.State != "aux" || st.Agent.Reason == nil || *st.Agent.Reason != 3 {
		t.Errorf("after state aux --reason 3: %+v", st.Agent)
	}
	s.expect(0, "state", "logout")
	if st := s.status(); st.SignedIn {
		t.Errorf("after state logout: %+v", st)
	}
	if a := s.aes.Agent(story.AgentID); a.Mode != simulator.LoggedOut {
		t.Errorf("the switch says that the agent is %s", a.Mode)
	}
}

// waitCallState polls the command line until the one call is in a state.
func (s *stage) waitCallState(state string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 10*time.Second)
	defer cancel()
	for {
		st := s.status()
		if len(st.Calls) == 1 && st.Calls[0].State == state {
			return
		}
		if ctx.Err() != nil {
			s.t.Fatalf("no call became %s: %+v", state, st.Calls)
		}
	}
}

func (s *stage) checkCall(state string) {
	s.t.Helper()
	if st := s.status(); len(st.Calls) != 1 || st.Calls[0].State != state {
		s.t.Errorf("calls = %+v, want one that is %s", st.Calls, state)
	}
}

func TestStatusFollow(t *testing.T) {
	s := newStage(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent}, simulator.Options{})
	s.signedIn()
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	cmd := s.desk.Command(ctx, program, "status", "--json", "--follow")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { cancel(); _ = cmd.Wait() }()
	lines := bufio.NewScanner(out)
	next := func(want string) {
		t.Helper()
		for lines.Scan() {
			var st control.Status
			if err := json.Unmarshal(lines.Bytes(), &st); err != nil {
				t.Fatalf("%q: %v", lines.Text(), err)
			}
			if st.Agent.State == want {
				return
			}
		}
		t.Fatalf("the stream ended before agent state %s", want)
	}
	next("aux")
	s.expect(0, "state", "ready")
	next("autoIn")
	s.expect(0, "state", "aux")
	next("aux")
}

func TestUnattendedSignInAsksForWhatIsMissing(t *testing.T) {
	s := newStage(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent}, simulator.Options{})
	p := s.start(story.Launch{Args: unattended(s.aes.URL()), Env: secrets()[:2]}) // no agent password
	s.must(p.WaitElement(s.ctx, "login.agentPassword", func(e story.Element) bool { return e.Focused }))
	if err := p.Type("1234"); err != nil {
		t.Fatal(err)
	}
	s.must(p.Press(s.ctx, "Return"))
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
}

// twoCalls passes a customer on by the command line, in each way.
func (s *stage) twoCalls() {
	s.expect(1, "transfer") // there is no pair of calls
	customer := func() *simulator.Call {
		call, err := s.aes.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
		s.must(nil, err)
		s.waitCallState("alerting")
		s.expect(0, "answer")
		s.expect(0, "consult", "4751")
		s.must(s.aes.WaitCall(s.ctx, func(c *simulator.Call) bool {
			return c.Number() == "4751" && c.State() == simulator.CallConnected
		}))
		return call
	}
	call := customer()
	s.expect(0, "swap")
	s.expect(0, "swap")
	s.expect(0, "cancel")
	s.checkCall("connected")
	s.expect(0, "transfer", "4751")
	if st := s.status(); len(st.Calls) != 0 {
		s.t.Errorf("after the blind transfer: %+v", st.Calls)
	}
	s.must(nil, call.Wait(s.ctx, simulator.CallConnected))
	call.Hangup()

	customer()
	s.expect(0, "conference")
	if st := s.status(); len(st.Calls) != 1 || st.Calls[0].Parties != 2 || st.Calls[0].With != "15551234567, 4751" {
		s.t.Errorf("after conference: %+v", st.Calls)
	}
	s.expect(0, "drop", "4751")
	s.checkCall("connected")
	s.expect(0, "hangup")

	call = customer()
	s.expect(0, "transfer")
	if st := s.status(); len(st.Calls) != 0 {
		s.t.Errorf("after the transfer: %+v", st.Calls)
	}
	s.must(nil, call.Wait(s.ctx, simulator.CallConnected))
	call.Hangup()
}
