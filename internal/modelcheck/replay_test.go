package modelcheck

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// diary is the log of a sequence: what was done when, and what the switch and the
// agent then had. Which of the requests of one and the same moment comes first is
// left to the scheduler, and not in it.
type diary struct{ lines []string }

// note writes down what a step led to.
func (d *diary) note(w *world, began time.Time, s step) {
	if d != nil {
		link, _ := w.app.State().Link.Get()
		agent, _ := w.app.State().Agent.Get()
		line := fmt.Sprintf("%v %v: %s; shown agent %d, link %d", time.Since(began), s, w.truth(), agent.Mode, link.Link)
		for _, c := range w.calls() {
			line += fmt.Sprintf(", call %s %s", c.ID, stateName(c.State))
		}
		d.lines = append(d.lines, line)
	}
}

// TestASeedPlaysTheSameAgain plays sequences twice: a difference that a seed has
// found can be looked at again only if nothing is left to chance. A sign-out is:
// when the line is cut in the middle of one, it may end at once or after a try to
// connect again, both well.
func TestASeedPlaysTheSameAgain(t *testing.T) {
	test.NewTempApp(t)
	n := min(sequences(t)/10, 500)
	for _, faulty := range []bool{false, true} {
		gen := rapid.Custom(func(t *rapid.T) drawn { return drawn{dialect(t), draw(t, faulty)} })
		for i := range n {
			d := gen.Example(int(seedOf(t)) + i)
			d.sequence = slices.DeleteFunc(d.sequence, func(s step) bool { return s.what == "sign out" })
			var logs [2]diary
			for k := range logs {
				d.options.diary = &logs[k]
				play(t, d.options, d.sequence, faulty)
			}
			if difference := firstDifference(logs[0].lines, logs[1].lines); difference != "" {
				t.Errorf("seed %d, faults %v: %s\n%v\n%v", seedOf(t)+uint64(i), faulty, difference, d.sequence, d.options)
			}
		}
	}
}

func firstDifference(a, b []string) string {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a) || i >= len(b):
			return fmt.Sprintf("%d lines, then %d: %v", len(a), len(b), strings.Join(append(a, b...)[min(len(a), len(b)):], "\n"))
		case a[i] != b[i]:
			return fmt.Sprintf("line %d was\n%s\nand then\n%s", i+1, a[i], b[i])
		}
	}
	return ""
}
