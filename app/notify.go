package app

import (
	"context"

	"fyne.io/fyne/v2"
)

// Notify shows a message of the desktop, for what no window can tell.
func (a *App) Notify(title, text string) {
	a.post(func() {
		show := a.opts.Notify
		if show == nil {
			show = desktopNotify
		}
		a.work(func(context.Context) func() {
			show(title, text)
			return nil
		})
	})
}

// desktopNotify asks the desktop, which may take its time.
func desktopNotify(title, text string) {
	if f := fyne.CurrentApp(); f != nil {
		f.SendNotification(fyne.NewNotification(title, text))
	}
}
