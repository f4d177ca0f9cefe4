package headset

import (
	"context"
	"slices"
	"sync"
	"time"
)

// mostReport is the longest input report, with its number (HID_MAX_BUFFER_SIZE).
const mostReport = 16384

// repeatAfter is how long after a press a headset is told again how things are. Jabra's
// wait two seconds for that and go back by themselves.
const repeatAfter = 2 * time.Second

// serve uses a headset until it fails or ctx ends, and returns what is left to say of
// it.
func (h *Headsets) serve(ctx context.Context, s *session) report {
	dev, err := h.o.System.Open(s.info.Path)
	if err != nil {
		h.log.Debug("a headset cannot be opened", "path", s.info.Path, "err", err)
		return s.failed(err)
	}
	var reader sync.WaitGroup
	ctx, stop := context.WithCancel(ctx)
	defer func() {
		stop()
		if err := dev.Close(); err != nil {
			h.log.Debug("closing a headset", "err", err)
		}
		reader.Wait()
	}()
	descriptor, err := dev.Descriptor()
	if err != nil {
		return s.failed(err)
	}
	layout, err := Parse(descriptor)
	if err != nil {
		return s.failed(err)
	}
	if !layout.Useful() { // a telephone that has only a keypad, for example
		<-ctx.Done()
		return report{of: s, none: true}
	}
	h.log.Info("a headset's buttons are used", "controls", len(layout.Controls), "lamps", len(layout.Lamps))
	h.say(ctx, report{of: s, what: Status{Name: s.info.Name, Condition: Works}})
	reports := make(chan []byte)
	reader.Go(func() { read(ctx, dev, reports) })
	h.follow(ctx, dev, NewPanel(layout), reports)
	return report{of: s}
}

// read hands input reports on until there are no more.
func read(ctx context.Context, dev Device, to chan<- []byte) {
	defer close(to)
	buf := make([]byte, mostReport)
	for {
		n, err := dev.Read(buf)
		if err != nil {
			return
		}
		select {
		case to <- slices.Clone(buf[:n]):
		case <-ctx.Done():
			return
		}
	}
}

// follow tells what is pressed and shows how things are.
func (h *Headsets) follow(ctx context.Context, dev Device, p *Panel, reports <-chan []byte) {
	changed := make(chan struct{}, 1)
	h.mu.Lock()
	h.pokes[changed] = true
	h.mu.Unlock()
	poke(changed) // what was said before counts
	defer func() {
		h.mu.Lock()
		delete(h.pokes, changed)
		h.mu.Unlock()
	}()
	send := func(list [][]byte) error {
		for _, r := range list {
			if err := dev.Write(r); err != nil {
				h.log.Debug("a headset takes no report", "err", err)
				return err
			}
		}
		return nil
	}
	var again <-chan time.Time
	var err error
	for err == nil {
		select {
		case <-ctx.Done():
			_ = send(p.Show(State{}, time.Now())) // it may be gone
			return
		case <-changed:
			err = send(p.Show(h.now(), time.Now()))
		case r, ok := <-reports:
			if !ok {
				return
			}
			events, doubt := p.Hear(r, time.Now())
			if doubt {
				again = time.After(repeatAfter)
			}
			for _, e := range events {
				h.heard.Pressed(e)
			}
		case <-again:
			again = nil
			err = send(p.Repeat(time.Now()))
		}
	}
}
