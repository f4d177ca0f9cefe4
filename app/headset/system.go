package headset

import "errors"

// System is where headsets are plugged in. Package usb has the real one.
type System interface {
	// List lists the telephony parts of the headsets there are. One goroutine calls
	// it, always on the same thread.
	List() ([]Info, error)
	// Open opens one. The error is [ErrDenied]'s where the system does not let this
	// user.
	Open(path string) (Device, error)
}

// Info is one telephony part of a headset.
type Info struct {
	Path string // for Open; differs from part to part
	Name string // the maker's, as the device gives it
}

// ErrDenied says that the system does not let this user open a headset.
var ErrDenied = errors.New("headset: permission denied")

// Device is an open headset. One goroutine reads, another one does the rest; Close
// ends the read.
type Device interface {
	// Descriptor is the report descriptor, of at most 4096 bytes.
	Descriptor() ([]byte, error)
	// Read waits for an input report, with its number in front where reports have
	// one.
	Read(p []byte) (int, error)
	// Write sends an output report, with its number in front, 0 where it has none.
	Write(report []byte) error
	// Close returns when neither Read nor Write is under way.
	Close() error
}
