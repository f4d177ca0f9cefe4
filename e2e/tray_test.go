package e2e_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// panel is a desktop's place for icons; it ends with the test.
func (s *stage) panel() *testdesk.TrayHost {
	s.t.Helper()
	h, err := testdesk.StartTrayHost("unix:path="+s.desk.Path("run", "bus"), true)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = h.Close() })
	return h
}

// choose waits until the icon's menu has a line that begins like this, and clicks
// it.
func (s *stage) choose(h *testdesk.TrayHost, begins string) {
	s.t.Helper()
	var i testdesk.TrayIcon
	var line testdesk.TrayLine
	s.waitFor(func(ctx context.Context) bool {
		var err error
		if i, err = h.Icon(ctx); err != nil {
			return false
		}
		for _, l := range i.All() {
			if strings.HasPrefix(l.Label, begins) && l.Enabled {
				line = l
				return true
			}
		}
		return false
	}, func() string { return begins + " in the menu " + i.Labels() })
	if err := h.ChooseNumber(s.ctx, i, line.Number); err != nil {
		s.t.Fatal(err)
	}
}

// TestAShiftInTheIconsMenu works a call, a break and the end of the day in the
// icon's menu alone.
func TestAShiftInTheIconsMenu(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	h := s.panel()
	p := s.signedIn()
	s.choose(h, "Auto-in")
	s.must(p.WaitStatus(s.ctx, "to be ready", func(st control.Status) bool { return st.Agent.State == "autoIn" }))
	s.ring(simulator.Silence())
	s.choose(h, "Answer – 15551234567")
	s.must(p.WaitStatus(s.ctx, "the call to be answered", oneCall("connected")))
	s.choose(h, "Mute the microphone")
	s.must(p.WaitStatus(s.ctx, "to be muted", func(st control.Status) bool { return st.Media.Muted }))
	s.choose(h, "Hold – ")
	s.must(p.WaitStatus(s.ctx, "the call to be held", oneCall("held")))
	s.choose(h, "Retrieve – ")
	s.must(p.WaitStatus(s.ctx, "the call to be taken back", oneCall("connected")))
	s.choose(h, "Lunch")
	s.must(p.WaitElement(s.ctx, "agent.aux", func(e story.Element) bool { return strings.Contains(e.Text, "Lunch") })) // pending
	s.choose(h, "Quit")
	s.must(p.WaitElement(s.ctx, "quit.confirm", nil)) // a caller is not lost by a click
	s.must(p.Press(s.ctx, "Escape"))
	s.choose(h, "Hang up – ")
	s.must(p.WaitStatus(s.ctx, "lunch", func(st control.Status) bool {
		return len(st.Calls) == 0 && st.Agent.State == "aux" && st.Agent.Reason != nil && *st.Agent.Reason == 2
	}))
	s.choose(h, "Do not disturb")
	s.must(p.WaitStatus(s.ctx, "do-not-disturb", func(st control.Status) bool { return st.DoNotDisturb }))
	s.choose(h, "Compact bar")
	s.must(p.WaitElement(s.ctx, "bar.state", nil))
	if err := h.Click(s.ctx); err != nil {
		t.Fatal(err)
	}
	s.wait("the whole window to be in front", func(ctx context.Context) bool {
		w, err := s.desk.ActiveWindow(ctx)
		return err == nil && w.ID == p.Window().ID
	})
	s.choose(h, "Quit")
	if err := p.Wait(s.ctx); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	if n := h.Icons(); n != 0 {
		t.Errorf("%d icons stay", n)
	}
}

// visible tells whether the window is on the screen.
func (s *stage) visible(title string) bool {
	ctx, cancel := context.WithTimeout(s.ctx, time.Second)
	defer cancel()
	_, err := s.desk.FindWindow(ctx, title)
	return err == nil
}

// colours is how many there are in the middle of the screen.
func (s *stage) colours() int {
	path := s.desk.Path("colours.png")
	if err := s.desk.ScreenshotOf(path, s.desk.Screen().Bounds()); err != nil {
		s.t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	picture, err := png.Decode(file)
	if err != nil {
		s.t.Fatal(err)
	}
	seen := map[color.Color]bool{}
	for y := 40; y < 600; y++ { // below the frame
		for x := 40; x < 900; x++ {
			seen[picture.At(x, y)] = true
		}
	}
	return len(seen)
}

// settings writes the settings file of the desk's user.
func (s *stage) settings(text string) {
	s.t.Helper()
	dir := s.desk.Path("home", ".config", "offhook")
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, "default.toml"), []byte(text), 0o600)); err != nil {
		s.t.Fatal(err)
	}
}

// TestTheCrossHidesTheWindowDuringACall: the call goes on, the next one rings and is
// answered in the menu, and the icon brings the window back. When the panel dies,
// the window comes by itself.
func TestTheCrossHidesTheWindowDuringACall(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.settings("[desktop]\nclose_to_tray = true\n")
	h := s.panel()
	n, err := testdesk.StartNotifier("unix:path="+s.desk.Path("run", "bus"), "actions", "body")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	p := s.signedIn()
	s.choose(h, "Auto-in")
	s.ring(simulator.Silence())
	s.choose(h, "Answer – ")
	s.must(p.WaitElement(s.ctx, "call.*.hold", nil)) // the window knows of it
	if err := p.CloseWindow(s.ctx); err != nil {
		t.Fatal(err)
	}
	s.wait("the window to go", func(context.Context) bool { return !s.visible("Offhook") })
	s.wait("the desktop to tell where it is", func(context.Context) bool {
		for _, m := range n.Shown() {
			if m.Title == "Offhook goes on beside the clock" {
				return true
			}
		}
		return false
	})
	s.choose(h, "Hold – ")
	s.must(p.WaitStatus(s.ctx, "the call to be held", oneCall("held")))
	if err := h.Click(s.ctx); err != nil {
		t.Fatal(err)
	}
	s.wait("the window to be back", func(ctx context.Context) bool {
		w, err := s.desk.ActiveWindow(ctx)
		return err == nil && w.ID == p.Window().ID
	})
	s.picture(p, "back-from-the-tray")
	if err := p.CloseWindow(s.ctx); err != nil {
		t.Fatal(err)
	}
	s.wait("the window to go again", func(context.Context) bool { return !s.visible("Offhook") })
	_ = h.Close() // the panel crashes
	s.wait("the window to come by itself", func(context.Context) bool { return s.visible("Offhook") })
	s.must(p.WaitStatus(s.ctx, "the call to be still there", oneCall("held")))
}

// startMinimised starts the program without its window, and signs in.
func (s *stage) startMinimised() {
	s.t.Helper()
	cmd := s.desk.Command(s.ctx, program, append(unattended(s.aes.URL()), "--minimised")...)
	cmd.Env = append(cmd.Env, secrets()...)
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
}

// TestAStartBehindTheIcon: no window until a second start, or a link, asks for it.
func TestAStartBehindTheIcon(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	h := s.panel()
	s.startMinimised()
	s.choose(h, "Auto-in") // it has signed in
	if s.visible("Offhook") {
		t.Error("there is a window")
	}
	if err := s.desk.Command(s.ctx, program, "tel:5550100").Run(); err != nil {
		t.Errorf("a link: %v", err)
	}
	s.wait("the window, painted", func(context.Context) bool {
		if !s.visible("Offhook") {
			return false
		}
		_ = s.desk.Screen().WaitStill(s.ctx, image.Rect(0, 0, 900, 600), 250*time.Millisecond)
		return s.colours() > 100
	})
	if err := s.desk.ScreenshotOf(filepath.Join(filepath.Dir(program), "failures", "from-behind-the-icon.png"), s.desk.Screen().Bounds()); err != nil {
		t.Error(err)
	}
}

// TestARingingCallHasItsWindowBehindTheIcon: also when the main window has never been
// on the screen.
func TestARingingCallHasItsWindowBehindTheIcon(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	h := s.panel()
	s.startMinimised()
	s.choose(h, "Auto-in")
	s.ring(simulator.Silence())
	w := s.incomingWindow()
	if s.visible("Offhook") {
		t.Error("the main window is there")
	}
	_ = s.desk.Screen().WaitStill(s.ctx, w.Inside, 250*time.Millisecond)
	if err := s.desk.ScreenshotOf(filepath.Join(filepath.Dir(program), "failures", "incoming-behind-the-icon.png"), w.Inside); err != nil {
		t.Error(err)
	}
	s.choose(h, "Answer – ")
	s.wait("the window to go", func(ctx context.Context) bool {
		now, err := s.desk.Window(ctx, w.ID)
		return err != nil || !now.Inside.Overlaps(s.desk.Screen().Bounds())
	})
}
