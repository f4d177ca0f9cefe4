package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

// address is the pipe of a profile. Pipes of all users lie in one folder, so that
// the user is part of the name.
func address(profile string) (string, error) {
	sid, err := ourselves()
	if err != nil {
		return "", err
	}
	return `\\.\pipe\offhook-` + sid.String() + "-" + profile, nil
}

// ourselves is this user.
func ourselves() (*windows.SID, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, fmt.Errorf("control: who we are: %w", err)
	}
	return user.User.Sid, nil
}

// take listens at a path that no other app has, or gives ErrRunning. The pipe
// belongs to this user, who alone may open it, and only on this computer.
func take(path string) (net.Listener, io.Closer, error) {
	held, err := lock(path)
	if err != nil {
		return nil, nil, err
	}
	l, err := listen(path)
	if err != nil {
		_ = held.Close()
		return nil, nil, err
	}
	return l, held, nil
}

func listen(path string) (net.Listener, error) {
	sid, err := ourselves()
	if err != nil {
		return nil, err
	}
	l, err := winio.ListenPipe(path, &winio.PipeConfig{
		SecurityDescriptor: fmt.Sprintf("O:%[1]sD:P(A;;GA;;;%[1]s)", sid),
	})
	switch {
	case errors.Is(err, windows.ERROR_ACCESS_DENIED), errors.Is(err, windows.ERROR_PIPE_BUSY):
		return nil, ErrRunning
	case err != nil:
		return nil, fmt.Errorf("control: %w", err)
	}
	useUpFirst(path)
	return l, nil
}

// mutex is a system's lock, held as long as it is open.
type mutex windows.Handle

// Close implements io.Closer.
func (m mutex) Close() error { return windows.CloseHandle(windows.Handle(m)) }

// lock takes what one app of a profile holds as long as it lives; another gets
// ErrRunning. Windows would give the pipe to one app only by itself; Wine does not.
func lock(path string) (io.Closer, error) {
	name, err := windows.UTF16PtrFromString(`Global\` + filepath.Base(path))
	if err != nil {
		return nil, fmt.Errorf("control: lock: %w", err)
	}
	h, err := windows.CreateMutex(nil, false, name)
	switch {
	case err == nil:
		return mutex(h), nil
	case errors.Is(err, windows.ERROR_ALREADY_EXISTS):
		_ = windows.CloseHandle(h) // that of the one who runs
		return nil, ErrRunning
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return nil, ErrRunning
	}
	return nil, fmt.Errorf("control: lock: %w", err)
}

// useUpFirst tries the instance that only holds the pipe's name. Windows refuses
// that; Wine connects it, and would else connect the first who wants to talk to
// the app with nobody.
func useUpFirst(path string) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return
	}
	h, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err == nil {
		_ = windows.CloseHandle(h)
	}
}

// dial connects to the app of this user, or gives ErrNotRunning. An app that does
// not serve yet is waited for until ctx ends.
func dial(ctx context.Context, path string) (net.Conn, error) {
	c, err := winio.DialPipeContext(ctx, path)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	if err != nil {
		return nil, ErrNotRunning
	}
	if ours(c) != nil {
		_ = c.Close()
		return nil, ErrNotRunning // whoever made that pipe is not this user's app
	}
	return c, nil
}

// ours refuses a pipe that another user has made, and lets the app that made it
// come to the front: who was started by a click may, and may let another.
func ours(c net.Conn) error {
	pipe, ok := c.(interface{ Fd() uintptr })
	if !ok {
		return errors.New("control: peer: not a pipe")
	}
	h := windows.Handle(pipe.Fd())
	sd, err := windows.GetSecurityInfo(h, windows.SE_KERNEL_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return fmt.Errorf("control: peer: %w", err)
	}
	owner, _, err := sd.Owner()
	if err != nil {
		return fmt.Errorf("control: peer: %w", err)
	}
	sid, err := ourselves()
	if err != nil {
		return err
	}
	if owner == nil || !owner.Equals(sid) {
		return fmt.Errorf("control: peer is user %v", owner)
	}
	var id uint32
	if windows.GetNamedPipeServerProcessId(h, &id) == nil {
		_, _, _ = procAllowSetForegroundWindow.Call(uintptr(id))
	}
	return nil
}

var procAllowSetForegroundWindow = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")

// welcome relies on the pipe's access rights.
func welcome(net.Conn) error { return nil }
