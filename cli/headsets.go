package cli

import (
	"log/slog"

	"offhook/app"
	"offhook/app/headset"
	"offhook/app/headset/usb"
)

// headsets starts using the buttons of USB headsets.
func headsets(log *slog.Logger) func(headset.Heard) app.HeadsetButtons {
	return func(h headset.Heard) app.HeadsetButtons {
		return headset.New(headset.Options{System: usb.System{}, Every: usb.Every, Logger: log}, h)
	}
}
