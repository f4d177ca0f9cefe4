package win32

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"log/slog"
	"slices"
	"sync"
	"time"

	"offhook/app/desktop"
)

// toaster shows messages. Each call may take seconds.
type toaster interface {
	show(ctx context.Context, t toast) error
	// remove takes messages away, which may be gone already.
	remove(ctx context.Context, tags []string) error
}

// toastLimit is how long Windows has to show a message, or to take some away.
const toastLimit = 15 * time.Second

// closeLimit is how long taking the last ones away may take.
const closeLimit = 5 * time.Second

// messages shows a message for each ringing call, and knows who may press what.
type messages struct {
	to      toaster
	log     *slog.Logger
	profile string
	chosen  func(string, desktop.Choice)
	news    chan struct{} // capacity 1: rings is another

	mu    sync.Mutex
	rings []pressable // guarded by mu
	shown []pressable // the goroutine's
}

// pressable is a ring and what its message's links have to know. A key is good for
// one press of the message of one call, while that rings.
type pressable struct {
	ring desktop.Ring
	tag  string
	key  string
	used bool
}

func newMessages(to toaster, log *slog.Logger, profile string, chosen func(string, desktop.Choice)) *messages {
	return &messages{to: to, log: log, profile: profile, chosen: chosen, news: make(chan struct{}, 1)}
}

// set takes what rings now. The keys of what rings no more are worth nothing as soon
// as it returns, whenever the message goes.
func (m *messages) set(rings []desktop.Ring) {
	m.mu.Lock()
	was := m.rings
	m.rings = nil
	for _, r := range rings {
		p := pressable{ring: r}
		if i := slices.IndexFunc(was, func(x pressable) bool { return x.ring.ID == r.ID }); i >= 0 {
			p = was[i]
			p.ring = r
		} else {
			p.tag, p.key = random(8), random(32)
		}
		m.rings = append(m.rings, p)
	}
	same := slices.Equal(was, m.rings)
	m.mu.Unlock()
	if same {
		return
	}
	select {
	case m.news <- struct{}{}:
	default:
	}
}

// random is a text of n characters that nobody can guess, when n is large.
func random(n int) string {
	b := make([]byte, n/2)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// press does what a link says, when its key is that of a message and the call rings.
func (m *messages) press(l desktop.Link) bool {
	id, ok := m.use(l)
	if ok {
		m.chosen(id, l.Choice)
	}
	return ok
}

func (m *messages) use(l desktop.Link) (id string, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.rings {
		p := &m.rings[i]
		if p.tag != l.Message || subtle.ConstantTimeCompare([]byte(p.key), []byte(l.Key)) == 0 || p.used || !l.Pressed {
			continue
		}
		if l.Choice == desktop.Decline && p.ring.Decline == "" {
			continue // there is no such button
		}
		p.used = true
		return p.ring.ID, true
	}
	return "", false
}

// run shows and takes away until ctx ends, and then takes all away.
func (m *messages) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			m.set(nil)
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
			defer cancel()
			m.follow(end)
			return
		case <-m.news:
			m.follow(ctx)
		}
	}
}

// follow brings what is shown in line with what rings.
func (m *messages) follow(ctx context.Context) {
	m.mu.Lock()
	rings := slices.Clone(m.rings)
	m.mu.Unlock()
	var gone []string
	m.shown = slices.DeleteFunc(m.shown, func(x pressable) bool {
		over := !slices.ContainsFunc(rings, func(p pressable) bool { return p.tag == x.tag })
		if over {
			gone = append(gone, x.tag)
		}
		return over
	})
	if len(gone) > 0 {
		m.try(ctx, "taking a message away", func(ctx context.Context) error { return m.to.remove(ctx, gone) })
	}
	for _, p := range rings {
		i := slices.IndexFunc(m.shown, func(x pressable) bool { return x.tag == p.tag })
		switch {
		case i < 0:
			m.shown = append(m.shown, p)
		case m.shown[i].ring == p.ring || p.used: // Windows takes a message away that was used
			continue
		default:
			m.shown[i] = p
		}
		t, err := ringToast(p.ring, desktop.Link{Profile: m.profile, Message: p.tag, Key: p.key})
		m.try(ctx, "showing a message", func(ctx context.Context) error {
			if err != nil {
				return err
			}
			return m.to.show(ctx, t)
		})
	}
}

// try does something that Windows may refuse. What is logged holds no text, link or
// key.
func (m *messages) try(ctx context.Context, what string, f func(context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, toastLimit)
	defer cancel()
	if err := f(ctx); err != nil {
		m.log.Info("no message of the desktop", "doing", what, "err", err)
	}
}
