package hotkeys_test

import (
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"offhook/app/hotkeys"
	"offhook/internal/testdesk"
)

// limit is for what takes a moment, on a machine that is busy.
const limit = 30 * time.Second

func wait(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited for %s", what)
		}
	}
}

// heard is what was told of keys.
type heard struct {
	mu      sync.Mutex
	pressed []string
	reports string
	told    int
}

func (h *heard) functions() hotkeys.Heard {
	return hotkeys.Heard{Pressed: func(id string) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.pressed = append(h.pressed, id)
	}, Told: func(list []hotkeys.Report) {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.told++
		var words []string
		for _, r := range list {
			word := map[hotkeys.State]string{hotkeys.Held: "held", hotkeys.Taken: "taken", hotkeys.Missing: "missing", hotkeys.Refused: "refused", hotkeys.Asked: "asked"}[r.State]
			words = append(words, strings.TrimSpace(r.ID+" "+word+" "+r.Instead))
		}
		h.reports = strings.Join(words, ", ")
	}}
}

func (h *heard) keys() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Join(h.pressed, " ")
}

func (h *heard) report() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.reports
}

// start starts Hotkeys on a desk.
func start(t *testing.T, d *testdesk.Desk, o hotkeys.Options) (*hotkeys.Hotkeys, *heard) {
	t.Helper()
	t.Setenv("WAYLAND_DISPLAY", "") // of who runs the test
	var h heard
	if o.Display == "" {
		o.Display = d.Display()
	}
	o.ID = "org.offhook.Offhook"
	k := hotkeys.New(o, h.functions())
	var once sync.Once
	t.Cleanup(func() { once.Do(k.Close) })
	return k, &h
}

// key presses keys of the keyboard.
func key(t *testing.T, d *testdesk.Desk, keys ...string) {
	t.Helper()
	if _, err := d.Key(keys...); err != nil {
		t.Fatal(err)
	}
}

// output runs a program on the desk.
func output(t *testing.T, d *testdesk.Desk, name string, args ...string) string {
	t.Helper()
	out, err := d.Command(t.Context(), name, args...).Output()
	if err != nil {
		if e, ok := err.(*exec.ExitError); ok {
			t.Fatalf("%s: %v\n%s", name, err, e.Stderr)
		}
		t.Fatalf("%s: %v", name, err)
	}
	return strings.TrimSpace(string(out))
}

func desk(t *testing.T) *testdesk.Desk {
	t.Helper()
	return testdesk.ForTest(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent})
}

// other is another program's window, which has the keyboard, shows a text, and prints
// each key that reaches it.
func other(t *testing.T, d *testdesk.Desk) *exec.Cmd {
	t.Helper()
	cmd := d.Command(context.WithoutCancel(t.Context()), "xev", "-event", "keyboard", "-geometry", "300x200")
	var out strings.Builder
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	w, err := d.FindWindow(ctx, "Event Tester")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Focus(ctx, w.ID); err != nil {
		t.Fatal(err)
	}
	return cmd
}

var two = []hotkeys.Key{{ID: "answer", Chord: "Ctrl+Alt+A"}, {ID: "mute", Chord: "Super+F5"}}

// TestAKeyIsHeardWhileAnotherWindowHasTheKeyboard: with whatever locks are on, and
// the keyboard stays where it was.
func TestAKeyIsHeardWhileAnotherWindowHasTheKeyboard(t *testing.T) {
	d := desk(t)
	other(t, d)
	k, h := start(t, d, hotkeys.Options{})
	k.Set(two)
	wait(t, "the keys", func() bool { return h.report() == "answer held, mute held" })
	before, err := d.ActiveWindow(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key(t, d, "ctrl+alt+a", "super+F5", "a", "ctrl+a", "alt+a", "ctrl+alt+shift+a", "F5")
	wait(t, "both", func() bool { return h.keys() == "answer mute" })
	for _, lock := range []string{"Num_Lock", "Caps_Lock"} { // first the one, then both
		key(t, d, lock)
		key(t, d, "ctrl+alt+a")
	}
	wait(t, "those with locks", func() bool { return h.keys() == "answer mute answer answer" })
	if after, err := d.ActiveWindow(t.Context()); err != nil || after.ID != before.ID {
		t.Errorf("the keyboard went from %+v to %+v, %v", before, after, err)
	}
	k.Set(two[1:])
	wait(t, "one to be given back", func() bool { return h.report() == "mute held" })
	key(t, d, "ctrl+alt+a", "super+F5")
	wait(t, "the other one", func() bool { return h.keys() == "answer mute answer answer mute" })
	k.Set(nil)
	wait(t, "no key", func() bool { return h.report() == "" })
}

// TestAKeyThatIsKeptDownCountsOnce: else it would mute and unmute by turns.
func TestAKeyThatIsKeptDownCountsOnce(t *testing.T) {
	d := desk(t)
	k, h := start(t, d, hotkeys.Options{})
	k.Set(two)
	wait(t, "the keys", func() bool { return h.report() == "answer held, mute held" })
	output(t, d, "xdotool", "keydown", "Super_L", "keydown", "F5", "sleep", "1.5", "keyup", "F5", "sleep", "0.1", "key", "F5", "keyup", "Super_L")
	key(t, d, "ctrl+alt+a") // after all of it
	wait(t, "the keys", func() bool { return strings.HasSuffix(h.keys(), "answer") })
	if got := h.keys(); got != "mute mute answer" {
		t.Errorf("heard %q", got)
	}
}

// TestAKeyOfAnotherProgramIsToldAndTakenLater: as soon as that program lets it go.
func TestAKeyOfAnotherProgramIsToldAndTakenLater(t *testing.T) {
	d := desk(t)
	first, f := start(t, d, hotkeys.Options{})
	first.Set(two[:1])
	wait(t, "the first program", func() bool { return f.report() == "answer held" })
	k, h := start(t, d, hotkeys.Options{})
	k.Set(append(slices.Clone(two), hotkeys.Key{ID: "hold", Chord: "Ctrl+Alt+Ÿ"}))
	wait(t, "the second one", func() bool { return h.report() == "answer taken, mute held, hold missing" })
	key(t, d, "super+F5", "ctrl+alt+a")
	wait(t, "the key that is free", func() bool { return h.keys() == "mute" })
	wait(t, "the other one with its program", func() bool { return f.keys() == "answer" })
	first.Set(nil)
	wait(t, "the key to be taken", func() bool { return h.report() == "answer held, mute held, hold missing" })
	key(t, d, "ctrl+alt+a")
	wait(t, "it", func() bool { return h.keys() == "mute answer" })
}

// TestKeysFollowTheKeyboard: another layout has the letter elsewhere.
func TestKeysFollowTheKeyboard(t *testing.T) {
	d := desk(t)
	k, h := start(t, d, hotkeys.Options{})
	k.Set([]hotkeys.Key{{ID: "answer", Chord: "Ctrl+Alt+A"}})
	wait(t, "the key", func() bool { return h.report() == "answer held" })
	output(t, d, "setxkbmap", "fr") // A is where Q was
	wait(t, "the key on the new keyboard", func() bool {
		output(t, d, "xdotool", "key", "ctrl+alt+a") // one that knows of it
		return h.keys() != ""
	})
	was := h.keys()
	key(t, d, "ctrl+alt+a") // by one that does not, where A was
	output(t, d, "xdotool", "key", "ctrl+alt+a")
	wait(t, "the key once more", func() bool { return h.keys() != was })
	if got := h.keys(); got != was+" answer" {
		t.Errorf("heard %q after %q", got, was)
	}
}

// TestWhatIsSelectedIsRead: a word that is selected by the mouse in another program,
// and what a third one has copied.
func TestWhatIsSelectedIsRead(t *testing.T) {
	d := desk(t)
	k, h := start(t, d, hotkeys.Options{})
	k.Set(two)
	wait(t, "the keys", func() bool { return h.report() == "answer held, mute held" })
	if got := k.Selected(t.Context()); len(got) != 0 {
		t.Errorf("with nothing selected: %q", got)
	}
	copied(t, d, "Zoë: +49 30 123456")
	if got, want := k.Selected(t.Context()), []string{"Zoë: +49 30 123456"}; !slices.Equal(got, want) {
		t.Errorf("copied: %q, want %q", got, want)
	}
	selectWord(t, d, "5550107")
	want := []string{"5550107", "Zoë: +49 30 123456"}
	wait(t, "the word", func() bool { return slices.Equal(k.Selected(t.Context()), want) })
}

// selectWord shows a word in another program's window and selects it by a double
// click.
func selectWord(t *testing.T, d *testdesk.Desk, word string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), limit)
	t.Cleanup(cancel)
	cmd := d.Command(ctx, "xmessage", word)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	w, err := d.FindWindow(ctx, "xmessage")
	if err != nil {
		t.Fatal(err)
	}
	output(t, d, "xdotool", "mousemove", fmt.Sprint(w.Inside.Min.X+20), fmt.Sprint(w.Inside.Min.Y+14), "sleep", "0.1", "click", "--repeat", "2", "--delay", "30", "1")
}

// copied is a program that has copied a text, and gives it to whoever asks.
func copied(t *testing.T, d *testdesk.Desk, text string) {
	t.Helper()
	conn, err := xgb.NewConnDisplay(d.Display())
	if err != nil {
		t.Fatal(err)
	}
	atom := func(name string) xproto.Atom {
		r, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			t.Fatal(err)
		}
		return r.Atom
	}
	clipboard, utf8 := atom("CLIPBOARD"), atom("UTF8_STRING")
	window, _ := xproto.NewWindowId(conn)
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if err := xproto.CreateWindowChecked(conn, 0, window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		t.Fatal(err)
	}
	if err := xproto.SetSelectionOwnerChecked(conn, window, clipboard, xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			ev, xerr := conn.WaitForEvent()
			if ev == nil && xerr == nil {
				return
			}
			if ask, ok := ev.(xproto.SelectionRequestEvent); ok {
				answer := xproto.SelectionNotifyEvent{Time: ask.Time, Requestor: ask.Requestor, Selection: ask.Selection, Target: ask.Target}
				if ask.Target == utf8 {
					answer.Property = ask.Property
					xproto.ChangeProperty(conn, xproto.PropModeReplace, ask.Requestor, ask.Property, utf8, 8, uint32(len(text)), []byte(text))
				}
				xproto.SendEvent(conn, false, ask.Requestor, 0, string(answer.Bytes()))
			}
		}
	})
	t.Cleanup(func() { conn.Close(); wg.Wait() })
}

func TestWithoutAnXServerTheKeysAreRefused(t *testing.T) {
	d := testdesk.ForTest(t, testdesk.Options{NoDisplay: true, NoSound: true, Keyring: testdesk.KeyringAbsent})
	k, h := start(t, d, hotkeys.Options{Display: ":4711"})
	k.Set(two)
	wait(t, "the refusal", func() bool { return h.report() == "answer refused, mute refused" })
	if got := k.Selected(t.Context()); len(got) != 0 {
		t.Errorf("selected: %q", got)
	}
}
