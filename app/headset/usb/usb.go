package usb

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/sstallion/go-hid"

	"offhook/app/headset"
)

// System is the computer's USB and Bluetooth headsets. Its methods may be called from
// any goroutine, List always on the same thread.
type System struct{}

var _ headset.System = System{}

// Every is how often to look for headsets. Windows opens every HID device for that.
const Every = lookEvery

const telephonyPage = 0x0b

// whole guards what hidapi has once for the whole process: its list of devices and
// the text of the last error.
var whole sync.Mutex

// caught makes an error of a panic: that is what go-hid does with a name that the
// locale has no letters for, and names are the devices' own.
func caught(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("headset/usb: %v", r)
	}
}

// List implements headset.System.
func (System) List() (list []headset.Info, err error) {
	whole.Lock()
	defer whole.Unlock()
	defer caught(&err)
	if err := prepare(); err != nil {
		return nil, fmt.Errorf("headset/usb: %w", err)
	}
	seen := map[string]bool{}
	err = hid.Enumerate(hid.VendorIDAny, hid.ProductIDAny, func(d *hid.DeviceInfo) error {
		// On Linux and macOS a path comes once for each collection.
		if d.UsagePage == telephonyPage && !seen[d.Path] {
			seen[d.Path] = true
			list = append(list, headset.Info{Path: d.Path, Name: d.ProductStr})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("headset/usb: %w", err)
	}
	return list, nil
}

// Open implements headset.System.
func (System) Open(path string) (dev headset.Device, err error) {
	whole.Lock()
	defer whole.Unlock()
	defer caught(&err)
	if err := permitted(path); err != nil {
		return nil, fmt.Errorf("headset/usb: %w: %w", headset.ErrDenied, err)
	}
	d, err := hid.OpenPath(path)
	if err != nil {
		return nil, fmt.Errorf("headset/usb: %w", err)
	}
	return &device{hid: d, closing: make(chan struct{})}, nil
}

// device is an open headset.
type device struct {
	hid     *hid.Device
	closing chan struct{}
	busy    sync.RWMutex // held for reading by Read and Write, which hidapi must not be closed under
}

// patience is how long a read waits before it looks whether the device is being
// closed: hidapi cannot end one.
const patience = 250 * time.Millisecond

// mostDescriptor is HID_API_MAX_REPORT_DESCRIPTOR_SIZE.
const mostDescriptor = 4096

// Descriptor implements headset.Device.
func (d *device) Descriptor() (b []byte, err error) {
	defer caught(&err)
	buf := make([]byte, mostDescriptor)
	n, err := d.hid.GetReportDescriptor(buf)
	if err != nil {
		return nil, fmt.Errorf("headset/usb: report descriptor: %w", err)
	}
	return buf[:n], nil
}

// Read implements headset.Device.
func (d *device) Read(p []byte) (n int, err error) {
	defer caught(&err)
	d.busy.RLock()
	defer d.busy.RUnlock()
	for {
		select {
		case <-d.closing:
			return 0, io.EOF
		default:
		}
		n, err := d.hid.ReadWithTimeout(p, patience)
		if errors.Is(err, hid.ErrTimeout) {
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("headset/usb: %w", err)
		}
		return n, nil
	}
}

// Write implements headset.Device.
func (d *device) Write(report []byte) (err error) {
	defer caught(&err)
	d.busy.RLock()
	defer d.busy.RUnlock()
	select {
	case <-d.closing:
		return io.EOF
	default:
	}
	if _, err := d.hid.Write(report); err != nil {
		return fmt.Errorf("headset/usb: %w", err)
	}
	return nil
}

// Close implements headset.Device. It takes up to a quarter of a second, and longer
// while the device does not take a report.
func (d *device) Close() error {
	close(d.closing)
	d.busy.Lock()
	defer d.busy.Unlock()
	return d.hid.Close()
}
