package app

import (
	"time"

	"offhook/resources/lang"
)

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

// QuitQuestion is what is asked before the program ends while calls are up, and the
// answer that ends it. hangsUp says that the calls end, too.
func (v LinkView) QuitQuestion() (title, hint, confirm string, hangsUp bool) {
	title = lang.X("quit.title", "Quit during a call?")
	if v.DeskPhone {
		return title, lang.X("quit.desk", "The call goes on at your desk phone."), lang.X("edit.quit", "Quit"), false
	}
	return title, lang.X("quit.hint", "You are signed out and the calls that are up here end."), lang.X("quit.confirm", "Hang up and quit"), true
}
