package cli

import (
	"errors"
	"net/url"

	"fyne.io/fyne/v2"
)

// headless stands for Fyne where there is no window: bindings need an app with a
// driver, and nothing else of it is used there.
type headless struct{ fyne.App }

// Driver implements fyne.App.
func (headless) Driver() fyne.Driver { return inPlace{} }

// OpenURL implements fyne.App.
func (headless) OpenURL(*url.URL) error { return errors.New("no desktop to open a page on") }

// SendNotification implements fyne.App.
func (headless) SendNotification(*fyne.Notification) {}

// inPlace is a driver that calls listeners where a value is set.
type inPlace struct{ fyne.Driver }

// DoFromGoroutine implements fyne.Driver.
func (inPlace) DoFromGoroutine(f func(), _ bool) { f() }
