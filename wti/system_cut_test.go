package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// TestACutWhileAskingForSystemEventsTeachesNothing: the connection goes while the
// server is asked to tell of its link; it is asked again on the next one.
func TestACutWhileAskingForSystemEventsTeachesNothing(t *testing.T) {
	cut := false
	inBubble(t, nil, func(a *aes) {
		a.when("CallInformationEventsStart", func(request) any {
			if !cut {
				cut = true
				go a.drop()
				return silent{}
			}
			return object{"eventListenerId": "1"}
		})
	}, func(t *testing.T, a *aes, c *wti.Client, _ *sink) {
		pass(time.Minute)
		if n := a.count("CallInformationEventsStart"); n < 2 {
			t.Errorf("asked %d times, want again after the cut", n)
		}
		a.emit("LinkDownEvent", object{"eventListenerId": "1", "linkName": "CM55"})
		pass(time.Second)
		if c.SwitchLink() != wti.LinkDown {
			t.Errorf("the link is %v", c.SwitchLink())
		}
	})
}
