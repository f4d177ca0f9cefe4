package simulator

import (
	"net/netip"
	"slices"
	"sync"
	"time"
)

// Frames of voice: 20 ms at 8000 samples a second.
const (
	frameSamples = 160
	frameTime    = 20 * time.Millisecond
)

type frame [frameSamples]int16

// leg is one end of a bridge. Called with gateway.mu held, once per 20 ms.
type leg interface {
	read(f *frame)  // the next 20 ms of what this end says; f is zeroed before
	write(f *frame) // the next 20 ms of what it hears
}

// bridge connects the ends of one call: each hears the sum of all others.
type bridge struct{ legs []leg }

// gateway is the media gateway: it owns the RTP ports and a clock of 20 ms on
// an absolute grid, so that it never drifts.
type gateway struct {
	addr    netip.Addr
	dialect func() *Dialect
	tasks   *tasks
	epoch   time.Time
	wake    chan struct{} // capacity 1: a bridge came
	done    chan struct{} // closed by close

	mu      sync.Mutex // guards everything below, and all ports, voices and recorders
	bridges []*bridge
	ports   map[*port]bool
	tick    int64 // frames since epoch
	closed  bool
	started bool
	mute    bool   // Options.NoVoice
	unbound uint16 // the port number given last where no sockets are opened
}

func newGateway(addr netip.Addr, d func() *Dialect, t *tasks) *gateway {
	return &gateway{
		addr: addr, dialect: d, tasks: t, epoch: time.Now(), ports: map[*port]bool{},
		wake: make(chan struct{}, 1), done: make(chan struct{}),
	}
}

// connect makes legs the ends of b. Where no RTP goes out there is nothing to do:
// the bridge is taken down.
func (g *gateway) connect(b *bridge, legs []leg) {
	if g.mute || !slices.ContainsFunc(legs, func(l leg) bool { _, rtp := l.(*port); return rtp }) {
		legs = nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	known := slices.Contains(g.bridges, b)
	b.legs = legs
	g.introduce(legs)
	switch {
	case len(legs) == 0 && known:
		g.bridges = slices.DeleteFunc(g.bridges, func(other *bridge) bool { return other == b })
	case len(legs) > 0 && !known:
		g.bridges = append(g.bridges, b)
	}
	if !g.started && len(g.bridges) > 0 && !g.closed {
		g.started = true
		g.tasks.run("media clock", g.run)
	}
	select {
	case g.wake <- struct{}{}:
	default:
	}
}

// introduce tells the ports who records what they receive.
func (g *gateway) introduce(legs []leg) {
	var recorders []*recorder
	for _, l := range legs {
		if v, ok := l.(*voice); ok {
			recorders = append(recorders, v.heard)
		}
	}
	for _, l := range legs {
		if p, ok := l.(*port); ok {
			p.recorders = recorders
		}
	}
}

// run is the media clock.
func (g *gateway) run() {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		g.mu.Lock()
		busy := len(g.bridges) > 0
		now := time.Since(g.epoch)
		if late := now - time.Duration(g.tick)*frameTime; !busy || late > 10*frameTime {
			g.tick = int64(now/frameTime) + 1 // idle, or the machine slept: go on from here
		}
		next := g.epoch.Add(time.Duration(g.tick) * frameTime)
		g.mu.Unlock()
		timer.Reset(time.Until(next))
		if !busy {
			select {
			case <-g.wake:
				continue
			case <-g.done:
				return
			}
		}
		select {
		case <-timer.C:
			g.step()
		case <-g.done:
			return
		}
	}
}

// step moves every bridge on by one frame and sends what results.
func (g *gateway) step() {
	var out []datagram
	g.mu.Lock()
	for _, b := range g.bridges {
		b.mix()
		for _, l := range b.legs {
			if p, ok := l.(*port); ok {
				out = p.collect(out)
			}
		}
	}
	g.tick++
	g.mu.Unlock()
	for _, d := range out {
		if d.late > 0 {
			time.AfterFunc(d.late, d.send)
			continue
		}
		d.send()

	}
}

// mix lets every leg hear the sum of the others.
func (b *bridge) mix() {
	if len(b.legs) == 2 { // nearly every call
		var one, two frame
		b.legs[0].read(&one)
		b.legs[1].read(&two)
		b.legs[0].write(&two)
		b.legs[1].write(&one)
		return
	}
	said := make([]frame, len(b.legs))
	var sum [frameSamples]int
	for i, l := range b.legs {
		l.read(&said[i])
		for n, v := range said[i] {
			sum[n] += int(v)
		}
	}
	for i, l := range b.legs {
		var hears frame
		for n := range hears {
			hears[n] = clamp(sum[n] - int(said[i][n]))
		}
		l.write(&hears)
	}
}

func clamp(v int) int16 { return int16(min(max(v, -32768), 32767)) }

func (g *gateway) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return
	}
	g.closed = true
	close(g.done)
	for p := range g.ports {
		p.shut()
	}
}
