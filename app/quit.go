package app

import "time"

// Quit has the window end the program, which asks first while calls are up, or are
// being set up.
func (a *App) Quit() { a.post(a.quit) }

// quit knows of everything that was asked before, and of what the server has told
// until now.
func (a *App) quit() {
	if a.client != nil {
		a.drainEvents(a.client)
	}
	a.wish(WindowWish{Action: WindowQuit, Busy: len(a.model.calls) > 0 || a.settingUp()})
}

// setups are calls that were asked for and that nothing was heard of yet.
type setups struct {
	asking int       // requests under way
	until  time.Time // how long the newest one that was accepted may take to show up
}

func (a *App) settingUp() bool { return a.setups.asking > 0 || a.opts.Now().Before(a.setups.until) }

// setUp takes note of a request for a call, and returns what takes its outcome. The
// loop calls both.
func (a *App) setUp() (answered func(error)) {
	a.setups.asking++
	return func(err error) {
		a.setups.asking--
		if err == nil {
			a.setups.until = a.opts.Now().Add(confirmLimit)
		}
	}
}
