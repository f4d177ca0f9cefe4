package cli

import (
	"log/slog"

	"offhook/app"
	"offhook/app/desktop"
	"offhook/app/desktop/win32"
)

// aroundUs starts what the rest of the desktop notices of calls. Links of its
// messages go to a profile, and end ends the program with the user's session.
func aroundUs(log *slog.Logger, profile string, end func()) func(desktop.Heard) app.Surroundings {
	return func(h desktop.Heard) app.Surroundings {
		return win32.New(win32.Options{Name: "Offhook", ID: programID, Profile: profile, SessionEnds: end, Logger: log}, h)
	}
}

// notifyHere shows messages without buttons. Fyne would put their texts, which
// callers can choose, into a script of PowerShell.
func notifyHere(log *slog.Logger) func(title, text string) { return win32.Notify(programID, log) }
