package headsettest

import (
	"errors"
	"io"
	"slices"
	"sync"

	"offhook/app/headset"
)

// Headset is a headset, and the system that it is plugged into: a [headset.System].
// Its methods may be called from any goroutine.
type Headset struct {
	name       string
	descriptor []byte

	mu      sync.Mutex
	there   bool
	denied  bool
	opened  int // so far
	open    *device
	written [][]byte
	answer  func(report []byte) [][]byte
	holds   chan struct{}
}

// New is a headset that is not plugged in yet.
func New(name string, descriptor []byte) *Headset {
	return &Headset{name: name, descriptor: descriptor}
}

var _ headset.System = (*Headset)(nil)

// Plug plugs it in.
func (h *Headset) Plug() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.there = true
}

// Unplug takes it away.
func (h *Headset) Unplug() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.there = false
	if h.open != nil {
		h.open.end()
		h.open = nil
	}
}

// Deny says whether the system lets nobody open it.
func (h *Headset) Deny(on bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.denied = on
}

// Answer has the headset send reports when it gets one, as some repeat what they are
// told.
func (h *Headset) Answer(f func(report []byte) [][]byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answer = f
}

// Hold makes reports to the headset wait until the function that it returns is called.
func (h *Headset) Hold() (release func()) {
	c := make(chan struct{})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.holds = c
	return func() {
		h.mu.Lock()
		h.holds = nil
		h.mu.Unlock()
		close(c)
	}
}

// Send sends an input report, with its number. It reports false when nobody has the
// headset open.
func (h *Headset) Send(report ...byte) bool {
	h.mu.Lock()
	d := h.open
	h.mu.Unlock()
	return d != nil && d.send(report)
}

// Open reports whether somebody uses the headset, and how often it was opened.
func (h *Headset) Used() (now bool, times int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.open != nil, h.opened
}

// Written takes the output reports since the last time.
func (h *Headset) Written() [][]byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := h.written
	h.written = nil
	return list
}

// List implements headset.System.
func (h *Headset) List() ([]headset.Info, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.there {
		return nil, nil
	}
	return []headset.Info{{Path: "/dev/" + h.name, Name: h.name}}, nil
}

// Open implements headset.System.
func (h *Headset) Open(string) (headset.Device, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case !h.there:
		return nil, errors.New("no such device")
	case h.denied:
		return nil, headset.ErrDenied
	}
	h.opened++
	h.open = &device{of: h, reports: make(chan []byte, 16), ended: make(chan struct{})}
	return h.open, nil
}

// device is the headset while it is open.
type device struct {
	of      *Headset
	reports chan []byte
	once    sync.Once
	ended   chan struct{}
}

func (d *device) end() { d.once.Do(func() { close(d.ended) }) }

func (d *device) send(report []byte) bool {
	select {
	case d.reports <- slices.Clone(report):
		return true
	case <-d.ended:
		return false
	}
}

func (d *device) Descriptor() ([]byte, error) { return d.of.descriptor, nil }

func (d *device) Read(p []byte) (int, error) {
	select {
	case r := <-d.reports:
		return copy(p, r), nil
	case <-d.ended:
		return 0, io.EOF
	}
}

func (d *device) Write(report []byte) error {
	h := d.of
	h.mu.Lock()
	holds := h.holds
	h.mu.Unlock()
	if holds != nil {
		<-holds
	}
	h.mu.Lock()
	if h.open != d {
		h.mu.Unlock()
		return errors.New("the device is gone")
	}
	h.written = append(h.written, slices.Clone(report))
	answer := h.answer
	h.mu.Unlock()
	if answer != nil {
		for _, r := range answer(report) {
			d.send(r)
		}
	}
	return nil
}

func (d *device) Close() error {
	d.end()
	d.of.mu.Lock()
	defer d.of.mu.Unlock()
	if d.of.open == d {
		d.of.open = nil
	}
	return nil
}
