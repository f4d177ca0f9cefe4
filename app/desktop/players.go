package desktop

import (
	"context"
	"log/slog"
	"strings"
	"sync"

	"github.com/godbus/dbus/v5"
)

// The names of MPRIS 2.2.
const (
	playerPrefix = "org.mpris.MediaPlayer2."
	playerPath   = "/org/mpris/MediaPlayer2"
	playerFace   = "org.mpris.MediaPlayer2.Player"
)

// players pauses what plays while there is a call, and lets go on afterwards what
// it has paused.
type players struct {
	bus    *bus
	log    *slog.Logger
	quiet  bool
	paused []string // unique names
}

func (p *players) signals() <-chan *dbus.Signal        { return nil }
func (p *players) heard(context.Context, *dbus.Signal) {}

func (p *players) follow(ctx context.Context, s State) {
	if s.Quiet == p.quiet {
		return
	}
	p.quiet = s.Quiet
	if p.quiet {
		p.pause(ctx)
	} else {
		p.resume(ctx)
	}
}

func (p *players) close(ctx context.Context) {
	p.resume(ctx)
	p.bus.drop()
}

// pause pauses all that play and can be paused.
func (p *players) pause(ctx context.Context) {
	var mu sync.Mutex // guards p.paused
	var wg sync.WaitGroup
	for _, owner := range p.list(ctx) {
		wg.Go(func() { // one that hangs holds up no other
			if p.status(ctx, owner) != "Playing" || !p.canPause(ctx, owner) {
				return
			}
			if _, err := p.bus.call(ctx, owner, playerPath, playerFace+".Pause"); err != nil {
				p.log.Info("a player was not paused", "err", err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			p.paused = append(p.paused, owner)
		})
	}
	wg.Wait()
}

// resume lets go on what was paused here, unless somebody did something with it
// meanwhile.
func (p *players) resume(ctx context.Context) {
	var wg sync.WaitGroup
	for _, owner := range p.paused {
		wg.Go(func() {
			if p.status(ctx, owner) != "Paused" {
				return
			}
			if _, err := p.bus.call(ctx, owner, playerPath, playerFace+".Play"); err != nil {
				p.log.Info("a player does not go on", "err", err)
			}
		})
	}
	wg.Wait()
	p.paused = nil
}

// list are the unique names of the players.
func (p *players) list(ctx context.Context) (owners []string) {
	c, err := p.bus.call(ctx, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.ListNames")
	var names []string
	if err == nil {
		err = c.Store(&names)
	}
	if err != nil {
		p.log.Debug("no players", "err", err)
		return nil
	}
	known := map[string]bool{}
	for _, n := range names {
		if !strings.HasPrefix(n, playerPrefix) {
			continue
		}
		if owner, err := p.bus.owner(ctx, n); err == nil && !known[owner] {
			known[owner] = true
			owners = append(owners, owner)
		}
	}
	return owners
}

// status is Playing, Paused or Stopped; empty when that is not known.
func (p *players) status(ctx context.Context, owner string) (s string) {
	_ = p.property(ctx, owner, "PlaybackStatus", &s)
	return s
}

func (p *players) canPause(ctx context.Context, owner string) (can bool) {
	return p.property(ctx, owner, "CanPause", &can) == nil && can
}

func (p *players) property(ctx context.Context, owner, name string, to any) error {
	c, err := p.bus.call(ctx, owner, playerPath, "org.freedesktop.DBus.Properties.Get", playerFace, name)
	if err != nil {
		return err
	}
	var v dbus.Variant
	if err := c.Store(&v); err != nil {
		return err
	}
	return v.Store(to)
}
