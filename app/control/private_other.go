//go:build !unix

package control

// private has nothing to check: the folder lies in the user's own profile,
// which the system protects.
func private(string) error { return nil }
