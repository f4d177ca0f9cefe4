package testdesk_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"offhook/internal/testdesk"
)

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// await polls until the condition holds.
func await(t *testing.T, what string, cond func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if cond() {
			return
		}
	}
	t.Fatalf("%s: not within 10 s", what)
}

func TestClicksAndKeysReachTheWindow(t *testing.T) {
	ctx := soon(t)
	d := testdesk.ForTest(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent})
	empty := d.Screen().Snapshot(d.Screen().Bounds())
	var log testdesk.Log
	cmd := d.Command(ctx, "xev", "-geometry", "300x200+50+60", "-name", "a listening window")
	cmd.Stdout = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Cancel() }()
	w, err := d.FindWindow(ctx, "a listening window")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screen().WaitChanged(ctx, empty); err != nil {
		t.Error(err)
	}
	if w.Inside.Dx() != 300 || w.Inside.Dy() != 200 {
		t.Errorf("content is %v, want 300×200", w.Inside)
	}
	if err := d.Focus(ctx, w.ID); err != nil {
		t.Fatal(err)
	}
	if a, err := d.ActiveWindow(ctx); err != nil || a.ID != w.ID {
		t.Errorf("active window = %v, %v, want %v", a, err, w.ID)
	}
	if _, err := d.Click(w.Inside.Min.X+120, w.Inside.Min.Y+90); err != nil {
		t.Fatal(err)
	}
	await(t, "the click at its place", func() bool {
		_, after, found := strings.Cut(log.String(), "ButtonPress event")
		return found && strings.Contains(after, "(120,90)")
	})
	if err := d.Type("4a#"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Key("F2", "ctrl+2", "Return"); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"4", "a", "numbersign", "F2", "Control_L", "2", "Return"} {
		await(t, "key "+key, func() bool { return strings.Contains(log.String(), ", "+key+")") })
	}
	if w, err = d.Resize(ctx, w.ID, 380, 640); err != nil {
		t.Fatal(err)
	}
	if w, err = d.Place(ctx, w.ID, 0, 0); err != nil || !w.Inside.Min.In(image.Rect(0, 0, 40, 40)) {
		t.Errorf("after moving it to the corner the window is at %v, %v", w.Inside, err)
	}
	checkScreenshot(t, d, w)
	if err := d.CloseWindow(ctx, w.ID); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("xev did not end well when asked to close: %v", err)
	}
}

func checkScreenshot(t *testing.T, d *testdesk.Desk, w testdesk.Window) {
	t.Helper()
	// xev draws a black square at its top left on white.
	await(t, "the window's square", func() bool {
		return d.Screen().At(w.Inside.Min.X+11, w.Inside.Min.Y+11).R == 0
	})
	path := filepath.Join(t.TempDir(), "deep", "shot.png")
	if err := d.ScreenshotOf(path, w.Inside); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds().Dx() != 380 || img.Bounds().Dy() != 640 {
		t.Errorf("the picture is %v, want 380×640", img.Bounds())
	}
	if r, _, _, _ := img.At(11, 11).RGBA(); r != 0 {
		t.Errorf("the square's pixel is %v, want black", img.At(20, 20))
	}
	if r, _, _, _ := img.At(370, 630).RGBA(); r != 0xffff {
		t.Errorf("the corner pixel is %v, want white", img.At(370, 630))
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	d, err := testdesk.Start(soon(t), testdesk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := d.Path()
	groups := groupsOf(t, d)
	if len(groups) < 6 {
		t.Errorf("only %d helpers run", len(groups))
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	for _, g := range groups {
		await(t, fmt.Sprint("the end of group ", g), func() bool {
			return errors.Is(syscall.Kill(-g, 0), syscall.ESRCH)
		})
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the desk's directory is still there: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

func groupsOf(t *testing.T, d *testdesk.Desk) (groups []int) {
	t.Helper()
	data, err := os.ReadFile(d.Path("groups"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var g int
		if _, err := fmt.Sscan(line, &g); err != nil {
			t.Fatal(err)
		}
		groups = append(groups, g)
	}
	return groups
}

func TestMissingProgramsAreNamed(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := testdesk.Start(t.Context(), testdesk.Options{})
	e, ok := errors.AsType[*testdesk.MissingError](err)
	if !ok {
		t.Fatalf("error = %v, want a MissingError", err)
	}
	for _, want := range []string{"Xvfb", "gnome-keyring-daemon", "pulseaudio", "apt-get install", "xdotool"} {
		if !strings.Contains(e.Error(), want) {
			t.Errorf("%q does not name %q", e.Error(), want)
		}
	}
}
