//go:build linux || freebsd || openbsd || netbsd

package autostart

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
)

// path is the entry's file.
func (e Entry) path() string {
	return filepath.Join(xdg.ConfigHome, "autostart", e.ID+".desktop")
}

// Set makes or replaces the entry.
func Set(e Entry) error {
	path := e.path()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("autostart: %w", err)
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".offhook-*")
	if err != nil {
		return fmt.Errorf("autostart: %w", err)
	}
	_, err = temporary.WriteString(e.file())
	err = errors.Join(err, temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path) // whole or not at all
	}
	if err != nil {
		_ = os.Remove(temporary.Name())
		return fmt.Errorf("autostart: %w", err)
	}
	return nil
}

// Keep brings the entry up to date, for a program that has moved or an entry that
// is gone. One that was switched off in the desktop's own settings stays so.
func Keep(e Entry) error {
	was, err := os.ReadFile(e.path())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("autostart: %w", err)
	}
	if string(was) == e.file() || switchedOff(was) {
		return nil
	}
	return Set(e)
}

// Remove takes the entry away; one that is not there is fine.
func Remove(e Entry) error {
	if err := os.Remove(e.path()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("autostart: %w", err)
	}
	return nil
}

// switchedOff reads what desktops write when somebody switches an entry off.
func switchedOff(file []byte) bool {
	for line := range bytes.Lines(file) {
		switch string(bytes.ReplaceAll(bytes.TrimSpace(line), []byte(" "), nil)) {
		case "Hidden=true", "X-GNOME-Autostart-enabled=false":
			return true
		}
	}
	return false
}

func (e Entry) file() string {
	words := []string{quoted(e.Program)}
	for _, a := range e.Args {
		words = append(words, quoted(a))
	}
	return "[Desktop Entry]\nType=Application\nName=" + e.Name + "\nExec=" + strings.Join(words, " ") +
		"\nIcon=" + e.ID + "\nTerminal=false\n"
}

// quoted is an argument of Exec (Desktop Entry Specification, “The Exec key”):
// first the quoting of arguments, then that of strings.
func quoted(s string) string {
	s = strings.NewReplacer(`"`, `\"`, "`", "\\`", "$", `\$`, `\`, `\\`, "%", "%%").Replace(s)
	s = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(s)
	return `"` + s + `"`
}
