package testdesk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

// Options choose what a desk has. The zero value is a full desk of 1280×800
// pixels with an unlocked keychain.
type Options struct {
	Width, Height int         // of the display in pixels, 0 means 1280×800
	Keyring       KeyringMode // how the keychain is found
	NoDisplay     bool        // no X server, window manager, pointer or keyboard
	NoSound       bool        // no PulseAudio
	NoOpenGL      bool        // the display has no GLX
	// Unheard leaves out the recording of both sound devices, which takes a fifth of
	// a core at a priority above the program's: for measurements of pixels. Speaker
	// and Microphone are nil then.
	Unheard bool
}

// Desk is a running desktop.
type Desk struct {
	dir     string
	opts    Options
	env     map[string]string
	display string
	server  *child // of the display

	mu       sync.Mutex // guards the three below
	children []*child   // in the order of their start
	onClose  []func()
	closed   bool

	reaper *reaper
	screen *Framebuffer
	hand   *hand
	sound  *sound
}

// Start brings a desk up and waits until each part of it answers. The error
// names the program and the package that is missing, if that is why. The
// context ends the start, not the desk.
func Start(ctx context.Context, opts Options) (*Desk, error) {
	if opts.Width == 0 || opts.Height == 0 {
		opts.Width, opts.Height = 1280, 800
	}
	if err := needPrograms(opts); err != nil {
		return nil, err
	}
	// Socket paths are limited to about 100 bytes, so not below a deep TMPDIR.
	dir, err := os.MkdirTemp("/tmp", "offhook-desk-")
	if err != nil {
		return nil, fmt.Errorf("testdesk: %w", err)
	}
	d := &Desk{dir: dir, opts: opts}
	if d.reaper, err = startReaper(dir); err != nil {
		return nil, errors.Join(fmt.Errorf("testdesk: %w", err), os.RemoveAll(dir))
	}
	if err := d.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("testdesk: %w", err), d.Close())
	}
	return d, nil
}

func (d *Desk) start(ctx context.Context) error {
	if err := d.makeHome(); err != nil {
		return err
	}
	steps := []struct {
		skip bool
		run  func(context.Context) error
	}{
		{d.opts.NoDisplay, d.startDisplay},
		{false, d.startBus},
		{d.opts.NoDisplay, d.startWindowManager},
		{d.opts.Keyring == KeyringAbsent, d.startKeyring},
		{d.opts.NoSound, d.startSound},
	}
	for _, s := range steps {
		if s.skip {
			continue
		}
		if err := s.run(ctx); err != nil {
			return err
		}
	}
	return nil
}

// makeHome lays out an empty home with the XDG directories below it, so that
// no setting, cache or socket of the user is seen or changed.
func (d *Desk) makeHome() error {
	home := filepath.Join(d.dir, "home")
	d.env = map[string]string{
		"HOME":                  home,
		"XDG_CONFIG_HOME":       filepath.Join(home, ".config"),
		"XDG_DATA_HOME":         filepath.Join(home, ".local/share"),
		"XDG_STATE_HOME":        filepath.Join(home, ".local/state"),
		"XDG_CACHE_HOME":        filepath.Join(home, ".cache"),
		"XDG_RUNTIME_DIR":       filepath.Join(d.dir, "run"),
		"XDG_SESSION_TYPE":      "x11",
		"PATH":                  os.Getenv("PATH"),
		"LANG":                  "en_US.UTF-8",
		"FYNE_SCALE":            "1",
		"LIBGL_ALWAYS_SOFTWARE": "1",
		"NO_AT_BRIDGE":          "1",
	}
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"} {
		if err := os.MkdirAll(d.env[name], 0o700); err != nil {
			return err
		}
	}
	return os.MkdirAll(d.Path("log"), 0o700)
}

// Path returns a path below the desk's own directory.
func (d *Desk) Path(elem ...string) string {
	return filepath.Join(append([]string{d.dir}, elem...)...)
}

// Env returns the whole environment for a program in the desk, extra entries
// last. Nothing but PATH comes from the caller's environment.
func (d *Desk) Env(extra ...string) []string {
	out := make([]string, 0, len(d.env)+len(extra))
	for k, v := range d.env {
		out = append(out, k+"="+v)
	}
	return append(out, extra...)
}

// Command prepares a program to run in the desk. The caller starts it and
// waits for it; it gets a process group of its own, which is killed when ctx
// ends.
func (d *Desk) Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = d.Env()
	inOwnGroup(cmd)
	return cmd
}

// helperLocale is for the desk's own programs: a locale that is on every
// machine, whatever language the program under test shall speak.
const helperLocale = "LC_ALL=C.UTF-8"

// output runs a helper program of the desk and returns what it printed.
func (d *Desk) output(ctx context.Context, name string, args ...string) (string, error) {
	cmd := d.Command(ctx, name, args...)
	cmd.Env = append(cmd.Env, helperLocale)
	out, err := cmd.Output()
	if err != nil {
		if e, ok := errors.AsType[*exec.ExitError](err); ok && len(e.Stderr) > 0 {
			err = fmt.Errorf("%w: %s", err, e.Stderr)
		}
		return "", fmt.Errorf("%s: %w", name, err)
	}
	return string(out), nil
}

// Logs copies what the desk's own programs wrote to w, for a failed test.
func (d *Desk) Logs(w io.Writer) {
	names, _ := filepath.Glob(d.Path("log", "*"))
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err == nil && len(data) > 0 {
			fmt.Fprintf(w, "--- %s\n%s\n", filepath.Base(name), data)
		}
	}
}

// Close ends every process of the desk, the last started first, and removes
// its directory.
func (d *Desk) Close() error {
	d.mu.Lock()
	children, onClose, closed := d.children, d.onClose, d.closed
	d.children, d.onClose, d.closed = nil, nil, true
	d.mu.Unlock()
	if closed {
		return nil
	}
	for i := len(onClose) - 1; i >= 0; i-- {
		onClose[i]()
	}
	for i := len(children) - 1; i >= 0; i-- {
		children[i].end()
	}
	return errors.Join(d.reaper.release(), os.RemoveAll(d.dir))
}

func (d *Desk) atClose(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.onClose = append(d.onClose, f)
}
