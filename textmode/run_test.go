package textmode

import (
	"bufio"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
)

// pipes are the plain mode at work, through pipes.
type pipes struct {
	t     *testing.T
	state *app.State
	feed  *Feed
	in    *os.File // what is typed
	out   *bufio.Reader
	ended chan error
}

func runPipes(t *testing.T, ctx context.Context, phone Phone) *pipes {
	t.Helper()
	test.NewTempApp(t)
	typed, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, written, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p := &pipes{t: t, state: app.NewState(), feed: NewFeed(), in: in, out: bufio.NewReader(out), ended: make(chan error, 1)}
	t.Cleanup(func() {
		for _, f := range []*os.File{typed, in, out, written} {
			_ = f.Close()
		}
	})
	if err := out.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.ended <- Run(ctx, Options{State: p.state, Phone: phone, Feed: p.feed, Mode: Plain, In: typed, Out: written})
	}()
	return p
}

// reads reads lines up to one that holds a text.
func (p *pipes) reads(text string) {
	p.t.Helper()
	for {
		line, err := p.out.ReadString('\n')
		if err != nil {
			p.t.Fatalf("no %q: %v", text, err)
		}
		if strings.Contains(line, text) {
			return
		}
	}
}

func (p *pipes) end() {
	p.t.Helper()
	select {
	case err := <-p.ended:
		if err != nil {
			p.t.Error(err)
		}
	case <-time.After(10 * time.Second):
		p.t.Error("it has not ended")
	}
}

func (p *pipes) signIn() {
	p.feed.Dispatch(func() {
		_ = p.state.Agent.Set(app.AgentView{ID: "2001", Extension: "4750", Mode: wti.AgentAux})
		_ = p.state.Link.Set(app.LinkView{Link: wti.LinkConnected})
		_ = p.state.SignIn.Set(app.SignInView{Phase: app.PhaseSignedIn})
	})
}

// TestWhatTheAppShowsIsReadAndWhatIsTypedIsDone: through pipes, as a script or a
// screen reader's terminal has it.
func TestWhatTheAppShowsIsReadAndWhatIsTypedIsDone(t *testing.T) {
	asked := make(chan string, 1)
	p := runPipes(t, t.Context(), &readyPhone{asked: asked})
	p.reads("Sign in")
	p.signIn()
	p.reads("State: AUX")
	if _, err := p.in.WriteString("i\n"); err != nil {
		t.Fatal(err)
	}
	select {
	case got := <-asked:
		if got != "auto-in" {
			t.Errorf("asked for %s", got)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was asked")
	}
	_ = p.in.Close() // nobody types any more
	p.end()
}

func TestTheEndOfTheContextIsTheEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := runPipes(t, ctx, &fakePhone{})
	p.reads("Sign in")
	cancel() // while it waits for a line
	p.end()
}

// readyPhone tells when the agent goes ready; it is called on Run's goroutine.
type readyPhone struct {
	fakePhone
	asked chan string
}

func (r *readyPhone) SetAgent(m wti.AgentMode, _ int) {
	if m == wti.AgentAutoIn {
		r.asked <- "auto-in"
	}
}
