package e2e_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// program is the path of the executable under test, and shipped that of the one
// whose speed counts. They are built when none is given; -program tests an
// installed one.
var program, shipped string

func TestMain(m *testing.M) {
	flag.StringVar(&program, "program", "", "executable to test, instead of building one")
	flag.Parse()
	if shipped = program; program == "" {
		var err, err2 error
		program, err = story.Build(context.Background(), story.Checked)
		shipped, err2 = story.Build(context.Background(), story.Shipped)
		if err := errors.Join(err, err2); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// stage is a desk and a simulated AES.
type stage struct {
	t    *testing.T
	ctx  context.Context
	desk *testdesk.Desk
	aes  *simulator.Server

	program string // instead of the program under test, when set
}

// newStage sets both up; they end with the test, which has two minutes.
func newStage(t *testing.T, desk testdesk.Options, aes simulator.Options) *stage {
	t.Helper()
	ctx, cancel := context.WithTimeoutCause(t.Context(), 3*time.Minute, fmt.Errorf("the test took more than three minutes"))
	t.Cleanup(cancel)
	s := &stage{t: t, ctx: ctx, desk: testdesk.ForTest(t, desk)}
	server, err := simulator.New(aes)
	if err != nil {
		t.Fatal(err)
	}
	s.aes = server
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Errorf("closing the simulator: %v", err)
		}
	})
	return s
}

// start starts the program; it ends with the test. What it printed is shown
// when the test fails.
func (s *stage) start(l story.Launch) *story.Program {
	s.t.Helper()
	l.Path = cmp.Or(s.program, program)
	p, err := story.Start(s.ctx, s.desk, l)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		if err := p.Close(); err != nil {
			s.t.Error(err)
		}
		if s.t.Failed() {
			s.t.Logf("the program printed:\n%s", p.Log())
		}
	})
	return p
}

// secrets give the program what an unattended start needs.
func secrets() []string {
	return []string{"OFFHOOK_CTI_PASSWORD=demo", "OFFHOOK_STATION_CODE=123456", "OFFHOOK_AGENT_PASSWORD=1234"}
}

// unattended are the arguments that sign in without anybody.
func unattended(url string) []string {
	return append(story.DemoArgs(url), "--cti-user", "demo", "--switch-name", "CM1",
		"--extension", story.Extension, "--agent", story.AgentID, "--sign-in")
}

// signedIn starts the program signed in.
func (s *stage) signedIn() *story.Program {
	s.t.Helper()
	p := s.start(story.Launch{Args: unattended(s.aes.URL()), Env: secrets()})
	s.must(p.WaitStatus(s.ctx, "to be signed in", func(st control.Status) bool { return st.SignedIn }))
	return p
}

// must fails the test on an error, and forgets the result beside it.
func (s *stage) must(_ any, err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// picture keeps what the window shows in build/failures, for people.
func (s *stage) picture(p *story.Program, name string) {
	s.t.Helper()
	if err := p.Screenshot(s.ctx, filepath.Join(filepath.Dir(program), "failures", name+".png")); err != nil {
		s.t.Error(err)
	}
}

func (s *stage) form() story.Form {
	return story.Form{
		Server: s.aes.URL(), CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1",
		Extension: story.Extension, StationCode: "123456", AgentID: story.AgentID, AgentPassword: "1234",
	}
}
