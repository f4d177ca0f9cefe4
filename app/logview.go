package app

import "log/slog"

// LogControl tells where the program writes its log, and how much. Its methods
// return at once and may be called from any goroutine.
type LogControl interface {
	Path() string
	Level() slog.Level
	SetLevel(slog.Level)
}

// LogView is where the log is written. Comparable; Path is empty when there is
// none.
type LogView struct {
	Path  string
	Level slog.Level // least severe messages that are kept
}

// SetLogLevel keeps messages of a level and above from now on, until the program
// ends.
func (a *App) SetLogLevel(level slog.Level) {
	a.post(func() { a.setLogLevel(level) })
}

// setLogLevel says so in the log while it can, so that nobody takes the silence that
// may follow for quiet.
func (a *App) setLogLevel(level slog.Level) {
	c := a.opts.Log
	if c == nil {
		return
	}
	say := func() { a.log.Info("log level", "level", level) }
	if c.Level() <= slog.LevelInfo {
		say()
		c.SetLevel(level)
		return
	}
	c.SetLevel(level)
	say()
}

func (a *App) logView() (v LogView) {
	if c := a.opts.Log; c != nil {
		v = LogView{Path: c.Path(), Level: c.Level()}
	}
	return v
}

// showLog sets the log's view when it has changed.
func (a *App) showLog(first bool) (sets []func()) {
	v := a.logView()
	if first || v != a.published.log {
		a.published.log = v
		sets = append(sets, func() { _ = a.state.Log.Set(v) })
	}
	return sets
}
