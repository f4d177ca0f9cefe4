package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// tasks knows the goroutines and timers of a server, so that closing can wait
// for them and say which do not end.
type tasks struct {
	mu       sync.Mutex // guards the fields below
	running  map[string]int
	timers   map[*timer]bool
	numbered int // timers set so far
	closed   bool
	idle     chan struct{} // closed when the last task ends after close
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
	inner  *time.Timer
	owner  *tasks
	due    time.Time
	number int // of several that are due at the same moment, the lower goes first
	act    func()
	off    bool // guarded by the server's mutex
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

// compare orders timers by when they go off.
func (tm *timer) compare(other *timer) int {
	return cmp.Or(tm.due.Compare(other.due), cmp.Compare(tm.number, other.number))
}

// upTo takes out a timer and those that must go before it: which of several
// goroutines gets the mutex first is no rule.
func (t *tasks) upTo(tm *timer) []*timer {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []*timer
	for other := range t.timers {
		if other.compare(tm) <= 0 {
			list = append(list, other)
			delete(t.timers, other)
		}
	}
	slices.SortFunc(list, (*timer).compare)
	return list
}

// after runs f with the server's mutex held once d has passed, unless the timer
// was stopped or the server closed. Timers go off in the order of their time, and
// those of the same time in the order in which they were set.
func (s *Server) after(d time.Duration, f func()) *timer {
	tm := &timer{owner: &s.tasks, due: time.Now().Add(d), act: f}
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
		s.mu.Lock()
		defer s.unlock()
		for _, one := range s.tasks.upTo(tm) {
			if !one.off && !s.closing {
				one.off = true
				one.act()
			}
		}
	})
	s.tasks.numbered++
	tm.number = s.tasks.numbered
	if s.tasks.timers == nil {
		s.tasks.timers = map[*timer]bool{}
	}
	s.tasks.timers[tm] = true
	return tm
}
