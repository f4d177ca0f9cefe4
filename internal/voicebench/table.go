//go:build linux

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// phones are measured when their program is installed; ours is built. "alone" is
// its voice path without the app, for the memory that the app's own files take.
var phones = []struct{ name, program string }{
	{"offhook", ""}, {"alone", ""}, {"baresip", "baresip"}, {"linphone", "linphone-daemon"},
}

// bench is one run of the table.
type bench struct {
	scripts string
	program string
	seconds int
}

// table measures all rows with all phones and prints them as Markdown.
func table(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("table", flag.ExitOnError)
	b := bench{}
	f.StringVar(&b.scripts, "scripts", "internal/voicebench", "where call.sh is")
	f.StringVar(&b.program, "program", "build/offhook", "the program to measure")
	f.IntVar(&b.seconds, "seconds", 60, "how long each measurement takes, at least 10")
	only := f.String("only", "", "measure only the rows whose name contains this")
	with := f.String("phones", "offhook,baresip,linphone", "measure these")
	_ = f.Parse(args) // it exits
	if os.Geteuid() != 0 {
		return errors.New("network namespaces need root; run it as root on a machine that does nothing else")
	}
	if b.seconds < 10 {
		return errors.New("a measurement takes 10 seconds at least")
	}
	var there []string
	for _, p := range phones {
		if !strings.Contains(*with, p.name) {
			continue
		}
		if _, err := exec.LookPath(p.program); p.program != "" && err != nil {
			fmt.Printf("%s is not installed and is left out.\n", p.name)
			continue
		}
		there = append(there, p.name)
	}
	fmt.Printf("%s, %d processors, load %s, %d s each\n\n| what | %s | budget |\n|---%s|---|\n",
		time.Now().Format(time.DateOnly), runtime.NumCPU(), load(), b.seconds,
		strings.Join(there, " | "), strings.Repeat("|---", len(there)))
	return b.rows(ctx, there, *only)
}

// rows prints each as soon as it is measured.
func (b *bench) rows(ctx context.Context, phones []string, only string) error {
	failed := 0
	for _, r := range rows {
		if !strings.Contains(r.name, only) {
			continue
		}
		fmt.Printf("| %s |", r.name)
		for _, phone := range phones {
			text, err := b.measure(ctx, phone, r)
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err != nil {
				failed++
				text = "failed"
				fmt.Fprintf(os.Stderr, "%s, %s: %v\n", phone, r.name, err)
			}
			fmt.Printf(" %s |", text)
		}
		fmt.Printf(" %s |\n", r.budget)
	}
	if failed > 0 {
		return fmt.Errorf("%d measurements failed", failed)
	}
	return nil
}

// measure makes the calls of a row.
func (b *bench) measure(ctx context.Context, phone string, r row) (string, error) {
	var calls []results
	for i := range r.calls {
		network := r.network
		if r.calls > 1 {
			network = append(slices.Clone(network), "-seed", strconv.Itoa(firstSeed+i))
		}
		got, err := b.call(ctx, phone, r.mode, network)
		if err != nil {
			return "", err
		}
		calls = append(calls, got)
	}
	return mean(calls).fill(r.show), nil
}

// firstSeed is that of the first call through a bad network.
const firstSeed = 7

// call makes one call.
func (b *bench) call(ctx context.Context, phone, mode string, network []string) (results, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	program, err := filepath.Abs(b.program)
	if err != nil {
		return nil, err
	}
	args := append([]string{filepath.Join(b.scripts, "call.sh"), phone, mode, strconv.Itoa(b.seconds)}, network...)
	cmd := exec.CommandContext(ctx, "bash", args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) } // the script cleans up; in the background it ignores SIGINT
	cmd.WaitDelay = 10 * time.Second
	cmd.Env = append(os.Environ(), "VOICEBENCH="+self, "PROGRAM="+program)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, errs.String())
	}
	got, err := parseResults(string(out))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, errs.String())
	}
	return got, nil
}

// load is the machine's load of the last minute, which must be near 0 for the
// table to mean anything.
func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	return first
}
