//go:build linux

package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// cost prints how much of a core processes take, by the scheduler's own clock,
// their highest resident memory in MiB, how much of it is their own now (the rest
// is files that are mapped: program and libraries), and their threads. Arguments are
// NAME=PID; the results are named after them.
func cost(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("cost", flag.ExitOnError)
	length := f.Duration("for", time.Minute, "how long")
	_ = f.Parse(args) // it exits
	before := map[string]int64{}
	for _, a := range f.Args() {
		_, pid, _ := strings.Cut(a, "=")
		before[pid] = ranFor(pid)
	}
	start := time.Now()
	select {
	case <-time.After(*length):
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	fmt.Print("result")
	for _, a := range f.Args() {
		name, pid, _ := strings.Cut(a, "=")
		share := float64(ranFor(pid)-before[pid]) / float64(time.Since(start).Nanoseconds())
		fmt.Printf(" cpu%s=%.2f rss%s=%.1f own%s=%.1f threads%s=%.0f", name, 100*share,
			name, statusOf(pid, "VmHWM:")/1024, name, statusOf(pid, "RssAnon:")/1024, name, statusOf(pid, "Threads:"))
	}
	fmt.Println()
	return nil
}

// ranFor returns the ns that a process's threads have run.
func ranFor(pid string) (ns int64) {
	threads, _ := filepath.Glob("/proc/" + pid + "/task/*/schedstat")
	for _, path := range threads {
		text, _ := os.ReadFile(path) // a thread may have ended
		if fields := strings.Fields(string(text)); len(fields) > 0 {
			n, _ := strconv.ParseInt(fields[0], 10, 64)
			ns += n
		}
	}
	return ns
}

// statusOf returns a number of /proc/PID/status.
func statusOf(pid, key string) float64 {
	text, _ := os.ReadFile("/proc/" + pid + "/status")
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, key); ok {
			n, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return n
		}
	}
	return 0
}
