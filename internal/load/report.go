package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// report is what a load test measured.
type report struct {
	plan
	signIn, took              time.Duration
	started, delivered, ended int
	events, refused, wrong    int
	answers                   []time.Duration
	usage                     resources
}

func (a *agent) addTo(r *report) {
	a.mu.Lock()
	defer a.mu.Unlock()
	r.delivered += a.delivered
	r.ended += a.ended
	r.events += a.events
	r.refused += a.refused
	r.answers = append(r.answers, a.answers...)
}

// verdict fails when a call was lost or an agent's client is wrong.
func (r report) verdict() error {
	if r.delivered != r.started || r.ended != r.started || r.refused > 0 || r.wrong > 0 {
		return fmt.Errorf("%d calls started, %d delivered, %d ended; %d requests refused, %d agents wrong",
			r.started, r.delivered, r.ended, r.refused, r.wrong)
	}
	return nil
}

func (r report) String() string {
	var b strings.Builder
	row := func(what, value string) { fmt.Fprintf(&b, "%-44s %s\n", what, value) }
	row("agents signed in", fmt.Sprintf("%d in %v", r.agents, r.signIn.Round(time.Millisecond)))
	row("calls", fmt.Sprintf("%d in %v: %.1f a second", r.started, r.took.Round(time.Millisecond), float64(r.started)/r.took.Seconds()))
	row("lost", strconv.Itoa(r.started-r.ended))
	row("events at the clients", strconv.Itoa(r.events))
	row("answer asked to established, p50 / p99 / max", spread(r.answers))
	row("requests refused", strconv.Itoa(r.refused))
	row("agents whose client is wrong at the end", strconv.Itoa(r.wrong))
	if r.pid != 0 {
		row("simulator's processor time", fmt.Sprintf("%.0f %% of a core", 100*r.usage.processor.Seconds()/r.took.Seconds()))
		row("simulator's resident memory", fmt.Sprintf("%d MB", r.usage.resident>>20))
	}
	return b.String()
}

// spread is the median, the 99th percentile and the longest of times, which it
// sorts.
func spread(times []time.Duration) string {
	slices.Sort(times)
	at := func(share float64) time.Duration {
		if len(times) == 0 {
			return 0
		}
		return times[int(share*float64(len(times)-1))].Round(10 * time.Microsecond)
	}
	return fmt.Sprintf("%v / %v / %v", at(0.5), at(0.99), at(1))
}

// resources is what a process has used.
type resources struct {
	processor time.Duration
	resident  int64 // bytes, now
}

func (r resources) since(before resources) resources {
	r.processor -= before.processor
	return r
}

// usage reads a process's resources from /proc; zero where there is none.
func usage(pid int) resources {
	var r resources
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return r
	}
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux
	_, rest, _ := strings.Cut(string(stat), ") ")
	if f := strings.Fields(rest); len(f) > 21 {
		user, _ := strconv.ParseInt(f[11], 10, 64)
		system, _ := strconv.ParseInt(f[12], 10, 64)
		pages, _ := strconv.ParseInt(f[21], 10, 64)
		r.processor, r.resident = time.Duration(user+system)*tick, pages*int64(os.Getpagesize())
	}
	return r
}
