package textmode

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"offhook/app"
	"offhook/wti"
)

func key(name string) tea.Msg {
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return nil
}

// lines are the plain mode under test.
type lines struct {
	t *testing.T
	*plain
	phone *fakePhone
	out   *strings.Builder
	quits int
	view  view
}

func newLines(t *testing.T) (*lines, *strings.Builder) {
	l := &lines{t: t, phone: &fakePhone{}, out: &strings.Builder{}}
	l.plain = newPlain(newDesk(l.phone, func() time.Time { return noon }, func() { l.quits++ }), l.out)
	return l, l.out
}

func linesSignedIn(t *testing.T) *lines {
	l, _ := newLines(t)
	l.change(func(v *view) {
		v.signIn.Phase = app.PhaseSignedIn
		v.link = app.LinkView{Link: wti.LinkConnected, Server: "aes.example.com"}
		v.agent = app.AgentView{ID: "2001", Extension: "4750", Mode: wti.AgentAutoIn, Since: noon}
	})
	return l
}

func (l *lines) change(f func(*view)) {
	f(&l.view)
	l.set(l.view)
}

// says checks all that was written since the last time.
func (l *lines) says(want ...string) {
	l.t.Helper()
	got := l.out.String()
	l.out.Reset()
	if all := strings.Join(want, "\n"); strings.TrimSpace(got) != all {
		l.t.Errorf("wrote:\n%s\nwant:\n%s", got, all)
	}
}

func (l *lines) wants(want ...string) {
	l.t.Helper()
	(&terminal{t: l.t, phone: l.phone}).wants(want...)
}

func TestPlainSaysWhatHasChangedAndNothingTwice(t *testing.T) {
	l := linesSignedIn(t)
	l.says("Agent 2001 · Extension 4750", "Connection: Connected · aes.example.com", "State: Auto-in · Since 12:00")
	l.change(func(v *view) { v.tick = noon.Add(time.Minute) })
	l.says()
	l.change(func(v *view) { v.calls = []app.CallView{ringing()} })
	l.says("\aRinging · +4930901820 · Incoming call", "Service: Orders", "a Answer · x Decline · g Send on")
	l.line("a")
	l.wants("answer 17")
	l.change(func(v *view) { v.calls = []app.CallView{talking()} })
	l.says("On the call · +4930901820", "x Hang up · h Hold · c Consult · t Transfer now · j Add to the call")
	l.change(func(v *view) { v.calls = nil })
	l.says("Over: On the call · +4930901820")
	l.change(func(v *view) { v.agent.Asked = wti.AgentAux })
	l.says("State: Auto-in · Since 12:00 · Asked for AUX…")
}

func TestPlainTellsEachStageOfSigningIn(t *testing.T) {
	l, _ := newLines(t)
	l.change(func(v *view) { v.signIn.Phase = app.PhaseSigningIn; v.signIn.Steps[0] = wti.StepRunning })
	l.change(func(v *view) { v.signIn.Steps[0], v.signIn.Steps[1] = wti.StepDone, wti.StepRunning })
	l.out.Reset()
	l.change(func(v *view) {
		v.signIn.Phase, v.signIn.Steps[1] = app.PhaseSignedOut, wti.StepFailed
		v.signIn.Problem = app.Problem{Title: "No session", Advice: "Try later.", Field: app.FieldServer}
	})
	l.says("Open a session: Failed", "Offhook · Sign in", "! No session", "While: Open a session", "Try later.", "Server:")
}

func TestACommandMayHaveItsAnswerWithIt(t *testing.T) {
	l := linesSignedIn(t)
	l.phone.aux = []app.Reason{{Code: 1, Name: "Lunch"}, {Code: 12, Name: "Meeting"}}
	l.phone.preview = app.DialPreview{Number: "94751", Shown: "9 4751"}
	l.out.Reset()
	l.line("d 4751")
	l.says("Will dial 9 4751")
	l.line("u 12")
	l.line("q 1")
	l.wants("dial 4751", fmt.Sprintf("agent %v 12", wti.AgentAux), "signout 0")
	l.line("4752")
	l.wants("dial 4752")
	l.out.Reset()
	l.line("u")
	l.says("Why AUX?", "1 Lunch", "12 Meeting")
	l.line("")
	l.says("Cancelled.")
	l.line("u")
	l.line("1")
	l.wants(fmt.Sprintf("agent %v 1", wti.AgentAux))
	l.change(func(v *view) { v.calls = []app.CallView{talking()} })
	l.line("12#")
	l.wants("digits 17 12#")
}

func TestPlainAsksForWhatIsMissingAndHidesSecrets(t *testing.T) {
	l, _ := newLines(t)
	l.change(func(*view) {})
	l.change(func(v *view) {
		v.form = app.SignInForm{Server: "aes", CTIUser: "u", CTIPassword: "p", SwitchName: "CM1", Extension: "4750", StationCode: "1", AgentID: "", Mode: wti.ThisComputer}
		v.signIn.Focus = app.FieldAgentID
	})
	if !strings.HasSuffix(l.out.String(), "Agent ID:\n") || l.secret() {
		t.Errorf("asked %q, hidden %v", l.out.String(), l.secret())
	}
	l.line("2001")
	if !strings.HasSuffix(l.out.String(), "Agent password:\n") || !l.secret() {
		t.Errorf("asked %q, hidden %v", l.out.String(), l.secret())
	}
	l.line(" 12 34")
	l.wants("signin")
	if f := l.phone.form; f.AgentID != "2001" || f.AgentPassword != " 12 34" {
		t.Errorf("signed in as %+v", f)
	}
	if strings.Contains(l.out.String(), "12 34") {
		t.Errorf("the password is written: %q", l.out.String())
	}
}

func TestTheWholeFormCanBeGoneThrough(t *testing.T) {
	l, _ := newLines(t)
	l.change(func(v *view) {
		v.form = app.SignInForm{Server: "aes", CTIUser: "u", CTIPassword: "p", SwitchName: "CM1", Extension: "4750", StationCode: "1", AgentID: "2001", AgentPassword: "1", Mode: wti.ThisComputer}
	})
	l.line("e")
	for _, answer := range []string{"aes2", "", "", "", "4751", "", "", "", "3", "2", ""} {
		l.line(answer)
	}
	l.wants("signin")
	want := l.view.form
	want.Server, want.Extension, want.Mode, want.TakeOver = "aes2", "4751", wti.DeskPhone, true
	if l.phone.form != want {
		t.Errorf("signed in with %+v, want %+v", l.phone.form, want)
	}
	l.line("e")
	l.line("-")
	l.line("q")
	if l.quits != 1 {
		t.Error("not ended")
	}
}
