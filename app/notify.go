package app

import (
	"context"

	"fyne.io/fyne/v2"
)

// Notify shows a message of the desktop of a call that rings, where no window can
// tell that and no message with buttons does.
func (a *App) Notify(title, text string) {
	a.post(func() {
		if a.around != nil && a.opts.Settings.Alerts.Notification {
			return // the desktop shows a message with buttons already
		}
		a.showMessage(title, text)
	})
}

// showMessage shows a message of the desktop.
func (a *App) showMessage(title, text string) {
	show := a.opts.Notify
	if show == nil {
		show = desktopNotify
	}
	a.work(func(context.Context) func() {
		show(title, text)
		return nil
	})
}

// desktopNotify asks the desktop, which may take its time.
func desktopNotify(title, text string) {
	if f := fyne.CurrentApp(); f != nil {
		f.SendNotification(fyne.NewNotification(title, text))
	}
}
