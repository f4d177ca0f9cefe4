package history_test

import (
	"maps"
	"path/filepath"
	"testing"
	"time"

	"offhook/app/history"
)

// TestADayAddsUpAcrossOpenings: the day's totals are kept for each agent, and
// only today's.
func TestADayAddsUpAcrossOpenings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	lunch := history.Share{What: history.DayAux, Reason: 2}
	add := func(day, agent string, d history.Day) history.Day {
		t.Helper()
		s, err := history.Open(t.Context(), path, history.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		sum, err := s.AddToDay(t.Context(), day, agent, d)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	add("2026-03-29", "2001", history.Day{lunch: {Time: time.Hour}, {What: history.DayAnswered}: {Time: time.Minute, Count: 1}})
	add("2026-03-29", "2002", history.Day{lunch: {Time: time.Minute}})
	got := add("2026-03-29", "2001", history.Day{lunch: {Time: time.Second}, {What: history.DayAnswered}: {Count: 2}})
	want := history.Day{lunch: {Time: time.Hour + time.Second}, {What: history.DayAnswered}: {Time: time.Minute, Count: 3}}
	if !maps.Equal(got, want) {
		t.Errorf("day = %v, want %v", got, want)
	}
	if got := add("2026-03-30", "2001", nil); len(got) != 0 {
		t.Errorf("a new day begins with %v", got)
	}
	if got := add("2026-03-29", "2001", nil); len(got) != 0 {
		t.Errorf("yesterday is still kept: %v", got)
	}
}

func TestLimitsAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	for _, limit := range []time.Duration{20 * time.Second, 15 * time.Second, 0} {
		s, err := history.Open(t.Context(), path, history.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.KeepLimit(t.Context(), "7000", limit); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Limits(t.Context()); err != nil || got["7000"] != limit {
			t.Errorf("%v, %v, want %v", got, err, limit)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
