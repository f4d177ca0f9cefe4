//go:build unix && !linux && !darwin

package control

import "os"

// lock has nothing to take: whether the socket answers tells whether an app
// runs.
func lock(string) (*os.File, error) { return nil, nil }
