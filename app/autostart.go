package app

import (
	"context"
	"fmt"

	"offhook/resources/lang"
)

// Autostart is how the program starts when its user logs in.
type Autostart string

// The ways.
const (
	AutostartOff        Autostart = ""           // not at all
	AutostartWindow     Autostart = "window"     // with its window
	AutostartBackground Autostart = "background" // without: see --minimised
)

func (s DesktopSettings) check() error {
	switch s.Autostart {
	case AutostartOff, AutostartWindow, AutostartBackground:
		return nil
	}
	return fmt.Errorf("desktop: autostart %q: use window, background, or nothing", s.Autostart)
}

// keepAutostart brings the desktop in line with the setting; fresh says that it was
// just chosen. Where the setting is off and was so before, nothing is touched.
func (a *App) keepAutostart(fresh bool) {
	how, set := a.opts.Settings.Desktop.Autostart, a.opts.Autostart
	if set == nil || how == AutostartOff && !fresh {
		return
	}
	a.work(func(context.Context) func() {
		err := set(how, fresh)
		if err == nil {
			return nil
		}
		return func() {
			a.log.Warn("autostart", "err", err)
			if fresh {
				a.model.notify(Notice{
					Severity: Failure, Title: lang.X("settings.autostart.failed", "The desktop does not start Offhook by itself"),
					Text:    lang.X("settings.autostart.failed.text", "The entry for it could not be written. Show the details to your administrator."),
					Details: err.Error(),
				})
			}
		}
	})
}
