package desktop

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/godbus/dbus/v5"

	"offhook/app/uplink"
)

// Options configure a Desktop.
type Options struct {
	// Session and System are the addresses of the buses; empty for the user's and
	// the system's.
	Session, System string
	// Name names the program to people, and ID to the desktop: that of its desktop
	// file.
	Name, ID string
	Logger   *slog.Logger // nil discards
}

// Desktop brings the desktop in line with calls. Make one with [New].
type Desktop struct {
	last  State
	first bool
	boxes []box
	stop  context.CancelFunc
	wg    sync.WaitGroup
}

// part is one part of the desktop. Its goroutine alone calls it.
type part interface {
	// follow brings it in line with a state.
	follow(ctx context.Context, s State)
	// signals are what it listens to; nil when nothing.
	signals() <-chan *dbus.Signal
	// heard takes a signal, nil when the connection is gone.
	heard(ctx context.Context, sig *dbus.Signal)
	// close takes back what is not to outlive the program.
	close(ctx context.Context)
}

// closeLimit is how long taking back may take.
const closeLimit = 3 * time.Second

// followLimit bounds what a part does about one state.
const followLimit = 6 * time.Second

// New starts a Desktop that knows of no call, and has h told what it hears.
func New(o Options, h Heard) *Desktop {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Logger = o.Logger.With("pkg", "desktop")
	ctx, stop := context.WithCancel(context.Background())
	d := &Desktop{stop: stop, first: true}
	session := func() *bus { return &bus{address: o.Session, user: true} }
	for _, p := range []part{
		&messages{bus: session(), log: o.Logger, name: o.Name, id: o.ID, chosen: h.Chosen},
		&players{bus: session(), log: o.Logger},
		newTrayPart(session(), o, h),
		screenSaver(session(), o),
		sessionEnd(session(), o),
		newSentry(&bus{address: o.System}, o, h),
		&power{bus: &bus{address: o.System}, log: o.Logger, name: o.Name},
	} {
		b := make(box, 1)
		d.boxes = append(d.boxes, b)
		d.wg.Go(func() { run(ctx, p, b) })
	}
	if h.Network != nil {
		d.wg.Go(func() {
			if err := uplink.Watch(ctx, o.Logger, h.Network); err != nil && ctx.Err() == nil {
				o.Logger.Debug("changes of addresses and routes are not heard of", "err", err)
			}
		})
	}
	return d
}

// Set tells how things are now. One goroutine calls it, and not after Close.
func (d *Desktop) Set(s State) {
	if !d.first && s.Equal(d.last) {
		return
	}
	s.Rings = slices.Clone(s.Rings)
	d.first, d.last = false, s
	for _, b := range d.boxes {
		b.put(s)
	}
}

// Close lets what is under way come to its end, takes everything back, and returns
// when nothing runs any more: at once, or within followLimit and closeLimit where
// other programs do not answer.
func (d *Desktop) Close() {
	d.stop()
	d.wg.Wait()
}

// run has a part follow the newest state until ctx ends.
func run(ctx context.Context, p part, b box) {
	for {
		select {
		case <-ctx.Done():
			end, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
			defer cancel()
			p.close(end)
			return
		case s := <-b:
			follow(context.WithoutCancel(ctx), p, s) // what is half done could not be taken back
		case sig := <-p.signals():
			p.heard(ctx, sig)
		}
	}
}

func follow(ctx context.Context, p part, s State) {
	ctx, cancel := context.WithTimeout(ctx, followLimit)
	defer cancel()
	p.follow(ctx, s)
}

// box holds the newest state that a part has not seen yet.
type box chan State

// put replaces what is in the box. Only one goroutine puts.
func (b box) put(s State) {
	select {
	case <-b:
	default:
	}
	b <- s
}
