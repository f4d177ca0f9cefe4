package app

import (
	"context"
	"time"
)

// checkEvery is how often news of the computer's network have the connection
// proved, since several come at once.
const checkEvery = time.Second

// connectionChecker is a Client that proves its connection when asked.
type connectionChecker interface{ CheckConnection() }

// netNews hears that the computer has slept, or that its network is another one. It
// is called on any goroutine.
func (a *App) netNews(why string) {
	a.post(func() {
		a.log.Info("news of the network", "why", why)
		a.takeNews()
	})
}

func (a *App) takeNews() {
	if a.news++; a.news > 1 {
		return // looked at in a moment
	}
	if c, ok := a.client.(connectionChecker); ok {
		c.CheckConnection()
	}
	a.work(func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(checkEvery):
		}
		return func() {
			again := a.news > 1
			if a.news = 0; again {
				a.takeNews()
			}
		}
	})
}
