//go:build windows

package autostart

import (
	"errors"
	"fmt"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// runKey lists what starts when the user logs in.
const runKey = `Software\Microsoft\Windows\CurrentVersion\Run`

// Set makes or replaces the entry.
func Set(e Entry) error {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err != nil {
		return fmt.Errorf("autostart: %w", err)
	}
	err = key.SetStringValue(e.ID, windows.ComposeCommandLine(append([]string{e.Program}, e.Args...)))
	if err = errors.Join(err, key.Close()); err != nil {
		return fmt.Errorf("autostart: %w", err)
	}
	return nil
}

// Keep brings the entry up to date. What is switched off in the task manager stays
// so: Windows keeps that elsewhere.
func Keep(e Entry) error { return Set(e) }

// Remove takes the entry away; one that is not there is fine.
func Remove(e Entry) error {
	key, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("autostart: %w", err)
	}
	err = key.DeleteValue(e.ID)
	if errors.Is(err, registry.ErrNotExist) {
		err = nil
	}
	if err = errors.Join(err, key.Close()); err != nil {
		return fmt.Errorf("autostart: %w", err)
	}
	return nil
}
