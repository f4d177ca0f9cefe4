// Package usb is the headsets that are plugged into this computer, by hidapi
// (github.com/sstallion/go-hid): hidraw on Linux, hid.dll on Windows, IOKit on macOS.
// Windows gives no report descriptor; hidapi makes one of what it does give, with the
// same fields in the same places.
package usb
