package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// report counts and prints results as they come.
type report struct {
	out      io.Writer
	started  time.Time
	section  time.Time
	passed   int
	failures []string // names of what failed
}

func newReport(out io.Writer) *report {
	return &report{out: out, started: time.Now()}
}

// begin announces a check.
func (r *report) begin(name string) {
	r.section = time.Now()
	fmt.Fprintf(r.out, "== %s\n", name)
}

// pass counts one success without a word.
func (r *report) pass() { r.passed++ }

// fail counts one failure and shows why.
func (r *report) fail(name, why string) {
	r.failures = append(r.failures, name)
	fmt.Fprintf(r.out, "FAIL %s\n", name)
	if why = strings.TrimRight(why, "\n"); why != "" {
		fmt.Fprintln(r.out, indent(why))
	}
}

// say prints a line of progress.
func (r *report) say(format string, args ...any) {
	fmt.Fprintf(r.out, format+"\n", args...)
}

// took is the time since begin, for a line of progress.
func (r *report) took() time.Duration { return time.Since(r.section).Round(100 * time.Millisecond) }

// finish prints the closing line and returns the exit status.
func (r *report) finish() int {
	r.say("== finished in %v", time.Since(r.started).Round(time.Second))
	for _, name := range r.failures {
		r.say("failed: %s", name)
	}
	r.say("%d passed, %d failed", r.passed, len(r.failures))
	if len(r.failures) > 0 || r.passed == 0 {
		return 1
	}
	return 0
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(text, "\n", "\n    ")
}
