//go:build windows

package hotkeys

import (
	"log/slog"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	user32             = windows.NewLazySystemDLL("user32.dll")
	procRegisterHotKey = user32.NewProc("RegisterHotKey")
	procUnregister     = user32.NewProc("UnregisterHotKey")
	procGetMessage     = user32.NewProc("GetMessageW")
	procPostThread     = user32.NewProc("PostThreadMessageW")
	procVkKeyScan      = user32.NewProc("VkKeyScanW")
)

// The constants of winuser.h that are used here.
const (
	modAlt, modControl, modShift, modWin, modNoRepeat = 0x1, 0x2, 0x4, 0x8, 0x4000

	wmHotkey, wmApp = 0x312, 0x8000

	errAlreadyRegistered = windows.Errno(1409)
)

// virtualKeys are the numbers of keys that are no characters, by Fyne's names.
var virtualKeys = map[string]uintptr{
	"Space": 0x20, "BackSpace": 0x08, "Tab": 0x09, "Return": 0x0d, "Delete": 0x2e, "Insert": 0x2d, "Home": 0x24, "Left": 0x25,
	"Up": 0x26, "Right": 0x27, "Down": 0x28, "Prior": 0x21, "Next": 0x22, "End": 0x23, "KP_Enter": 0x0d,
}

// message is a MSG.
type message struct {
	Window  uintptr
	Message uint32
	WParam  uintptr
	LParam  uintptr
	Time    uint32
	X, Y    int32
	Private uint32
}

// thread holds the keys: they belong to the thread that has registered them, which
// takes its messages.
type thread struct {
	log     *slog.Logger
	pressed func(string)
	told    func([]Report)

	id     uint32
	events chan func()
	orders chan func() // run by the thread
	done   chan struct{}
	keys   []Key // the thread's
}

func newBackend(o Options, pressed func(string), told func([]Report)) backend {
	return &thread{log: o.Logger, pressed: pressed, told: told}
}

func (t *thread) news() <-chan func() { return t.events }

// selected is nothing: there is no selection that other programs see.
func (t *thread) selected() []string { return nil }

func (t *thread) set(keys []Key) {
	if len(keys) == 0 {
		t.close()
		t.told(nil)
		return
	}
	if t.done == nil {
		t.start()
	}
	reports := make(chan []Report, 1)
	t.order(func() { reports <- t.register(keys) })
	select {
	case r := <-reports:
		t.told(r)
	case <-t.done: // the thread has failed
		t.told(all(keys, Refused))
	}
}

func (t *thread) start() {
	t.events, t.orders, t.done = make(chan func(), 64), make(chan func(), 1), make(chan struct{})
	ready := make(chan struct{})
	go t.run(ready)
	<-ready
}

// run takes messages until it is ordered to end.
func (t *thread) run(ready chan<- struct{}) {
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	defer close(t.done)
	t.id = windows.GetCurrentThreadId()
	close(ready)
	for t.orders != nil {
		var m message
		if r, _, err := procGetMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0); int32(r) <= 0 {
			t.log.Warn("keys of the desktop", "err", err)
			return
		}
		switch {
		case m.Message == wmApp:
			if f, ok := <-t.orders; ok {
				f()
			}
		case m.Message == wmHotkey && int(m.WParam) < len(t.keys):
			id := t.keys[m.WParam].ID
			t.events <- func() { t.pressed(id) }
		}
	}
}

// order has the thread run f. A thread has no place for messages before it has asked
// for one, so it is told until it is.
func (t *thread) order(f func()) {
	t.orders <- f
	for {
		if r, _, _ := procPostThread.Call(uintptr(t.id), wmApp, 0, 0); r != 0 {
			return
		}
		select {
		case <-t.done:
			return
		default:
			runtime.Gosched()
		}
	}
}

// register runs on the thread.
func (t *thread) register(keys []Key) []Report {
	for i := range t.keys {
		_, _, _ = procUnregister.Call(0, uintptr(i))
	}
	t.keys = keys
	reports := make([]Report, len(keys))
	for i, k := range keys {
		reports[i] = Report{ID: k.ID, State: registerOne(i, k)}
	}
	return reports
}

func registerOne(number int, k Key) State {
	c, ok := parseChord(k.Chord)
	if !ok {
		return Missing
	}
	held := uintptr(modNoRepeat)
	for _, m := range []struct {
		on  bool
		bit uintptr
	}{{c.super, modWin}, {c.ctrl, modControl}, {c.alt, modAlt}, {c.shift, modShift}} {
		if m.on {
			held |= m.bit
		}
	}
	code := c.virtualKey()
	if code == 0 {
		return Missing
	}
	r, _, err := procRegisterHotKey.Call(0, uintptr(number), held, code)
	switch {
	case r != 0:
		return Held
	case err == errAlreadyRegistered:
		return Taken
	}
	return Refused
}

// virtualKey is Windows's number of the key, 0 when it has none.
func (c chord) virtualKey() uintptr {
	if v := virtualKeys[c.key]; v != 0 {
		return v
	}
	if s := c.keysym(); s >= 0xffbe && s < 0xffbe+24 {
		return 0x70 + uintptr(s-0xffbe) // F1 to F24
	}
	r := []rune(strings.ToLower(c.key))
	if len(r) != 1 || r[0] > 0xffff {
		return 0
	}
	code, _, _ := procVkKeyScan.Call(uintptr(r[0]))
	if code = code & 0xffff; code == 0xffff {
		return 0
	}
	return code & 0xff
}

// close gives all keys back and ends the thread.
func (t *thread) close() {
	if t.done == nil {
		return
	}
	go func() { // the thread may be telling a key just now
		for range t.events {
		}
	}()
	t.order(func() {
		t.register(nil)
		t.orders = nil
	})
	<-t.done
	close(t.events)
	t.events, t.done = nil, nil
}
