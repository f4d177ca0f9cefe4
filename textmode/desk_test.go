package textmode

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"offhook/app"
	"offhook/wti"
)

// fakePhone records what the agent asked for.
type fakePhone struct {
	said    []string
	form    app.SignInForm
	aux     []app.Reason
	logout  []app.Reason
	preview app.DialPreview
}

func (f *fakePhone) say(format string, a ...any) { f.said = append(f.said, fmt.Sprintf(format, a...)) }

func (f *fakePhone) SignIn(v app.SignInForm)               { f.form = v; f.say("signin") }
func (f *fakePhone) CancelSignIn()                         { f.say("cancel") }
func (f *fakePhone) SignOut(reason int)                    { f.say("signout %d", reason) }
func (f *fakePhone) UnlockKeychain()                       { f.say("unlock") }
func (f *fakePhone) Dial(n string)                         { f.say("dial %s", n) }
func (f *fakePhone) Answer(id wti.CallID)                  { f.say("answer %s", id) }
func (f *fakePhone) HangUp(id wti.CallID)                  { f.say("hangup %s", id) }
func (f *fakePhone) Hold(id wti.CallID)                    { f.say("hold %s", id) }
func (f *fakePhone) Retrieve(id wti.CallID)                { f.say("retrieve %s", id) }
func (f *fakePhone) SetMuted(on bool)                      { f.say("muted %v", on) }
func (f *fakePhone) SendDigits(id wti.CallID, d string)    { f.say("digits %s %s", id, d) }
func (f *fakePhone) Consult(id wti.CallID, n string)       { f.say("consult %s %s", id, n) }
func (f *fakePhone) Swap(id wti.CallID)                    { f.say("swap %s", id) }
func (f *fakePhone) Transfer(id wti.CallID)                { f.say("transfer %s", id) }
func (f *fakePhone) Conference(id wti.CallID)              { f.say("conference %s", id) }
func (f *fakePhone) CancelConsult(id wti.CallID)           { f.say("back %s", id) }
func (f *fakePhone) BlindTransfer(id wti.CallID, n string) { f.say("blind %s %s", id, n) }
func (f *fakePhone) Deflect(id wti.CallID, n string)       { f.say("deflect %s %s", id, n) }
func (f *fakePhone) Join(id wti.CallID, n string)          { f.say("join %s %s", id, n) }
func (f *fakePhone) DropParty(id wti.CallID, n string)     { f.say("drop %s %s", id, n) }
func (f *fakePhone) ClearCall(id wti.CallID)               { f.say("clear %s", id) }
func (f *fakePhone) SetAgent(m wti.AgentMode, reason int)  { f.say("agent %v %d", m, reason) }
func (f *fakePhone) CancelPending()                        { f.say("stay") }
func (f *fakePhone) SetDoNotDisturb(on bool)               { f.say("dnd %v", on) }
func (f *fakePhone) SetForwarding(n string)                { f.say("forward %s", n) }
func (f *fakePhone) GiveWorkCode(code string)              { f.say("code %s", code) }
func (f *fakePhone) DismissNotice(id int)                  { f.say("dismiss %d", id) }
func (f *fakePhone) DismissOffer()                         { f.say("no offer") }
func (f *fakePhone) ShowHistory(app.HistoryQuery)          { f.say("history") }
func (f *fakePhone) SeenMissed()                           {}
func (f *fakePhone) WouldDial(string) app.DialPreview      { return f.preview }
func (f *fakePhone) Pretty(n string) string                { return n }
func (f *fakePhone) AuxReasons() []app.Reason              { return f.aux }
func (f *fakePhone) LogoutReasons() []app.Reason           { return f.logout }
func (f *fakePhone) WorkCodes() []app.WorkCode             { return nil }

// terminal is a screen under test.
type terminal struct {
	t *testing.T
	*screen
	phone *fakePhone
	clock time.Time
	quits int
	view  view
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func newTerminal(t *testing.T) *terminal {
	t.Helper()
	tt := &terminal{t: t, phone: &fakePhone{}, clock: noon}
	tt.screen = newScreen(newDesk(tt.phone, func() time.Time { return tt.clock }, func() { tt.quits++ }))
	tt.view.keys = app.DefaultKeys()
	return tt
}

// signedIn is one with an agent who is ready.
func signedIn(t *testing.T) *terminal {
	tt := newTerminal(t)
	tt.change(func(v *view) {
		v.signIn.Phase = app.PhaseSignedIn
		v.link = app.LinkView{Link: wti.LinkConnected, Server: "aes.example.com"}
		v.agent = app.AgentView{ID: "2001", Extension: "4750", Mode: wti.AgentAutoIn, Since: noon}
	})
	return tt
}

// change shows another state.
func (t *terminal) change(f func(*view)) {
	t.t.Helper()
	f(&t.view)
	t.Update(t.view)
}

// press presses keys, by Bubble Tea's names or their characters.
func (t *terminal) press(keys ...string) {
	t.t.Helper()
	special := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "backspace": tea.KeyBackspace, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4}
	for _, k := range keys {
		switch code, is := special[k]; {
		case is:
			t.Update(tea.KeyPressMsg{Code: code})
		case k == "ctrl+c":
			t.Update(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl})
		default:
			for _, r := range k {
				t.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
		}
	}
}

func (t *terminal) wants(want ...string) {
	t.t.Helper()
	got := t.phone.said
	t.phone.said = nil
	if !slices.Equal(got, want) {
		t.t.Errorf("asked %q, want %q", got, want)
	}
}

func (t *terminal) text() string { return t.View().Content }

func (t *terminal) sees(texts ...string) {
	t.t.Helper()
	for _, want := range texts {
		if !strings.Contains(t.text(), want) {
			t.t.Errorf("%q is not shown:\n%s", want, t.text())
		}
	}
}

func (t *terminal) seesNot(texts ...string) {
	t.t.Helper()
	for _, not := range texts {
		if strings.Contains(t.text(), not) {
			t.t.Errorf("%q is shown:\n%s", not, t.text())
		}
	}
}

func can(list ...app.Action) (a app.Actions) {
	for _, x := range list {
		a |= 1 << x
	}
	return a
}

func ringing() app.CallView {
	return app.CallView{ID: "17", State: app.CallAlerting, Remote: "+4930901820", Service: "Orders", Since: noon,
		Can: can(app.ActionAnswer, app.ActionHangUp, app.ActionDeflect)}
}

func talking() app.CallView {
	return app.CallView{ID: "17", State: app.CallConnected, Remote: "+4930901820", Since: noon,
		Can: can(app.ActionHangUp, app.ActionHold, app.ActionConsult, app.ActionBlindTransfer, app.ActionJoin)}
}

func TestJustTheKeysThatWorkNow(t *testing.T) {
	tt := signedIn(t)
	tt.sees("No calls.", "d Call", "u AUX", "q Sign out")
	tt.seesNot("a Answer", "i Auto-in", "h Hold")
	tt.press("a")
	tt.wants()
	tt.sees("That key does nothing now")

	tt.change(func(v *view) { v.calls = []app.CallView{ringing()} })
	tt.sees("Ringing", "+4930901820", "Service: Orders", "a Answer", "x Decline", "g Send on")
	tt.seesNot("h Hold")
	tt.change(func(v *view) { v.calls = []app.CallView{talking()}; v.media.Active = true })
	tt.sees("On the call", "h Hold", "x Hang up", "m Mute")
	tt.press("h", "m", "5")
	tt.wants("hold 17", "muted true", "digits 17 5")

	tt.change(func(v *view) { v.calls[0].Asked = app.ActionHold })
	tt.seesNot("h Hold")
	tt.sees("Asked…", "x Hang up")
	tt.change(func(v *view) { v.link.Link = wti.LinkReconnecting })
	tt.seesNot("x Hang up", "u AUX")
	tt.sees("Control is reconnecting", "m Mute")
}

func TestAKeyThatComesWithTheCallDoesNothingToIt(t *testing.T) {
	tt := signedIn(t)
	tt.change(func(v *view) { v.calls = []app.CallView{ringing()} })
	tt.clock = noon.Add(guard - time.Millisecond)
	tt.press("a", "x", "f2")
	tt.wants()
	tt.sees("press again")
	tt.clock = noon.Add(guard)
	tt.press("a")
	tt.wants("answer 17")
}

func TestACallRingsTheBellOnceAndLeavesWhatIsTyped(t *testing.T) {
	tt := signedIn(t)
	tt.press("d", "475")
	tt.view.calls = []app.CallView{ringing()}
	if _, cmd := tt.Update(tt.view); cmd == nil {
		t.Error("no bell")
	} else if raw, is := cmd().(tea.RawMsg); !is || raw.Msg != "\a" {
		t.Errorf("the bell is %#v", cmd())
	}
	if _, cmd := tt.Update(tt.view); cmd != nil {
		t.Error("the bell rings again")
	}
	tt.press("1")
	tt.sees("> 4751", "Ringing")
	tt.clock = tt.clock.Add(time.Second)
	tt.press("f2") // answers, and the number stays
	tt.wants("answer 17")
	tt.sees("> 4751")
	tt.press("enter")
	tt.wants("dial 4751")
}

func TestWhatIsAskedAboutACallGoesWithIt(t *testing.T) {
	tt := signedIn(t)
	tt.change(func(v *view) {
		v.calls = []app.CallView{talking()}
		v.colleagues = []app.ColleagueView{{Extension: "4751", Name: "Ann", State: wti.PresenceOnCall}}
	})
	tt.phone.preview = app.DialPreview{Number: "94751", Shown: "9 4751", Rules: true, Why: "Local"}
	tt.press("c")
	tt.sees("Consult: +4930901820", "4751 · Ann · On a call")
	tt.press("475", "backspace", "5")
	tt.sees("> 475", "Will dial 9 4751 · Local")
	tt.change(func(v *view) { v.calls = nil })
	tt.sees("That call is over.")
	tt.press("enter")
	tt.wants()
}

func TestWhichOfTwoCallsIsMeantIsAsked(t *testing.T) {
	tt := signedIn(t)
	second := ringing()
	second.ID, second.Remote = "18", "4752"
	tt.change(func(v *view) { v.calls = []app.CallView{talking(), second} })
	tt.clock = noon.Add(time.Second)
	tt.press("x")
	tt.sees("Which call?", "1 ", "4752")
	tt.wants()
	tt.press("2")
	tt.wants("hangup 18")
	tt.press("x", "esc")
	tt.wants()
	tt.sees("Cancelled.")
}

func TestAConsultationEndsInATransferOrAConference(t *testing.T) {
	tt := signedIn(t)
	held, active := talking(), talking()
	held.State, held.Can = app.CallHeld, can(app.ActionHangUp, app.ActionRetrieve, app.ActionSwap, app.ActionTransfer, app.ActionConference, app.ActionCancel, app.ActionBlindTransfer)
	active.ID, active.ConsultFor, active.Can = "18", "17", held.Can|can(app.ActionHold, app.ActionConsult, app.ActionJoin)
	tt.change(func(v *view) { v.calls = []app.CallView{held, active} })
	tt.sees("t Complete transfer", "f Conference", "b Back to caller", "s Switch between the two calls", "Consultation")
	tt.seesNot("h Hold", "r Retrieve", "Transfer now", "c Consult", "Add to the call")
	tt.press("s", "f", "b", "t")
	tt.wants("swap 18", "conference 18", "back 18", "transfer 18")
}

func TestAReasonIsChosenByItsNumber(t *testing.T) {
	tt := signedIn(t)
	tt.phone.aux = []app.Reason{{Code: 1, Name: "Lunch"}, {Code: 2, Name: "Training"}, {Code: 12, Name: "Meeting"}}
	tt.change(func(*view) {})
	tt.press("u")
	tt.sees("Why AUX?", "1 Lunch", "12 Meeting")
	tt.press("2") // no other begins with it
	tt.wants(fmt.Sprintf("agent %v 2", wti.AgentAux))
	tt.press("u", "1")
	tt.wants() // 1 or 12
	tt.press("2")
	tt.wants(fmt.Sprintf("agent %v 12", wti.AgentAux))
	tt.press("u", "down", "enter")
	tt.wants(fmt.Sprintf("agent %v 2", wti.AgentAux))
	tt.press("u", "9", "enter")
	tt.wants()
	tt.sees("That is none of the answers.")
}

func TestSigningOutAndEndingAreAsked(t *testing.T) {
	tt := signedIn(t)
	tt.change(func(v *view) { v.calls = []app.CallView{talking()} })
	tt.press("q")
	tt.sees("Sign out?", "Signing out ends it.")
	tt.press("esc", "q", "enter")
	tt.wants("signout 0")
	tt.press("ctrl+c")
	if tt.quits != 0 {
		t.Error("ended during a call without a question")
	}
	tt.sees("Quit during a call?")
	tt.press("enter")
	if tt.quits != 1 {
		t.Error("not ended")
	}
}

func TestTheStateIsToldAsItIs(t *testing.T) {
	tt := signedIn(t)
	tt.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	tt.clock = noon.Add(72 * time.Second)
	tt.change(func(v *view) {
		v.agent.ChangedBy, v.agent.Pending, v.agent.PendingReasonName = app.BySupervisor, wti.AgentAux, "Lunch"
	})
	tt.sees("State: Auto-in · Since 12:00, changed by a supervisor · AUX after this call · Lunch · 1:12", "v Take back: AUX · Lunch")
	tt.press("v")
	tt.wants("stay")
	tt.change(func(v *view) {
		v.notices = []app.Notice{{ID: 1, Title: "You are in AUX", Text: "A call was not answered.", Severity: app.Warning, Again: wti.AgentManualIn}}
	})
	tt.sees("! You are in AUX. A call was not answered.", "l Ready again: Manual-in")
	tt.press("l", "-")
	tt.wants(fmt.Sprintf("agent %v 0", wti.AgentManualIn), "dismiss 1")
}

// hostile is what a caller may send to a terminal.
const hostile = "\x1b[2J\x1b]0;owned\x07\x1bP+q\x1b\\\u009b31m\r\nEVIL\u202e\u200b\x00\x7f"

// TestNothingFromOutsideSpeaksToTheTerminal in either way to show it, wherever it
// came from.
func TestNothingFromOutsideSpeaksToTheTerminal(t *testing.T) {
	evil := func(v *view) {
		c := talking()
		c.Remote, c.Shown, c.Name, c.Service, c.Collected, c.UserData, c.Digits, c.With, c.Via, c.Failure = hostile, hostile, hostile, hostile, hostile, hostile, hostile, hostile, hostile, hostile
		failed := c
		failed.ID, failed.State = "18", app.CallFailed
		v.calls = []app.CallView{c, failed}
		v.agent.ID, v.agent.Extension, v.agent.ReasonName, v.agent.PendingReasonName, v.agent.Pending = hostile, hostile, hostile, hostile, wti.AgentAux
		v.link.Server, v.phone.Forward = hostile, hostile
		v.notices = []app.Notice{{ID: 1, Title: hostile, Text: hostile, Details: hostile}}
		v.colleagues = []app.ColleagueView{{Extension: hostile, Name: hostile}}
		v.skills = []app.SkillView{{Known: true, Name: hostile}}
		v.history.Calls = []app.PastCall{{Name: hostile, Number: hostile, Shown: hostile, Service: hostile}}
		v.code = app.WorkCodeView{Offered: true, Remote: hostile, Name: hostile, Problem: hostile}
		v.offer = app.DialOffer{ID: 1, Text: hostile, Number: hostile, Name: hostile}
		v.dialText = hostile
		v.media = app.MediaView{Active: true, Trouble: hostile, Codec: hostile}
	}
	check := func(what, text string) {
		t.Helper()
		text = strings.NewReplacer("\x1b[1m", "", "\x1b[m", "", "\x1b[0m", "").Replace(text) // our own
		for _, r := range text {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Fatalf("%s has %U: %q", what, r, text)
			}
		}
		if !strings.Contains(text, "EVIL") {
			t.Errorf("%s does not show the text at all: %q", what, text)
		}
	}
	tt := signedIn(t)
	tt.phone.aux = []app.Reason{{Code: 1, Name: hostile}}
	tt.Update(tea.WindowSizeMsg{Width: 80, Height: 200})
	tt.change(evil)
	check("the screen", tt.text())
	for _, key := range []string{"c", "d", "u", "k", "x", "y", "?"} {
		tt.press(key)
		check("the page of "+key, tt.text())
		if title := tt.View().WindowTitle; strings.Contains(title, "EVIL") {
			t.Errorf("the title is %q", title)
		}
		tt.press("esc")
	}
	out := newTerminal(t)
	out.change(func(v *view) { v.form.Server, v.form.AgentID = hostile, hostile; v.signIn.Problem.Title = hostile })
	check("the form", out.text())

	p, written := newLines(t)
	p.view = tt.view
	p.change(evil)
	for _, line := range []string{"", "c", "-", "d", "-", "u", "-", "x", "-", "y", "?"} {
		p.line(line)
	}
	check("the lines", written.String())
}

func TestAKeyStaysWithItsWord(t *testing.T) {
	tt := signedIn(t)
	for width := 24; width < 110; width++ {
		tt.Update(tea.WindowSizeMsg{Width: width, Height: 40})
		tt.sees("q Sign out", "z Do not disturb", "? Keys")
	}
}

func TestWhatIsTooMuchForASmallTerminalIsCut(t *testing.T) {
	tt := signedIn(t)
	tt.Update(tea.WindowSizeMsg{Width: 40, Height: 12})
	v := talking()
	v.UserData = strings.Repeat("long ", 40)
	tt.change(func(s *view) { s.calls = []app.CallView{v} })
	tt.press("c", "4751")
	lines := strings.Split(tt.text(), "\n")
	if len(lines) > 12 {
		t.Errorf("%d lines", len(lines))
	}
	c := tt.View().Cursor
	if c == nil || c.Y >= len(lines) || !strings.HasPrefix(lines[c.Y], "> 4751") || c.X != 6 {
		t.Errorf("the cursor is at %+v in:\n%s", c, tt.text())
	}
}
