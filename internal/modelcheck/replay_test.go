package modelcheck

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// diary is the log of a sequence: what was done when, and what the switch and the
// agent had at the quiet points. Which of the requests and events of one and the
// same moment comes first is left to the scheduler, so what lies between two quiet
// points is not in it; nor is, with faults, what was there at all: a fault meets
// the request that comes first.
type diary struct{ lines []string }

// note writes down a step.
func (d *diary) note(began time.Time, s step) {
	if d != nil {
		d.lines = append(d.lines, fmt.Sprintf("%v %v", time.Since(began), s))
	}
}

// quiet writes down what there is at a quiet point.
func (d *diary) quiet(w *world, faulty bool) {
	if d == nil || faulty {
		return
	}
	link, _ := w.app.State().Link.Get()
	agent, _ := w.app.State().Agent.Get()
	st := w.server.Station("4750")
	line := fmt.Sprintf("registered %v, voice %v, mode %v; shown agent %d, link %d", st.Registered, st.RTP.On, w.server.Agent("2001").Mode, agent.Mode, link.Link)
	for _, c := range w.calls() {
		line += fmt.Sprintf(", call %s %s", c.ID, stateName(c.State))
	}
	d.lines = append(d.lines, line)
}

// TestASeedPlaysTheSameAgain plays sequences twice: a difference that a seed has
// found can be looked at again only if nothing is left to chance. A sign-out is:
// when the line is cut in the middle of one, it may end at once or after a try to
// connect again, both well.
func TestASeedPlaysTheSameAgain(t *testing.T) {
	test.NewTempApp(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	n := min(sequences(t)/10, 500)
	for _, faulty := range []bool{false, true} {
		gen := rapid.Custom(func(t *rapid.T) drawn { return drawn{dialect(t), draw(t, faulty)} })
		for i := range n {
			d := gen.Example(int(seedOf(t)) + i)
			d.sequence = slices.DeleteFunc(d.sequence, func(s step) bool { return s.what == "sign out" })
			var logs [2]diary
			for k := range logs {
				d.options.diary = &logs[k]
				logs[k].lines = append(logs[k].lines, play(t, d.options, d.sequence, faulty))
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
