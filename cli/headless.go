package cli

import (
	"errors"
	"net/url"

	"fyne.io/fyne/v2"
)

// headless stands for Fyne where there is no window.
type headless struct{ fyne.App }

// OpenURL implements fyne.App.
func (headless) OpenURL(*url.URL) error { return errors.New("no desktop to open a page on") }

// SendNotification implements fyne.App.
func (headless) SendNotification(*fyne.Notification) {}
