package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"
)

// fuzzTargets runs each fuzz target for a time; each counts as one test.
func fuzzTargets(length time.Duration) func(context.Context, *report) error {
	return func(ctx context.Context, r *report) error {
		entries, err := goList(ctx, "{{.ImportPath}}={{.Dir}}")
		if err != nil {
			return err
		}
		for _, e := range entries {
			pkg, dir, _ := strings.Cut(e, "=")
			has, err := hasFuzz(dir)
			if err != nil {
				return err
			}
			if has {
				err = fuzzPackage(ctx, r, pkg, length)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}

func fuzzPackage(ctx context.Context, r *report, pkg string, length time.Duration) error {
	out, err := prepare(ctx, "go", "test", "-vet=off", "-tags", tags, "-list", "^Fuzz", pkg).CombinedOutput()
	if err != nil {
		return fmt.Errorf("list the fuzz targets of %s: %w\n%s", pkg, err, out)
	}
	for line := range strings.Lines(string(out)) {
		name := strings.TrimSpace(line)
		if !strings.HasPrefix(name, "Fuzz") {
			continue
		}
		fuzz := func() ([]byte, error) {
			return prepare(ctx, "go", "test", "-vet=off", "-tags", tags, "-run", "^$",
				"-fuzz", "^"+name+"$", "-fuzztime", length.String(), pkg).CombinedOutput()
		}
		out, err := fuzz()
		if err != nil && ctx.Err() == nil && bytes.Contains(out, []byte("context deadline exceeded")) && !bytes.Contains(out, []byte("Failing input")) {
			out, err = fuzz() // Go's fuzzer stumbles over its own time limit now and then: no input failed
		}
		if err != nil {
			r.fail(pkg+" "+name, string(out))
			continue
		}
		r.pass()
		r.say("ok   %s %s %s", pkg, name, executions(string(out)))
	}
	return nil
}

// executions picks how often the target ran out of the fuzzer's last line.
func executions(out string) string {
	i := strings.LastIndex(out, "execs: ")
	if i < 0 {
		return ""
	}
	text, _, _ := strings.Cut(out[i+len("execs: "):], " ")
	return text + " executions"
}
