package e2e_test

import (
	"context"
	"net"
	"path/filepath"
	"testing"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestWrongEntries: each mistake has its own message at its own step, the form
// keeps what was typed, and the corrected form signs in.
func TestWrongEntries(t *testing.T) {
	tests := []struct {
		name    string
		mistake func(*story.Form)
		says    string // in the problem's title
		step    string // where it happened
		repair  func(right story.Form) story.Form
	}{
		{
			name:    "wrong CTI password",
			mistake: func(f *story.Form) { f.CTIPassword = "nonsense" },
			says:    "CTI user or its password is wrong", step: "connect",
			repair: func(right story.Form) story.Form { return story.Form{CTIPassword: right.CTIPassword} },
		},
		{
			name:    "wrong agent password",
			mistake: func(f *story.Form) { f.AgentPassword = "9999" },
			says:    "agent password is wrong", step: "agent",
			repair: func(right story.Form) story.Form { return story.Form{AgentPassword: right.AgentPassword} },
		},
		{
			name:    "unknown extension",
			mistake: func(f *story.Form) { f.Extension = "8888" },
			says:    "extension is not known", step: "device",
			repair: func(right story.Form) story.Form { return story.Form{Extension: right.Extension} },
		},
		{
			name:    "server down",
			mistake: func(f *story.Form) { f.Server = deadServer() },
			says:    "server cannot be reached", step: "connect",
			repair: func(right story.Form) story.Form { return story.Form{Server: right.Server} },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, testdesk.Options{NoSound: true}, simulator.Options{})
			p := s.start(story.Launch{Args: story.DemoArgs("ws://127.0.0.1")})
			form := s.form()
			tt.mistake(&form)
			s.must(story.Mouse{}.SignIn(s.ctx, p, form))
			s.must(p.WaitText(s.ctx, "login.problem", tt.says))
			s.picture(p, tt.name)
			checkFailedAt(t, s.ctx, p, tt.step)
			checkKept(t, s.ctx, p, form)
			s.must(story.Mouse{}.SignIn(s.ctx, p, tt.repair(s.form())))
			s.must(p.WaitStatus(s.ctx, "to be signed in", func(st control.Status) bool { return st.SignedIn }))
		})
	}
}

// deadServer is an address on which nobody listens.
func deadServer() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "ws://127.0.0.1:9/api/wti/session"
	}
	defer l.Close()
	return "ws://" + l.Addr().String() + "/api/wti/session"
}

// checkFailedAt checks that the problem says at which step it happened, and that
// this step is marked as failed.
func checkFailedAt(t *testing.T, ctx context.Context, p *story.Program, step string) {
	t.Helper()
	words := map[string]string{"connect": "server", "device": "extension", "agent": "agent"}
	if _, err := p.WaitText(ctx, "login.problem.step", words[step]); err != nil {
		t.Error(err)
	}
	if err := p.Knows(ctx, "login.step."+step, "Failed"); err != nil {
		t.Error(err)
	}
}

// checkKept checks that the form shows what was typed. Secrets are masked: that
// they are right is shown by the next try, in which they are not typed again.
func checkKept(t *testing.T, ctx context.Context, p *story.Program, f story.Form) {
	t.Helper()
	if e, err := p.Element(ctx, "login.change"); err == nil && e.Visible { // the connection is folded
		if _, err := p.Click(ctx, "login.change"); err != nil {
			t.Fatal(err)
		}
	}
	for _, field := range f.Fields() {
		if err := p.Shows(ctx, field[0], field[1]); err != nil {
			t.Error(err)
		}
	}
}

func TestCertificateNotTrusted(t *testing.T) {
	ca := filepath.Join(t.TempDir(), "ca.pem")
	s := newStage(t, testdesk.Options{NoSound: true}, simulator.Options{TLS: true, CAFile: ca})
	p := s.start(story.Launch{Args: []string{"--server", s.aes.URL()}})
	s.must(story.Mouse{}.SignIn(s.ctx, p, s.form()))
	s.must(p.WaitText(s.ctx, "login.problem", "certificate is not trusted"))
	checkFailedAt(t, s.ctx, p, "connect")
	checkKept(t, s.ctx, p, s.form())
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	// What the message advises helps.
	p = s.start(story.Launch{Args: []string{"--server", s.aes.URL(), "--ca-file", ca}})
	s.must(story.Mouse{}.SignIn(s.ctx, p, s.form()))
	s.must(p.WaitStatus(s.ctx, "to be signed in", func(st control.Status) bool { return st.SignedIn }))
}

func TestUnencryptedAddressIsRefused(t *testing.T) {
	s := newStage(t, testdesk.Options{NoSound: true}, simulator.Options{})
	p := s.start(story.Launch{Args: []string{"--server", s.aes.URL()}})
	s.must(story.Mouse{}.SignIn(s.ctx, p, s.form()))
	s.must(p.WaitText(s.ctx, "login.problem", "address is not encrypted"))
	if got := s.aes.Received(); len(got) > 0 {
		t.Errorf("the server received %d messages all the same", len(got))
	}
}
