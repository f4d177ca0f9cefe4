package e2e_test

import (
	"path/filepath"
	"testing"

	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

func TestShiftByMouse(t *testing.T)    { tell(t, story.Mouse{}) }
func TestShiftByKeyboard(t *testing.T) { tell(t, story.Keyboard{}) }

func tell(t *testing.T, hands story.Hands) {
	s := newStage(t, testdesk.Options{}, simulator.Options{})
	s.tell(story.Teller{
		Hands:    hands,
		Launch:   story.Launch{Args: story.DemoArgs(s.aes.URL())},
		Pictures: filepath.Join(filepath.Dir(program), "shift-"+hands.Name()),
	}, story.Shift())
}

// tell tells a story and closes the program; what it printed is shown on failure.
func (s *stage) tell(teller story.Teller, steps []story.Step) {
	s.t.Helper()
	teller.Desk, teller.Switch, teller.Out = s.desk, s.aes, s.t.Output()
	teller.Launch.Path = program
	err := teller.Tell(s.ctx, steps)
	if teller.Program != nil {
		if closed := teller.Program.Close(); closed != nil {
			s.t.Error(closed)
		}
	}
	if err != nil {
		s.t.Error(err)
		if teller.Program != nil {
			s.t.Logf("the program printed:\n%s", teller.Program.Log())
		}
	}
}
