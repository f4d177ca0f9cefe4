package cli

import (
	"testing"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
)

// Fyne waits for ever for what it is to run after its loop, now and then.
func TestNothingIsLeftToRunAfterTheLoop(t *testing.T) {
	fy := fyneapp.NewWithID(programID)
	l, ok := fy.Lifecycle().(interface{ OnStopped() func() })
	if !ok {
		t.Fatal("Fyne's life cycle has no such hook any more: see whether quitFyne is needed still")
	}
	if l.OnStopped() == nil {
		t.Fatal("Fyne leaves nothing to run after its loop: quitFyne need not take it away")
	}
	quitFyne(quitless{fy})
	if l.OnStopped() != nil {
		t.Error("something is left to run after the loop")
	}
}

// quitless is an app whose loop has not begun, so that none can be ended.
type quitless struct{ fyne.App }

func (quitless) Quit() {}
