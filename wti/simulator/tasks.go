package simulator

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// tasks knows the goroutines and timers of a server, so that closing can wait
// for them and say which do not end.
type tasks struct {
	mu      sync.Mutex // guards the fields below
	running map[string]int
	timers  map[*timer]bool
	closed  bool
	idle    chan struct{} // closed when the last task ends after close
}

// run starts f in a goroutine. It does nothing after close.
func (t *tasks) run(name string, f func()) {
	if !t.begin(name) {
		return
	}
	go func() {
		defer t.end(name)
		f()
	}()
}

func (t *tasks) begin(name string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return false
	}
	if t.running == nil {
		t.running = map[string]int{}
	}
	t.running[name]++
	return true
}

func (t *tasks) end(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.running[name]--; t.running[name] == 0 {
		delete(t.running, name)
	}
	if t.closed && len(t.running) == 0 {
		close(t.idle)
	}
}

// close stops all timers, refuses new work and waits for what runs. After the
// limit it says what still does.
func (t *tasks) close(limit time.Duration) error {
	t.mu.Lock()
	if t.closed {
		t.mu.Unlock()
		return nil
	}
	t.closed, t.idle = true, make(chan struct{})
	for tm := range t.timers {
		tm.inner.Stop()
	}
	t.timers = nil
	if len(t.running) == 0 {
		close(t.idle)
	}
	t.mu.Unlock()
	wait := time.NewTimer(limit)
	defer wait.Stop()
	select {
	case <-t.idle:
		return nil
	case <-wait.C:
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	var names []string
	for name, n := range t.running {
		names = append(names, fmt.Sprintf("%s ×%d", name, n))
	}
	slices.Sort(names)
	return fmt.Errorf("simulator: close: still running after %v: %s", limit, strings.Join(names, ", "))
}

// timer is a pending action; stop it with [timer.stop].
type timer struct {
	inner *time.Timer
	owner *tasks
	off   bool // guarded by the server's mutex
}

// stop cancels the action. A nil timer is fine. Call it with the server's mutex
// held: then the action cannot run any more.
func (tm *timer) stop() {
	if tm == nil {
		return
	}
	tm.off = true
	tm.inner.Stop()
	tm.owner.forget(tm)
}

func (t *tasks) forget(tm *timer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.timers, tm)
}

// after runs f with the server's mutex held once d has passed, unless the timer
// was stopped or the server closed.
func (s *Server) after(d time.Duration, f func()) *timer {
	tm := &timer{owner: &s.tasks}
	s.tasks.mu.Lock()
	defer s.tasks.mu.Unlock()
	if s.tasks.closed {
		tm.inner = time.NewTimer(0)
		return tm
	}
	tm.inner = time.AfterFunc(d, func() {
		if !s.tasks.begin("timer") {
			return
		}
		defer s.tasks.end("timer")
		s.tasks.forget(tm)
		s.mu.Lock()
		defer s.unlock()
		if !tm.off && !s.closing {
			f()
		}
	})
	if s.tasks.timers == nil {
		s.tasks.timers = map[*timer]bool{}
	}
	s.tasks.timers[tm] = true
	return tm
}
