package win32

import (
	"context"
	"log/slog"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// watchNetwork tells of every change of this computer's IPv4 addresses until ctx
// ends.
func watchNetwork(ctx context.Context, log *slog.Logger, news func(why string)) {
	stop, err := windows.CreateEvent(nil, 1, 0, nil)
	if err != nil {
		log.Debug("the network is not heard of", "err", err)
		return
	}
	defer func() { _ = windows.CloseHandle(stop) }()
	quiet := context.AfterFunc(ctx, func() { _ = windows.SetEvent(stop) })
	defer quiet()
	for {
		changed, err := addressChanged(stop)
		if err != nil {
			log.Debug("the network is not heard of", "err", err)
			return
		}
		if !changed {
			return
		}
		news("another address")
	}
}

// asked are the questions to the system that it may still answer, by writing into
// them: they have to stay until it has, or for good where they cannot be taken back,
// as under Wine.
var asked struct {
	sync.Mutex
	list map[*windows.Overlapped]bool
}

func ask(o *windows.Overlapped) {
	asked.Lock()
	defer asked.Unlock()
	if asked.list == nil {
		asked.list = map[*windows.Overlapped]bool{}
	}
	asked.list[o] = true
}

func answered(o *windows.Overlapped) {
	asked.Lock()
	defer asked.Unlock()
	delete(asked.list, o)
	_ = windows.CloseHandle(o.HEvent)
}

// In milliseconds: how long taking a question back may take, and how long several
// changes are one.
const (
	cancelLimit = 1000
	burst       = 1000
)

// addressChanged waits for a change, or for stop.
func addressChanged(stop windows.Handle) (bool, error) {
	event, err := windows.CreateEvent(nil, 1, 0, nil)
	if err != nil {
		return false, err
	}
	var handle windows.Handle // the system's, not to be closed
	o := &windows.Overlapped{HEvent: event}
	ask(o)
	if r, _, _ := procNotifyAddrChange.Call(uintptr(unsafe.Pointer(&handle)), uintptr(unsafe.Pointer(o))); windows.Errno(r) != windows.ERROR_IO_PENDING {
		answered(o)
		return false, windows.Errno(r)
	}
	// Changes come several at once: what comes meanwhile is in the answer.
	which, err := windows.WaitForSingleObject(stop, burst)
	if err == nil && which != windows.WAIT_OBJECT_0 {
		which, err = windows.WaitForMultipleObjects([]windows.Handle{event, stop}, false, windows.INFINITE)
	} else {
		which = windows.WAIT_OBJECT_0 + 1
	}
	if err == nil && which == windows.WAIT_OBJECT_0 {
		answered(o)
		return true, nil
	}
	if r, _, _ := procCancelIPChange.Call(uintptr(unsafe.Pointer(o))); r != 0 {
		if which, err := windows.WaitForSingleObject(event, cancelLimit); err == nil && which == windows.WAIT_OBJECT_0 {
			answered(o)
		}
	}
	return false, err
}
