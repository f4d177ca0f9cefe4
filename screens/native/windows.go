//go:build windows

package native

import (
	"image"
	"unsafe"

	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

const paintsByShowing = false

func handleIn(context any) uintptr {
	c, _ := context.(driver.WindowsWindowContext)
	return c.HWND
}

// The constants of winuser.h that are used here.
const (
	gwlStyle   = ^uintptr(15) // -16
	gwlExStyle = ^uintptr(19) // -20

	wsPopup       = 0x80000000
	wsCaption     = 0x00c00000
	wsThickFrame  = 0x00040000
	wsSysMenu     = 0x00080000
	wsMinimizeBox = 0x00020000
	wsMaximizeBox = 0x00010000

	wsExTopmost    = 0x00000008
	wsExToolWindow = 0x00000080
	wsExNoActivate = 0x08000000

	swpNoSize, swpNoMove, swpNoActivate, swpFrameChanged = 0x1, 0x2, 0x10, 0x20

	hwndTopmost = ^uintptr(0) // -1

	monitorDefaultToNearest = 2

	flashStop, flashTray, flashUntilForeground = 0, 2, 12
)

var (
	user32               = windows.NewLazySystemDLL("user32.dll")
	procGetWindowLong    = user32.NewProc("GetWindowLongPtrW")
	procSetWindowLong    = user32.NewProc("SetWindowLongPtrW")
	procSetWindowPos     = user32.NewProc("SetWindowPos")
	procGetClientRect    = user32.NewProc("GetClientRect")
	procClientToScreen   = user32.NewProc("ClientToScreen")
	procGetCursorPos     = user32.NewProc("GetCursorPos")
	procMonitorFromPoint = user32.NewProc("MonitorFromPoint")
	procGetMonitorInfo   = user32.NewProc("GetMonitorInfoW")
	procShowWindow       = user32.NewProc("ShowWindow")
	procIsIconic         = user32.NewProc("IsIconic")
	procFlashWindowEx    = user32.NewProc("FlashWindowEx")
)

type point struct{ X, Y int32 }

type rect struct{ Left, Top, Right, Bottom int32 }

func (r rect) rectangle() image.Rectangle {
	return image.Rect(int(r.Left), int(r.Top), int(r.Right), int(r.Bottom))
}

type monitorInfo struct {
	Size          uint32
	Monitor, Work rect
	Flags         uint32
}

type flashInfo struct {
	Size    uint32
	Window  uintptr
	Flags   uint32
	Count   uint32
	Timeout uint32
}

func aside(h uintptr) bool {
	style, _, _ := procGetWindowLong.Call(h, gwlStyle)
	style &^= wsCaption | wsThickFrame | wsSysMenu | wsMinimizeBox | wsMaximizeBox
	_, _, _ = procSetWindowLong.Call(h, gwlStyle, style|wsPopup)
	extended, _, _ := procGetWindowLong.Call(h, gwlExStyle)
	_, _, _ = procSetWindowLong.Call(h, gwlExStyle, extended|wsExNoActivate|wsExToolWindow|wsExTopmost)
	ok, _, _ := procSetWindowPos.Call(h, hwndTopmost, 0, 0, 0, 0, swpNoMove|swpNoSize|swpNoActivate|swpFrameChanged)
	return ok != 0
}

func move(h uintptr, to image.Point) bool {
	ok, _, _ := procSetWindowPos.Call(h, hwndTopmost, uintptr(to.X), uintptr(to.Y), 0, 0, swpNoSize|swpNoActivate)
	return ok != 0
}

func where(h uintptr) (image.Rectangle, bool) {
	var inside rect
	var origin point
	got, _, _ := procGetClientRect.Call(h, uintptr(unsafe.Pointer(&inside)))
	moved, _, _ := procClientToScreen.Call(h, uintptr(unsafe.Pointer(&origin)))
	return inside.rectangle().Add(image.Pt(int(origin.X), int(origin.Y))), got != 0 && moved != 0
}

func minimised(h uintptr) bool {
	r, _, _ := procIsIconic.Call(h)
	return r != 0
}

func room() (image.Rectangle, bool) {
	var pointer point
	_, _, _ = procGetCursorPos.Call(uintptr(unsafe.Pointer(&pointer)))
	// A POINT travels in one register, x in its lower half.
	at := uintptr(uint32(pointer.X)) | uintptr(uint32(pointer.Y))<<32
	monitor, _, _ := procMonitorFromPoint.Call(at, monitorDefaultToNearest)
	info := monitorInfo{}
	info.Size = uint32(unsafe.Sizeof(info))
	ok, _, _ := procGetMonitorInfo.Call(monitor, uintptr(unsafe.Pointer(&info)))
	return info.Work.rectangle(), ok != 0
}

func placesWindows() bool { return true }

func minimise(h uintptr) bool {
	const swMinimize = 6
	_, _, _ = procShowWindow.Call(h, swMinimize)
	return true
}

func attention(h uintptr, on bool) bool {
	info := flashInfo{Window: h, Flags: flashStop}
	if on {
		info.Flags = flashTray | flashUntilForeground
	}
	info.Size = uint32(unsafe.Sizeof(info))
	_, _, _ = procFlashWindowEx.Call(uintptr(unsafe.Pointer(&info)))
	return true
}

// OnDisplayGone does nothing here: no display goes away under a program.
func OnDisplayGone(func()) {}
