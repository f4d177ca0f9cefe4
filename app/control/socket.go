//go:build unix

package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"
)

// address is the socket of a profile.
func address(profile string) (string, error) {
	dir, err := runtimeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, profile+".sock"), nil
}

func runtimeDir() (string, error) {
	dir := ""
	if base := os.Getenv("XDG_RUNTIME_DIR"); base != "" && isDir(base) {
		dir = filepath.Join(base, "offhook")
	} else {
		dir = filepath.Join(os.TempDir(), fmt.Sprintf("offhook-%d", os.Getuid()))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("control: %w", err)
	}
	return dir, private(dir)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// take listens at a path that no other app has, or gives ErrRunning. What is
// held beside the listener is nil where the system has no lock.
func take(path string) (net.Listener, io.Closer, error) {
	held, err := lock(path + ".lock")
	if err != nil {
		return nil, nil, err
	}
	l, err := listen(path)
	if held == nil {
		return l, nil, err
	}
	if err != nil {
		_ = held.Close()
		return nil, nil, err
	}
	return l, held, nil
}

// listen replaces a socket that nobody serves any more.
func listen(path string) (net.Listener, error) {
	addr := &net.UnixAddr{Name: path, Net: "unix"}
	for range 2 {
		l, err := net.ListenUnix("unix", addr)
		if err == nil {
			return l, os.Chmod(path, 0o600)
		}
		if c, dialErr := net.DialTimeout("unix", path, time.Second); dialErr == nil {
			_ = c.Close()
			return nil, ErrRunning
		}
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("control: stale socket: %w", err)
		}
	}
	return nil, fmt.Errorf("control: cannot listen on %s", path)
}

// dial connects to the app of this user, or gives ErrNotRunning.
func dial(ctx context.Context, path string) (net.Conn, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		return nil, ErrNotRunning
	}
	if welcome(c) != nil {
		_ = c.Close()
		return nil, ErrNotRunning // whoever listens there is not this user's app
	}
	return c, nil
}

// welcome refuses the other end of a connection when it is another user.
func welcome(c net.Conn) error {
	u, ok := c.(*net.UnixConn)
	if !ok {
		return errors.New("control: peer: not a local socket")
	}
	return samePeer(u)
}
