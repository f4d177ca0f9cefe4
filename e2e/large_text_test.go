package e2e_test

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// atTwice is a stage on a large screen whose user has texts of twice the size.
func atTwice(t *testing.T) *stage {
	s := newStage(t, testdesk.Options{Keyring: testdesk.KeyringAbsent, Width: 1920, Height: 1080}, simulator.Options{})
	dir := s.desk.Path("home", ".config", "offhook")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "default.toml"), []byte("[appearance]\ntext_size = 200\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

// view is what is on the screen, and how to get there.
type view struct {
	name   string
	keys   []string // pressed one after the other
	shows  string   // an element that is there then
	prefix string   // of the elements that can be worked there, empty for any
	leave  string   // the key that ends it, empty for none
}

// views are the places of somebody signed in, with a call.
var views = []view{
	{name: "calls", keys: []string{"ctrl+1"}, shows: "call.*.hold"},
	{name: "dialpad", keys: []string{"ctrl+2"}, shows: "dialpad.entry"},
	{name: "state", keys: []string{"ctrl+3"}, shows: "agent.autoIn"},
	{name: "history", keys: []string{"ctrl+4"}, shows: "history.search"},
	{name: "contacts", keys: []string{"ctrl+5"}, shows: "directory.search"},
	{name: "reasons", keys: []string{"F8"}, shows: "reason.1", prefix: "reason.", leave: "Escape"},
	{name: "sign out", keys: []string{"F10"}, shows: "signout.confirm", prefix: "signout.", leave: "Escape"},
	{name: "transfer", keys: []string{"ctrl+1", "F11"}, shows: "picker.entry", prefix: "picker.", leave: "Escape"},
	{name: "diagnostics", keys: []string{"ctrl+shift+d"}, shows: "diag.sections", prefix: "diag.", leave: "Escape"},
}

// TestSigningInWithTwiceTheTextSize works the sign-in screen in texts of twice the
// size, in the smallest window that it allows.
func TestSigningInWithTwiceTheTextSize(t *testing.T) {
	s := atTwice(t)
	p := s.start(story.Launch{Args: story.DemoArgs(s.aes.URL())})
	s.smallest(p)
	s.reachable(p, view{name: "sign in", shows: "login.signIn"}, map[string]bool{})
	if _, err := (story.Mouse{}).SignIn(s.ctx, p, s.form()); err != nil {
		s.picture(p, "signing in with twice the text size")
		t.Fatal(err)
	}
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
}

// TestTwiceTheTextSize shows every place of the program in texts of twice the
// size, in the smallest window that it allows, during a call: whatever works can be
// scrolled to and pointed at, and Tab leads to it and brings it into sight.
func TestTwiceTheTextSize(t *testing.T) {
	s := atTwice(t)
	p := s.signedIn()
	s.smallest(p)
	s.expect(0, "state", "ready")
	call := s.ring(simulator.Silence())
	s.must(p.WaitStatus(s.ctx, "a call", oneCall("alerting")))
	s.expect(0, "answer")
	s.must(p.WaitElement(s.ctx, "call.*.hold", func(e story.Element) bool { return e.Keys }))
	been := map[string]bool{}
	for _, v := range views {
		s.reachable(p, v, been)
	}
	call.Hangup()
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))
}

// smallest gives the window the least size that it allows once its texts are
// twice as large: the settings are read while it opens.
func (s *stage) smallest(p *story.Program) {
	s.t.Helper()
	const usual = 340 // pixels, with texts of the usual size
	var least image.Point
	s.wait("texts of twice the size", func(ctx context.Context) bool {
		var err error
		least, err = s.desk.LeastSize(ctx, p.Window().ID)
		return err == nil && least.X == 2*usual
	})
	var why any
	s.waitFor(func(ctx context.Context) bool {
		// It may still be growing, for the texts of twice the size, and undo what was
		// asked for: then it is asked again.
		try, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		var err error
		if least, err = s.desk.LeastSize(ctx, p.Window().ID); err == nil {
			err = p.Resize(try, least.X, least.Y)
		}
		if err != nil {
			why = err
			return false
		}
		all, err := p.Elements(ctx)
		if err != nil {
			why = err
			return false
		}
		i := slices.IndexFunc(all, func(e story.Element) bool { return e.Visible && e.X+e.W > least.X })
		if i >= 0 {
			why = all[i]
		}
		return i < 0
	}, func() string { return fmt.Sprintf("the window to keep its least size %v: %+v", least, why) })
}

// reachable goes to a place and looks for everything that works there, by the
// pointer and by the keyboard, that has not been looked at elsewhere.
func (s *stage) reachable(p *story.Program, v view, been map[string]bool) {
	s.t.Helper()
	for _, key := range v.keys {
		s.must(p.Press(s.ctx, key))
	}
	s.must(p.WaitElement(s.ctx, v.shows, func(e story.Element) bool { return e.Pointer || e.Keys }))
	s.byPointer(p, v, been)
	s.byKeyboard(p, v, been)
	for _, name := range s.works(p, v, func(e story.Element) bool { return e.Pointer || e.Keys }) {
		been[name] = true
	}
	s.picture(p, filepath.Join("..", "twice", v.name))
	if v.leave != "" {
		s.must(p.Press(s.ctx, v.leave))
		s.must(nil, p.WaitGone(s.ctx, v.shows))
	}
}

// works lists what can be worked in a view now.
func (s *stage) works(p *story.Program, v view, does func(story.Element) bool) (names []string) {
	s.t.Helper()
	all, err := p.Elements(s.ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range all {
		if does(e) && (e.Visible || e.ScrolledOut()) && strings.HasPrefix(e.Name, v.prefix) {
			names = append(names, e.Name)
		}
	}
	return names
}

func (s *stage) byPointer(p *story.Program, v view, been map[string]bool) {
	s.t.Helper()
	names := s.works(p, v, func(e story.Element) bool { return e.Pointer })
	if len(names) < 2 {
		s.t.Errorf("%s: only %v can be pointed at", v.name, names)
	}
	for _, name := range names {
		if been[name] {
			continue
		}
		if err := p.Hover(s.ctx, name); err != nil {
			s.picture(p, "twice the text size, "+v.name)
			s.t.Fatalf("%s: %v", v.name, err)
		}
		e, err := p.Element(s.ctx, name)
		if inside := p.Window().Inside.Dx(); err != nil || e.X < 0 || e.X+e.W > inside {
			s.t.Errorf("%s: %s spans %d to %d in a window of %d (%v)", v.name, name, e.X, e.X+e.W, inside, err)
		}
	}
}

// byKeyboard presses Tab until everything that works has had the keyboard.
func (s *stage) byKeyboard(p *story.Program, v view, been map[string]bool) {
	s.t.Helper()
	missing := s.works(p, v, func(e story.Element) bool { return e.Keys && !been[e.Name] })
	for range 80 {
		if len(missing) == 0 {
			return
		}
		at, err := p.Tab(s.ctx)
		if err != nil {
			s.t.Fatalf("%s: %v", v.name, err)
		}
		if i := slices.Index(missing, at.Name); i >= 0 {
			missing = slices.Delete(missing, i, i+1)
			s.must(p.WaitElement(s.ctx, at.Name, func(e story.Element) bool { return e.Visible }))
		}
	}
	s.t.Errorf("%s: Tab never leads to %v", v.name, missing)
}
