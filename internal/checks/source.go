package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// prepare makes a command whose whole process group ends with the context.
func prepare(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// command is a check that passes when a program succeeds.
func command(name string, args ...string) func(context.Context, *report) error {
	return func(ctx context.Context, r *report) error {
		out, err := prepare(ctx, name, args...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
		}
		r.pass()
		r.say("ok   %v", r.took())
		return nil
	}
}

// forWindows are the packages with parts for Windows alone that need no cgo, with
// their tests.
var forWindows = []string{"./app/desktop/...", "./app/control", "./app/autostart", "./app/policy", "./app/hotkeys"}

// vetWindows passes when go vet finds nothing in what is for Windows alone.
var vetWindows = command("env", append([]string{"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0", "go", "vet", "-tags", tags}, forWindows...)...)

// format passes when gofmt would change no file.
func format(ctx context.Context, r *report) error {
	files, err := goFiles(".")
	if err != nil {
		return err
	}
	out, err := prepare(ctx, "gofmt", append([]string{"-l"}, files...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("gofmt: %w\n%s", err, out)
	}
	if out = bytes.TrimSpace(out); len(out) > 0 {
		return fmt.Errorf("not formatted (make fmt):\n%s", out)
	}
	r.pass()
	r.say("ok   %d files", len(files))
	return nil
}

// goFiles lists the Go files below a directory, leaving out what is built.
func goFiles(root string) (files []string, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || path == "build"):
			return filepath.SkipDir
		case !d.IsDir() && filepath.Ext(path) == ".go":
			files = append(files, path)
		}
		return nil
	})
	return files, err
}

// puregoNewest is the newest purego with which oto/v2 plays on macOS: later
// versions took a function away that it needs there.
const puregoNewest = "v0.5.0"

// puregoGuard passes when no upgrade has slipped a newer purego in.
func puregoGuard(ctx context.Context, r *report) error {
	out, err := prepare(ctx, "go", "list", "-m", "-f", "{{.Version}}", "github.com/ebitengine/purego").Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	version := strings.TrimSpace(string(out))
	newer, err := newerThan(version, puregoNewest)
	if err != nil {
		return err
	}
	if newer {
		return fmt.Errorf("purego is %s: oto/v2 needs %s or older on macOS", version, puregoNewest)
	}
	r.pass()
	r.say("ok   %s", version)
	return nil
}

func newerThan(a, b string) (bool, error) {
	var x, y [3]int
	_, err1 := fmt.Sscanf(a, "v%d.%d.%d", &x[0], &x[1], &x[2])
	_, err2 := fmt.Sscanf(b, "v%d.%d.%d", &y[0], &y[1], &y[2])
	if err := errors.Join(err1, err2); err != nil {
		return false, fmt.Errorf("versions %q and %q: %w", a, b, err)
	}
	for i := range x {
		if x[i] != y[i] {
			return x[i] > y[i], nil
		}
	}
	return false, nil
}

// hasFuzz reports whether a package directory declares a fuzz target.
func hasFuzz(dir string) (bool, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return false, err
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return false, err
		}
		if bytes.Contains(data, []byte("\nfunc Fuzz")) {
			return true, nil
		}
	}
	return false, nil
}
