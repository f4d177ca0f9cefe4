package wti

import "sync"

const queueLimit = 1 << 16 // events; beyond it the socket reader waits

// queue carries events to the receiver in order without ever blocking who emits
// them. Its goroutine lives only while there is something to deliver.
type queue struct {
	ch chan Event
	wg sync.WaitGroup

	mu      sync.Mutex // guards the fields below
	waiting []Event
	running bool
	closed  bool
	room    chan struct{} // closed when a full queue has room again; nil when not full
	done    chan struct{}
}

func newQueue() *queue {
	return &queue{ch: make(chan Event), done: make(chan struct{})}
}

func (q *queue) emit(e Event) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	q.waiting = append(q.waiting, e)
	if len(q.waiting) >= queueLimit && q.room == nil {
		q.room = make(chan struct{})
	}
	if !q.running {
		q.running = true
		q.wg.Go(q.deliver)
	}
}

func (q *queue) deliver() {
	for {
		e, ok := q.pop()
		if !ok {
			return
		}
		select {
		case q.ch <- e:
		case <-q.done:
			return
		}
	}
}

func (q *queue) pop() (Event, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 || q.closed {
		q.running = false
		q.waiting = nil
		return nil, false
	}
	e := q.waiting[0]
	q.waiting[0] = nil
	q.waiting = q.waiting[1:]
	if q.room != nil && len(q.waiting) < queueLimit/2 {
		close(q.room)
		q.room = nil
	}
	return e, true
}

// wait returns when the queue is not full, or when either channel is closed.
func (q *queue) wait(closed <-chan struct{}) {
	q.mu.Lock()
	room := q.room
	q.mu.Unlock()
	if room == nil {
		return
	}
	select {
	case <-room:
	case <-closed:
	case <-q.done:
	}
}

// close forgets what was not delivered and joins the goroutine.
func (q *queue) close() {
	q.mu.Lock()
	if !q.closed {
		q.closed = true
		close(q.done)
	}
	q.mu.Unlock()
	q.wg.Wait()
}
