//go:build !linux

package cli

import (
	"log/slog"

	"offhook/app"
	"offhook/app/desktop"
)

// aroundUs is nothing where there is no D-Bus.
func aroundUs(*slog.Logger) func(desktop.Heard) app.Surroundings { return nil }
