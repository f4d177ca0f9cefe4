package history_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"offhook/app/history"
	"offhook/app/lookup"
)

// scan is what a search has to find: the calls with each of its words, newest
// first.
func scan(calls []history.Call, q history.Query) (fit []history.Call) {
	words := lookup.Words(q.Search)
	for _, c := range calls {
		text := lookup.Text(c.Number, c.Name, c.Service)
		lacks := func(w string) bool { return !strings.Contains(text, w) }
		if (!q.Missed || c.Result == history.Missed) && !slices.ContainsFunc(words, lacks) {
			fit = append(fit, c)
		}
	}
	slices.SortFunc(fit, func(a, b history.Call) int { return int(b.ID - a.ID) })
	return fit
}

// fewCalls are enough calls for several blocks, with every third of them left out
// so that there is room between them.
func fewCalls(n int) (calls []history.Call) {
	for i := range n {
		c := call(0, fmt.Sprintf("+4930%05d", i*7919%99991))
		c.ID += int64(i/2*3 + i%2)
		c.Name, c.Service = fmt.Sprintf("Caller %d", i%97), "Orders"
		c.Result = history.Result(i % 4)
		calls = append(calls, c)
	}
	return calls
}

// olderHistory makes a history of the first version with the calls of fewCalls.
func olderHistory(t *testing.T, path string, n int) []history.Call {
	t.Helper()
	old, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = old.Exec(firstSchema + "DELETE FROM find; DELETE FROM calls;")
	tx, began := old.Begin()
	if err = errors.Join(err, began); err != nil {
		t.Fatal(err)
	}
	calls := fewCalls(n)
	for _, c := range calls {
		_, kept := tx.Exec(`INSERT INTO calls VALUES (?, 0, ?, ?, ?, ?, 0, 0, 0, '', 0, 0)`, c.ID, c.Result, c.Number, c.Name, c.Service)
		_, found := tx.Exec(`INSERT INTO find VALUES (?, ?, ?)`, c.ID, c.Result == history.Missed, lookup.Text(c.Number, c.Name, c.Service))
		err = errors.Join(err, kept, found)
	}
	if err = errors.Join(err, tx.Commit(), old.Close()); err != nil {
		t.Fatal(err)
	}
	return calls
}

func TestAHistoryOfAnOlderVersionIsSearched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	calls := olderHistory(t, path, 1800)
	for range 2 { // taken over, and as it is from then on
		s, err := history.Open(t.Context(), path, history.Options{})
		if err != nil || s.Aside() != "" {
			t.Fatal(err, s.Aside())
		}
		for _, q := range []history.Query{{Search: "030 12"}, {Search: "caller 96", Missed: true}, {Search: "orders"}, {Missed: true}, {}} {
			q.Count = 5000
			p, err := s.Page(t.Context(), q)
			if want := scan(calls, q); err != nil || len(want) == 0 || p.Total != len(want) || !slices.Equal(p.Calls, want) {
				t.Errorf("%+v finds %d, %v; a scan finds %d", q, p.Total, err, len(want))
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var left int
	if err := db.QueryRow(`SELECT count(*) FROM sqlite_schema WHERE name IN ('find', 'missed')`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d of the older version's tables are left, %v", left, err)
	}
}

func TestADamagedHistoryOfAnOlderVersionIsSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	olderHistory(t, path, 1800)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4096 * 3; i < len(data); i++ { // the first pages hold the schema
		data[i] = 0xee
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := history.Open(t.Context(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if info, err := os.Stat(s.Aside()); err != nil || info.Size() < int64(len(data)) {
		t.Errorf("the damaged file was not kept at %q: %v", s.Aside(), err)
	}
	add(t, s, call(1, "4751"))
	if total, _ := page(t, s, history.Query{Search: "4751", Count: 9}); total != 1 {
		t.Errorf("the new history finds %d, want the call", total)
	}
}
