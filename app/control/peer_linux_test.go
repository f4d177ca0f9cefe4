package control_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"offhook/app/control"
)

// somebody is a user who is not us.
const somebody = 65534

// asSomebody runs f on a thread that belongs to another user, and reports
// whether that was possible: only root can.
func asSomebody(f func()) bool {
	done := make(chan bool)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine
		_, _, errno := unix.RawSyscall(unix.SYS_SETRESUID, somebody, somebody, somebody)
		if errno == 0 {
			f()
		}
		done <- errno == 0
	}()
	return <-done
}

// connect is what another user's program does; it returns what came back.
func connect(path string) (string, error) {
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		return "", err
	}
	defer unix.Close(fd)
	limit := unix.NsecToTimeval(int64(soon / time.Nanosecond))
	if err := unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &limit); err != nil {
		return "", err
	}
	if err := unix.Connect(fd, &unix.SockaddrUnix{Name: path}); err != nil {
		return "", err
	}
	_, _ = unix.Write(fd, []byte(`{"command":"dial","text":"1"}`+"\n"))
	buf := make([]byte, 256)
	n, err := unix.Read(fd, buf)
	return string(buf[:max(n, 0)]), err
}

// public is a folder that everybody may enter.
func public(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "offhook-control-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAnotherUserCannotReachTheApp(t *testing.T) {
	path := filepath.Join(public(t), "a.sock")
	s := serve(t, path)
	defer s.Close()
	var answer string
	var err error
	if !asSomebody(func() { answer, err = connect(path) }) {
		t.Log("only root can be somebody else: the refusal was not tried")
		return
	}
	if !errors.Is(err, unix.EACCES) {
		t.Errorf("by the file's mode: got %q, %v", answer, err)
	}
	// Were the mode ever wrong, the peer is still looked at.
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	if asSomebody(func() { answer, err = connect(path) }); answer != "" || err != nil && !errors.Is(err, unix.ECONNRESET) {
		t.Errorf("by the peer's user: got %q, %v; want the connection closed", answer, err)
	}
	if _, err := ask(t, path); err != nil {
		t.Errorf("we ourselves: %v", err)
	}
}

// TestAnotherUsersSocketIsNotTheApp: nothing is sent to who only pretends.
func TestAnotherUsersSocketIsNotTheApp(t *testing.T) {
	path := filepath.Join(public(t), "a.sock")
	var fd int
	var err error
	if !asSomebody(func() {
		if fd, err = unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0); err == nil {
			err = errors.Join(unix.Bind(fd, &unix.SockaddrUnix{Name: path}), unix.Listen(fd, 4))
		}
	}) {
		t.Log("only root can be somebody else: the refusal was not tried")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	if c, err := net.Dial("unix", path); err != nil {
		t.Fatalf("it does not answer at all: %v", err)
	} else {
		_ = c.Close()
	}
	if r, err := ask(t, path); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestTheFolderMustBeOurs(t *testing.T) {
	dir := public(t)
	t.Setenv("XDG_RUNTIME_DIR", dir)
	if !asSomebody(func() { _ = unix.Mkdir(filepath.Join(dir, "offhook"), 0o777) }) {
		t.Log("only root can be somebody else: the refusal was not tried")
		return
	}
	if path, err := control.Path("default"); err == nil {
		t.Errorf("the socket would be %s, in somebody else's folder", path)
	}
}
