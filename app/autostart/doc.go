// Package autostart has the desktop start a program when its user logs in: by a
// file in the autostart folder (Desktop Application Autostart Specification), or on
// Windows by the Run key of the registry. Elsewhere each function returns
// [errors.ErrUnsupported]. Safe for concurrent use, except on the same entry.
package autostart

// Entry is a program that starts with the session.
type Entry struct {
	// ID names the entry to the desktop, and Name to people.
	ID, Name string
	// Program is its path, and Args what it is given.
	Program string
	Args    []string
}
