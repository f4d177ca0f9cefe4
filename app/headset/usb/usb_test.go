package usb_test

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"offhook/app/headset"
	"offhook/app/headset/usb"
)

// TestTheSystemIsAsked: whatever is plugged into this computer, it can be listed, and
// each part has a path of its own.
func TestTheSystemIsAsked(t *testing.T) {
	list, err := usb.System{}.List()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, info := range list {
		if info.Path == "" || seen[info.Path] {
			t.Errorf("%+v in %+v", info, list)
		}
		seen[info.Path] = true
	}
	t.Logf("%d headsets here", len(list))
}

// TestWhatIsNoHeadsetIsNotOpened, and a file that is not there is not taken for one
// that is forbidden.
func TestWhatIsNoHeadsetIsNotOpened(t *testing.T) {
	file := t.TempDir() + "/hidraw0"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, file + "1"} {
		if d, err := (usb.System{}).Open(path); err == nil || errors.Is(err, headset.ErrDenied) || errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v, %v", path, d, err)
		}
	}
}
