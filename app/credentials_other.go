//go:build !linux

package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// keychainReady has nothing to ask: the system shows its own unlock dialog.
func keychainReady(context.Context) error { return nil }

// keychainError sorts the library's errors.
func keychainError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return errNoSecret
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return fmt.Errorf("%w: %w", ErrKeychainAbsent, err)
	default:
		return fmt.Errorf("%w: %w", ErrKeychainDenied, err)
	}
}
