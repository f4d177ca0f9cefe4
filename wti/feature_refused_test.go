package wti_test

import (
	"slices"
	"testing"
	"time"

	"offhook/wti"
)

// TestAFeatureThatIsRefusedForAWhileIsReadAgain: while the link to the switch is
// down nothing of the station can be read, and afterwards a change that was made
// at the phone is seen all the same. A service that the server does not have is
// left alone.
func TestAFeatureThatIsRefusedForAWhileIsReadAgain(t *testing.T) {
	for code, want := range map[string]bool{"networkOutOfService": true, "serviceNotSupported": false} {
		on, refused := false, false
		inBubble(t, nil, func(a *aes) {
			a.when("GetDoNotDisturb", func(request) any {
				if refused {
					return refuse("operation", code)
				}
				return object{"doNotDisturbOn": on}
			})
		}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			if is, err := c.DoNotDisturb(t.Context()); is || err != nil {
				t.Fatalf("do not disturb is %v, %v", is, err)
			}
			a.set(func() { refused = true })
			pass(5 * time.Minute)
			asked := a.count("GetDoNotDisturb")
			a.set(func() { refused, on = false, true })
			pass(time.Minute)
			got := slices.ContainsFunc(of[wti.DoNotDisturbChanged](k), func(e wti.DoNotDisturbChanged) bool { return e.On })
			if got != want {
				t.Errorf("after %s for five minutes (asked %d times): the change is seen: %v, want %v", code, asked, got, want)
			}
		})
	}
}
