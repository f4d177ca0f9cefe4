package app_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/app/history"
	"offhook/wti"
)

var (
	ready    = history.Share{What: history.DayReady}
	lunch    = history.Share{What: history.DayAux, Reason: 2}
	training = history.Share{What: history.DayAux, Reason: 3}
)

// look looks every second from one time to another.
func look(x *app.Tally, from, to time.Time, agent string, s history.Share) {
	for at := from; !at.After(to); at = at.Add(time.Second) {
		x.Look(at, agent, s, true)
	}
}

// TestTheDayIsThatOfTheAgentsClock: midnight divides, a change of the clock does
// not make a day longer than it was, and what the computer slept through is not
// invented.
func TestTheDayIsThatOfTheAgentsClock(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, berlin)
	}
	for name, c := range map[string]struct {
		from, to time.Time
		day      string
		want     time.Duration
	}{
		"an hour":                       {at(3, 4, 9, 0), at(3, 4, 10, 0), "2026-03-04", time.Hour},
		"over midnight":                 {at(3, 4, 23, 50), at(3, 5, 0, 20), "2026-03-05", 20 * time.Minute},
		"over the hour that is missing": {at(3, 29, 1, 30), at(3, 29, 3, 30), "2026-03-29", time.Hour},
		"over the hour that is twice":   {at(10, 25, 1, 30), at(10, 25, 3, 30), "2026-10-25", 3 * time.Hour},
		"midnight before a change":      {at(3, 28, 23, 0), at(3, 29, 4, 0), "2026-03-29", 3 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			x := new(app.Tally)
			look(x, c.from, c.to, "2001", lunch)
			if day, sum := x.Day(); day != c.day || len(sum) != 1 || sum[lunch].Time != c.want {
				t.Errorf("%s: %v, want %s: %v", day, sum, c.day, c.want)
			}
		})
	}
	x := new(app.Tally)
	noon := at(3, 4, 12, 0)
	look(x, noon, noon.Add(time.Minute), "2001", ready)
	look(x, noon.Add(time.Hour), noon.Add(time.Hour+time.Minute), "2001", ready) // asleep in between
	x.Look(noon.Add(time.Hour), "2001", ready, true)                             // the clock was set back
	x.Look(noon.Add(time.Hour+time.Second), "2001", training, true)
	if _, sum := x.Day(); sum[ready].Time != 2*time.Minute+time.Second {
		t.Errorf("ready for %v, want 2m1s", sum[ready].Time)
	}
	x.Look(noon.Add(2*time.Hour), "2002", ready, true)
	if _, sum := x.Day(); len(sum) != 0 {
		t.Errorf("another agent begins with %v", sum)
	}
}

// utc has the agent in a place where the day begins with the test.
func utc(o *app.Options) { o.Now = func() time.Time { return time.Now().UTC() } }

func (d *desk) today() app.TodayView {
	v, _ := d.app.State().Today.Get()
	return v
}

// pass lets time pass.
func pass(t time.Duration) { time.Sleep(t); synctest.Wait() }

func mode(m wti.AgentMode, reason int) wti.AgentChanged {
	return wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: m, Reason: reason}}
}

func TestTodaysTotals(t *testing.T) {
	bubble(t, func(t *testing.T) {
		time.Sleep(9 * time.Hour) // so that midnight is far
		d := newDesk(t, utc)
		d.signIn()
		d.emit(mode(wti.AgentAutoIn, 0))
		pass(10 * time.Minute)
		d.emit(offered)
		pass(time.Minute) // ringing is no call yet
		d.emit(answered)
		pass(4 * time.Minute)
		d.emit(wti.ConnectionCleared{Connection: own, Own: true}, mode(wti.AgentAfterCall, 0))
		pass(2 * time.Minute)
		d.emit(mode(wti.AgentAux, 2))
		pass(30 * time.Minute)
		d.emit(mode(wti.AgentAux, 9), offered, wti.Diverted{Connection: own, Own: true})
		pass(5 * time.Minute)
		v := d.today()
		want := app.TodayTotals{
			Day: v.Day, Ready: 11 * time.Minute, OnCall: 4 * time.Minute, AfterCall: 2 * time.Minute, Aux: 35 * time.Minute,
			Answered: 1, Missed: 1, Handling: 6 * time.Minute,
		}
		if v.TodayTotals != want {
			t.Errorf("today %+v, want %+v", v.TodayTotals, want)
		}
		if len(v.Reasons) != 2 || v.Reasons[0] != (app.ReasonTotal{Code: 2, Name: "Lunch", Time: 30 * time.Minute}) || v.Reasons[1].Code != 9 {
			t.Errorf("reasons %+v", v.Reasons)
		}
	})
}

// TestTodayGoesOnAfterARestart: the app ends in the middle of the day and starts
// again.
func TestTodayGoesOnAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	for _, run := range []struct {
		agent string
		long  time.Duration
		want  time.Duration
	}{{"2001", 10 * time.Minute, 10 * time.Minute}, {"2001", 5 * time.Minute, 15 * time.Minute}, {"2002", time.Minute, time.Minute}} {
		bubble(t, func(t *testing.T) {
			d := newDesk(t, utc, func(o *app.Options) { o.HistoryPath = path })
			d.signIn()
			ev := mode(wti.AgentAux, 2)
			ev.Agent.ID = run.agent
			d.emit(ev)
			pass(run.long + 2*time.Second)
			if v := d.today(); v.Aux != run.want {
				t.Errorf("agent %s has AUX for %v, want %v", run.agent, v.Aux, run.want)
			}
		})
	}
}

// TestACallThatWasAnsweredByItselfSaysSo: by auto-answer, not by the agent.
func TestACallThatWasAnsweredByItselfSaysSo(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		if !d.call().Automatic {
			t.Error("answered by itself, and the card does not know")
		}
		d.emit(gone, offered)
		pass(5 * time.Second)
		d.emit(answered)
		if d.call().Automatic {
			t.Error("answered at the phone, and the card says by itself")
		}
		d.emit(gone, offered)
		d.app.Answer("871")
		synctest.Wait()
		d.emit(answered)
		if d.call().Automatic {
			t.Error("answered by the agent, and the card says by itself")
		}
	})
}
