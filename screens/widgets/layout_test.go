package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// asked counts how often it is asked for its size.
type asked struct {
	canvas.Rectangle
	least fyne.Size
	times int
}

func (a *asked) MinSize() fyne.Size {
	a.times++
	return a.least
}

// TestNestedLayoutsAskEachObjectOnce, however deep it lies: a window is asked for its
// size with each picture.
func TestNestedLayoutsAskEachObjectOnce(t *testing.T) {
	leaf := &asked{least: fyne.NewSize(30, 20)}
	var tree fyne.CanvasObject = leaf
	for range 5 {
		tree = Column(4, Row(4, tree), Narrow(400, Flow(4, &asked{})))
	}
	if got, want := tree.MinSize(), fyne.NewSize(30, 20+5*4); got != want {
		t.Errorf("least size %v, want %v", got, want)
	}
	if leaf.times != 1 {
		t.Errorf("an object ten layouts deep was asked %d times for its size", leaf.times)
	}
	// What was said is not remembered longer than that.
	leaf.least.Width = 50
	if got := tree.MinSize().Width; got != 50 {
		t.Errorf("after it grew to 50 the least width is %v", got)
	}
}
