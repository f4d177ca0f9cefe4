//go:build !linux && !windows

package cli

import (
	"log/slog"

	"offhook/app"
	"offhook/app/desktop"
)

// aroundUs is nothing where neither D-Bus nor Windows is.
func aroundUs(*slog.Logger, string, func()) func(desktop.Heard) app.Surroundings { return nil }

// notifyHere leaves messages without buttons to Fyne.
func notifyHere(*slog.Logger) func(title, text string) { return nil }
