package e2e_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"offhook/app/history"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestALongHistory scrolls and searches a history of 100,000 calls in the real
// window. It prints how long a search takes from the key to the answer shown;
// what is asked of it is only that it ends, for the machine may be busy.
func TestALongHistory(t *testing.T) {
	const n = 100_000
	s := newStage(t, testdesk.Options{Keyring: testdesk.KeyringAbsent}, simulator.Options{})
	fillHistory(t, s.desk.Path("home", ".local", "share", "offhook", "default.history.db"), n)
	p := s.signedIn()
	s.must(p.WaitElement(s.ctx, "tab.history", nil))
	s.must(p.Press(s.ctx, "ctrl+4"))
	s.must(p.WaitText(s.ctx, "history.count", fmt.Sprint(n)))
	s.must(p.WaitElement(s.ctx, "history.0", caller(n-1)))

	for i := range 8 { // 64 calls down
		s.must(p.Press(s.ctx, "Next"))
		s.must(p.WaitText(s.ctx, "history.list", fmt.Sprintf("%d/%d", 8*(i+1), n)))
	}
	s.must(p.WaitElement(s.ctx, "history.63", caller(n-64)))
	s.must(p.Press(s.ctx, "Prior"))
	s.must(p.WaitElement(s.ctx, "history.55", caller(n-56)))

	before := time.Now()
	if err := p.Type("caller 07779"); err != nil {
		t.Fatal(err)
	}
	s.must(p.WaitElement(s.ctx, "history.0", caller(97_779)))
	t.Logf("a search among %d calls is answered %d ms after its first key", n, time.Since(before).Milliseconds())
	s.must(p.WaitText(s.ctx, "history.search", "caller 07779"))
	s.must(p.Press(s.ctx, "Escape"))
	s.must(p.WaitText(s.ctx, "history.count", fmt.Sprint(n)))
}

// caller is a line that shows the i-th call of fillHistory.
func caller(i int) func(story.Element) bool {
	return func(e story.Element) bool { return strings.HasPrefix(e.Text, callerName(i)+",") }
}

func callerName(i int) string { return fmt.Sprintf("Caller %06d", i) }

func fillHistory(t *testing.T, path string, n int) {
	t.Helper()
	store, err := history.Open(context.Background(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now().Add(-time.Duration(n+1) * time.Minute)
	calls := make([]history.Call, n)
	for i := range calls {
		calls[i] = history.Call{
			ID: history.StartedAt(began.Add(time.Duration(i) * time.Minute)), Number: fmt.Sprintf("+4930%06d", i),
			Name: callerName(i), Service: "Orders", Talk: time.Minute,
		}
	}
	if err := store.Restore(context.Background(), calls); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}
