//go:build !linux

package uplink

import (
	"context"
	"errors"
	"log/slog"
)

// Watch does nothing here.
func Watch(context.Context, *slog.Logger, func(why string)) error { return errors.ErrUnsupported }
