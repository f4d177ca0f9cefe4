package app

import (
	"slices"
	"sync"

	"fyne.io/fyne/v2/data/binding"
)

// live is a binding that tells its listeners before Set returns. Fyne's own tell
// theirs at a later turn of the window's loop, and the picture of a call that rings
// then comes one look later, up to 16 ms.
//
// It is safe for concurrent use; listeners run on the goroutine that sets the value.
type live[T any] struct {
	same func(a, b T) bool

	mu        sync.Mutex
	value     T
	listeners []binding.DataListener // replaced, never changed
}

func newLive[T any](same func(a, b T) bool) binding.Item[T] { return &live[T]{same: same} }

// AddListener tells the listener of the value now and of each other one.
func (l *live[T]) AddListener(d binding.DataListener) {
	l.mu.Lock()
	l.listeners = append(slices.Clip(l.listeners), d)
	l.mu.Unlock()
	d.DataChanged()
}

// RemoveListener tells the listener nothing more.
func (l *live[T]) RemoveListener(d binding.DataListener) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.listeners = slices.DeleteFunc(slices.Clone(l.listeners), func(o binding.DataListener) bool { return o == d })
}

// Get returns the value. It never fails.
func (l *live[T]) Get() (T, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.value, nil
}

// Set replaces the value and tells the listeners, unless it is the same. It never
// fails.
func (l *live[T]) Set(v T) error {
	l.mu.Lock()
	same, listeners := l.same(l.value, v), l.listeners
	l.value = v
	l.mu.Unlock()
	if !same {
		for _, d := range listeners {
			d.DataChanged()
		}
	}
	return nil
}
