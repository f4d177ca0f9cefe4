package win32_test

import (
	"crypto/rand"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"offhook/app/desktop"
	"offhook/app/desktop/win32"
)

var (
	user32      = windows.NewLazySystemDLL("user32.dll")
	findWindow  = user32.NewProc("FindWindowW")
	sendMessage = user32.NewProc("SendMessageTimeoutW")
	postMessage = user32.NewProc("PostMessageW")
	isWindow    = user32.NewProc("IsWindow")
	register    = user32.NewProc("RegisterWindowMessageW")
	reasonQuery = user32.NewProc("ShutdownBlockReasonQuery")
)

// The constants of winuser.h that are used here.
const (
	wmClose, wmQueryEndSession, wmEndSession, wmContextMenu, wmKeyDown, wmPowerBroadcast = 0x10, 0x11, 0x16, 0x7b, 0x100, 0x218
	ninSelect                                                                            = 0x400
	tellIcon                                                                             = 0x8002
	keyReturn, keyDown                                                                   = 0x0d, 0x28
	resumeAutomatic                                                                      = 0x12
)

// office is a Desktop and what it tells.
type office struct {
	t      *testing.T
	d      *win32.Desktop
	window uintptr
	picked chan string
	tray   chan bool
	news   chan string
	ends   chan bool
}

func begin(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, picked: make(chan string, 16), tray: make(chan bool, 16), news: make(chan string, 16), ends: make(chan bool, 1)}
	name := "Offhook " + rand.Text()
	o.d = win32.New(win32.Options{Name: name, ID: "org.offhook.Test", SessionEnds: func() { o.ends <- true }}, desktop.Heard{
		Chosen: func(string, desktop.Choice) {}, Picked: func(id string) { o.picked <- id },
		Tray: func(on bool) { o.tray <- on }, Network: func(why string) { o.news <- why },
	})
	o.window, _, _ = findWindow.Call(0, uintptr(unsafe.Pointer(windows.StringToUTF16Ptr(name))))
	if o.window == 0 {
		t.Fatal("there is no window")
	}
	return o
}

// send sends the window a message as Windows does, and has its answer.
func (o *office) send(what, w, l uintptr) uintptr {
	o.t.Helper()
	var answer uintptr
	if r, _, err := sendMessage.Call(o.window, what, w, l, 0, 20000, uintptr(unsafe.Pointer(&answer))); r == 0 {
		o.t.Fatalf("message %#x: %v", what, err)
	}
	return answer
}

func (o *office) post(what, w, l uintptr) {
	o.t.Helper()
	if r, _, err := postMessage.Call(o.window, what, w, l); r == 0 {
		o.t.Fatal(err)
	}
}

// next is what is told next.
func next[T any](t *testing.T, c chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(30 * time.Second):
		t.Fatal("nothing is told")
	}
	return v
}

// reason is why the end of the session is held back. It cannot be asked for under
// Wine.
func (o *office) reason() (why string, ok bool) {
	if reasonQuery.Find() != nil {
		return "", false
	}
	var units [256]uint16
	n := uint32(len(units))
	_, _, _ = reasonQuery.Call(o.window, uintptr(unsafe.Pointer(&units[0])), uintptr(unsafe.Pointer(&n)))
	return windows.UTF16ToString(units[:]), true
}

func small(menu ...desktop.TrayItem) desktop.State {
	return desktop.State{Tray: desktop.Tray{Icon: "ready", Tone: desktop.ToneReady, Title: "Offhook: Auto-in", Menu: menu}}
}

func TestTheSessionWaitsForTheCall(t *testing.T) {
	o := begin(t)
	defer o.d.Close()
	if o.send(wmQueryEndSession, 0, 0) != 1 {
		t.Error("without a call the session may not end")
	}
	o.d.Set(desktop.State{Tray: small().Tray, Awake: "A call is up"})
	next(t, o.tray) // it has followed
	if o.send(wmQueryEndSession, 0, 0) != 0 {
		t.Error("the session may end during a call")
	}
	if r, ok := o.reason(); ok && r != "A call is up" {
		t.Errorf("the reason is %q", r)
	}
	o.d.Set(desktop.State{})
	next(t, o.tray)
	if o.send(wmQueryEndSession, 0, 0) != 1 {
		t.Error("after the call the session may not end")
	}
}

// TestTheProgramEndsWithTheSession: it is told to, and Windows is held up also when
// all of the Desktop has been taken back, for there is more to do.
func TestTheProgramEndsWithTheSession(t *testing.T) {
	o := begin(t)
	o.post(wmEndSession, 1, 0)
	next(t, o.ends)
	o.d.Close()
	if there, _, _ := isWindow.Call(o.window); there == 0 {
		t.Error("Windows is not held up")
	}
}

func TestTheSleepIsHeardOf(t *testing.T) {
	o := begin(t)
	defer o.d.Close()
	o.send(wmPowerBroadcast, 0x4, 0) // it falls asleep
	o.send(wmPowerBroadcast, resumeAutomatic, 0)
	if got := next(t, o.news); got != "the computer has slept" {
		t.Errorf("heard of %q", got)
	}
}

func TestTheIconIsThereAndShowsTheWindow(t *testing.T) {
	o := begin(t)
	defer o.d.Close()
	o.d.Set(desktop.State{})
	if next(t, o.tray) {
		t.Error("there is an icon that nobody wants")
	}
	o.d.Set(small())
	if !next(t, o.tray) {
		t.Error("there is no icon")
	}
	o.post(tellIcon, 0, ninSelect)
	if got := next(t, o.picked); got != desktop.TrayShow {
		t.Errorf("a click chooses %q", got)
	}
	created, _, _ := register.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("TaskbarCreated"))))
	o.send(created, 0, 0) // a new taskbar: the icon is still there
	o.send(wmClose, 0, 0) // and nobody closes the window from outside
	o.d.Set(desktop.State{})
	if next(t, o.tray) {
		t.Error("the icon stays")
	}
}

func TestAnItemOfTheMenuIsChosen(t *testing.T) {
	o := begin(t)
	defer o.d.Close()
	o.d.Set(small(desktop.TrayItem{ID: "state", Label: "2001", Text: true}, desktop.TrayItem{}, desktop.TrayItem{ID: "acw", Label: "After call"}, desktop.TrayItem{ID: "quit", Label: "Quit"}))
	next(t, o.tray)
	o.post(tellIcon, 10|10<<16, wmContextMenu)
	for _, key := range []uintptr{keyDown, keyDown, keyReturn} { // the first one only tells
		o.post(wmKeyDown, key, 0)
	}
	if got := next(t, o.picked); got != "acw" {
		t.Errorf("chosen was %q", got)
	}
}

// TestAnOpenMenuHoldsNothingUp: another state is followed, and the program ends.
func TestAnOpenMenuHoldsNothingUp(t *testing.T) {
	o := begin(t)
	o.d.Set(small(desktop.TrayItem{ID: "quit", Label: "Quit"}))
	next(t, o.tray)
	o.send(wmQueryEndSession, 0, 0)
	o.post(tellIcon, 10|10<<16, wmContextMenu)
	o.d.Set(desktop.State{})
	if next(t, o.tray) {
		t.Error("the icon stays")
	}
	o.d.Close()
}
