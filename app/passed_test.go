package app_test

import (
	"testing"
	"testing/synctest"

	"offhook/wti"
)

// TestACallThatTheOtherEndPassesOnShowsWhoIsReached: a colleague sends our call on
// without asking there first, so that who answers is somebody else than who was
// called, or has called.
func TestACallThatTheOtherEndPassesOnShowsWhoIsReached(t *testing.T) {
	for name, ours := range map[string]bool{"a call that we made": true, "a call that came": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t)
				d.signIn()
				conn := wti.Connection{Call: "871", Device: "4750:CM1::0"}
				us, colleague, other := wti.Party{Number: "4750"}, wti.Party{Number: "4753"}, wti.Party{Number: "5550107"}
				info := wti.CallInfo{Calling: us, Called: colleague, Local: wti.StateConnected}
				far := wti.Connection{Call: "871", Device: "4753:CM1::0"}
				if ours {
					d.emit(wti.Originated{Connection: conn, CallInfo: info}, wti.Established{Connection: far, Answering: colleague, CallInfo: info})
				} else {
					info.Calling, info.Called = colleague, us
					d.emit(wti.Delivered{Connection: conn, Alerting: us, Own: true, CallInfo: info},
						wti.Established{Connection: conn, Answering: us, Own: true, CallInfo: info})
				}
				if got := d.call().Remote; got != "4753" {
					t.Fatalf("before it %q is shown", got)
				}
				trunk := wti.Connection{Call: "871", Device: "T12#1"}
				d.emit(wti.Transferred{Primary: "871", NewCall: "871", CallInfo: wti.CallInfo{Local: wti.StateConnected}},
					wti.NetworkReached{Connection: trunk, CallInfo: info},
					wti.Delivered{Connection: trunk, Alerting: other, CallInfo: info})
				if got := d.call().Remote; got != "5550107" {
					t.Errorf("while it rings there %q is shown", got)
				}
				d.emit(wti.Established{Connection: trunk, Answering: other, CallInfo: info})
				if got := d.call().Remote; got != "5550107" {
					t.Errorf("afterwards %q is shown", got)
				}
			})
		})
	}
}
