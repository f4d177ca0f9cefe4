package e2e_test

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"offhook/internal/testdesk"
)

// typist is another program's window, in which somebody types while calls come.
// It notes every key that it gets.
type typist struct {
	*stage
	window testdesk.Window
	out    testdesk.Log
}

// newTypist opens the window and gives it the keyboard.
func (s *stage) newTypist() *typist {
	s.t.Helper()
	y := &typist{stage: s}
	cmd := s.desk.Command(s.ctx, "xev", "-name", "typist", "-geometry", "300x200+900+40", "-event", "keyboard", "-event", "focus")
	cmd.Stdout = &y.out
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	var err error
	if y.window, err = s.desk.FindWindow(s.ctx, "typist"); err != nil {
		s.t.Fatal(err)
	}
	if err := s.desk.Focus(s.ctx, y.window.ID); err != nil {
		s.t.Fatal(err)
	}
	return y
}

// pressed matches xev's account of a key that went down, with its character.
var pressed = regexp.MustCompile(`(?s)KeyPress event.*?XLookupString gives 1 bytes: \(([0-9a-f]+)\)`)

// has is all that was typed into the window.
func (y *typist) has() string {
	var text strings.Builder
	for _, m := range pressed.FindAllStringSubmatch(y.out.String(), -1) {
		code, err := strconv.ParseUint(m[1], 16, 8)
		if err != nil {
			y.t.Fatal(err)
		}
		text.WriteByte(byte(code))
	}
	return text.String()
}

// lost counts how often the window lost the keyboard.
func (y *typist) lost() int {
	return strings.Count(y.out.String(), "FocusOut event")
}

// wants waits until exactly this has been typed into the window, and fails when
// the window ever lost the keyboard.
func (y *typist) wants(text string) {
	y.t.Helper()
	for limit := time.Now().Add(20 * time.Second); y.has() != text && time.Now().Before(limit); {
		time.Sleep(20 * time.Millisecond)
	}
	if got := y.has(); got != text {
		y.t.Errorf("the typist's window got %q, want %q", got, text)
	}
	if n := y.lost(); n != 0 {
		y.t.Errorf("the typist's window lost the keyboard %d times", n)
	}
}
