package app

import (
	"context"
	"strings"

	"offhook/app/desktop"
	"offhook/resources/lang"
	"offhook/wti"
)

// Surroundings is the desktop around the app: *[desktop.Desktop] is one, and on
// Windows that of package win32. It never
// blocks but in Close.
type Surroundings interface {
	Set(desktop.State)
	Close()
}

// Pressable are Surroundings whose messages come back as links, as those of
// Windows do. Press reports whether the link is of a button that may be pressed now.
type Pressable interface{ Press(desktop.Link) bool }

// DesktopSettings say what the rest of the desktop notices of calls.
type DesktopSettings struct {
	// PausePlayers pauses what other programs play while there is a call.
	PausePlayers bool `toml:"pause_players"`
	// KeepAwake keeps the computer from sleeping during a call.
	KeepAwake bool `toml:"keep_awake"`
	// Tray shows the icon with the agent's state where the desktop has a place for
	// icons.
	Tray bool `toml:"tray"`
	// CloseToTray has the window's cross hide the window behind that icon, where
	// there is one, instead of ending the program.
	CloseToTray bool `toml:"close_to_tray"`
	// Autostart starts the program when its user logs in: see the Autostart values.
	Autostart Autostart `toml:"autostart"`
}

// defaultDesktop holds where the settings file says nothing.
func defaultDesktop() DesktopSettings {
	return DesktopSettings{PausePlayers: true, KeepAwake: true, Tray: true}
}

// followDesktop tells the desktop how things are.
func (a *App) followDesktop() {
	if a.around != nil {
		a.around.Set(a.desktopState())
	}
}

// desktopState is how things are with calls. One that rings newly waits until its
// name has been looked up, which takes a moment; a later look-up does not take its
// message away.
func (a *App) desktopState() (s desktop.State) {
	settings := a.opts.Settings
	s.Tray = a.tray()
	for _, c := range a.model.calls {
		if c.State == CallFailed {
			continue
		}
		s.Quiet = settings.Desktop.PausePlayers
		if settings.Desktop.KeepAwake {
			s.Awake = lang.X("desktop.awake", "A call is up")
		}
		if c.State == CallAlerting && !c.Silenced && (c.naming == 0 || c.announced) && settings.Alerts.Notification {
			c.announced = true
			s.Rings = append(s.Rings, ringOf(c.CallView))
		}
	}
	if settings.Alerts.Notification {
		s.Rings = append(s.Rings, a.model.free()...)
	}
	return s
}

// ringOf is a ringing call as the desktop's message shows it.
func ringOf(v CallView) desktop.Ring {
	text := firstOf(v.Shown, v.Remote)
	switch {
	case v.Withheld:
		text = lang.X("call.remote.withheld", "Number withheld")
	case text == "":
		text = lang.X("call.remote.unknown", "Unknown number")
	}
	if v.Name != "" {
		text = v.Name + " · " + text
	}
	if v.Service != "" {
		text += " · " + v.Service
	}
	return desktop.Ring{
		ID: string(v.ID), Title: lang.X("call.incoming", "Incoming call"), Text: text,
		Answer: lang.X("call.answer", "Answer"), Decline: lang.X("call.decline", "Decline"),
	}
}

// Press does what a link of a message's button says, and reports whether it is one of
// a call that rings. It waits for the loop, until ctx ends.
func (a *App) Press(ctx context.Context, l desktop.Link) bool {
	around := make(chan Surroundings, 1)
	if !l.Pressed || !a.post(func() { around <- a.around }) {
		return false
	}
	select {
	case s := <-around:
		p, ok := s.(Pressable)
		return ok && p.Press(l)
	case <-ctx.Done():
	case <-a.done:
	}
	return false
}

// chosen does what was chosen in the desktop's message of a call, as long as that
// rings: whoever pressed the button too late meant no other call, nor the one that
// is being talked on. It is called on any goroutine.
func (a *App) chosen(id string, choice desktop.Choice) {
	a.post(func() {
		if strings.HasPrefix(id, freePrefix) {
			a.chosenFree(id)
			return
		}
		c := a.model.find(wti.CallID(id))
		if c == nil || c.State != CallAlerting {
			return
		}
		action := ActionAnswer
		if choice == desktop.Decline {
			action = ActionHangUp
		}
		a.act(c.ID, action, nil)
	})
}
