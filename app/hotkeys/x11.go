//go:build linux || freebsd || openbsd || netbsd

package hotkeys

import (
	"errors"
	"io"
	"log"
	"log/slog"
	"slices"
	"sync"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

func init() {
	xgb.Logger = log.New(io.Discard, "", 0) // each of its errors is returned, too
}

// server is the X server, on a connection of our own while there are keys.
type server struct {
	display string
	log     *slog.Logger
	pressed func(string)
	told    func([]Report)

	conn   *xgb.Conn // nil while there are no keys
	root   xproto.Window
	window xproto.Window // never shown, receives selections
	events chan func()
	reader sync.WaitGroup

	keys  []Key
	board keyboard
	held  map[stroke]string // which key it is for
	// released is when a key was last let go. A key that is kept down is sent as
	// let go and pressed again, at the same time.
	released stroke
	when     xproto.Timestamp
	// arrived says that the selection that was asked for is there.
	arrived *xproto.SelectionNotifyEvent
}

// stroke is a key with what is held.
type stroke struct {
	code xproto.Keycode
	held uint16
}

func newServer(o Options, pressed func(string), told func([]Report)) *server {
	return &server{display: o.Display, log: o.Logger, pressed: pressed, told: told}
}

func (s *server) news() <-chan func() { return s.events }

// set gives back what was held and takes what is wanted.
func (s *server) set(keys []Key) {
	if s.keys = keys; len(keys) == 0 {
		s.close()
		s.told(nil)
		return
	}
	if err := s.connect(); err != nil {
		s.log.Warn("no keys of the desktop", "err", err)
		s.told(all(keys, Refused))
		return
	}
	s.told(s.grab())
}

// connect connects to the server, if that has not been done.
func (s *server) connect() error {
	if s.conn != nil {
		return nil
	}
	conn, err := xgb.NewConnDisplay(s.display)
	if err != nil {
		return err
	}
	screen := xproto.Setup(conn).DefaultScreen(conn)
	window, err := xproto.NewWindowId(conn)
	if err == nil {
		const noDepth, invisible = 0, xproto.WindowClassInputOnly
		err = xproto.CreateWindowChecked(conn, noDepth, window, screen.Root, 0, 0, 1, 1, 0, invisible, 0, 0, nil).Check()
	}
	if err != nil {
		conn.Close()
		return err
	}
	s.conn, s.root, s.window = conn, screen.Root, window
	events := make(chan func(), 64)
	s.events = events
	s.reader.Go(func() { s.read(conn, events) })
	return nil
}

// read passes on what the server tells until the connection ends.
func (s *server) read(conn *xgb.Conn, events chan<- func()) {
	defer close(events)
	for {
		ev, err := conn.WaitForEvent()
		if ev == nil && err == nil {
			return
		}
		switch ev := ev.(type) {
		case xproto.KeyPressEvent:
			events <- func() { s.press(ev) }
		case xproto.KeyReleaseEvent:
			events <- func() { s.released, s.when = s.strokeOf(ev.Detail, ev.State), ev.Time }
		case xproto.MappingNotifyEvent:
			if ev.Request != xproto.MappingPointer {
				events <- s.remap
			}
		case xproto.SelectionNotifyEvent:
			events <- func() { s.arrived = &ev }
		}
	}
}

// remap follows the keyboard. The server tells of a new one with each change between
// two that are alike, which must not cost a key that is pressed meanwhile.
func (s *server) remap() {
	if b, err := readKeyboard(s.conn); err != nil || !b.equal(s.board) {
		s.told(s.grab())
	}
}

// press takes a key that was pressed, unless it was kept down.
func (s *server) press(ev xproto.KeyPressEvent) {
	k := s.strokeOf(ev.Detail, ev.State)
	if k.code == s.released.code && ev.Time == s.when {
		return
	}
	if id, ok := s.held[k]; ok {
		s.pressed(id)
	}
}

// strokeOf leaves out what does not matter: locks, and the pointer's buttons.
func (s *server) strokeOf(code xproto.Keycode, state uint16) stroke {
	const modifiers = 0xff
	return stroke{code, state & modifiers &^ s.board.locks}
}

// grab takes all keys anew: the keyboard may be another one now.
func (s *server) grab() []Report {
	const anyKey = 0
	xproto.UngrabKey(s.conn, anyKey, s.root, xproto.ModMaskAny)
	s.held = map[stroke]string{}
	board, err := readKeyboard(s.conn)
	if err != nil {
		s.log.Warn("the keyboard is not known", "err", err)
		return all(s.keys, Refused)
	}
	s.board = board
	reports := make([]Report, len(s.keys))
	for i, k := range s.keys {
		reports[i] = Report{ID: k.ID, State: s.grabOne(k)}
	}
	return reports
}

func (s *server) grabOne(k Key) State {
	c, ok := parseChord(k.Chord)
	if !ok {
		return Missing
	}
	strokes := s.board.strokes(c)
	if len(strokes) == 0 {
		return Missing
	}
	for _, t := range strokes {
		if state := s.take(t); state != Held {
			for _, t := range strokes {
				s.giveBack(t)
			}
			return state
		}
		s.held[t] = k.ID
	}
	return Held
}

// take grabs a key under each state of the locks.
func (s *server) take(t stroke) State {
	var cookies []xproto.GrabKeyCookie
	for _, locks := range subsets(s.board.locks) {
		const toUs = false // also while one of our own windows has the keyboard
		cookies = append(cookies, xproto.GrabKeyChecked(s.conn, toUs, s.root, t.held|locks, t.code, xproto.GrabModeAsync, xproto.GrabModeAsync))
	}
	state := Held
	for _, c := range cookies {
		err := c.Check()
		if err == nil {
			continue
		}
		if _, taken := errors.AsType[xproto.AccessError](err); taken {
			state = Taken
		} else if state == Held {
			s.log.Warn("a key of the desktop", "err", err)
			state = Refused
		}
	}
	return state
}

// giveBack lets a key go. What is another program's stays there.
func (s *server) giveBack(t stroke) {
	for _, locks := range subsets(s.board.locks) {
		xproto.UngrabKey(s.conn, t.code, s.root, t.held|locks)
	}
	delete(s.held, t)
}

// close ends the connection, and with it all that is held.
func (s *server) close() {
	if s.conn == nil {
		return
	}
	s.conn.Close()
	for range s.events { // until the reader has ended
	}
	s.reader.Wait()
	s.conn, s.events, s.held = nil, nil, nil
}

// subsets are all combinations of bits.
func subsets(bits uint16) (list []uint16) {
	for sub := bits; ; sub = (sub - 1) & bits {
		list = append(list, sub)
		if sub == 0 {
			slices.Reverse(list)
			return list
		}
	}
}
