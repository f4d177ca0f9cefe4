package app_test

import (
	"log/slog"
	"net/netip"
	"slices"
	"testing"
	"time"

	"offhook/app"
	"offhook/media"
	"offhook/wti"
)

// badVoice is fine for ten seconds, then nothing arrives for six, then it is fine
// again; the far end hears us badly all the time.
type badVoice struct {
	fakeVoice
	began time.Time
}

func (v *badVoice) Stats() media.Stats {
	s := int(time.Since(v.began) / time.Second)
	st := media.Stats{Codec: "g711A", MOS: 4.2, JitterMs: 5, DelayMs: 40, RoundTripMs: 60, RemoteLoss: 0.1, RemoteMOS: 3.4, DSCP: 46}
	bad := min(max(s-10, 0), 6)
	st.PacketsReceived, st.Lost = uint64(50*(s-bad)), uint64(50*bad)
	if s > 10 && s < 17 {
		st.MOS, st.JitterMs = 1.8, 55
		st.Hearing = media.Alarm{Reason: media.NothingArrives}
	}
	return st
}

var lineUp = wti.MediaStarted{
	RTP: netip.MustParseAddrPort("127.0.0.1:2050"), RTCP: netip.MustParseAddrPort("127.0.0.1:2051"),
	Codec: "g711A", PacketSize: 20 * time.Millisecond,
}

func withBadVoice(o *app.Options) {
	o.OpenVoice = func(netip.Addr, app.VoiceSettings, *slog.Logger) (app.Voice, error) {
		return &badVoice{began: time.Now()}, nil
	}
}

func TestTheVoiceOfTheLastTwoMinutesIsShown(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, withBadVoice)
		d.signIn()
		d.emit(offered, lineUp, answered)
		time.Sleep(30*time.Second + time.Millisecond)
		v, _ := d.app.State().Quality.Get()
		if n := len(v.Seconds); n < 28 || n > 31 {
			t.Fatalf("%d seconds are shown after 30", n)
		}
		worst := slices.MinFunc(v.Seconds, func(a, b app.QualitySecond) int { return int(100*a.MOS) - int(100*b.MOS) })
		if worst.MOS != 1.8 || worst.Loss != 1 || worst.JitterMs != 55 || worst.DelayMs != 70 {
			t.Errorf("the worst second is %+v", worst)
		}
		last := v.Seconds[len(v.Seconds)-1]
		if last.Loss != 0 || !last.Far || last.FarLoss != 0.1 || last.FarMOS != 3.4 {
			t.Errorf("the last second is %+v", last)
		}
		if w := v.Voice; !w.Active || w.Far != "127.0.0.1:2050" || w.PacketMs != 20 || w.Encryption != "" || w.DSCP != 46 || w.Local != "127.0.0.1:40000" {
			t.Errorf("the voice path is shown as %+v", w)
		}
		time.Sleep(3 * time.Minute)
		if v, _ = d.app.State().Quality.Get(); len(v.Seconds) != app.QualitySeconds {
			t.Errorf("%d seconds are shown after three minutes, want %d", len(v.Seconds), app.QualitySeconds)
		}
		d.emit(wti.MediaStopped{}, gone)
		time.Sleep(2 * time.Second)
		ended, _ := d.app.State().Quality.Get()
		if ended.Voice.Active || len(ended.Seconds) != app.QualitySeconds {
			t.Errorf("after the call active %v, %d seconds", ended.Voice.Active, len(ended.Seconds))
		}
		time.Sleep(5 * time.Second)
		if v, _ = d.app.State().Quality.Get(); v.Revision != ended.Revision {
			t.Error("it is shown anew though nothing happens")
		}
	})
}

func TestTheHistoryKeepsHowTheVoiceWent(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change, withBadVoice)
		d.signIn()
		d.emit(offered, lineUp, answered)
		time.Sleep(40*time.Second + time.Millisecond)
		d.emit(gone)
		c := d.history().Calls
		if len(c) != 1 {
			t.Fatalf("%d calls are kept", len(c))
		}
		q := c[0].Quality
		if q.MOSMin != 1.8 || c[0].MOS <= 3.5 || c[0].MOS >= 4.2 || q.JitterMaxMs != 55 || q.DelayMs != 70 || q.DelayMaxMs != 70 ||
			q.FarMOS < 3.39 || q.FarMOS > 3.41 || q.FarLoss < 0.09 || q.FarLoss > 0.11 || q.Codec != "g711A" {
			t.Errorf("kept MOS %.2f, %+v", c[0].MOS, q)
		}
		list := q.AlarmList()
		if len(list) != 1 || list[0].What != "nothingArrives" || list[0].Lasted < 5*time.Second || list[0].Lasted > 7*time.Second ||
			list[0].After < 9*time.Second || list[0].After > 12*time.Second {
			t.Errorf("alarms %q: %+v", q.Alarms, list)
		}
	})
}

func TestAnAlarmEndsWhenTheCallIsHeld(t *testing.T) {
	var path string
	change := withHistory(t, &path)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change, withBadVoice)
		d.signIn()
		d.emit(offered, lineUp, answered)
		time.Sleep(13*time.Second + time.Millisecond)
		d.emit(wti.Held{Connection: own, Own: true}, wti.MediaStopped{})
		time.Sleep(time.Minute)
		d.emit(gone)
		list := d.history().Calls[0].Quality.AlarmList()
		if len(list) != 1 || list[0].Lasted > 4*time.Second {
			t.Errorf("alarms %+v, want one of two seconds", list)
		}
	})
}
