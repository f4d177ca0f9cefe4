package usb

import (
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/sstallion/go-hid"
)

const lookEvery = 2 * time.Second

// prepare is for what has to be done before the first call.
func prepare() error { return hid.Init() }

// permitted is the error of a device file that this user may not open. hidapi's own
// error is only a text.
func permitted(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) {
		return err
	}
	if err == nil {
		_ = f.Close()
	}
	return nil // hidapi says what else is wrong
}
