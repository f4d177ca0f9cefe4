package wti_test

import (
	"errors"
	"testing"
	"time"

	"offhook/wti"
)

// A feature that was asked for just when the connection broke is known soon after
// the connection is back, without anybody asking again.
func TestFeatureAskedForInAnOutageIsReadAfterIt(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.when("GetForwarding", func(request) any { a.drop(); return silent{} })
		if _, err := c.Forwarding(t.Context()); !errors.Is(err, wti.ErrDisconnected) {
			t.Fatalf("Forwarding = %v", err)
		}
		a.when("GetForwarding", func(request) any {
			return object{"forwardingList": []any{object{"forwardingType": "forwardImmediate", "forwardStatus": true, "forwardDN": "5550107"}}}
		})
		pass(20 * time.Second)
		if e := lastOf[wti.ForwardingChanged](t, k); e.To != "5550107" {
			t.Errorf("forwarding to %q", e.To)
		}
		if n := a.count("GetMessageWaitingIndicator"); n != 0 {
			t.Errorf("what nobody asked for was read %d times", n)
		}
	})
}
