//go:build unix

package control_test

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"testing"

	"offhook/app/control"
)

// place is where an app can be.
func place(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "a.sock")
}

// abandoned is a place that an app has left without a word.
func abandoned(t *testing.T) string {
	t.Helper()
	path := place(t)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheSocketIsTheUsersAlone(t *testing.T) {
	path := place(t)
	s := serve(t, path)
	for _, name := range []string{path, path + ".lock"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", name, info.Mode(), err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the socket stays: %v", err)
	}
}

// TestASocketThatNobodyServesIsReplaced: as after a crash or a power cut.
func TestASocketThatNobodyServesIsReplaced(t *testing.T) {
	path := abandoned(t)
	if _, err := ask(t, path); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("before: %v", err)
	}
	s := serve(t, path)
	if _, err := ask(t, path); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
