package modelcheck

import (
	"net/netip"
	"sync"
	"time"

	"offhook/app"
	"offhook/media"
)

// silence is a voice path without sockets and devices. It remembers what it was
// asked to speak.
type silence struct {
	mu     sync.Mutex // guards remote
	remote *media.Remote
}

func (*silence) LocalRTP() netip.AddrPort  { return netip.MustParseAddrPort("127.0.0.1:40000") }
func (*silence) LocalRTCP() netip.AddrPort { return netip.MustParseAddrPort("127.0.0.1:40001") }
func (*silence) SetMuted(bool)             {}
func (*silence) SetNearEnd(media.NearEnd)  {}
func (*silence) SendDigit(rune) bool       { return false }
func (*silence) Stats() media.Stats        { return media.Stats{Codec: "g711U", LastReceived: time.Now()} }
func (*silence) Levels() media.Levels      { return media.Levels{} }
func (*silence) NeedDevices(bool)          {}
func (*silence) Tune(app.VoiceSettings)    {}
func (*silence) Devices() app.Devices      { return app.Devices{} }
func (*silence) Close() error              { return nil }

func (v *silence) Start(r media.Remote) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.remote = &r
	return nil
}

func (v *silence) Stop() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.remote = nil
}

// spoken is the codec of the voice, empty where there is none, and whether it is
// encrypted.
func (v *silence) spoken() (codec string, sealed bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.remote == nil {
		return "", false
	}
	return v.remote.Codec, v.remote.Crypto.Suite.Enabled
}
