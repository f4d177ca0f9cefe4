package modelcheck

import (
	"net/netip"
	"time"

	"offhook/app"
	"offhook/media"
)

// silence is a voice path without sockets and devices.
type silence struct{}

func (silence) LocalRTP() netip.AddrPort  { return netip.MustParseAddrPort("127.0.0.1:40000") }
func (silence) LocalRTCP() netip.AddrPort { return netip.MustParseAddrPort("127.0.0.1:40001") }
func (silence) Start(media.Remote) error  { return nil }
func (silence) Stop()                     {}
func (silence) SetMuted(bool)             {}
func (silence) SendDigit(rune) bool       { return false }
func (silence) Stats() media.Stats        { return media.Stats{Codec: "g711U", LastReceived: time.Now()} }
func (silence) Levels() media.Levels      { return media.Levels{} }
func (silence) NeedDevices(bool)          {}
func (silence) Devices() app.Devices      { return app.Devices{} }
func (silence) Close() error              { return nil }
