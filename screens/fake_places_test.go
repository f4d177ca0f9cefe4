package screens

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"

	"offhook/app"
)

func (f *fakePhone) RememberWindows(v app.WindowsView) { f.say("remember %+v", v.Bar) }
func (f *fakePhone) Notify(title, text string)         { f.say("notify %s: %s", title, text) }

func (f *fakePhone) HiddenInTray() { f.say("hidden in the tray") }
func (f *fakePhone) Quit()         { f.say("quit") }

// fakeSystem is a window system that remembers what it was asked.
type fakeSystem struct {
	room   image.Rectangle // empty when it has no such window
	at     map[fyne.Window]image.Point
	aside  map[fyne.Window]bool
	marked map[fyne.Window]bool
	paints bool

	minimised bool // the main window
}

func newFakeSystem(room image.Rectangle) *fakeSystem {
	return &fakeSystem{room: room, at: map[fyne.Window]image.Point{}, aside: map[fyne.Window]bool{}, marked: map[fyne.Window]bool{}}
}

func (f *fakeSystem) Aside(w fyne.Window) bool {
	f.aside[w] = !f.room.Empty()
	return f.aside[w]
}

func (f *fakeSystem) Move(w fyne.Window, to image.Point) bool {
	f.at[w] = to
	return true
}

func (f *fakeSystem) Paint(fyne.Window) bool { return f.paints }

func (f *fakeSystem) Where(w fyne.Window) (image.Rectangle, bool) {
	x, y := w.Canvas().PixelCoordinateForPosition(fyne.NewPos(w.Canvas().Size().Width, w.Canvas().Size().Height))
	return image.Rectangle{Max: image.Pt(x, y)}.Add(f.at[w]), !f.room.Empty()
}

func (f *fakeSystem) Room(fyne.Window) (image.Rectangle, bool) { return f.room, !f.room.Empty() }

func (f *fakeSystem) Minimised(fyne.Window) bool { return f.minimised }

func (f *fakeSystem) Minimise(fyne.Window) bool {
	f.minimised = true
	return true
}

func (f *fakeSystem) Attention(w fyne.Window, on bool) bool {
	f.marked[w] = on
	return true
}

// onScreen reports where the window of ringing calls is, when it is in sight.
func (d *desk) onScreen() (image.Rectangle, bool) {
	s, w := d.announcer.system.(*fakeSystem), d.announcer.incoming.window
	if w == nil {
		return image.Rectangle{}, false
	}
	r, _ := s.Where(w)
	return r, r.Overlaps(s.room)
}

// outside is a desk whose window another program's window lies over, on a system
// that can show a window beside the keyboard.
func (d *desk) outside() *desk {
	s := newFakeSystem(image.Rect(0, 0, 1280, 770))
	d.announcer.system, d.announcer.incoming.system = s, s
	d.announcer.front = false
	d.alerts(app.AlertAway, true, true)
	return d
}

// alerts changes the settings of how a ringing call is announced.
func (d *desk) alerts(when app.AlertWindow, mark, flash bool) {
	list := []app.Setting{
		{Key: app.SettingAlertWindow, Value: string(when)},
		{Key: app.SettingAttention, Value: strconv.FormatBool(mark)},
		{Key: app.SettingRingFlash, Value: strconv.FormatBool(flash)},
	}
	for _, b := range app.DefaultKeys() {
		list = append(list, app.Setting{Key: app.KeySetting(b.Action), Value: b.Chord})
	}
	_ = d.state.Settings.Set(app.SettingsView{Settings: list})
}
