package cli

import (
	"log/slog"

	"offhook/app"
	"offhook/app/desktop"
)

// aroundUs starts what the rest of the desktop notices of calls. A message's button
// comes back over D-Bus, whatever the profile, and the end of a session as a signal.
func aroundUs(log *slog.Logger, _ string, _ func()) func(desktop.Heard) app.Surroundings {
	return func(h desktop.Heard) app.Surroundings {
		return desktop.New(desktop.Options{Name: "Offhook", ID: programID, Logger: log}, h)
	}
}

// notifyHere leaves messages without buttons to Fyne.
func notifyHere(*slog.Logger) func(title, text string) { return nil }
