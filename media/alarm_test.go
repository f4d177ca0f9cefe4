package media_test

import (
	"testing"
	"time"

	"offhook/media"
)

// fine is a second of a call in which everything works.
var fine = media.Second{Received: 50, Sent: 50, Level: -20, Peak: 2000}

func TestAlarmsTellWhyNobodyHears(t *testing.T) {
	with := func(change func(*media.Second)) media.Second {
		s := fine
		change(&s)
		return s
	}
	deaf := func(change func(*media.Second)) media.Second { // nothing valid comes
		return with(func(s *media.Second) { s.Received, s.Level = 0, -100; change(s) })
	}
	for _, c := range []struct {
		name              string
		what              media.Second
		after             int // seconds until the alarm
		hearing, speaking media.Reason
	}{
		{"nothing comes", deaf(func(*media.Second) {}), 4, media.NothingArrives, media.NoReason},
		{"it comes from elsewhere", deaf(func(s *media.Second) { s.Foreign = 50 }), 4, media.ArrivesElsewhere, media.NoReason},
		{"it does not unseal", deaf(func(s *media.Second) { s.Forged = 50 }), 4, media.ArrivesUnsealed, media.NoReason},
		{"it is another codec", deaf(func(s *media.Second) { s.Unknown = 50 }), 4, media.ArrivesUnknown, media.NoReason},
		{"it is silent", with(func(s *media.Second) { s.Level = -90 }), 15, media.ArrivesSilent, media.NoReason},
		{"no loudspeaker", with(func(s *media.Second) { s.NoSpeaker = true }), 1, media.NoSpeaker, media.NoReason},
		{"no microphone", with(func(s *media.Second) { s.NoMicrophone, s.Peak = true, 0 }), 1, media.NoReason, media.NoMicrophone},
		{"microphone gives zeros", with(func(s *media.Second) { s.Peak = 0 }), 10, media.NoReason, media.MicrophoneSilent},
		{"nothing can be sent", with(func(s *media.Second) { s.Sent = 0 }), 4, media.NoReason, media.NothingSent},
		{"reports about us stand still", with(func(s *media.Second) { s.Report, s.About, s.Highest = true, true, 7 }), 3,
			media.NoReason, media.NotReceived},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := media.NewWatched()
			if h, s := w.Pass(20, fine); h != media.NoReason || s != media.NoReason {
				t.Fatalf("a good call: %v, %v", h, s)
			}
			if h, s := w.Pass(c.after-1, c.what); h != media.NoReason || s != media.NoReason {
				t.Errorf("after %d s already: %v, %v", c.after-1, h, s)
			}
			if h, s := w.Pass(3, c.what); h != c.hearing || s != c.speaking {
				t.Errorf("after %d s: %v, %v; want %v, %v", c.after+2, h, s, c.hearing, c.speaking)
			}
			better := fine
			better.Report, better.About, better.Highest = c.what.Report, c.what.About, 99
			if h, s := w.Pass(1, better); h != media.NoReason || s != media.NoReason {
				t.Errorf("when it works again: %v, %v", h, s)
			}
			w.Pass(30, c.what)
			w.Restart()
			if h, s := w.Pass(1, fine); h != media.NoReason || s != media.NoReason {
				t.Errorf("with another far end: %v, %v", h, s)
			}
		})
	}
}

func TestNoAlarmWhereNothingIsWrong(t *testing.T) {
	for name, what := range map[string]media.Second{
		"muted":                           {Received: 50, Sent: 50, Level: -20, Muted: true},
		"a far end that never reports us": {Received: 50, Sent: 50, Level: -20, Peak: 2000, Report: true},
		"a quiet room":                    {Received: 50, Sent: 50, Level: -60, Peak: 8},
	} {
		w := media.NewWatched()
		if h, s := w.Pass(60, what); h != media.NoReason || s != media.NoReason {
			t.Errorf("%s: %v, %v", name, h, s)
		}
	}
}

// On real sockets: an announced far end that says nothing, then one that speaks
// from another address.
func TestStatsCarryTheAlarm(t *testing.T) {
	t.Parallel()
	a, far, elsewhere := open(t, media.Config{}), newPeer(t), newPeer(t)
	newSound(t, a, 300, -20)
	start(t, a, far, "g711U")
	before := time.Now()
	eventually(t, "nothing arrives", func() bool { return a.Stats().Hearing.Reason == media.NothingArrives })
	alarm := a.Stats().Hearing
	if now := time.Now(); alarm.Since.Before(before.Add(2*time.Second)) || alarm.Since.After(now) {
		t.Errorf("noticed at %v, between %v and %v", alarm.Since, before, now)
	}
	eventually(t, "it arrives from elsewhere", func() bool {
		elsewhere.send(t, a.LocalRTP(), voice(1, 1, 160, 0x80))
		return a.Stats().Hearing.Reason == media.ArrivesElsewhere
	})
	a.Stop()
	eventually(t, "no stream, no alarm", func() bool { return a.Stats().Hearing == media.Alarm{} })
}
