package modelcheck

import (
	"errors"
	"log/slog"
	"net/netip"
	"sync/atomic"

	"offhook/app"
	"offhook/media"
	"offhook/media/device"
)

// voicePath is the product's RTP session with a sound card that is none: what is
// heard and said goes by the system clock.
type voicePath struct {
	*media.Session
	card *device.Null
}

// openPath opens the voice of an app, and lets the test have it.
func openPath(have *atomic.Pointer[voicePath]) func(netip.Addr, app.VoiceSettings, *slog.Logger) (app.Voice, error) {
	return func(local netip.Addr, s app.VoiceSettings, log *slog.Logger) (app.Voice, error) {
		session, err := media.Open(media.Config{Local: local, PortMin: s.PortMin, PortMax: s.PortMax, Logger: log})
		if err != nil {
			return nil, err
		}
		v := &voicePath{session, device.NewNull(session, session)}
		have.Store(v)
		return v, nil
	}
}

func (v *voicePath) SendDigit(r rune) bool  { return v.Session.SendDigit(r) == nil }
func (v *voicePath) NeedDevices(bool)       {}
func (v *voicePath) Tune(app.VoiceSettings) {}
func (v *voicePath) Devices() app.Devices   { return app.Devices{} }
func (v *voicePath) Close() error           { return errors.Join(v.card.Close(), v.Session.Close()) }
