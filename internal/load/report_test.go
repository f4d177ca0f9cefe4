package main

import (
	"testing"
	"time"
)

func TestSpreadIsMedianPercentileAndLongest(t *testing.T) {
	var times []time.Duration
	for i := 100; i >= 0; i-- {
		times = append(times, time.Duration(i)*time.Millisecond)
	}
	if got, want := spread(times), "50ms / 99ms / 100ms"; got != want {
		t.Errorf("spread = %q, want %q", got, want)
	}
	if got := spread(nil); got != "0s / 0s / 0s" {
		t.Errorf("spread of nothing = %q", got)
	}
}
