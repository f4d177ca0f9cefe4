//go:build linux

package main

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
)

// row is one line of the table.
type row struct {
	name    string
	mode    string   // of call.sh
	network []string // of call.sh
	show    string   // the results to print, with their names in braces
	budget  string
	calls   int // that the figures are the mean of, each through a network with chance of its own
}

var (
	direct = []string{"direct"}
	losses = []string{"lossy", "-loss", "0.05"}
	bursts = []string{"lossy", "-bad", "0.02", "-good", "0.4"}
	uneven = []string{"lossy", "-delay", "30ms", "-jitter", "40ms"}
	stalls = []string{"lossy", "-stalls", "-jitter", "150ms"}
)

const (
	showEar    = "{p50} / {p95}"
	showTone   = "{silent} + {distorted}"
	showSpeech = "{mean} / {p95}, off {off}, lost {lost}"
)

// rows are what is measured, and what it may come to.
var rows = []row{
	{"mouth to ear, clean, p50 / p95 ms", "ear", direct, showEar, "≤ 55 / 65", 1},
	{"mouth to ear, 30 ms + 40 ms jitter", "ear", uneven, showEar, "≤ 130 / 140", 1},
	{"tone, 5 % loss: silent + distorted %", "tone", losses, showTone, "≤ 1.5 in all", 1},
	{"tone, bursts of loss", "tone", bursts, showTone, "≤ 3.0 in all, silent ≤ 0.5", 1},
	{"tone, 40 ms jitter", "tone", uneven, showTone, "0 + 0", 1},
	{"tone, stalls of 150 ms", "tone", stalls, showTone, "≤ 0.04", 3},
	{"speech, clean: LSD mean / p95 dB, off and lost %", "speech", direct, showSpeech, "≤ 0.9, off 0", 1},
	{"speech, 5 % loss", "speech", losses, showSpeech, "≤ 1.2 / 2.8, lost ≤ 0.05", 6},
	{"speech, bursts of loss", "speech", bursts, showSpeech, "≤ 1.5 / 4.0, lost ≤ 0.5", 6},
	{"the stream on the wire, by tshark: lost, wrong times; mean and longest spacing ms", "wire", direct,
		"{lost}, {wrong}; {mean}, {most}", "0, 0; 20.0, ≤ 40", 1},
	{"processor of A / B, % of a core; resident MB, of which its own", "cost", direct, "{cpuA} / {cpuB}; {rssA}, {ownA}", "≤ linphone, then ≤ baresip; 20", 1},
}

// results are what a measurement printed.
type results map[string]string

// parseResults reads the line "result NAME=VALUE…" of an output.
func parseResults(output string) (results, error) {
	for line := range strings.Lines(output) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != "result" {
			continue
		}
		r := results{}
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			r[name] = value
		}
		return r, nil
	}
	return nil, fmt.Errorf("no result in %q", output)
}

// mean averages the results of several calls, each to as many decimals as it had. What
// is no number is the first call's.
func mean(calls []results) results {
	m := maps.Clone(calls[0])
	for name, first := range m {
		sum, n := 0.0, 0
		for _, r := range calls {
			if v, err := strconv.ParseFloat(r[name], 64); err == nil {
				sum, n = sum+v, n+1
			}
		}
		if n == len(calls) {
			_, decimals, _ := strings.Cut(first, ".")
			m[name] = strconv.FormatFloat(sum/float64(n), 'f', len(decimals), 64)
		}
	}
	return m
}

// fill puts the results into a row's text.
func (r results) fill(show string) string {
	for name, value := range r {
		show = strings.ReplaceAll(show, "{"+name+"}", value)
	}
	return show
}
