package app_test

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/app/database"
	"offhook/app/history"
	"offhook/media"
	"offhook/wti"
)

// withHistory keeps calls in a file of the test.
func withHistory(t *testing.T, path *string) func(*app.Options) {
	dir := t.TempDir()
	*path = filepath.Join(dir, "default.history.db")
	return func(o *app.Options) { o.HistoryPath, o.ExportDir = *path, dir }
}

func (d *desk) history() app.HistoryView {
	v, _ := d.app.State().History.Get()
	return v
}

// past is the calls shown, each as "number result".
func (d *desk) past() (list []string) {
	d.t.Helper()
	for _, c := range d.history().Calls {
		word := map[app.CallResult]string{
			app.CallAnswered: "answered", app.CallMissed: "missed",
			app.CallRedirected: "redirected", app.CallNotReached: "failed",
		}[c.Result]
		list = append(list, c.Number+" "+word)
	}
	return list
}

// wantPast waits as long as the database may for a lock: it sleeps then, by the
// bubble's clock, and that is quiet.
func (d *desk) wantPast(want ...string) {
	d.t.Helper()
	got := d.past()
	for until := time.Now().Add(6 * time.Second); !slices.Equal(got, want) && time.Now().Before(until); got = d.past() {
		time.Sleep(100 * time.Millisecond)
		synctest.Wait()
	}
	if !slices.Equal(got, want) {
		d.t.Errorf("the history has %q, want %q", got, want)
	}
}

var gone = wti.ConnectionCleared{Connection: own, Own: true}

// offeredBy is an ACD call of another caller.
func offeredBy(id wti.CallID, number string) wti.Delivered {
	ev := offered
	ev.Connection.Call, ev.UCID, ev.Calling.Number = id, "", number
	return ev
}

func clearedCall(id wti.CallID) wti.ConnectionCleared {
	ev := gone
	ev.Connection.Call = id
	return ev
}

func TestACallThatEndedIsInTheHistory(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		began := time.Now()
		d.emit(offered)
		time.Sleep(4 * time.Second)
		d.emit(answered)
		time.Sleep(60 * time.Second)
		d.emit(wti.Held{Connection: own, Own: true})
		time.Sleep(9 * time.Second)
		d.emit(wti.Retrieved{Connection: own, Own: true})
		time.Sleep(2 * time.Second)
		d.wantPast()
		d.emit(gone)
		v := d.history()
		if v.Total != 1 || len(v.Calls) != 1 {
			t.Fatalf("history %+v, want one call", v)
		}
		c := v.Calls[0]
		if c.Number != "15551234567" || c.Service != "Orders" || c.Result != app.CallAnswered || c.Direction != app.Inbound ||
			c.Ring != 4*time.Second || c.Talk != 62*time.Second || c.Hold != 9*time.Second || !c.Started.Equal(began.Truncate(time.Microsecond)) {
			t.Errorf("kept %+v", c)
		}
	})
}

func TestHowCallsEnd(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		d.emit(offeredBy("1", "11"), clearedCall("1")) // the caller gave up
		time.Sleep(time.Minute)
		div := wti.Diverted{Connection: wti.Connection{Call: "2", Device: own.Device}, Own: true, Destination: wti.Party{Number: "4799"}}
		d.emit(offeredBy("2", "22"), div) // nobody answered here
		time.Sleep(time.Minute)
		d.emit(offeredBy("3", "33"))
		d.app.HangUp("3")
		synctest.Wait()
		d.emit(clearedCall("3")) // declined
		time.Sleep(time.Minute)
		out := wti.Connection{Call: "4", Device: own.Device}
		d.emit(wti.Originated{Connection: out, CallInfo: wti.CallInfo{Called: wti.Party{Number: "44"}}},
			wti.Failed{Connection: out, CallInfo: wti.CallInfo{Cause: "busy"}}, clearedCall("4"))
		time.Sleep(time.Minute)
		d.emit(wti.ServiceInitiated{Connection: wti.Connection{Call: "5", Device: own.Device}}, clearedCall("5")) // picked up, put down
		d.wantPast("44 failed", "33 redirected", "22 missed", "11 missed")
		for _, want := range []int{2, 0} {
			if n := d.history().Unseen; n != want {
				t.Errorf("%d missed calls are unseen, want %d", n, want)
			}
			d.app.SeenMissed()
			synctest.Wait()
		}
		d.app.ShowHistory(app.HistoryQuery{Missed: true})
		synctest.Wait()
		d.wantPast("22 missed", "11 missed")
		d.app.ShowHistory(app.HistoryQuery{Search: "4"})
		synctest.Wait()
		d.wantPast("44 failed")
	})
}

func TestASearchIsAnsweredAtOnce(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		d.emit(offeredBy("1", "4711"), clearedCall("1"))
		time.Sleep(time.Minute)
		d.emit(offeredBy("2", "4722"), clearedCall("2"))
		d.wantPast("4722 missed", "4711 missed")
		q := app.HistoryQuery{Search: "711"}
		v, ok := d.app.SearchHistory(q)
		if !ok || v.Query != q || v.Total != 1 || v.Calls[0].Number != "4711" {
			t.Errorf("found %+v, %v; want the one call", v, ok)
		}
		synctest.Wait()
		if got := d.history(); got.Revision != v.Revision || got.Query != q {
			t.Errorf("revision %d of %+v is shown, the search was answered with %d", got.Revision, got.Query, v.Revision)
		}
	})
}

func TestASearchWithoutAHistoryDoesNotWait(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		began := time.Now()
		if v, ok := d.app.SearchHistory(app.HistoryQuery{Search: "4"}); ok || time.Since(began) > 0 {
			t.Errorf("found %+v, %v after %v", v, ok, time.Since(began))
		}
	})
}

func TestCallsThatARecoveryDoesNotFindHaveEnded(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		d.emit(offered, answered, wti.Resynced{})
		d.wantPast("15551234567 answered")
		d.emit(gone, wti.CallCleared{Call: own.Call}) // late news of the same call
		d.wantPast("15551234567 answered")
	})
}

// The caller is on the line from the first, which a snapshot says as well.
func TestACallThatRingsDuringARecoveryWasNotAnswered(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		d.emit(offered, wti.Resynced{MediaKept: true, Calls: []wti.CallSnapshot{
			{Connection: own, State: wti.StateAlerting, RemoteState: wti.StateConnected, Inbound: true},
		}})
		d.emit(gone)
		d.wantPast("15551234567 missed")
	})
}

func TestACallThatIsUpWhenTheAppEndsIsKept(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		d.emit(offered, answered)
	})
	s, err := history.Open(context.Background(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	p, err := s.Page(t.Context(), history.Query{Count: 9})
	if err != nil || p.Total != 1 || p.Calls[0].Number != "15551234567" {
		t.Errorf("kept %+v, %v; want the call", p, err)
	}
}

func TestDeletedCallsComeBack(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		d.emit(offeredBy("1", "11"), clearedCall("1"))
		time.Sleep(time.Minute)
		d.emit(offeredBy("2", "22"), clearedCall("2"))
		d.app.DeleteCalls(d.history().Calls[0].ID)
		synctest.Wait()
		d.wantPast("11 missed")
		if n := d.history().Deleted; n != 1 {
			t.Errorf("an undo brings back %d, want 1", n)
		}
		d.app.UndoDelete()
		synctest.Wait()
		d.wantPast("22 missed", "11 missed")
		d.app.UndoDelete() // nothing left to undo
		synctest.Wait()
		if n := d.history().Deleted; n != 0 {
			t.Errorf("an undo brings back %d, want none", n)
		}
	})
}

func TestTheHistoryIsForgottenInTime(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change, func(o *app.Options) { o.Settings.History.KeepDays = 1 })
		d.signIn()
		d.emit(offeredBy("1", "11"), clearedCall("1"))
		time.Sleep(23 * time.Hour)
		d.emit(offeredBy("2", "22"), clearedCall("2"))
		d.wantPast("22 missed", "11 missed")
		time.Sleep(2*time.Hour + time.Second)
		synctest.Wait()
		d.wantPast("22 missed")
	})
}

func TestAMaskedHistoryKeepsTheEndOfNumbers(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change, func(o *app.Options) { o.Settings.History.Mask = true })
		d.signIn()
		d.emit(offered, gone)
		if c := d.history().Calls; len(c) != 1 || c[0].Number != "•••67" || !c[0].Masked {
			t.Errorf("kept %+v", c)
		}
	})
	for _, part := range []string{"", "-wal"} {
		data, _ := os.ReadFile(path + part)
		if strings.Contains(string(data), "1234567") {
			t.Errorf("the number is in %s%s", path, part)
		}
	}
}

func TestNoHistoryIsKeptWithZeroDays(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	if err := os.WriteFile(path, []byte("what was kept before"), 0o600); err != nil {
		t.Fatal(err)
	}
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change, func(o *app.Options) { o.Settings.History.KeepDays = 0 })
		d.signIn()
		d.emit(offered, gone)
		if v := d.history(); v.Total != 0 || v.KeepDays != 0 {
			t.Errorf("history %+v, want none", v)
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("what was kept before is still there")
		}
	})
}

func TestADamagedHistoryIsReplacedAndSaid(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	if err := os.WriteFile(path, []byte(strings.Repeat("rubbish", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		if n := d.notices(); len(n) != 1 || n[0].Title != "The call history was damaged" || !strings.Contains(n[0].Details, path) {
			t.Errorf("notices %+v", n)
		}
		d.emit(offered, gone)
		d.wantPast("15551234567 missed")
	})
}

func TestAHistoryOfANewerVersionIsLeftAlone(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	newer := slices.Repeat([]string{`CREATE TABLE IF NOT EXISTS a(x)`}, 50) // as many versions as there will hardly be
	db, err := database.Open(t.Context(), path, newer)
	if err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		if p := d.history().Problem; p.Title != "The call history was written by a newer Offhook" {
			t.Errorf("problem %+v", p)
		}
		d.emit(offered, gone) // telephoning goes on
		if got := d.past(); got != nil {
			t.Errorf("history %q, want none", got)
		}
	})
	if _, err := database.Open(t.Context(), path, newer); err != nil {
		t.Errorf("the newer history was changed: %v", err)
	}
}

func TestTheHistoryIsExported(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		d.emit(offered, gone)
		for range 2 { // a file that is there is not written over
			d.app.ExportHistory(app.HistoryQuery{})
			synctest.Wait()
		}
		n := d.notices()
		if len(n) != 2 || n[0].Text == n[1].Text {
			t.Fatalf("notices %+v, want two files", n)
		}
		data, err := os.ReadFile(n[1].Text)
		if err != nil || !strings.Contains(string(data), ",in,missed,15551234567,,Orders,") {
			t.Errorf("exported %q, %v", data, err)
		}
		info, err := os.Stat(n[1].Text)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the file's mode is %v, %v; want 0600", info.Mode(), err)
		}
	})
}

// measuredVoice counts packets.
type measuredVoice struct {
	fakeVoice
	began time.Time
}

func (v *measuredVoice) Stats() media.Stats {
	s := uint64(time.Since(v.began) / time.Second)
	return media.Stats{Codec: "g711U", PacketsReceived: 45 * s, Lost: 5 * s, MOS: 4}
}

func TestTheQualityOfACallIsKept(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change, func(o *app.Options) {
			o.OpenVoice = func(netip.Addr, app.VoiceSettings, *slog.Logger) (app.Voice, error) {
				return &measuredVoice{began: time.Now()}, nil
			}
		})
		d.signIn()
		d.emit(offered, wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"}, answered)
		time.Sleep(30 * time.Second)
		d.emit(gone)
		c := d.history().Calls
		if len(c) != 1 || c[0].MOS != 4 || c[0].Loss < 0.09 || c[0].Loss > 0.11 {
			t.Errorf("kept %+v, want MOS 4 and a loss of a tenth", c)
		}
	})
}

func TestAHistoryWhosePagesAreDamagedIsReplaced(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	damagePages(t, path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.signIn()
		if n := d.notices(); len(n) != 1 || n[0].Title != "The call history was damaged" || !strings.HasPrefix(n[0].Details, path) {
			t.Errorf("notices %+v", n)
		} else if _, err := os.Stat(n[0].Details); err != nil {
			t.Errorf("the damaged file was not kept: %v", err)
		}
		d.emit(offered, gone)
		d.wantPast("15551234567 missed")
	})
}

// damagePages makes a history that can be opened and not read.
func damagePages(t *testing.T, path string) {
	t.Helper()
	s, err := history.Open(t.Context(), path, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	calls := make([]history.Call, 500)
	for i := range calls {
		calls[i] = history.Call{ID: history.StartedAt(time.Now()) + int64(i), Number: "4751", Service: "Orders"}
	}
	if err := errors.Join(s.Restore(t.Context(), calls), s.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for i := page; i < len(data); i++ { // the first one holds the schema
		data[i] = 0xee
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
