package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/app/control"
	"offhook/wti"
	"offhook/wti/simulator"
)

// office is an app without a window that is signed in at a simulated AES and
// serves its local socket.
type office struct {
	t       *testing.T
	profile string
	server  *simulator.Server
	app     *app.App
}

// soon bounds what takes a moment.
const soon = 10 * time.Second

func newOffice(t *testing.T, o simulator.Options, change ...func(*app.Options)) *office {
	t.Helper()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	test.NewTempApp(t)
	o.RegisterDelay = -1
	server, err := simulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return atDesk(t, server, "default", "4750", "2001", change...)
}

// atDesk starts another agent's app, as a profile of its own.
func atDesk(t *testing.T, server *simulator.Server, profile, extension, agent string, change ...func(*app.Options)) *office {
	t.Helper()
	settings := app.DefaultSettings()
	settings.InsecureWS = true
	settings.Colleagues = []app.Colleague{{Extension: "4751"}}
	settings.Skills = []string{"500"}
	var ui sync.Mutex
	o := app.Options{Settings: settings, HistoryPath: filepath.Join(t.TempDir(), "history.db"), DirectoryPath: filepath.Join(t.TempDir(), "directory.db"), Dispatch: func(f func()) { ui.Lock(); defer ui.Unlock(); f() }}
	for _, c := range change {
		c(&o)
	}
	a := app.New(o)
	path, err := control.Path(profile)
	if err != nil {
		t.Fatal(err)
	}
	socket, err := control.Listen(path, a, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var run sync.WaitGroup
	run.Go(func() { _ = a.Run(ctx) })
	t.Cleanup(func() { cancel(); run.Wait(); _ = socket.Close() })
	f := &office{t: t, profile: profile, server: server, app: a}
	a.SignIn(app.SignInForm{
		Server: server.URL(), CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1", Extension: extension, StationCode: "123456",
		AgentID: agent, AgentPassword: "1234", Mode: wti.ThisComputer,
	})
	f.until("signed in", func(s control.Status) bool { return s.SignedIn && s.Agent.State == "aux" })
	return f
}

// offhook runs a command line and expects an exit code.
func (f *office) offhook(code int, args ...string) (stdout, stderr string) {
	f.t.Helper()
	var out, errs bytes.Buffer
	args = append([]string{"--profile", f.profile}, args...)
	if got := run(args, "test", &out, &errs); got != code {
		f.t.Fatalf("offhook %s: exit code %d, want %d: %s%s", strings.Join(args, " "), got, code, out.String(), errs.String())
	}
	if code != exitOK && !strings.Contains(errs.String(), "offhook: ") {
		f.t.Errorf("offhook %s failed without a word", strings.Join(args, " "))
	}
	return out.String(), errs.String()
}

// status is what "offhook status --json" prints.
func (f *office) status() control.Status {
	f.t.Helper()
	out, _ := f.offhook(exitOK, "status", "--json")
	var st control.Status
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(&st); err != nil {
		f.t.Fatalf("status --json printed %q: %v", out, err)
	}
	return st
}

// until follows the status until it is as wanted.
func (f *office) until(what string, ok func(control.Status) bool) control.Status {
	f.t.Helper()
	path, err := control.Path(f.profile)
	if err != nil {
		f.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	var last control.Status
	err = control.Stream(ctx, path, control.Request{Command: "status", Follow: true}, func(r control.Response) bool {
		last = *r.Status
		return !ok(last)
	})
	if err != nil {
		f.t.Fatalf("%s: %v; status %+v", what, err, last)
	}
	return last
}

// customer brings a customer's call to the agent and answers it.
func (f *office) customer() *simulator.Call {
	f.t.Helper()
	f.offhook(exitOK, "state", "ready")
	call, err := f.server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
	if err != nil {
		f.t.Fatal(err)
	}
	f.until("ringing", func(s control.Status) bool { return len(s.Calls) == 1 && s.Calls[0].State == "alerting" })
	f.offhook(exitOK, "answer")
	return call
}

// states lists the calls' states.
func states(s control.Status) string {
	var list []string
	for _, c := range s.Calls {
		list = append(list, c.State)
	}
	return strings.Join(list, " ")
}

func noCalls(s control.Status) bool { return len(s.Calls) == 0 }

func TestAConsultationByCommands(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.offhook(exitFailed, "consult", "4751") // about which call?
	f.offhook(exitFailed, "swap")
	f.offhook(exitFailed, "complete")
	f.offhook(exitFailed, "conference")
	f.offhook(exitFailed, "cancel")
	call := f.customer()
	f.offhook(exitUsage, "consult", "not a number")
	f.offhook(exitOK, "consult", "4751")
	st := f.until("the colleague answered", func(s control.Status) bool { return states(s) == "held connected" })
	if st.Calls[1].ConsultFor != st.Calls[0].ID {
		t.Errorf("the consultation is not tied to its call: %+v", st.Calls)
	}
	f.offhook(exitOK, "swap")
	if got := states(f.status()); got != "connected held" {
		t.Errorf("after swap: %s", got)
	}
	f.offhook(exitOK, "swap")
	f.offhook(exitOK, "cancel")
	f.until("back to the customer", func(s control.Status) bool { return states(s) == "connected" })
	f.offhook(exitOK, "consult", "4751")
	f.until("the colleague answered", func(s control.Status) bool { return states(s) == "held connected" })
	f.offhook(exitOK, "complete")
	f.until("transferred", noCalls)
	if s := call.State(); s != simulator.CallConnected {
		t.Errorf("the customer is %s after the transfer", s)
	}
}

func TestAConferenceByCommands(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.customer()
	f.offhook(exitOK, "consult", "4751")
	f.until("the colleague answered", func(s control.Status) bool { return states(s) == "held connected" })
	f.offhook(exitOK, "conference")
	st := f.until("a conference", func(s control.Status) bool { return states(s) == "connected" && s.Calls[0].Parties == 2 })
	if st.Calls[0].With != "15551234567, 4751" {
		t.Errorf("parties = %q", st.Calls[0].With)
	}
	f.offhook(exitFailed, "drop", "999")
	f.offhook(exitOK, "drop", "4751")
	f.until("the customer alone", func(s control.Status) bool { return states(s) == "connected" && s.Calls[0].Parties == 0 })
	f.offhook(exitOK, "transfer", "4751")
	f.until("passed on", noCalls)
}

func TestDeflectAndPickUpByCommands(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.offhook(exitFailed, "deflect", "4751") // nothing rings
	f.offhook(exitFailed, "pickup", "4751")
	colleague := atDesk(t, f.server, "colleague", "4751", "2002")
	f.offhook(exitOK, "state", "ready")
	if _, err := f.server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()}); err != nil {
		t.Fatal(err)
	}
	rings := func(s control.Status) bool { return states(s) == "alerting" }
	f.until("ringing", rings)
	f.offhook(exitUsage, "deflect", "nobody")
	f.offhook(exitOK, "deflect", "4751")
	colleague.until("rings at the colleague", rings)
	f.offhook(exitOK, "pickup", "4751")
	f.until("picked up", func(s control.Status) bool { return states(s) == "connected" })
	colleague.until("gone from the colleague", noCalls)
}

func TestTheSwitchLinkInTheStatus(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.until("the link is up", func(s control.Status) bool { return s.Switch == "up" })
	f.server.SetLink(false)
	f.until("the link is down", func(s control.Status) bool { return s.Switch == "down" })
	f.server.SetLink(true)
	f.until("the link is up again", func(s control.Status) bool { return s.Switch == "up" })
}

func TestTheStationsFeaturesByCommands(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.offhook(exitOK, "dnd", "on")
	if st := f.status(); !st.DoNotDisturb || !f.server.Station("4750").DoNotDisturb {
		t.Errorf("after dnd on: %+v", st)
	}
	f.offhook(exitOK, "dnd") // toggle
	if st := f.status(); st.DoNotDisturb || f.server.Station("4750").DoNotDisturb {
		t.Errorf("after dnd: %+v", st)
	}
	f.offhook(exitUsage, "forward", "nowhere")
	f.offhook(exitOK, "forward", "47 51")
	if st := f.status(); st.Forward != "4751" || f.server.Station("4750").Forward != "4751" {
		t.Errorf("after forward: %+v", st)
	}
	f.offhook(exitOK, "forward", "off")
	if st := f.status(); st.Forward != "" {
		t.Errorf("after forward off: %+v", st)
	}
	f.offhook(exitOK, "dnd", "on")
	text, _ := f.offhook(exitOK, "status")
	for _, want := range []string{"agent 2001 on 4750: aux", "do not disturb is on", "colleague 4751"} {
		if !strings.Contains(text, want) {
			t.Errorf("status lacks %q:\n%s", want, text)
		}
	}
	f.server.SetMessageWaiting("4750", true)
	f.until("the message lamp", func(s control.Status) bool { return s.Messages })
}

func TestColleaguesAndQueuesInTheStatus(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	is := func(state string) func(control.Status) bool {
		return func(s control.Status) bool { return len(s.Colleagues) == 1 && s.Colleagues[0].State == state }
	}
	f.until("nobody is at the colleague's phone", is("unavailable"))
	colleague := atDesk(t, f.server, "colleague", "4751", "2002")
	f.until("the colleague is there", is("idle"))
	f.until("two agents", func(s control.Status) bool {
		return len(s.Skills) == 1 && s.Skills[0].LoggedIn != nil && *s.Skills[0].LoggedIn == 2
	})
	colleague.offhook(exitOK, "dial", "5550107")
	f.until("the colleague talks", is("onCall"))
}

func TestTheTraceByCommand(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.customer()
	st := f.status()
	ladder, _ := f.offhook(exitOK, "trace", "--call", st.Calls[0].UCID)
	for _, want := range []string{"DeliveredEvent", "AnswerCall", "EstablishedEvent", "ok in", "15551234567"} {
		if !strings.Contains(ladder, want) {
			t.Errorf("the ladder lacks %q:\n%s", want, ladder)
		}
	}
	if strings.Contains(ladder, "StartApplicationSession") {
		t.Errorf("the ladder of one call has the session's start:\n%s", ladder)
	}
	f.offhook(exitFailed, "trace", "--call", "00000000000000000000")
	all, _ := f.offhook(exitOK, "trace")
	frames := 0
	for line := range strings.Lines(all) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("not a line of JSON: %q", line)
		}
		frames++
	}
	if frames < 15 || !strings.Contains(all, "StartApplicationSession") {
		t.Errorf("%d frames:\n%s", frames, all)
	}
	for _, secret := range []string{"123456", "31323334", "ZGVtbzpkZW1v"} { // station code, agent password, Basic
		if strings.Contains(all, secret) && secret != "123456" || strings.Contains(all, `"`+secret+`"`) {
			t.Errorf("the trace has the secret %s", secret)
		}
	}
}

func TestCommandsWithoutAnApp(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	f := &office{t: t, profile: "default"}
	for _, args := range [][]string{
		{"status"}, {"consult", "4751"}, {"transfer"}, {"complete"}, {"swap"}, {"conference"}, {"cancel"},
		{"drop", "4751"}, {"pickup", "4751"}, {"deflect", "4751"}, {"trace"}, {"dnd"}, {"forward", "off"},
	} {
		f.offhook(exitNotRunning, args...)
	}
	for _, args := range [][]string{{"consult"}, {"deflect"}, {"drop"}, {"pickup"}, {"nonsense"}, {"dnd", "perhaps"}, {"forward"}} {
		f.offhook(exitUsage, args...)
	}
}
