//go:build !race

package history_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"offhook/app/history"
)

// many is how many calls the budgets speak of.
const many = 100_000

// another is a search that nothing extends.
const another = "something else"

// slack is how much longer a busy machine may take than the budget.
const slack = 20

func fill(t testing.TB, path string) {
	t.Helper()
	s, err := history.Open(t.Context(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	calls := make([]history.Call, many)
	for i := range calls {
		calls[i] = history.Call{
			ID: history.StartedAt(noon.Add(time.Duration(i) * time.Minute)), Result: history.Result(i % 4),
			Number: fmt.Sprintf("+4930%07d", i*7919%9999991), Name: fmt.Sprintf("Caller %d", i%977),
			Service: "Orders and returns", Talk: time.Minute, UCID: fmt.Sprintf("%020d", i), MOS: 4.2,
		}
	}
	for i := 0; i < many; i += 10_000 { // Restore adds many in one transaction
		if err := s.Restore(t.Context(), calls[i:i+10_000]); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAHundredThousandCalls measures opening and searching against their
// budgets, 200 ms and 50 ms. It prints the figures; on a busy machine twenty
// times as much still passes. The race detector makes SQLite fifty times slower,
// so it is not measured with it.
func TestAHundredThousandCalls(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	fill(t, path)
	before := func() {}
	within := func(what string, budget time.Duration, f func()) {
		best := time.Duration(1<<63 - 1)
		for range 5 {
			before()
			start := time.Now()
			f()
			best = min(best, time.Since(start))
		}
		t.Logf("%-28s %8.1f ms (budget %v)", what, float64(best.Microseconds())/1000, budget)
		if best > budget*slack {
			t.Errorf("%s took %v, budget %v", what, best, budget)
		}
	}
	var s *history.Store
	within("open and the first page", 200*time.Millisecond, func() {
		if s != nil {
			_ = s.Close()
		}
		var err error
		if s, err = history.Open(t.Context(), path, history.Options{}); err != nil {
			t.Fatal(err)
		}
		if total, _ := page(t, s, history.Query{Count: 200}); total != many {
			t.Fatalf("%d calls, want %d", total, many)
		}
	})
	defer func() { _ = s.Close() }()
	before = func() { page(t, s, history.Query{Search: another}) } // each search is a new one
	for _, q := range []history.Query{
		{Search: "4"}, {Search: "030 12"}, {Search: "caller 976"}, {Search: "nobody at all"},
		{Search: "orders", First: 60_000}, {Missed: true}, {Missed: true, Search: "99"}, {First: 99_000},
	} {
		q.Count = 200
		within(fmt.Sprintf("%q missed %v from %d", q.Search, q.Missed, q.First), 50*time.Millisecond, func() { page(t, s, q) })
	}
	within("keep one more", 50*time.Millisecond, func() { add(t, s, call(-1, "4751")) })
}

// BenchmarkKey is one key of a search among 100,000 calls: anew, where another
// search came before it, and typed on, where it is one letter more than that.
func BenchmarkKey(b *testing.B) {
	path := filepath.Join(b.TempDir(), "history.db")
	fill(b, path)
	s, err := history.Open(b.Context(), path, history.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	search := func(text string) {
		if _, err := s.Page(b.Context(), history.Query{Search: text, Count: 200}); err != nil {
			b.Fatal(err)
		}
	}
	for _, typed := range []string{"c", "caller", "caller 9", "caller 976", "0", "030", "030 12345", "orders", "nobody"} {
		for how, before := range map[string]string{"anew": another, "typed on": typed[:len(typed)-1]} {
			b.Run(how+"/"+typed, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					search(before)
					b.StartTimer()
					search(typed)
				}
			})
		}
	}
}
