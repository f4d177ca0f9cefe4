package history_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/app/history"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, o history.Options) *history.Store {
	t.Helper()
	s, err := history.Open(t.Context(), filepath.Join(t.TempDir(), "history.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func add(t *testing.T, s *history.Store, calls ...history.Call) (kept []history.Call) {
	t.Helper()
	for _, c := range calls {
		c, err := s.Add(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, c)
	}
	return kept
}

// page is a query's calls by their numbers.
func page(t *testing.T, s *history.Store, q history.Query) (total int, numbers []string) {
	t.Helper()
	p, err := s.Page(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Calls {
		numbers = append(numbers, c.Number)
	}
	return p.Total, numbers
}

func call(minute int, number string) history.Call {
	return history.Call{ID: history.StartedAt(noon.Add(time.Duration(minute) * time.Minute)), Number: number}
}

func TestACallIsKeptWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	s, err := history.Open(t.Context(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := history.Call{
		ID: history.StartedAt(noon), Direction: history.Out, Result: history.Failed,
		Number: "+4930901820", Name: "Anna Müller", Service: "Orders", Ring: 4 * time.Second,
		Talk: 61 * time.Second, Hold: 9 * time.Second, UCID: "00001000171234567890", MOS: 4.2, Loss: 0.013,
		Quality: history.Quality{MOSMin: 3.1, JitterMs: 4.5, JitterMaxMs: 31, DelayMs: 62, DelayMaxMs: 140, FarMOS: 4.1, FarLoss: 0.02,
			Codec: "g711U", Alarms: "12+8:nothingArrives 60+3:notReceived"},
	}
	add(t, s, want)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = history.Open(t.Context(), path, history.Options{}); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	p, err := s.Page(t.Context(), history.Query{Count: 10})
	if err != nil || p.Total != 1 || p.Calls[0] != want {
		t.Errorf("got %+v, %v; want %+v", p, err, want)
	}
	if got := p.Calls[0].Started(); !got.Equal(noon) {
		t.Errorf("it started at %v, want %v", got, noon)
	}
}

func TestCallsThatBeganTogetherAreBothKept(t *testing.T) {
	s := open(t, history.Options{})
	kept := add(t, s, call(0, "1"), call(0, "2"), call(0, "3"))
	if kept[0].ID == kept[1].ID || kept[1].ID == kept[2].ID {
		t.Errorf("two calls have one ID: %v", kept)
	}
	if total, _ := page(t, s, history.Query{Count: 10}); total != 3 {
		t.Errorf("%d calls are kept, want 3", total)
	}
}

func TestPagesAreNewestFirst(t *testing.T) {
	s := open(t, history.Options{})
	add(t, s, call(3, "3"), call(1, "1"), call(5, "5"), call(2, "2"), call(4, "4"))
	for _, c := range []struct {
		first, count int
		want         []string
		total        int
	}{
		{0, 2, []string{"5", "4"}, 5},
		{2, 2, []string{"3", "2"}, 5},
		{4, 2, []string{"1"}, 5},
		{5, 2, nil, 5},
		{99, 2, nil, 5},
		{-1, 9, []string{"5", "4", "3", "2", "1"}, 5},
		{0, 0, nil, 5},
	} {
		if total, got := page(t, s, history.Query{First: c.first, Count: c.count}); total != c.total || !slices.Equal(got, c.want) {
			t.Errorf("first %d count %d: %d, %v; want %d, %v", c.first, c.count, total, got, c.total, c.want)
		}
	}
}

func TestSearchTakesNumbersInAnySpelling(t *testing.T) {
	s := open(t, history.Options{})
	anna, bob := call(1, "+4930901820"), call(2, "00442071838750")
	anna.Name, anna.Service, bob.Service = "Anna Müller", "Orders", "100% service_x"
	add(t, s, anna, bob, call(3, "4751"), call(4, ""))
	for search, want := range map[string][]string{
		"030 901":           {"+4930901820"},
		"(030) 90-18":       {"+4930901820"},
		"+49 (0)30/901820":  {"+4930901820"},
		"004930901820":      {"+4930901820"},
		"+44":               {"00442071838750"},
		"müll":              {"+4930901820"},
		"MÜLLER orders":     {"+4930901820"},
		"müller billing":    nil,
		"4751":              {"4751"},
		"751":               {"4751"},
		"100%":              {"00442071838750"},
		"e_x":               {"00442071838750"},
		"%":                 {"00442071838750"},
		"'; DROP TABLE x--": nil,
		"":                  {"", "4751", "00442071838750", "+4930901820"},
		"  \t ":             {"", "4751", "00442071838750", "+4930901820"},
		"\xff\xfe":          nil,
	} {
		if total, got := page(t, s, history.Query{Search: search, Count: 10}); total != len(want) || !slices.Equal(got, want) {
			t.Errorf("search %q: %d %q, want %q", search, total, got, want)
		}
	}
}

func TestOnlyMissed(t *testing.T) {
	s := open(t, history.Options{})
	missed, redirected, failed := call(1, "1"), call(2, "2"), call(3, "3")
	missed.Result, redirected.Result, failed.Result = history.Missed, history.Redirected, history.Failed
	add(t, s, missed, redirected, failed, call(4, "4"))
	if total, got := page(t, s, history.Query{Missed: true, Count: 10}); total != 1 || !slices.Equal(got, []string{"1"}) {
		t.Errorf("missed: %d %q, want the one", total, got)
	}
	if total, _ := page(t, s, history.Query{Missed: true, Search: "4", Count: 10}); total != 0 {
		t.Errorf("missed and searched: %d, want none", total)
	}
}

func TestDeleteAndUndo(t *testing.T) {
	s := open(t, history.Options{})
	kept := add(t, s, call(1, "1"), call(2, "2"), call(3, "3"))
	gone, err := s.Delete(t.Context(), kept[0].ID, kept[2].ID, 12345)
	if err != nil || !slices.Equal(gone, []history.Call{kept[0], kept[2]}) {
		t.Fatalf("deleting gives %v, %v", gone, err)
	}
	if _, got := page(t, s, history.Query{Count: 9}); !slices.Equal(got, []string{"2"}) {
		t.Errorf("left: %q", got)
	}
	if total, _ := page(t, s, history.Query{Search: "3", Count: 9}); total != 0 {
		t.Error("a deleted call is still found")
	}
	for range 2 { // twice does no harm
		if err := s.Restore(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
	}
	if _, got := page(t, s, history.Query{Count: 9}); !slices.Equal(got, []string{"3", "2", "1"}) {
		t.Errorf("after the undo: %q", got)
	}
}

func TestPruneForgetsWhatIsOlder(t *testing.T) {
	s := open(t, history.Options{})
	add(t, s, call(-60, "old"), call(-1, "older"), call(0, "new"))
	n, err := s.Prune(t.Context(), noon)
	if err != nil || n != 2 {
		t.Errorf("forgot %d, %v; want 2", n, err)
	}
	if _, got := page(t, s, history.Query{Count: 9}); !slices.Equal(got, []string{"new"}) {
		t.Errorf("left: %q", got)
	}
}

func TestAMaskedStoreKnowsNoNumber(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	s, err := history.Open(t.Context(), path, history.Options{Mask: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	c := call(1, "+4930901829")
	c.Name = "Anna Müller"
	got := add(t, s, c)[0]
	if got.Number != "•••29" || got.Name != "" || !got.Masked() {
		t.Errorf("kept %q %q", got.Number, got.Name)
	}
	for search, want := range map[string]int{"901829": 0, "29": 1, "anna": 0} {
		if total, _ := page(t, s, history.Query{Search: search, Count: 9}); total != want {
			t.Errorf("search %q finds %d, want %d", search, total, want)
		}
	}
	for number, want := range map[string]string{"": "", "12": "•••", "4751": "•••", "47512": "•••12", "•••12": "•••12"} {
		if got := history.Mask(number); got != want {
			t.Errorf("Mask(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestTextsFromOutsideAreBounded(t *testing.T) {
	s := open(t, history.Options{})
	c := call(1, "1")
	c.Service = strings.Repeat("ü", 5000) + "\xff"
	if got := add(t, s, c)[0]; len([]rune(got.Service)) != 200 {
		t.Errorf("%d characters are kept, want 200", len([]rune(got.Service)))
	}
}

func TestCSV(t *testing.T) {
	s := open(t, history.Options{})
	c := call(1, "+4930901820")
	c.Name, c.Service, c.Talk, c.MOS, c.Loss = `=HYPERLINK("http://x")`, "a,b\n\"c\"", 61*time.Second, 4.25, 0.5
	c.Quality = history.Quality{MOSMin: 2.9, JitterMs: 6.5, DelayMs: 48, Codec: "g722", Alarms: "12+8:nothingArrives"}
	add(t, s, c, call(2, "-1+cmd"), call(3, "4751"))
	var b strings.Builder
	if n, err := s.WriteCSV(t.Context(), &b, history.Query{}); err != nil || n != 3 {
		t.Fatalf("wrote %d, %v", n, err)
	}
	at := func(minute int) string {
		return noon.Add(time.Duration(minute) * time.Minute).Local().Format(time.RFC3339)
	}
	want := strings.Join([]string{
		"started,direction,result,number,name,service,ring_s,talk_s,hold_s,ucid,mos,loss," +
			"mos_min,jitter_ms,jitter_max_ms,delay_ms,delay_max_ms,far_mos,far_loss,codec,alarms",
		at(3) + ",in,answered,4751,,,0,0,0,,,,,,,,,,,,",
		at(2) + ",in,answered,'-1+cmd,,,0,0,0,,,,,,,,,,,,",
		at(1) + `,in,answered,+4930901820,"'=HYPERLINK(""http://x"")","a,b` + "\n" + `""c""",0,61,0,,4.2,0.5000,2.9,6.5,,48,,,,g722,12+8:nothingArrives`,
		"",
	}, "\r\n")
	// A line break inside a field is written as the file's other line breaks.
	if got := b.String(); strings.ReplaceAll(got, "\r\n", "\n") != strings.ReplaceAll(want, "\r\n", "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
