package cli

import (
	"log/slog"

	"offhook/app"
	"offhook/app/desktop"
)

// aroundUs starts what the rest of the desktop notices of calls.
func aroundUs(log *slog.Logger) func(desktop.Heard) app.Surroundings {
	return func(h desktop.Heard) app.Surroundings {
		return desktop.New(desktop.Options{Name: "Offhook", ID: programID, Logger: log}, h)
	}
}
