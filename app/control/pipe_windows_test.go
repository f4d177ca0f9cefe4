package control_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"

	"offhook/app/control"
)

// place is where an app can be.
func place(t *testing.T) string {
	t.Helper()
	return `\\.\pipe\offhook-test-` + rand.Text()
}

// abandoned is the same here: a pipe ends with the app that made it.
func abandoned(t *testing.T) string { return place(t) }

func TestThePipeIsTheUsersAlone(t *testing.T) {
	us, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		t.Fatal(err)
	}
	path, err := control.Path("default")
	if err != nil || !strings.Contains(path, us.User.Sid.String()) {
		t.Errorf("the pipe is %s, %v; want this user's own", path, err)
	}
	path = place(t)
	s := serve(t, path)
	c, err := winio.DialPipeAccess(t.Context(), path, windows.READ_CONTROL)
	if err != nil {
		t.Fatal(err)
	}
	h := windows.Handle(c.(interface{ Fd() uintptr }).Fd())
	sd, err := windows.GetSecurityInfo(h, windows.SE_KERNEL_OBJECT, windows.OWNER_SECURITY_INFORMATION|windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		t.Fatal(err)
	}
	rights, _, err := sd.DACL()
	if err != nil || rights == nil || rights.AceCount != 1 {
		t.Fatalf("its rights are %s, %v; want those of one user", sd, err)
	}
	if owner, _, err := sd.Owner(); err != nil || !owner.Equals(us.User.Sid) {
		t.Errorf("it belongs to %v, %v", owner, err)
	}
	if err := errors.Join(c.Close(), s.Close()); err != nil {
		t.Error(err)
	}
}

// TestAPipeOfSomebodyElseIsNotTheApp: nothing is sent to who only pretends.
func TestAPipeOfSomebodyElseIsNotTheApp(t *testing.T) {
	path := place(t)
	// Everybody may open it, and the administrators own it.
	l, err := winio.ListenPipe(path, &winio.PipeConfig{SecurityDescriptor: "O:BAD:P(A;;GA;;;WD)"})
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan string, 1)
	go func() {
		defer close(told)
		c, err := l.Accept()
		if err != nil {
			return
		}
		buf := make([]byte, 256)
		n, _ := c.Read(buf)
		told <- string(buf[:n])
	}()
	if r, err := ask(t, path); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("got %+v, %v", r, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if said := <-told; said != "" {
		t.Errorf("it was told %q", said)
	}
}
