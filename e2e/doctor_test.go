package e2e_test

import (
	"strings"
	"testing"

	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestTheDoctorSaysWhatIsWrongAndWhoCanHelp: after a sign-in that failed, the way to
// the doctor is on the sign-in screen. It names the step at fault, its cause, who can
// change it and what to tell them, where they can be read; and once the fault is
// gone, it says so.
func TestTheDoctorSaysWhatIsWrongAndWhoCanHelp(t *testing.T) {
	dead := deadServer()
	tests := []struct {
		name, server string
		check        string   // the one at fault, by its number
		says         []string // what is to be read of it
	}{
		{
			// Two dots in a name are what a typing mistake makes; no name server is asked.
			name: "the name is wrong", server: "ws://aes1..example.com/api/wti/session", check: "doctor.check.0",
			says: []string{"Name lookup: The name aes1..example.com is not known.", "Who can change it: who looks after the network",
				"What to do: Check the spelling.", "In the log of AES: Nothing"},
		},
		{
			name: "the port is closed", server: dead, check: "doctor.check.1",
			says: []string{"TCP connection: ", "refuses connections: the machine is there", "Who can change it: the administrator of AES",
				"What to do: Check the port, and that the web service of AES runs."},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, testdesk.Options{}, simulator.Options{})
			p := s.start(story.Launch{Args: story.DemoArgs("ws://127.0.0.1")})
			form := s.form()
			form.Server = tt.server
			s.must(story.Mouse{}.SignIn(s.ctx, p, form))
			s.must(p.WaitText(s.ctx, "login.problem", "server cannot be reached"))
			s.must(p.Click(s.ctx, "login.diagnose"))
			s.must(p.Click(s.ctx, "doctor.button"))
			s.examined(p, "Failed: 1.")
			e, err := p.WaitElement(s.ctx, tt.check, func(e story.Element) bool { return e.Visible })
			if err != nil {
				t.Fatal(err)
			}
			for _, words := range tt.says {
				if !strings.Contains(e.Text, words) {
					t.Errorf("the doctor says\n%s\nwithout %q", e.Text, words)
				}
			}
			s.picture(p, "doctor, "+tt.name)

			s.must(p.Press(s.ctx, "Escape"))
			s.must(story.Mouse{}.SignIn(s.ctx, p, story.Form{Server: s.aes.URL(), AgentPassword: "nonsense"}))
			s.must(p.WaitText(s.ctx, "login.problem", "agent password is wrong"))
			s.must(p.Click(s.ctx, "login.diagnose"))
			s.must(p.Click(s.ctx, "doctor.button"))
			s.examined(p, "Nothing failed.")
		})
	}
}

// examined waits for the doctor's summary. With a phone to be tried that takes longer
// than what is waited for elsewhere.
func (s *stage) examined(p *story.Program, summary string) {
	s.t.Helper()
	var err error
	for range 4 {
		if _, err = p.WaitText(s.ctx, "doctor.summary", summary); err == nil {
			return
		}
	}
	s.t.Fatal(err)
}
