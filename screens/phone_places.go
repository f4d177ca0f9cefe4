package screens

import "offhook/app"

// Places keeps where windows are, and tells the desktop what no window can. Every
// method only queues and returns at once.
type Places interface {
	RememberWindows(app.WindowsView)
	Notify(title, text string)
	HiddenInTray()
	// Quit comes back as app.WindowQuit.
	Quit()
}
