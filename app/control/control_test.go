package control_test

import (
	"context"
	"errors"
	"log/slog"
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

func TestTheAppAnswersAsLongAsItRuns(t *testing.T) {
	path := place(t)
	if _, err := ask(t, path); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("before: %v", err)
	}
	s := serve(t, path)
	for range 3 {
		if r, err := ask(t, path); err != nil || r.Error != "tel:1" {
			t.Errorf("got %+v, %v", r, err)
		}
	}
	if _, err := control.Bind(path); !errors.Is(err, control.ErrRunning) {
		t.Errorf("a second one gets %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := ask(t, path); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("with nobody there: %v", err)
	}
	b, err := control.Bind(path)
	if err != nil {
		t.Fatalf("after: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

// TestWhoGoesAwayEndsItsRequest: as with status --follow and Ctrl-C.
func TestWhoGoesAwayEndsItsRequest(t *testing.T) {
	path := place(t)
	ended := make(chan struct{})
	s, err := control.Listen(path, following(ended), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	seen := 0
	err = control.Stream(ctx, path, control.Request{Command: "status", Follow: true}, func(control.Response) bool {
		seen++
		return seen < 3
	})
	if err != nil || seen != 3 {
		t.Errorf("%d answers, %v; want 3", seen, err)
	}
	select {
	case <-ended:
	case <-ctx.Done():
		t.Error("the request goes on")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// following answers until its peer is gone.
type following chan struct{}

func (f following) Handle(ctx context.Context, _ control.Request, emit func(control.Response) bool) {
	for range 3 {
		emit(control.Response{Code: control.OK})
	}
	<-ctx.Done()
	close(f)
}

// TestOfManyThatStartAtOnceOneIsTheApp: over what an app that crashed has left, too.
func TestOfManyThatStartAtOnceOneIsTheApp(t *testing.T) {
	path := abandoned(t)
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
