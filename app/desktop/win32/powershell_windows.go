package win32

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"
)

// powershell shows toasts by Windows PowerShell, which can call what only packaged
// programs and those with a COM server of their own reach else.
type powershell struct {
	app string // who shows them, an AppUserModelID
}

func (p powershell) show(ctx context.Context, t toast) error { return p.run(ctx, showScript, t) }

func (p powershell) remove(ctx context.Context, tags []string) error {
	return p.run(ctx, removeScript, toast{tag: strings.Join(tags, ",")})
}

func (p powershell) run(ctx context.Context, script string, t toast) error {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return fmt.Errorf("desktop: %w", err)
	}
	// By its whole name: what lies in the folder of the day or on the PATH is not it.
	cmd := exec.CommandContext(ctx, filepath.Join(system, `WindowsPowerShell\v1.0\powershell.exe`), arguments(script)...)
	cmd.Env = surroundings(os.Environ(), p.app, t)
	cmd.Dir = system
	cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
	var said strings.Builder
	cmd.Stderr = &said
	err = cmd.Run()
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return fmt.Errorf("desktop: PowerShell: %w: %.80q", err, strings.TrimSpace(said.String()))
	}
	if err != nil {
		return fmt.Errorf("desktop: %w", err)
	}
	return nil
}

// Notify makes a function that shows a message without buttons, and blocks while
// Windows does so, at most closeLimit: the end of the program may wait for it. id names the program to Windows.
func Notify(id string, log *slog.Logger) func(title, text string) {
	return func(title, text string) {
		ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
		defer cancel()
		t, err := plainToast(title, text)
		if err == nil {
			err = powershell{id}.show(ctx, t)
		}
		if err != nil {
			log.Info("no message of the desktop", "err", err)
		}
	}
}
