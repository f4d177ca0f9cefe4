package e2e_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// teletype is a terminal with the program in it.
type teletype struct {
	*stage
	tty *testdesk.Terminal
}

// terminal starts the program in a terminal of a desk without a display.
func (s *stage) terminal(env []string, args ...string) *teletype {
	s.t.Helper()
	tty, err := s.desk.Terminal(s.ctx, 100, 40, env, program, args...)
	if err != nil {
		s.t.Fatal(err)
	}
	return &teletype{s, tty}
}

// deskWithoutDisplay is one that somebody reached over SSH.
func deskWithoutDisplay() testdesk.Options {
	return testdesk.Options{NoDisplay: true, NoSound: true}
}

// see waits for texts to be shown, all at once, and returns the screen.
func (t *teletype) see(texts ...string) string {
	t.t.Helper()
	screen, err := t.tty.Wait(t.ctx, fmt.Sprintf("%q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
	if err != nil {
		t.t.Fatal(err)
	}
	return screen
}

// notSee waits until a text is not shown.
func (t *teletype) notSee(text string) {
	t.t.Helper()
	if _, err := t.tty.Wait(t.ctx, "no "+text, func(screen string) bool { return !strings.Contains(screen, text) }); err != nil {
		t.t.Fatal(err)
	}
}

// typed types texts and presses keys by turns: what is in angle
// brackets is a key's name.
func (t *teletype) typed(words ...string) {
	t.t.Helper()
	for _, w := range words {
		var err error
		if key, is := strings.CutPrefix(w, "<"); is {
			err = t.tty.Press(t.ctx, strings.TrimSuffix(key, ">"))
		} else {
			err = t.tty.Type(t.ctx, w)
		}
		if err != nil {
			t.t.Fatal(err)
		}
	}
}

// agentIs waits until the switch says so.
func (t *teletype) agentIs(mode simulator.WorkMode) {
	t.t.Helper()
	t.must(nil, t.aes.WaitAgent(t.ctx, story.AgentID, func(a simulator.AgentTruth) bool { return a.Mode == mode }))
}

// ends waits until the program has ended well, and returns all that was shown.
func (t *teletype) ends() string {
	t.t.Helper()
	code, screen, err := t.tty.WaitExit(t.ctx)
	if err != nil || code != 0 {
		t.t.Fatalf("exit code %d, %v:\n%s", code, err, screen)
	}
	return screen
}

// hostile is what a caller may send: it clears a terminal, renames its window and
// asks it to answer.
const hostile = "\x1b[2J\x1b]0;owned\a\x1b[cEVIL"

// TestTheTextModeTellsTheWholeStory: from signing in to signing out with a call, in
// a terminal, typed by hand.
func TestTheTextModeTellsTheWholeStory(t *testing.T) {
	s := newStage(t, testdesk.Options{NoDisplay: true}, simulator.Options{})
	tt := s.terminal(nil, "--text", "--insecure-ws", "--server", s.aes.URL())
	tt.see("Sign in", "Agent password", "> CTI user:") // what is missing first
	tt.typed("<Up>", "CM1", "<Tab>", "demo", "<Tab>", "wrong", "<Tab>", story.Extension, "<Tab>", "123456", "<Tab>", story.AgentID, "<Tab>", "1234")
	screen := tt.see("Agent password: ••••", "CTI password: •••••", "Extension: "+story.Extension)
	if strings.Contains(screen, "wrong") || strings.Contains(screen, "1234") && strings.Contains(screen, "123456") {
		t.Errorf("a password is shown:\n%s", screen)
	}
	tt.typed("<Enter>")
	tt.see("! ", "While: Reach the server", "> CTI password:") // the cursor is at what is wrong
	tt.typed("<C-u>", "demo", "<Enter>")
	tt.see("Agent "+story.AgentID, "Extension "+story.Extension, "State: AUX", "Connection: Not encrypted", "No calls.", "i Auto-in")

	tt.typed("i")
	tt.agentIs(simulator.AutoIn)
	tt.see("State: Auto-in", "chosen by you")

	call, err := s.aes.Call(simulator.Caller{Number: "15551234567", Name: "M KELLER", VDN: "7000", Digits: "42", UserData: "CUSTOMER=42", FarEnd: simulator.Speech("lamp")})
	if err != nil {
		t.Fatal(err)
	}
	tt.see("Ringing", "555", "Digits entered: 42", "Data: CUSTOMER=42", "a Answer", "x Decline")
	tt.typed("<F2>") // as in the window; a just before would be taken for a slip of the finger
	tt.answer()
	s.must(nil, call.Wait(s.ctx, simulator.CallConnected))
	screen = tt.see("On the call", "h Hold", "x Hang up", "c Consult", "Voice: good")
	if strings.Contains(screen, "No sound device") {
		t.Errorf("the voice has no device:\n%s", screen)
	}
	s.must(nil, s.desk.Speaker().WaitFor(s.ctx, time.Second, func(heard []int16) bool { return testdesk.Level(heard) > -50 }))
	tt.notSee("a Answer")

	tt.typed("h")
	s.must(nil, call.Wait(s.ctx, simulator.CallHeld))
	tt.see("On hold", "r Retrieve")
	tt.typed("r")
	s.must(nil, call.Wait(s.ctx, simulator.CallConnected))
	tt.see("On the call")
	tt.typed("?")
	tt.see("Keys", "F2 Answer the ringing call")
	tt.typed("?", "x")
	tt.see("No calls.")

	tt.typed("u")
	tt.see("Why AUX?", "1 ")
	tt.typed("1")
	tt.agentIs(simulator.AUX)
	tt.see("State: AUX")
	tt.typed("y")
	tt.see("Calls that have ended", "Incoming")
	tt.typed("<Escape>")
	tt.notSee("Calls that have ended") // a key at once after Esc would be one with Alt
	tt.typed("q")
	tt.see("Sign out?")
	tt.typed("<Enter>")
	tt.agentIs(simulator.LoggedOut)
	tt.see("Sign in", "Agent ID: "+story.AgentID)
	tt.typed("<C-c>")
	tt.ends()

	again := s.terminal(nil, "--text", "--insecure-ws") // all of it was kept, the secrets in the keychain
	again.see("Agent password: ••••", "CTI password: ••••", "Station security code: ••••••")
	again.typed("<Enter>")
	again.see("State: AUX")
	again.typed("<C-c>") // signs out
	again.ends()
	again.agentIs(simulator.LoggedOut)
}

// answer presses the key for answering until it is taken: one that comes with the
// call does nothing.
func (t *teletype) answer() {
	t.t.Helper()
	for {
		screen := t.see("Connection")
		if !strings.Contains(screen, "a Answer") || strings.Contains(screen, "Asked…") {
			return
		}
		if strings.Contains(screen, "press again") {
			t.typed("a")
		}
		select {
		case <-t.ctx.Done():
			t.t.Fatal("the call is not answered")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// TestPlainTextIsLinesAlone: nothing but lines reaches the terminal, each thing is
// said once, and a password is not echoed.
func TestPlainTextIsLinesAlone(t *testing.T) {
	s := newStage(t, deskWithoutDisplay(), simulator.Options{})
	tt := s.terminal([]string{"TERM=dumb"}, "--text", "--insecure-ws", "--server", s.aes.URL(), "--cti-user", "demo",
		"--switch-name", "CM1", "--extension", story.Extension, "--agent", story.AgentID)
	tt.see("CTI password:")
	tt.typed("demo", "<Enter>")
	tt.see("Station security code:")
	tt.typed("123456", "<Enter>")
	tt.see("Agent password:")
	tt.typed("1234", "<Enter>")
	screen := tt.see("Register the telephone: Done", "State: AUX")
	for _, secret := range []string{"demo\n", "123456", "1234\n"} {
		if strings.Contains(screen, secret) {
			t.Errorf("%q is shown:\n%s", secret, screen)
		}
	}
	tt.typed("i", "<Enter>")
	tt.see("State: Auto-in")
	call, err := s.aes.Call(simulator.Caller{Number: "15551234567", Name: hostile, VDN: "7000", Digits: "1", UserData: hostile})
	if err != nil {
		t.Fatal(err)
	}
	tt.see("Ringing", "a Answer · x Decline")
	tt.typed("a", "<Enter>")
	s.must(nil, call.Wait(s.ctx, simulator.CallConnected))
	tt.see("On the call")
	tt.typed("x", "<Enter>")
	tt.see("Over: On the call")
	tt.typed("q 1", "<Enter>") // the answer follows the key
	tt.agentIs(simulator.LoggedOut)
	tt.see("Signing out…", "Agent 2001 · Station 4750 on CM1")
	tt.typed("q", "<Enter>")
	screen = tt.ends()
	if n := strings.Count(screen, "State: Auto-in"); n != 1 {
		t.Errorf("the state was told %d times:\n%s", n, screen)
	}
}

// TestWithoutADisplayTheTextModeIsOffered: and a yes starts it.
func TestWithoutADisplayTheTextModeIsOffered(t *testing.T) {
	s := newStage(t, deskWithoutDisplay(), simulator.Options{})
	tt := s.terminal(nil, "demo", "--no-callers", "--sign-in")
	tt.see("There is no display", "[y/n]")
	tt.typed("y", "<Enter>")
	tt.see("State: AUX", "Agent 2001")
	tt.typed("<C-c>")
	tt.ends()

	stdout, stderr, code := s.run("demo") // no terminal either
	if code != 1 || !strings.Contains(stderr, "There is no display") || !strings.Contains(stderr, "--text") {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	no := s.terminal(nil)
	no.see("[y/n]")
	no.typed("n", "<Enter>")
	if code, screen, err := no.tty.WaitExit(s.ctx); err != nil || code != 1 {
		t.Errorf("exit code %d, %v:\n%s", code, err, screen)
	}
}

// TestATerminalThatIsGoneSignsOut: whose connection breaks is not left with calls
// that nobody hears.
func TestATerminalThatIsGoneSignsOut(t *testing.T) {
	s := newStage(t, deskWithoutDisplay(), simulator.Options{})
	tt := s.terminal(append(secrets(), "OFFHOOK_TEXT=full"), unattended(s.aes.URL())...)
	tt.see("State: AUX")
	s.must(nil, tt.tty.HangUp(s.ctx))
	tt.agentIs(simulator.LoggedOut)
}

// TestWithoutOpenGLThereIsAWayOut: the window cannot be made, and the message says
// what to do.
func TestWithoutOpenGLThereIsAWayOut(t *testing.T) {
	s := newStage(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent, NoOpenGL: true}, simulator.Options{})
	stdout, stderr, code := s.run("demo", "--no-callers")
	if code == 0 || !strings.Contains(stderr, "OpenGL") || !strings.Contains(stderr, "LIBGL_ALWAYS_SOFTWARE=1") || !strings.Contains(stderr, "offhook --text") {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
}
