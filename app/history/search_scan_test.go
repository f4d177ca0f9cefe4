//go:build !race

package history_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"offhook/app/history"
)

// someText is a name, a number or part of one, few enough to be found often.
var someText = rapid.OneOf(
	rapid.SampledFrom([]string{"", "Anna Müller", "ÉMILE", "straße", "İzmir", "x\ny", "\x00", "100% e_x", "+49 (0)30/901820", "004930901820", "4751", "•••29", "日本 語"}),
	rapid.StringOfN(rapid.RuneFrom([]rune("abÄ1230+ \n-")), 0, 6, -1))

// someCall began within some seconds, so that calls come before, between and
// after others.
var someCall = rapid.Custom(func(t *rapid.T) history.Call {
	c := call(0, someText.Draw(t, "number"))
	c.ID += rapid.Int64Range(0, 3000).Draw(t, "at")
	c.Name, c.Service = someText.Draw(t, "name"), someText.Draw(t, "service")
	c.Result = history.Result(rapid.IntRange(0, 3).Draw(t, "result"))
	return c
})

// part is a page of a list.
func part(list []history.Call, first, count int) []history.Call {
	first = min(max(first, 0), len(list))
	return list[first:min(first+max(count, 0), len(list))]
}

// TestASearchFindsWhatAPlainScanFinds keeps, deletes, brings back and forgets
// calls as it comes, and compares what searches find with a scan of all of them.
// The race detector makes SQLite fifty times slower, and nothing here runs beside
// anything else.
func TestASearchFindsWhatAPlainScanFinds(t *testing.T) {
	dir := t.TempDir()
	var begun []filled
	for _, n := range []int{0, 1, 511, 512, 513, 1200} {
		for _, backwards := range []bool{false, true} {
			begun = append(begun, fillFew(t, filepath.Join(dir, fmt.Sprint(n, backwards)), n, backwards))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(begun).Draw(t, "begun")
		m := &model{path: filepath.Join(dir, "history.db"), calls: slices.Clone(f.calls)}
		if err := os.WriteFile(m.path, f.file, 0o600); err != nil {
			t.Fatal(err)
		}
		m.open(t)
		defer func() { _ = m.store.Close() }()
		t.Repeat(map[string]func(*rapid.T){
			"":        m.compare,
			"add":     m.add,
			"many":    m.addMany,
			"delete":  m.delete,
			"restore": func(t *rapid.T) { m.restore(t, m.gone); m.gone = nil },
			"prune":   m.prune,
			"reopen":  m.open,
		})
	})
}

// filled is a history's file and what is in it.
type filled struct {
	file  []byte
	calls []history.Call
}

func fillFew(t *testing.T, path string, n int, backwards bool) filled {
	t.Helper()
	f := filled{calls: fewCalls(n)}
	if backwards {
		slices.Reverse(f.calls)
	}
	s, err := history.Open(t.Context(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err = errors.Join(s.Restore(t.Context(), f.calls), s.Close()); err != nil {
		t.Fatal(err)
	}
	if f.file, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return f
}

// model is a store beside the calls that it has to have.
type model struct {
	path        string
	store       *history.Store
	calls, gone []history.Call
}

func (m *model) open(t *rapid.T) {
	if m.store != nil {
		if err := m.store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if m.store, err = history.Open(context.Background(), m.path, history.Options{}); err != nil {
		t.Fatal(err)
	}
}

func (m *model) add(t *rapid.T) {
	c, err := m.store.Add(context.Background(), someCall.Draw(t, "call"))
	if err != nil {
		t.Fatal(err)
	}
	m.calls = append(m.calls, c)
}

// addMany brings long texts too, so that a block is full before it has many calls.
func (m *model) addMany(t *rapid.T) {
	list := rapid.SliceOfN(someCall, 1, 50).Draw(t, "calls")
	for i := range list {
		list[i].Service += strings.Repeat("ü", rapid.SampledFrom([]int{0, 2000}).Draw(t, "long"))
	}
	m.restore(t, list)
}

func (m *model) restore(t *rapid.T, list []history.Call) {
	if err := m.store.Restore(context.Background(), list); err != nil {
		t.Fatal(err)
	}
	there := map[int64]bool{}
	for _, c := range m.calls {
		there[c.ID] = true
	}
	for _, c := range list {
		if !there[c.ID] {
			there[c.ID], m.calls = true, append(m.calls, c)
		}
	}
}

func (m *model) delete(t *rapid.T) {
	if len(m.calls) == 0 {
		t.Skip()
	}
	first := rapid.IntRange(0, len(m.calls)-1).Draw(t, "first")
	chosen := part(m.calls, first, rapid.SampledFrom([]int{1, 3, 700}).Draw(t, "how many"))
	ids := []int64{1} // there is none such
	for _, c := range chosen {
		ids = append(ids, c.ID)
	}
	gone, err := m.store.Delete(context.Background(), ids...)
	if err != nil || !slices.Equal(gone, chosen) {
		t.Fatalf("deleting %d calls gives %d, %v", len(chosen), len(gone), err)
	}
	m.gone = append(m.gone, gone...)
	m.calls = slices.Delete(m.calls, first, first+len(chosen))
}

func (m *model) prune(t *rapid.T) {
	before := noon.Add(time.Duration(rapid.Int64Range(0, 2000).Draw(t, "before")) * time.Microsecond)
	stay := slices.DeleteFunc(slices.Clone(m.calls), func(c history.Call) bool { return c.Started().Before(before) })
	n, err := m.store.Prune(context.Background(), before)
	if err != nil || n != len(m.calls)-len(stay) {
		t.Fatalf("forgot %d, %v; want %d", n, err, len(m.calls)-len(stay))
	}
	m.calls = stay
}

// compare searches twice, the second time as somebody who has typed on.
func (m *model) compare(t *rapid.T) {
	q := history.Query{
		Search: strings.Join(rapid.SliceOfN(someText, 0, 3).Draw(t, "search"), " "), Missed: rapid.Bool().Draw(t, "missed"),
		First: rapid.SampledFrom([]int{-1, 0, 1, 600}).Draw(t, "first"), Count: rapid.SampledFrom([]int{0, 1, 200, 5000}).Draw(t, "count"),
	}
	m.page(t, q)
	q.Search, q.Missed = q.Search+someText.Draw(t, "typed on"), rapid.Bool().Draw(t, "still missed")
	want := m.page(t, q)
	var all []history.Call
	err := m.store.Each(context.Background(), q, func(c history.Call) error { all = append(all, c); return nil })
	if err != nil || !slices.Equal(all, want) {
		t.Fatalf("%+v: each gives %d calls, %v; a scan finds %d", q, len(all), err, len(want))
	}
}

// page compares a page with a scan, and returns all that fit.
func (m *model) page(t *rapid.T, q history.Query) []history.Call {
	want := scan(m.calls, q)
	p, err := m.store.Page(context.Background(), q)
	if err != nil || p.Total != len(want) || !slices.Equal(p.Calls, part(want, q.First, q.Count)) {
		t.Fatalf("%+v finds %d, of which %d are on the page, %v; a scan finds %d", q, p.Total, len(p.Calls), err, len(want))
	}
	return want
}
