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
	teller := &story.Teller{
		Desk: s.desk, Switch: s.aes, Hands: hands, Out: t.Output(),
		Launch:   story.Launch{Path: program, Args: story.DemoArgs(s.aes.URL())},
		Pictures: filepath.Join(filepath.Dir(program), "shift-"+hands.Name()),
	}
	err := teller.Tell(s.ctx, story.Shift())
	if teller.Program != nil {
		if closed := teller.Program.Close(); closed != nil {
			t.Error(closed)
		}
	}
	if err != nil {
		t.Error(err)
		if teller.Program != nil {
			t.Logf("the program printed:\n%s", teller.Program.Log())
		}
	}
}
