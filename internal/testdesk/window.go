package testdesk

import (
	"context"
	"fmt"
	"image"
	"strconv"
	"strings"
	"time"
)

// Window is a top-level window of the display.
type Window struct {
	ID    string
	Title string
	// Inside is the place of the window's content on the display, without the
	// window manager's frame.
	Inside image.Rectangle
}

// FindWindow waits until a visible window whose title contains the text is
// there, or the context ends.
func (d *Desk) FindWindow(ctx context.Context, title string) (Window, error) {
	for {
		w, err := d.findWindow(ctx, title)
		if err == nil {
			return w, nil
		}
		select {
		case <-ctx.Done():
			return Window{}, fmt.Errorf("testdesk: no window %q: %w\n%s", title, err, d.windowTree())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (d *Desk) findWindow(ctx context.Context, title string) (Window, error) {
	out, err := d.output(ctx, "xdotool", "search", "--onlyvisible", "--name", title)
	if err != nil {
		return Window{}, err
	}
	for id := range strings.Lines(out) {
		if w, err := d.Window(ctx, strings.TrimSpace(id)); err == nil {
			return w, nil
		}
	}
	return Window{}, fmt.Errorf("testdesk: no window %q", title)
}

// windowTree is what the display holds, for the account of a window that did not
// come. The context of whoever waited for it has ended.
func (d *Desk) windowTree() string {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	tree, err := d.output(ctx, "xwininfo", "-root", "-tree")
	if err != nil {
		return err.Error()
	}
	return tree
}

// ActiveWindow returns the window that has the keyboard.
func (d *Desk) ActiveWindow(ctx context.Context) (Window, error) {
	out, err := d.output(ctx, "xdotool", "getactivewindow")
	if err != nil {
		return Window{}, err
	}
	return d.Window(ctx, strings.TrimSpace(out))
}

// Window reads a window's title and place anew.
func (d *Desk) Window(ctx context.Context, id string) (Window, error) {
	title, err := d.output(ctx, "xdotool", "getwindowname", id)
	if err != nil {
		return Window{}, err
	}
	out, err := d.output(ctx, "xwininfo", "-id", id)
	if err != nil {
		return Window{}, err
	}
	inside, err := parseGeometry(out)
	return Window{ID: id, Title: strings.TrimSpace(title), Inside: inside}, err
}

// parseGeometry reads xwininfo's lines "Absolute upper-left X:  52" and so on.
// (xdotool's own answer counts the window manager's frame twice.)
func parseGeometry(text string) (image.Rectangle, error) {
	values := map[string]int{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil {
			values[name] = n
		}
	}
	width, height := values["Width"], values["Height"]
	if width <= 0 || height <= 0 {
		return image.Rectangle{}, fmt.Errorf("testdesk: no window geometry in %q", text)
	}
	x, y := values["Absolute upper-left X"], values["Absolute upper-left Y"]
	return image.Rect(x, y, x+width, y+height), nil
}

// Resize asks the window manager for a content size and waits until the
// window has it.
func (d *Desk) Resize(ctx context.Context, id string, width, height int) (Window, error) {
	return d.arrange(ctx, id, func(w Window) bool { return w.Inside.Dx() == width && w.Inside.Dy() == height },
		"windowsize", id, strconv.Itoa(width), strconv.Itoa(height))
}

// Place moves the window's frame to a point of the display and waits until the
// window is near it (the frame is a few pixels wide).
func (d *Desk) Place(ctx context.Context, id string, x, y int) (Window, error) {
	near := image.Rect(x, y, x+40, y+40)
	return d.arrange(ctx, id, func(w Window) bool { return w.Inside.Min.In(near) },
		"windowmove", id, strconv.Itoa(x), strconv.Itoa(y))
}

func (d *Desk) arrange(ctx context.Context, id string, done func(Window) bool, args ...string) (Window, error) {
	if _, err := d.output(ctx, "xdotool", args...); err != nil {
		return Window{}, err
	}
	for {
		w, err := d.Window(ctx, id)
		if err != nil || done(w) {
			return w, err
		}
		select {
		case <-ctx.Done():
			return w, fmt.Errorf("testdesk: %s had no effect: %w", args[0], context.Cause(ctx))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Focus gives a window the keyboard and waits until it has it.
func (d *Desk) Focus(ctx context.Context, id string) error {
	var err error
	for range 5 {
		// A window manager that is only just there may miss the request, and then it
		// is waited for without end.
		asked, cancel := context.WithTimeout(ctx, 3*time.Second)
		_, err = d.output(asked, "xdotool", "windowactivate", "--sync", id)
		late := asked.Err() != nil
		cancel()
		if err == nil || !late || ctx.Err() != nil {
			break
		}
	}
	return err
}

// CloseWindow asks a window to close, as the close button of its frame does.
func (d *Desk) CloseWindow(ctx context.Context, id string) error {
	if err := d.Focus(ctx, id); err != nil {
		return err
	}
	_, err := d.Key(closeKey)
	return err
}
