//go:build !windows && !linux && !freebsd && !openbsd && !netbsd

package autostart

import "errors"

// Set makes or replaces the entry.
func Set(Entry) error { return errors.ErrUnsupported }

// Keep brings the entry up to date.
func Keep(Entry) error { return errors.ErrUnsupported }

// Remove takes the entry away.
func Remove(Entry) error { return errors.ErrUnsupported }
