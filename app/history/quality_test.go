package history_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"offhook/app/history"
)

// firstSchema is the history as its first version made it.
const firstSchema = `CREATE TABLE calls (
		id        INTEGER PRIMARY KEY,
		direction INTEGER NOT NULL,
		result    INTEGER NOT NULL,
		number    TEXT NOT NULL,
		name      TEXT NOT NULL,
		service   TEXT NOT NULL,
		ring      INTEGER NOT NULL,
		talk      INTEGER NOT NULL,
		hold      INTEGER NOT NULL,
		ucid      TEXT NOT NULL,
		mos       REAL NOT NULL,
		loss      REAL NOT NULL
	) STRICT;
	CREATE TABLE find (
		id     INTEGER PRIMARY KEY REFERENCES calls(id) ON DELETE CASCADE,
		missed INTEGER NOT NULL,
		text   TEXT NOT NULL
	) STRICT;
	CREATE INDEX missed ON find(id) WHERE missed;
	INSERT INTO calls VALUES (1772625600000000, 0, 0, '+4930901820', 'Anna', 'Orders', 4, 61, 9, '0001', 4.2, 0.013);
	INSERT INTO find VALUES (1772625600000000, 0, '+4930901820 anna orders');
	PRAGMA user_version = 1;`

func TestAHistoryOfAnOlderVersionIsTakenOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	old, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Exec(firstSchema); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := history.Open(t.Context(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	add(t, s, history.Call{ID: history.StartedAt(noon.Add(time.Hour)), Number: "4751", Quality: history.Quality{MOSMin: 3.5}})
	p, err := s.Page(t.Context(), history.Query{Count: 10})
	if err != nil || p.Total != 2 {
		t.Fatalf("%d calls, %v; want 2", p.Total, err)
	}
	want := history.Call{ID: 1772625600000000, Number: "+4930901820", Name: "Anna", Service: "Orders",
		Ring: 4 * time.Second, Talk: 61 * time.Second, Hold: 9 * time.Second, UCID: "0001", MOS: 4.2, Loss: 0.013}
	if p.Calls[1] != want {
		t.Errorf("the old call reads %+v, want %+v", p.Calls[1], want)
	}
	if p.Calls[0].Quality.MOSMin != 3.5 {
		t.Errorf("the new call's quality is %+v", p.Calls[0].Quality)
	}
	if total, _ := page(t, s, history.Query{Search: "anna", Count: 10}); total != 1 {
		t.Error("the old call is not found")
	}
}

func TestAlarmsAreWrittenAndRead(t *testing.T) {
	list := []history.Alarm{{After: 12 * time.Second, Lasted: 8 * time.Second, What: "nothingArrives"}, {What: "notReceived"}}
	text := history.FormatAlarms(list)
	if text != "12+8:nothingArrives 0+0:notReceived" {
		t.Errorf("written as %q", text)
	}
	if got := history.ParseAlarms(text); !slices.Equal(got, list) {
		t.Errorf("read as %v", got)
	}
	for _, bad := range []string{"", "x", "1:x", "1+x:y", "-1+2:x", "1+2:", "1+2", "::", "+:"} {
		if got := history.ParseAlarms(bad); len(got) != 0 {
			t.Errorf("ParseAlarms(%q) = %v, want none", bad, got)
		}
	}
	many := slices.Repeat([]history.Alarm{{What: strings.Repeat("x", 500)}}, 50)
	s := open(t, history.Options{})
	kept := add(t, s, history.Call{ID: 5, Quality: history.Quality{Alarms: history.FormatAlarms(many)}})
	if n := len(kept[0].Quality.AlarmList()); n != 20 || len(kept[0].Quality.Alarms) > 20*220 {
		t.Errorf("%d alarms in %d characters are kept", n, len(kept[0].Quality.Alarms))
	}
}
