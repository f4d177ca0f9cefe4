package wti

import (
	"maps"
	"slices"
	"sync"
)

const maxInvokeID = 9998 // 9999 marks unsolicited events (protocol notes §1.3)

// answer reads a positive answer's payload. It runs on the reader goroutine, so
// that what it stores is in order with the events around it; it must not block.
type answer func(value) error

// waiter is one request in flight.
type waiter struct {
	id   int
	op   string
	read answer
	done chan error // capacity 1: the reader never waits for the caller
}

// pending are the requests in flight on one connection.
type pending struct {
	mu   sync.Mutex // guards the fields below
	next int
	wait map[int]*waiter
}

// add takes the next free invoke id.
func (p *pending) add(op string, read answer) *waiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wait == nil {
		p.wait = make(map[int]*waiter)
	}
	for {
		p.next = p.next%maxInvokeID + 1
		if _, busy := p.wait[p.next]; !busy {
			break
		}
	}
	w := &waiter{id: p.next, op: op, read: read, done: make(chan error, 1)}
	p.wait[w.id] = w
	return w
}

// drop forgets a request whose caller gave up. It reports false when the answer
// is being read just now; then done yields at once.
func (p *pending) drop(w *waiter) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wait[w.id] != w {
		return false
	}
	delete(p.wait, w.id)
	return true
}

// take finds whose answer f is: by invoke id; without a usable one, by name when
// that is unique, or the only request there is (protocol notes §1.5).
func (p *pending) take(f frame) *waiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := p.wait[f.id]
	if !f.hasID || f.id <= 0 || f.id > maxInvokeID {
		w = p.byName(f.name)
	}
	if w != nil {
		delete(p.wait, w.id)
	}
	return w
}

func (p *pending) byName(name string) *waiter {
	all := slices.Collect(maps.Values(p.wait))
	if len(all) == 1 {
		return all[0]
	}
	all = slices.DeleteFunc(all, func(w *waiter) bool { return !sameName(w.op, name) })
	if len(all) == 1 {
		return all[0]
	}
	return nil
}
