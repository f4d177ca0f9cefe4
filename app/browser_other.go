//go:build !linux

package app

import (
	"context"
	"fmt"
	"net/url"

	"fyne.io/fyne/v2"
)

// openPage hands an address to the desktop's browser.
func openPage(_ context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("browser: %w", err)
	}
	return fyne.CurrentApp().OpenURL(u)
}
