package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// TestALateWordOfTheLinkIsCorrected: the link is up again, but the word of its
// going down came after that of its return. It is read soon, and not only after
// the minutes that pass between two readings of a link that is up.
func TestALateWordOfTheLinkIsCorrected(t *testing.T) {
	inBubble(t, nil, func(a *aes) {
		a.when("GetLinkStatus", func(request) any {
			return object{"linkList": []any{object{"linkName": "CM55", "isLinkUp": true, "autoReconnect": true}}}
		})
	}, func(t *testing.T, a *aes, c *wti.Client, _ *sink) {
		link := object{"eventListenerId": "1", "linkName": "CM55"}
		a.emit("LinkUpEvent", link)
		a.emit("LinkDownEvent", link)
		pass(time.Second)
		if c.SwitchLink() != wti.LinkDown {
			t.Fatalf("the link is %v, want what was told last", c.SwitchLink())
		}
		pass(30 * time.Second)
		if c.SwitchLink() != wti.LinkUp {
			t.Errorf("half a minute later the link is %v", c.SwitchLink())
		}
	})
}
