package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2/data/binding"
	"fyne.io/fyne/v2/test"

	"offhook/app"
)

// runWindows runs an app that keeps the places of windows in a file. end stops
// it and returns when it has ended.
func runWindows(t *testing.T, path string) (a *app.App, shown <-chan app.WindowsView, end func()) {
	t.Helper()
	test.NewTempApp(t)
	a = app.New(app.Options{Settings: app.DefaultSettings(), WindowsPath: path, Dispatch: func(f func()) { f() }})
	views := make(chan app.WindowsView, 8)
	a.State().Windows.AddListener(binding.NewDataListener(func() {
		if v, err := a.State().Windows.Get(); err == nil && v != (app.WindowsView{}) {
			views <- v
		}
	}))
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		_ = a.Run(ctx)
		close(done)
	}()
	return a, views, func() {
		cancel()
		<-done
	}
}

func next(t *testing.T, views <-chan app.WindowsView) app.WindowsView {
	t.Helper()
	select {
	case v := <-views:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("no place of a window was shown")
		return app.WindowsView{}
	}
}

func TestPlacesOfWindowsOutliveTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "windows.toml")
	want := app.WindowsView{Bar: app.WindowPlace{X: -40, Y: 812, Width: 400, Height: 76}}
	a, views, end := runWindows(t, path)
	a.RememberWindows(app.WindowsView{Bar: app.WindowPlace{X: 1, Y: 2, Width: 380, Height: 76}})
	a.RememberWindows(want)
	next(t, views)
	if got := next(t, views); got != want {
		t.Errorf("shown %+v, want %+v", got, want)
	}
	end()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the file: %v, %v", info, err)
	}
	_, views, end = runWindows(t, path)
	defer end()
	if got := next(t, views); got != want {
		t.Errorf("after a new start %+v, want %+v", got, want)
	}
}

func TestADamagedFileOfPlacesIsNoObstacle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "windows.toml")
	if err := os.WriteFile(path, []byte("bar = ["), 0o600); err != nil {
		t.Fatal(err)
	}
	a, views, end := runWindows(t, path)
	defer end()
	want := app.WindowsView{Bar: app.WindowPlace{X: 5, Y: 6, Width: 380, Height: 76}}
	a.RememberWindows(want)
	if got := next(t, views); got != want {
		t.Errorf("shown %+v, want %+v", got, want)
	}
}

func TestAlertSettingsAreChecked(t *testing.T) {
	s := app.DefaultSettings()
	path := filepath.Join(t.TempDir(), "s.toml")
	for _, w := range []app.AlertWindow{app.AlertAway, app.AlertAlways, app.AlertNever} {
		s.Alerts.Window = w
		if err := app.SaveSettings(path, s); err != nil {
			t.Fatal(err)
		}
		if got, err := app.LoadSettings(path); err != nil || got.Alerts != s.Alerts {
			t.Errorf("%q: %+v, %v", w, got.Alerts, err)
		}
	}
	s.Alerts.Window = "sometimes"
	if err := app.SaveSettings(path, s); err != nil {
		t.Fatal(err)
	}
	if _, err := app.LoadSettings(path); err == nil {
		t.Error("a window of \"sometimes\" is taken")
	}
}
