package hotkeys

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"
)

// Key is a key of the whole desktop. Comparable.
type Key struct {
	ID string // told when it is pressed; differs from key to key
	// Chord is what is held and a key, joined by "+": Super, Ctrl, Alt, Shift, and a
	// key as Fyne names it: "Ctrl+Alt+A".
	Chord string
	// Text says what it does, translated, for desktops that list keys.
	Text string
}

// State is what became of a key.
type State int

// The states.
const (
	Held State = iota
	// Taken: another program holds it. It is asked for again now and then.
	Taken
	// Missing: the keyboard has no such key.
	Missing
	// Refused: this desktop gives no such keys, or not this one.
	Refused
	// Asked: the desktop has been asked, and may ask its user.
	Asked
)

// Report says what became of a key. Comparable.
type Report struct {
	ID    string
	State State
	// Instead is the key that the desktop chose, in its words; empty where it is the
	// one that was asked for, or where that is not known.
	Instead string
}

// Heard is what Hotkeys tell. The functions are called on their goroutine and must
// wait for nothing of them.
type Heard struct {
	Pressed func(id string)
	// Told is called after each Set, and when something has changed since.
	Told func([]Report)
}

// Options configure Hotkeys.
type Options struct {
	// Display is the X display, Session the address of the D-Bus session; empty for
	// the environment's.
	Display, Session string
	// Portal has the desktop asked even where there is an X server: on Wayland, where
	// that sees the keyboard only while an X11 program has it.
	Portal bool
	// ID is that of the program's desktop file.
	ID     string
	Logger *slog.Logger // nil discards
}

// Hotkeys are the keys that are held. Make them with [New].
type Hotkeys struct {
	box  chan []Key
	asks chan chan<- []string
	stop context.CancelFunc
	done chan struct{}
	wg   sync.WaitGroup
	last []Key
}

// backend holds the keys. The goroutine of Hotkeys alone calls it.
type backend interface {
	// set holds these keys and no others, and has told what became of them.
	set(keys []Key)
	// news are to be run on the goroutine as they come; nil while there are none, and
	// closed when no more can come.
	news() <-chan func()
	// selected is what is selected or was copied anywhere, best first.
	selected() []string
	// close gives everything back.
	close()
}

// retryEvery is how often a key is asked for again that another program holds.
const retryEvery = 10 * time.Second

// New starts Hotkeys without a key.
func New(o Options, h Heard) *Hotkeys {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Logger = o.Logger.With("pkg", "hotkeys")
	ctx, stop := context.WithCancel(context.Background())
	k := &Hotkeys{box: make(chan []Key, 1), asks: make(chan chan<- []string), stop: stop, done: make(chan struct{})}
	k.wg.Go(func() {
		defer close(k.done)
		k.run(ctx, o, h)
	})
	return k
}

// Set says which keys there are to be. One goroutine calls it, and not after
// Close.
func (k *Hotkeys) Set(keys []Key) {
	if slices.Equal(keys, k.last) {
		return
	}
	k.last = slices.Clone(keys)
	select {
	case <-k.box:
	default:
	}
	k.box <- k.last
}

// Selected are the text that is selected in any window and the one that was copied,
// as far as there are such; none where the desktop does not show them to other
// programs, or ctx ends. It takes up to a few seconds: the programs that have the
// texts are asked for them.
func (k *Hotkeys) Selected(ctx context.Context) []string {
	answer := make(chan []string, 1)
	select {
	case k.asks <- answer:
		return <-answer
	case <-ctx.Done():
	case <-k.done:
	}
	return nil
}

// Close gives all keys back.
func (k *Hotkeys) Close() {
	k.stop()
	k.wg.Wait()
}

func (k *Hotkeys) run(ctx context.Context, o Options, h Heard) {
	var keys []Key
	var retry <-chan time.Time
	var last []Report // told
	told := func(reports []Report) {
		retry = nil
		if slices.ContainsFunc(reports, func(r Report) bool { return r.State == Taken }) {
			retry = time.After(retryEvery)
		}
		if last == nil || !slices.Equal(reports, last) {
			last = append([]Report{}, reports...)
			h.Told(reports)
		}
	}
	b := newBackend(o, h.Pressed, told)
	defer b.close()
	for {
		select {
		case <-ctx.Done():
			return
		case keys = <-k.box:
			last = nil
			b.set(keys)
		case <-retry:
			b.set(keys)
		case f, ok := <-b.news():
			if !ok { // the other side has ended
				b.close()
				told(all(keys, Refused))
				continue
			}
			f()
		case answer := <-k.asks:
			answer <- b.selected()
		}
	}
}

// all reports the same of each key.
func all(keys []Key, s State) []Report {
	list := make([]Report, len(keys))
	for i, k := range keys {
		list[i] = Report{ID: k.ID, State: s}
	}
	return list
}
