package control_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"offhook/app/control"
)

// soon bounds what takes a moment.
const soon = 20 * time.Second

// echo answers with what it was asked.
type echo struct{}

func (echo) Handle(_ context.Context, req control.Request, emit func(control.Response) bool) {
	emit(control.Response{Code: control.OK, Error: req.Text})
}

func serve(t *testing.T, path string) *control.Server {
	t.Helper()
	s, err := control.Listen(path, echo{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t *testing.T, path string) (control.Response, error) {
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	return control.Send(ctx, path, control.Request{Command: "link", Text: "tel:1"})
}

func TestTheSocketIsTheUsersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.sock")
	s := serve(t, path)
	for _, name := range []string{path, path + ".lock"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", name, info.Mode(), err)
		}
	}
	if r, err := ask(t, path); err != nil || r.Error != "tel:1" {
		t.Errorf("got %+v, %v", r, err)
	}
	if _, err := control.Bind(path); !errors.Is(err, control.ErrRunning) {
		t.Errorf("a second one gets %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the socket stays: %v", err)
	}
	if _, err := ask(t, path); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("with nobody there: %v", err)
	}
}

// TestASocketThatNobodyServesIsReplaced: as after a crash or a power cut.
func TestASocketThatNobodyServesIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.sock")
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	l.SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
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

// TestOfManyThatStartAtOnceOneIsTheApp: over a stale socket too.
func TestOfManyThatStartAtOnceOneIsTheApp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.sock")
	if l, err := net.Listen("unix", path); err != nil {
		t.Fatal(err)
	} else {
		l.(*net.UnixListener).SetUnlinkOnClose(false)
		_ = l.Close()
	}
	var wg sync.WaitGroup
	var mu sync.Mutex // guards won
	var won []*control.Bound
	start := make(chan struct{})
	for range 20 {
		wg.Go(func() {
			<-start
			b, err := control.Bind(path)
			switch {
			case err == nil:
				mu.Lock()
				won = append(won, b)
				mu.Unlock()
			case !errors.Is(err, control.ErrRunning):
				t.Error(err)
			}
		})
	}
	close(start)
	wg.Wait()
	if len(won) != 1 {
		t.Fatalf("%d of 20 became the app", len(won))
	}
	// Who connects before the app serves waits for it.
	answer := make(chan error, 1)
	go func() {
		_, err := ask(t, path)
		answer <- err
	}()
	s := won[0].Serve(echo{}, slog.New(slog.DiscardHandler))
	if err := <-answer; err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
