package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"
)

// WindowsView is where windows are, to have them there again at the next start.
// Comparable.
type WindowsView struct {
	Bar WindowPlace `toml:"bar"` // the compact bar
	// TrayTold says that the agent was told where the window goes when it is closed
	// to the icon beside the clock.
	TrayTold bool `toml:"tray_told"`
}

// WindowPlace is where the inside of a window begins, in the window system's
// coordinates, and how large it is, in Fyne's units. A zero width means that
// nothing is known.
type WindowPlace struct {
	X      int     `toml:"x"`
	Y      int     `toml:"y"`
	Width  float32 `toml:"width"`
	Height float32 `toml:"height"`
}

// WindowsPath is where the places of a profile's windows are kept.
func WindowsPath(profile string) string {
	return filepath.Join(xdg.StateHome, "offhook", profile+".windows.toml")
}

// places are where windows are, owned by the loop.
type places struct {
	now  WindowsView
	kept WindowsView // in the file, or on its way there
	busy bool        // it is being written
}

// RememberWindows keeps where windows are.
func (a *App) RememberWindows(v WindowsView) {
	a.post(func() {
		v.TrayTold = a.places.now.TrayTold // not the window's to say
		a.rememberWindows(v)
	})
}

func (a *App) rememberWindows(v WindowsView) {
	if v == a.places.now {
		return
	}
	a.places.now = v
	a.opts.Dispatch(func() { _ = a.state.Windows.Set(v) })
	a.keepWindows()
}

// HiddenInTray says that the window was closed to the icon beside the clock. The
// first time the agent is told where it is.
func (a *App) HiddenInTray() {
	a.post(func() {
		v := a.places.now
		if v.TrayTold {
			return
		}
		v.TrayTold = true
		a.rememberWindows(v)
		n := hiddenNotice()
		a.model.notify(n)
		a.showMessage(n.Title, n.Text)
	})
}

// keepWindows writes the places, one writing at a time and always the newest.
func (a *App) keepWindows() {
	path, p := a.opts.WindowsPath, &a.places
	if path == "" || p.busy || p.now == p.kept {
		return
	}
	p.busy, p.kept = true, p.now
	v := p.now
	a.work(func(context.Context) func() {
		if err := saveWindows(path, v); err != nil { // they open where they usually do
			a.log.Warn("the places of windows", "err", err)
		}
		return func() {
			p.busy = false
			a.keepWindows()
		}
	})
}

// closeWindows writes what changed while the last writing was under way.
func (a *App) closeWindows() {
	if p := &a.places; a.opts.WindowsPath != "" && p.now != p.kept {
		if err := saveWindows(a.opts.WindowsPath, p.now); err != nil {
			a.log.Warn("the places of windows", "err", err)
		}
	}
}

// recallWindows reads where windows were.
func (a *App) recallWindows() {
	path := a.opts.WindowsPath
	if path == "" {
		return
	}
	a.work(func(context.Context) func() {
		v, err := loadWindows(path)
		return func() {
			if err != nil {
				a.log.Warn("the places of windows", "err", err)
				return
			}
			if p := &a.places; p.now == (WindowsView{}) {
				p.now, p.kept = v, v
				a.opts.Dispatch(func() { _ = a.state.Windows.Set(v) })
			}
		}
	})
}

// loadWindows reads the places; a file that does not exist has none.
func loadWindows(path string) (v WindowsView, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return v, nil
	}
	if err == nil {
		err = toml.Unmarshal(data, &v)
	}
	if err != nil {
		return WindowsView{}, fmt.Errorf("windows: %w", err)
	}
	return v, nil
}

func saveWindows(path string, v WindowsView) error {
	data, err := toml.Marshal(v)
	if err == nil {
		err = writeWhole(path, data)
	}
	if err != nil {
		return fmt.Errorf("windows: %w", err)
	}
	return nil
}
