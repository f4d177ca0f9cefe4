package modelcheck

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

// diary is the log of a sequence: what was done, every frame with its time, and
// what the switch and the agent had at the quiet points; the steps alone where the
// order of goroutines is drawn. It is used by one bubble on one processor, and a nil
// one keeps nothing.
type diary struct {
	lines  []string
	closed bool
}

// note writes down a step.
func (d *diary) note(began time.Time, s step) {
	if d != nil {
		d.lines = append(d.lines, fmt.Sprintf("%v %v", time.Since(began), s))
	}
}

// quiet writes down what there is at a quiet point.
func (d *diary) quiet(w *world) {
	if d == nil || drawnOrder {
		return
	}
	link, _ := w.app.State().Link.Get()
	agent, _ := w.app.State().Agent.Get()
	line := fmt.Sprintf("the switch has %s; shown agent %d, link %d", w.truth(), agent.Mode, link.Link)
	for _, c := range w.calls() {
		line += fmt.Sprintf(", call %s %s", c.ID, stateName(c.State))
	}
	d.lines = append(d.lines, line)
}

// Write implements io.Writer for the client's trace. The names of sessions are
// random.
func (d *diary) Write(line []byte) (int, error) {
	if !d.closed && !drawnOrder {
		d.lines = append(d.lines, sessionName.ReplaceAllString(string(line), "…"))
	}
	return len(line), nil
}

var sessionName = regexp.MustCompile("[0-9A-F]{32}")

// close ends the diary: what comes after the last quiet point is not compared.
func (d *diary) close() {
	if d != nil {
		d.closed = true
	}
}

// mostPlays is how often a sequence is played that does not at once play the same
// again, long enough for a busy moment to pass. A machine that takes the processor
// away for 10 ms has Go put the goroutine that ran behind the others, now and then;
// what is left to chance in our code shows more often.
const mostPlays = 45

// TestASeedPlaysTheSameAgain plays sequences twice, and wants every frame to be the
// same and at the same time: a difference that a seed has found can be looked at
// again only if nothing is left to chance.
func TestASeedPlaysTheSameAgain(t *testing.T) {
	test.NewTempApp(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	n, frames, again := min(sequences(t)/5, 2000), 0, 0
	for _, faulty := range []bool{false, true} {
		gen := rapid.Custom(func(t *rapid.T) drawn { return drawn{dialect(t), draw(t, faulty)} })
		for i := range n {
			d := gen.Example(int(seedOf(t)) + i)
			first, second := keep(t, d, faulty), keep(t, d, faulty)
			frames += len(first)
			difference := firstDifference(first, second)
			if difference == "" {
				continue
			}
			again++
			if same := mostAlike(t, d, faulty, first, second); same < mostPlays*2/3 {
				t.Errorf("seed %d, faults %v: of %d times only %d are the same: %s\n%v\n%v", seedOf(t)+uint64(i), faulty, mostPlays, same, difference, d.sequence, d.options)
			}
		}
	}
	t.Logf("%d sequences played twice, %d lines; %d had to be played more often", 2*n, frames, again)
}

// keep plays a sequence and returns its diary.
func keep(t *testing.T, d drawn, faulty bool) []string {
	var log diary
	d.options.diary = &log
	end := play(t, d.options, d.sequence, faulty)
	return append(log.lines, end)
}

// mostAlike plays a sequence until it has been played mostPlays times, and says how
// many of these are the same.
func mostAlike(t *testing.T, d drawn, faulty bool, plays ...[]string) (most int) {
	for len(plays) < mostPlays {
		plays = append(plays, keep(t, d, faulty))
	}
	for _, p := range plays {
		same := 0
		for _, other := range plays {
			if slices.Equal(p, other) {
				same++
			}
		}
		most = max(most, same)
	}
	return most
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
