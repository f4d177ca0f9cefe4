package win32

import (
	"fmt"
	"log/slog"
	"unsafe"

	"offhook/app/desktop"
)

// iconID numbers the icon among those of a window.
const iconID = 1

// trayIcon is the icon in the taskbar. The thread alone uses it.
type trayIcon struct {
	log    *slog.Logger
	last   desktop.Tray // as it is to be; its zero value for none
	handle uintptr      // the picture that the taskbar has
	there  bool
	told   *bool // what was told last about there
	timed  bool
}

// show shows an icon, another one, or none.
func (i *trayIcon) show(window uintptr, tray desktop.Tray) {
	same := i.there && sameLook(i.last, tray)
	i.last = tray
	switch {
	case tray.Icon == "":
		i.take(window)
	case !same:
		i.put(window)
	}
}

// sameLook says that the taskbar shows the same of both.
func sameLook(a, b desktop.Tray) bool {
	return a.Icon == b.Icon && a.Tone == b.Tone && a.Dot == b.Dot && tip(a) == tip(b)
}

// again puts the icon up anew: into a taskbar that knows of none, or in another size.
func (i *trayIcon) again(window uintptr) {
	if i.last.Icon != "" {
		i.put(window)
	}
}

// retry puts an icon up that the taskbar would not take: at login it may not be
// there yet.
func (i *trayIcon) retry(window uintptr) {
	if i.last.Icon != "" && !i.there {
		i.put(window)
	}
}

// put changes the icon, or adds it where there is none.
func (i *trayIcon) put(window uintptr) {
	picture, err := newIcon(i.last)
	if err != nil {
		i.log.Warn("the icon of the desktop", "err", err)
		return
	}
	data := i.data(window)
	data.Flags, data.CallbackMessage = nifMessage|nifIcon|nifTip|nifShowTip, tellIcon
	data.Icon, data.Tip, data.Version = picture, tip(i.last), notifyIconVersion
	i.there = notify(nimModify, data) || notify(nimAdd, data) && notify(nimSetVersion, data)
	if i.handle != 0 {
		_, _, _ = procDestroyIcon.Call(i.handle)
	}
	i.handle = picture
	i.wait(window, !i.there)
}

// wait has retry called, or not any more.
func (i *trayIcon) wait(window uintptr, on bool) {
	if on == i.timed {
		return
	}
	if i.timed = on; on {
		_, _, _ = procSetTimer.Call(window, retryTimer, retryEvery, 0)
		return
	}
	_, _, _ = procKillTimer.Call(window, retryTimer)
}

func (i *trayIcon) take(window uintptr) {
	i.wait(window, false)
	if i.there {
		notify(nimDelete, i.data(window))
		i.there = false
	}
	if i.handle != 0 {
		_, _, _ = procDestroyIcon.Call(i.handle)
		i.handle = 0
	}
}

// changed says whether the icon is there, and whether that is news.
func (i *trayIcon) changed() (there, news bool) {
	if i.told != nil && *i.told == i.there {
		return i.there, false
	}
	there = i.there
	i.told = &there
	return there, true
}

func (i *trayIcon) data(window uintptr) *notifyIcon {
	data := &notifyIcon{Window: window, ID: iconID}
	data.Size = uint32(unsafe.Sizeof(*data))
	return data
}

func notify(what uintptr, data *notifyIcon) bool {
	r, _, _ := procNotifyIcon.Call(what, uintptr(unsafe.Pointer(data)))
	return r != 0
}

// newIcon paints an icon as large as the taskbar has them.
func newIcon(t desktop.Tray) (uintptr, error) {
	size, _, _ := procGetSystemMetrics.Call(smCxSmIcon)
	img, err := desktop.PaintTray(t, int(size))
	if err != nil {
		return 0, err
	}
	data := iconResource(img)
	const version = 0x30000
	h, _, err := procCreateIcon.Call(uintptr(unsafe.Pointer(&data[0])), uintptr(len(data)), 1, version, size, size, 0)
	if h == 0 {
		return 0, fmt.Errorf("desktop: CreateIconFromResourceEx: %w", err)
	}
	return h, nil
}
