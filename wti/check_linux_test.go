package wti_test

import (
	"context"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

// After a change of the network our address is another one: the voice of the call
// comes there, and the call goes on.
func TestTheVoiceFollowsOurAddress(t *testing.T) {
	s, err := simulator.New(simulator.Options{RegisterDelay: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var here atomic.Value
	here.Store("127.0.0.1")
	c := newClient(t, wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice, ForceLogin: true,
		AgentID: "2001", AgentPassword: "1234", InitialMode: wti.AgentAutoIn,
		NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(here.Load().(string))}}
			return d.DialContext(ctx, network, address)
		},
	})
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	call, first := talking(t, s, c)
	for _, address := range []string{"127.0.0.2", "127.0.0.2", "127.0.0.1"} {
		here.Store(address)
		s.DropSockets()
		back := nextWhere(t, c, func(e wti.Event) bool {
			switch e.(type) {
			case wti.ConnectionCleared, wti.TerminalUnregistered:
				t.Errorf("%T: the call was lost", e)
			case wti.Resynced:
				return true
			}
			return false
		}).(wti.Resynced)
		if len(back.Calls) != 1 || back.Calls[0].State != wti.StateConnected || !back.Registered {
			t.Errorf("at %s: %+v, want the call as it was", address, back)
		}
		rtp := s.Station("4750").RTP
		if rtp.Remote != netip.AddrPortFrom(netip.MustParseAddr(address), 47212) || !rtp.On {
			t.Errorf("at %s the voice comes to %v, on %v", address, rtp.Remote, rtp.On)
		}
	}
	if err := c.Clear(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	call.Hangup()
}
