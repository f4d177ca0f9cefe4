package headset

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"time"
)

// Condition is what can be done with a headset.
type Condition int

// The conditions.
const (
	Works Condition = iota
	// Denied: the system does not let this user open it.
	Denied
	// Failed: it cannot be opened, or understood.
	Failed
)

// Status is one headset. Comparable.
type Status struct {
	Name      string // the maker's; hostile text
	Condition Condition
	Details   string // of what failed, for support
}

// Heard is what Headsets tell. The functions are called on their goroutines and must
// wait for nothing of them.
type Heard struct {
	Pressed func(Event)
	// Told is called with all headsets when something about them has changed.
	Told func([]Status)
}

// Options configure Headsets.
type Options struct {
	System System
	// Every is how often it is looked for headsets; 0 means two seconds.
	Every  time.Duration
	Logger *slog.Logger // nil discards
}

// Headsets are those that are plugged in. Make them with [New]. Set never blocks.
type Headsets struct {
	o     Options
	heard Heard
	log   *slog.Logger

	mu    sync.Mutex // guards state and pokes
	state State
	pokes map[chan struct{}]bool // of the headsets that are open

	wake chan struct{} // State.Use has changed
	news chan report
	stop context.CancelFunc
	wg   sync.WaitGroup // of all goroutines
}

// report is what a session says of its headset.
type report struct {
	of   *session
	what Status
	over bool // the session has ended
	none bool // there is nothing to say of the headset
}

// session is one headset while it is used.
type session struct {
	info Info
	stop context.CancelFunc
}

// New starts Headsets, which use none before [Headsets.Set] says so.
func New(o Options, h Heard) *Headsets {
	o.Every = cmp.Or(o.Every, 2*time.Second)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	ctx, stop := context.WithCancel(context.Background())
	hs := &Headsets{
		o: o, heard: h, log: o.Logger.With("pkg", "headset"), stop: stop,
		pokes: map[chan struct{}]bool{}, wake: make(chan struct{}, 1), news: make(chan report),
	}
	hs.wg.Go(func() { hs.run(ctx) })
	return hs
}

// Set says how the headsets are to be. The newest state counts.
func (h *Headsets) Set(s State) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s == h.state {
		return
	}
	if s.Use != h.state.Use {
		poke(h.wake)
	}
	h.state = s
	for p := range h.pokes {
		poke(p)
	}
}

// Close switches all lamps off and lets go of the headsets.
func (h *Headsets) Close() {
	h.stop()
	h.wg.Wait()
}

// poke leaves a sign, once.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func (h *Headsets) now() State {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state
}

// desk is what the goroutine of run knows.
type desk struct {
	sessions map[string]*session // by path
	statuses map[string]Status
	last     []Status // told
	trouble  string   // why there is no list
}

// run looks for headsets until ctx ends.
func (h *Headsets) run(ctx context.Context) {
	runtime.LockOSThread() // macOS's list of devices belongs to a thread
	defer runtime.UnlockOSThread()
	d := desk{sessions: map[string]*session{}, statuses: map[string]Status{}}
	tick := time.NewTicker(h.o.Every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return // which ends the sessions as well
		case <-h.wake:
			h.look(ctx, &d)
		case <-tick.C:
			h.look(ctx, &d)
		case r := <-h.news:
			d.take(r)
		}
		if list := d.list(); !slices.Equal(list, d.last) {
			d.last = list
			h.heard.Told(list)
		}
	}
}

// look starts a session with each headset that has none, and ends those of headsets
// that are gone.
func (h *Headsets) look(ctx context.Context, d *desk) {
	var list []Info
	if h.now().Use {
		var err error
		if list, err = h.o.System.List(); err != nil {
			if text := err.Error(); text != d.trouble { // once is enough
				d.trouble = text
				h.log.Warn("headsets cannot be listed", "err", err)
			}
			return
		}
	}
	there := map[string]bool{}
	for _, info := range list {
		there[info.Path] = true
		if d.sessions[info.Path] == nil {
			d.sessions[info.Path] = h.open(ctx, info)
		}
	}
	for path, s := range d.sessions {
		if !there[path] {
			s.stop()
			delete(d.sessions, path)
		}
	}
	for path := range d.statuses {
		if !there[path] {
			delete(d.statuses, path)
		}
	}
}

// take takes what a session says, unless another one has taken its place.
func (d *desk) take(r report) {
	path := r.of.info.Path
	if d.sessions[path] != r.of {
		return
	}
	if r.over {
		delete(d.sessions, path) // and it is tried again
	}
	switch {
	case r.none:
		delete(d.statuses, path)
	case r.what != (Status{}):
		d.statuses[path] = r.what
	}
}

// list is each headset once: some have several parts.
func (d *desk) list() []Status {
	list := make([]Status, 0, len(d.statuses))
	for _, s := range d.statuses {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Status) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Condition, b.Condition), cmp.Compare(a.Details, b.Details))
	})
	return slices.CompactFunc(list, func(a, b Status) bool { return a.Name == b.Name && a.Condition == b.Condition })
}

// open begins a session, which ends by itself when the headset fails.
func (h *Headsets) open(ctx context.Context, info Info) *session {
	ctx, stop := context.WithCancel(ctx)
	s := &session{info: info, stop: stop}
	h.wg.Go(func() {
		defer stop()
		last := h.serve(ctx, s)
		last.over = true
		h.say(ctx, last)
	})
	return s
}

// say tells the goroutine of run, unless nobody asks any more.
func (h *Headsets) say(ctx context.Context, r report) {
	select {
	case h.news <- r:
	case <-ctx.Done():
	}
}

// failed is what is said of a headset that cannot be used.
func (s *session) failed(err error) report {
	c := Failed
	if errors.Is(err, ErrDenied) {
		c = Denied
	}
	return report{of: s, what: Status{Name: s.info.Name, Condition: c, Details: err.Error()}}
}
