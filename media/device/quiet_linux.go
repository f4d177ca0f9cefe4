package device

// #cgo LDFLAGS: -ldl
// #include "quiet_linux.h"
import "C"

// libasound writes a dozen lines to standard error each time a machine without
// sound is asked for some. What matters of it comes back as an error.
func init() { C.quiet_alsa() }
