package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

func TestTheSessionTellsOfItself(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		s, ok := c.Session()
		if !ok || s.ID == "" || s.Device != ownDevice || s.Monitor == "" || !s.Registered || s.Resumed || s.Timeout <= 0 || s.Server == "" {
			t.Errorf("the session is %+v, %v", s, ok)
		}
		a.drop()
		pass(30 * time.Second)
		again, ok := c.Session()
		if !ok || !again.Registered || again.Device != ownDevice {
			t.Errorf("after a lost connection it is %+v, %v", again, ok)
		}
		if err := c.SignOut(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		if s, ok := c.Session(); ok || s != (wti.SessionInfo{}) {
			t.Errorf("signed out it is %+v, %v", s, ok)
		}
	})
}
