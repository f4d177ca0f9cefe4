package win32

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"offhook/app/desktop"
)

// What the thread's window is told, beside what Windows tells all windows.
const (
	tellState = wmApp + iota // there is another state
	tellEnd                  // all is to be taken back
	tellIcon                 // somebody does something with the icon
)

// retryTimer has an icon put up again that the taskbar would not take.
const (
	retryTimer = 1
	retryEvery = 2000 // milliseconds
)

// threads numbers them, since the names of their windows' classes must differ.
var threads atomic.Uint32

// thread has a window that nobody sees and takes its messages. It is a usual window
// of the top level: others are not told of the end of the session, of sleep, or of a
// new taskbar.
type thread struct {
	log    *slog.Logger
	name   string
	heard  desktop.Heard
	ends   func()        // ends the program
	ready  chan struct{} // closed when window holds
	states chan desktop.State
	news   chan func()   // what is to be told
	done   chan struct{} // closed when the thread has ended
	// leaving is closed when the thread holds the end of the session up.
	leaving chan struct{}

	window atomic.Uintptr // 0 when there is none

	// What follows is the thread's alone.
	class       *uint16
	taskbar     uint32 // the message of a taskbar that has just begun
	tray        trayIcon
	awake       string
	menuIsShown bool
}

func newThread(o Options, h desktop.Heard) *thread {
	t := &thread{
		log: o.Logger, name: o.Name, heard: h, ends: o.SessionEnds,
		ready: make(chan struct{}), states: make(chan desktop.State, 1), news: make(chan func(), 64),
		done: make(chan struct{}), leaving: make(chan struct{}),
	}
	t.tray.log = o.Logger
	return t
}

// put has the thread follow a state. One goroutine puts.
func (t *thread) put(s desktop.State) {
	select {
	case <-t.states:
	default:
	}
	t.states <- s
	t.post(tellState)
}

func (t *thread) post(what uintptr) {
	if w := t.window.Load(); w != 0 {
		_, _, _ = procPostMessage.Call(w, what, 0, 0)
	}
}

// end has the thread end, and waits for that: not where it holds the end of the
// session up.
func (t *thread) end() {
	t.post(tellEnd)
	select {
	case <-t.done:
	case <-t.leaving:
	}
}

// endLimit is how long the program has to end when the session does. Windows ends it
// by force five seconds after it was told.
const endLimit = 4 * time.Second

// sessionEnds has the program end, and holds the end of the session up meanwhile:
// the thread is gone with the program, and Windows waits no longer.
func (t *thread) sessionEnds() {
	if t.ends == nil || closed(t.leaving) {
		return
	}
	close(t.leaving)
	t.tell(t.ends)
	time.Sleep(endLimit)
	t.log.Warn("the session ends before the program")
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// tell has something told on another goroutine, since that may take a moment. Who
// clicks faster than the app can hear is heard as fast as it can.
func (t *thread) tell(f func()) {
	select {
	case t.news <- f:
	default:
		t.log.Warn("the app does not hear of the desktop")
	}
}

// tellAll tells until ctx ends.
func (t *thread) tellAll(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case f := <-t.news:
			f()
		}
	}
}

// run makes the window and takes its messages until it is gone.
func (t *thread) run() {
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	defer close(t.done)
	err := t.open()
	close(t.ready)
	if err != nil {
		t.log.Warn("nothing of the desktop", "err", err)
		t.tell(func() { t.heard.Tray(false) })
		return
	}
	var m message
	for {
		if r, _, _ := procGetMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0); int32(r) <= 0 {
			break
		}
		_, _, _ = procDispatchMessage.Call(uintptr(unsafe.Pointer(&m)))
	}
	t.window.Store(0)
	_, _, _ = procUnregisterClass.Call(uintptr(unsafe.Pointer(t.class)), 0)
}

func (t *thread) open() error {
	t.taskbar = registered("TaskbarCreated")
	t.class = text(fmt.Sprintf("Offhook.Desktop.%d", threads.Add(1)))
	c := windowClass{Proc: windows.NewCallback(t.proc), Name: t.class}
	c.Size = uint32(unsafe.Sizeof(c))
	if r, _, err := procRegisterClass.Call(uintptr(unsafe.Pointer(&c))); r == 0 {
		return fmt.Errorf("desktop: RegisterClassEx: %w", err)
	}
	// Windows shows the name where it asks whether the session may end.
	w, _, err := procCreateWindow.Call(wsExToolWindow, uintptr(unsafe.Pointer(t.class)), uintptr(unsafe.Pointer(text(t.name))), wsPopup, 0, 0, 0, 0, 0, 0, 0, 0)
	if w == 0 {
		return fmt.Errorf("desktop: CreateWindowEx: %w", err)
	}
	t.window.Store(w)
	return nil
}

// registered is the number of a message that programs know by its name.
func registered(name string) uint32 {
	r, _, _ := procRegisterWindowMessage.Call(uintptr(unsafe.Pointer(text(name))))
	return uint32(r)
}

// proc takes a message.
func (t *thread) proc(window uintptr, what uint32, w, l uintptr) uintptr {
	switch what {
	case tellState:
		t.follow(window)
	case tellEnd:
		_, _, _ = procEndMenu.Call()
		_, _, _ = procDestroyWindow.Call(window)
	case tellIcon:
		t.clicked(window, w, l)
	case t.taskbar, wmDisplayChange, wmDPIChanged:
		t.tray.again(window)
		t.tellTray()
	case wmTimer:
		t.tray.retry(window)
		t.tellTray()
	case wmPowerBroadcast:
		if w == resumeAutomatic {
			t.tell(func() { t.heard.Network("the computer has slept") })
		}
		return 1
	case wmQueryEndSession:
		if t.awake != "" {
			return 0
		}
		return 1
	case wmEndSession:
		if w != 0 { // else somebody has held it back
			t.sessionEnds()
		}
	case wmClose: // somebody closes all windows: ours ends with the program
	case wmDestroy:
		t.tray.show(window, desktop.Tray{})
		t.keepAwake(window, "")
		_, _, _ = procPostQuitMessage.Call(0)
	default:
		r, _, _ := procDefWindowProc.Call(window, uintptr(what), w, l)
		return r
	}
	return 0
}

// follow brings the icon, and what is held back, in line with the newest state.
func (t *thread) follow(window uintptr) {
	select {
	case s := <-t.states:
		t.keepAwake(window, s.Awake)
		t.tray.show(window, s.Tray)
		t.tellTray()
	default: // it was taken with an earlier message
	}
}

// tellTray says whether the icon is there, when that has changed.
func (t *thread) tellTray() {
	if shown, news := t.tray.changed(); news {
		t.tell(func() { t.heard.Tray(shown) })
	}
}

// keepAwake holds back sleep, the screen saver and the end of the session. The first
// two belong to this thread and end with it.
func (t *thread) keepAwake(window uintptr, why string) {
	if why == t.awake {
		return
	}
	t.awake = why
	state := uintptr(esContinuous)
	if why != "" {
		state |= esSystemRequired | esDisplayRequired
	}
	if r, _, err := procExecutionState.Call(state); r == 0 {
		t.log.Debug("sleep is not held back", "err", err)
	}
	_, _, _ = procBlockReasonDestroy.Call(window)
	if why == "" {
		return
	}
	if r, _, err := procBlockReasonCreate.Call(window, uintptr(unsafe.Pointer(text(desktop.Plain(why))))); r == 0 {
		t.log.Debug("no reason for holding back the end of the session", "err", err)
	}
}

// clicked does what somebody does with the icon (NOTIFYICON_VERSION_4: where, and in
// the lower half of l what).
func (t *thread) clicked(window, w, l uintptr) {
	switch uint16(l) {
	case ninSelect, ninKeySelect:
		t.tell(func() { t.heard.Picked(desktop.TrayShow) })
	case wmContextMenu:
		t.openMenu(window, int32(int16(w)), int32(int16(w>>16)))
	}
}

// openMenu shows the menu and waits for a choice; messages are taken meanwhile.
func (t *thread) openMenu(window uintptr, x, y int32) {
	if t.menuIsShown {
		return
	}
	rows, ids := rowsOf(t.tray.last.Menu)
	menu := newMenu(rows)
	if menu == 0 {
		return
	}
	t.menuIsShown = true
	_, _, _ = procSetForegroundWindow.Call(window) // or a click elsewhere would not close it
	n, _, _ := procTrackPopupMenu.Call(menu, tpmRightButton|tpmNoNotify|tpmReturnCmd, uintptr(x), uintptr(y), window, 0)
	_, _, _ = procPostMessage.Call(window, wmNull, 0, 0) // as TrackPopupMenu's reference has it
	_, _, _ = procDestroyMenu.Call(menu)
	t.menuIsShown = false
	if n := int(n); n > 0 && n <= len(ids) {
		id := ids[n-1]
		t.tell(func() { t.heard.Picked(id) })
	}
}

// newMenu makes a menu of rows, 0 when that fails.
func newMenu(rows []row) uintptr {
	menu, _, _ := procCreatePopupMenu.Call()
	if menu == 0 {
		return 0
	}
	for _, r := range rows {
		flags, id := uintptr(0), uintptr(r.number)
		if r.line {
			_, _, _ = procAppendMenu.Call(menu, mfSeparator, 0, 0)
			continue
		}
		if r.gray {
			flags |= mfGrayed
		}
		if r.checked {
			flags |= mfChecked
		}
		if r.round {
			flags |= mftRadioCheck
		}
		if len(r.rows) > 0 {
			flags, id = flags|mfPopup, newMenu(r.rows) // which goes with this one
		}
		_, _, _ = procAppendMenu.Call(menu, flags, id, uintptr(unsafe.Pointer(text(r.label))))
		if r.strong {
			_, _, _ = procSetMenuDefaultItem.Call(menu, id, 0)
		}
	}
	return menu
}
