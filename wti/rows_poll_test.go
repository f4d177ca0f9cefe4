package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// AgentPollSeconds is how often the state is read once events have come, and not
// before, when nothing else tells of it.
func TestAgentPollSecondsIsHowOftenTheStateIsRead(t *testing.T) {
	inBubble(t, func(o *wti.Options) { o.Dialect.AgentPollSeconds = 30 }, nil, func(t *testing.T, a *aes, _ *wti.Client, _ *sink) {
		polls := func(d time.Duration) int {
			before := a.count("GetAgentState")
			pass(d)
			return a.count("GetAgentState") - before
		}
		pass(20 * time.Second)
		if n := polls(time.Minute); n != 12 {
			t.Errorf("%d polls in a minute without events, want 12", n)
		}
		a.emit("AgentNotReadyEvent", notReady(0))
		pass(time.Minute)
		if n := polls(5 * time.Minute); n != 10 {
			t.Errorf("%d polls in five minutes with events, want 10", n)
		}
	})
}
