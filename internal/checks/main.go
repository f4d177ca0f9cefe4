// Command checks runs every check of the project, as `make test` does: source
// form, static analysis, modules, unit tests under the race detector, fuzz
// targets and the end-to-end tests. It ends with the line
//
//	N passed, N failed
//
// in which each test and each other check counts as one, and exits with status
// 1 when something failed. A skipped test counts as failed: the machine was
// prepared so that nothing has a reason to skip.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// tags are the build tags of a development build; see the Makefile.
const tags = "no_metadata"

// check is one entry of the run. It reports its results itself; an error means
// that it could not be carried out, which is a failure too.
type check struct {
	name string
	run  func(ctx context.Context, r *report) error
}

func main() {
	only := flag.String("only", "", "comma-separated names of the checks to run, all when empty")
	fuzzTime := flag.Duration("fuzztime", 5*time.Second, "how long each fuzz target runs")
	flag.Parse()

	all := []check{
		{"format", format},
		{"vet", command("go", "vet", "-tags", tags, "./...")},
		{"windows", vetWindows},
		{"staticcheck", command("go", "tool", "staticcheck", "-tags", tags, "./...")},
		{"tidy", command("go", "mod", "tidy", "-diff")},
		{"modules", command("go", "mod", "verify")},
		{"purego", puregoGuard},
		{"unit", unitTests},
		{"screens", screens},
		{"fuzz", fuzzTargets(*fuzzTime)},
		{"e2e", endToEnd},
	}
	chosen, err := choose(all, *only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "checks:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	r := newReport(os.Stdout)
	for _, c := range chosen {
		r.begin(c.name)
		if err := c.run(ctx, r); err != nil {
			r.fail(c.name, err.Error())
		}
		if ctx.Err() != nil {
			r.fail(c.name, "interrupted")
			break
		}
	}
	stop()
	os.Exit(r.finish())
}

func choose(all []check, only string) ([]check, error) {
	if only == "" {
		return all, nil
	}
	var chosen []check
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(all, func(c check) bool { return c.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no check %q", name)
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}
