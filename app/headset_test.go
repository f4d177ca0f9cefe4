package app_test

import (
	"log/slog"
	"net/netip"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti"
)

// headsetVoice is a voice path whose chosen headset comes and goes.
type headsetVoice struct {
	*fakeVoice
	gone atomic.Bool
}

func (v *headsetVoice) Devices() app.Devices {
	if v.gone.Load() {
		return app.Devices{Microphone: "Camera", Speaker: "Monitor", Instead: true}
	}
	return app.Devices{Microphone: "Headset", Speaker: "Headset"}
}

func TestTheAgentSeesThatTheHeadsetIsGoneAndBack(t *testing.T) {
	bubble(t, func(t *testing.T) {
		v := &headsetVoice{fakeVoice: &fakeVoice{}}
		d := newDesk(t, func(o *app.Options) {
			o.OpenVoice = func(netip.Addr, app.VoiceSettings, *slog.Logger) (app.Voice, error) { return v, nil }
		})
		d.signIn()
		d.emit(offered, wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"}, answered)
		for _, gone := range []bool{false, true, false} {
			v.gone.Store(gone)
			time.Sleep(2 * time.Second)
			synctest.Wait()
			m, err := d.app.State().Media.Get()
			if err != nil || m.Instead != gone || m.NoDevice || (m.Speaker == "Monitor") != gone {
				t.Errorf("headset gone %v: %+v, %v", gone, m, err)
			}
			if len(d.calls()) != 1 || d.call().State != app.CallConnected {
				t.Errorf("headset gone %v: calls %+v", gone, d.calls())
			}
		}
	})
}
