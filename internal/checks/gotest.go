package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// testEvent is one line of `go test -json` (go doc test2json), with the lines
// of `go build -json` that come before it.
type testEvent struct {
	Action      string
	Package     string
	ImportPath  string // of build output
	Test        string
	Output      string
	Elapsed     float64
	FailedBuild string
}

// quiet are the packages whose tests listen to a real sound server or watch a
// real window: another package's load beside them would be heard.
var quiet = []string{"/app", "/cli", "/internal/testdesk", "/media/device"}

// unitTests runs every package's tests but the screens' and the end-to-end ones
// under the race detector: side by side, and then those that need the machine to themselves.
func unitTests(ctx context.Context, r *report) error {
	packages, err := goList(ctx, "{{.ImportPath}}")
	if err != nil {
		return err
	}
	args := []string{"-race", "-timeout", "15m"}
	together, alone := args, append(slices.Clone(args), "-p", "1")
	for _, p := range packages {
		switch {
		case strings.HasSuffix(p, "/e2e"), strings.HasSuffix(p, "/screens"): // have their own turn
		case slices.ContainsFunc(quiet, func(q string) bool { return strings.HasSuffix(p, q) }):
			alone = append(alone, p)
		default:
			together = append(together, p)
		}
	}
	return errors.Join(goTest(ctx, r, together...), goTest(ctx, r, alone...))
}

// screens are tested without the race detector: they may start no goroutine (a
// test of theirs sees to it), and it makes their drawing five times as slow. The
// end-to-end tests run a program that checks who touches a widget. Of the windows
// that were shown Fyne keeps what it drew for a minute; a few seconds are enough.
func screens(ctx context.Context, r *report) error {
	if err := os.Setenv("FYNE_CACHE", "4s"); err != nil {
		return err
	}
	return goTest(ctx, r, "-timeout", "15m", "./screens")
}

// endToEnd runs the built program in a real window.
func endToEnd(ctx context.Context, r *report) error {
	return goTest(ctx, r, "-timeout", "25m", "./e2e")
}

func goList(ctx context.Context, format string) ([]string, error) {
	out, err := prepare(ctx, "go", "list", "-tags", tags, "-f", format, "./...").Output()
	if err != nil {
		if e, ok := errors.AsType[*exec.ExitError](err); ok {
			err = fmt.Errorf("%w\n%s", err, e.Stderr)
		}
		return nil, fmt.Errorf("go list: %w", err)
	}
	return strings.Fields(string(out)), nil
}

// goTest runs go test, never from its cache, and counts its results.
func goTest(ctx context.Context, r *report, args ...string) error {
	// vet has had its own turn.
	args = append([]string{"test", "-json", "-count=1", "-vet=off", "-tags", tags}, args...)
	cmd := prepare(ctx, "go", args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	before := len(r.failures)
	readErr := countTests(out, r)
	err = cmd.Wait()
	if err != nil && len(r.failures) > before {
		err = nil // already told, test by test
	}
	if err != nil {
		err = fmt.Errorf("go test: %w\n%s", err, stderr.String())
	}
	return errors.Join(readErr, err)
}

// tally follows the tests of one go test run.
type tally struct {
	r      *report
	output map[string]*strings.Builder // by test, or by package
	counts map[string]int              // passes of a package
	failed map[string]bool             // packages in which a test failed
}

// countTests reads a stream of test events to its end.
func countTests(stream io.Reader, r *report) error {
	t := tally{r: r, output: map[string]*strings.Builder{}, counts: map[string]int{}, failed: map[string]bool{}}
	lines := bufio.NewReader(stream)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			var e testEvent
			if json.Unmarshal([]byte(line), &e) != nil {
				r.say("%s", strings.TrimRight(line, "\n")) // not ours: show it
			} else {
				t.take(e)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("go test output: %w", err)
		}
	}
}

func (t *tally) take(e testEvent) {
	switch e.Action {
	case "build-output":
		t.keep(e.ImportPath, e.Output)
	case "output":
		t.keep(key(e), e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.packageDone(e)
		} else {
			t.testDone(e)
		}
		delete(t.output, key(e))
	}
}

func key(e testEvent) string { return strings.TrimSuffix(e.Package+" "+e.Test, " ") }

func (t *tally) keep(key, text string) {
	b := t.output[key]
	if b == nil {
		b = &strings.Builder{}
		t.output[key] = b
	}
	b.WriteString(text)
}

func (t *tally) said(key string) string {
	if b := t.output[key]; b != nil {
		return b.String()
	}
	return ""
}

func (t *tally) testDone(e testEvent) {
	switch e.Action {
	case "pass":
		t.r.pass()
		t.counts[e.Package]++
		// What a test prints on purpose, such as a measured latency.
		for line := range strings.Lines(t.said(key(e))) {
			if _, text, ok := strings.Cut(line, "measured: "); ok {
				t.r.say("     %s", strings.TrimSpace(text))
			}
		}
	case "skip":
		t.failed[e.Package] = true
		t.r.fail(key(e), "skipped:\n"+t.said(key(e)))
	default:
		t.failed[e.Package] = true
		t.r.fail(key(e), t.said(key(e)))
	}
}

func (t *tally) packageDone(e testEvent) {
	switch {
	case e.Action == "pass":
		t.r.say("ok   %-36s %4d tests %6.1f s", e.Package, t.counts[e.Package], e.Elapsed)
	case e.Action == "skip": // no test files
	case e.FailedBuild != "":
		t.r.fail(e.Package, t.said(e.FailedBuild))
	case !t.failed[e.Package]: // a panic, a race outside a test, a timeout, TestMain
		t.r.fail(e.Package, t.said(key(e)))
	default:
		t.r.say("     %s", strings.TrimSpace(t.said(key(e))))
	}
}
