package e2e_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"offhook/app/control"
	"offhook/app/hotkeys"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// beside starts another program in the desk, whose window gets the keyboard.
func (s *stage) beside(title, name string, args ...string) testdesk.Window {
	s.t.Helper()
	cmd := s.desk.Command(context.WithoutCancel(s.ctx), name, args...)
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	w, err := s.desk.FindWindow(s.ctx, title)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.desk.Focus(s.ctx, w.ID); err != nil {
		s.t.Fatal(err)
	}
	return w
}

// TestACallIsWorkedFromAnotherProgram: by keys of the whole desktop, and the keyboard
// stays in that program.
func TestACallIsWorkedFromAnotherProgram(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.settings(`[hotkeys]
answer = "Ctrl+Alt+A"
hang_up = "Ctrl+Alt+H"
mute = "Super+M"
hold = "Ctrl+Shift+F4"
ready = "Ctrl+Alt+R"
do_not_disturb = "Ctrl+Alt+D"
`)
	w := s.beside("Event Tester", "xev", "-event", "keyboard")
	p := s.signedIn()
	if err := s.desk.Focus(s.ctx, w.ID); err != nil {
		t.Fatal(err)
	}
	press := func(key, what string, ok func(control.Status) bool) {
		t.Helper()
		if _, err := s.desk.Key(key); err != nil {
			t.Fatal(err)
		}
		s.must(p.WaitStatus(s.ctx, what, ok))
		if now, err := s.desk.ActiveWindow(s.ctx); err != nil || now.ID != w.ID {
			t.Errorf("%s: the keyboard is with %+v, %v", key, now, err)
		}
	}
	press("ctrl+alt+r", "to be ready", func(st control.Status) bool { return st.Agent.State == "autoIn" })
	s.ring(simulator.Silence())
	s.must(p.WaitStatus(s.ctx, "the call to ring", oneCall("alerting")))
	press("ctrl+alt+a", "the call to be answered", oneCall("connected"))
	s.must(p.WaitStatus(s.ctx, "voice", func(st control.Status) bool { return st.Media.Active }))
	press("super+m", "to be muted", func(st control.Status) bool { return st.Media.Muted })
	press("super+m", "to be heard", func(st control.Status) bool { return !st.Media.Muted })
	press("ctrl+shift+F4", "the call to be held", oneCall("held"))
	press("ctrl+shift+F4", "the call to be taken back", oneCall("connected"))
	press("ctrl+alt+h", "the call to end", func(st control.Status) bool { return len(st.Calls) == 0 })
	press("ctrl+alt+d", "do-not-disturb", func(st control.Status) bool { return st.DoNotDisturb })
	press("ctrl+alt+r", "a break", func(st control.Status) bool {
		return st.Agent.State == "aux" && st.Agent.Reason != nil && *st.Agent.Reason == 1
	})
}

// TestTheSelectedNumberIsDialled: a word that was selected by the mouse in another
// program is shown by one key, and dialled by the next.
func TestTheSelectedNumberIsDialled(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.settings("[hotkeys]\ndial_selection = \"Ctrl+Alt+N\"\n")
	w := s.beside("xmessage", "xmessage", "-geometry", "+1150+700", "5550107")
	p := s.signedIn()
	cmd := s.desk.Command(s.ctx, "xdotool", "mousemove", strconv.Itoa(w.Inside.Min.X+20), strconv.Itoa(w.Inside.Min.Y+14),
		"sleep", "0.1", "click", "--repeat", "2", "--delay", "30", "1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := s.desk.Key("ctrl+alt+n"); err != nil {
		t.Fatal(err)
	}
	s.must(p.WaitElement(s.ctx, "offer", func(e story.Element) bool { return e.Text == "From another program" }))
	s.wait("Offhook to be in front", func(ctx context.Context) bool {
		now, err := s.desk.ActiveWindow(ctx)
		return err == nil && now.ID == p.Window().ID
	})
	s.picture(p, "selected-number")
	s.must(p.WaitElement(s.ctx, "offer", func(e story.Element) bool { return e.Enabled })) // not the key that was for the other program
	if st, err := p.Status(s.ctx); err != nil || len(st.Calls) != 0 {
		t.Errorf("something was dialled: %+v, %v", st.Calls, err)
	}
	s.must(p.Press(s.ctx, "Return"))
	s.must(p.WaitStatus(s.ctx, "the number to be dialled", func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].Remote == "5550107"
	}))
}

// TestAKeyIsChosenInTheSettings: pressed with what is held, as a hand does it, and it
// works at once. What another program has is told there until that lets it go.
func TestAKeyIsChosenInTheSettings(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.settings("[hotkeys]\nanswer = \"Ctrl+Alt+A\"\nready = \"Ctrl+Alt+R\"\n")
	held := make(chan []hotkeys.Report, 4)
	k := hotkeys.New(hotkeys.Options{Display: s.desk.Display()}, hotkeys.Heard{Pressed: func(string) {}, Told: func(r []hotkeys.Report) { held <- r }})
	t.Cleanup(k.Close)
	k.Set([]hotkeys.Key{{ID: "another program's", Chord: "Ctrl+Alt+R"}})
	<-held
	p := s.signedIn()
	s.must(p.WaitElement(s.ctx, "notice.0", func(e story.Element) bool { return strings.Contains(e.Text, "Another program has Ctrl+Alt+R") }))
	s.must(p.Press(s.ctx, "ctrl+comma"))
	s.must(p.Click(s.ctx, "settings.nav.keys"))
	s.must(p.WaitElement(s.ctx, "settings.keys.answer", func(e story.Element) bool { return e.Visible }))
	at := p.Window().Inside
	s.must(nil, s.desk.Scroll(at.Min.X+700, at.Min.Y+400, 150))
	s.must(p.Click(s.ctx, "settings.hotkeys.do_not_disturb"))
	s.must(s.desk.Key("super+h"))
	s.must(p.WaitElement(s.ctx, "settings.hotkeys.do_not_disturb", func(e story.Element) bool { return e.Text == "Super+H" }))
	s.must(p.WaitElement(s.ctx, "settings.hotkeys.ready.note", func(e story.Element) bool { return e.Text != "" }))
	s.picture(p, "keys-for-every-program")
	s.must(s.desk.Key("super+h"))
	s.must(p.WaitStatus(s.ctx, "do-not-disturb", func(st control.Status) bool { return st.DoNotDisturb }))
	k.Close()
	s.wait("the key to be taken", func(ctx context.Context) bool {
		_, err := p.Element(ctx, "settings.hotkeys.ready.note")
		return err != nil
	})
}
