package cli

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"gopkg.in/natefinch/lumberjack.v2"
)

// How large log and trace become before they are put aside, in megabytes, and how
// many that were are kept of each.
const (
	logSize   = 10
	traceSize = 50
	logsAside = 3
)

// logs are where the program writes down what it does. It is an app.LogControl.
type logs struct {
	logger  *slog.Logger
	trace   io.Writer // nil when not asked for
	closers []io.Closer
	path    string
	level   slog.LevelVar // of the file
	shown   slog.LevelVar // of stderr
}

// logPath is the log of a profile.
func logPath(profile string) string { return filepath.Join(xdg.StateHome, "offhook", profile+".log") }

// openLogs writes messages to a rotated file of the profile and warnings to
// stderr as well.
func openLogs(profile string, f logFlags, stderr io.Writer) (*logs, error) {
	l := &logs{path: logPath(profile)}
	l.SetLevel(f.LogLevel)
	file := &lumberjack.Logger{Filename: l.path, MaxSize: logSize, MaxBackups: logsAside}
	l.closers = []io.Closer{file}
	l.logger = slog.New(slog.NewMultiHandler(
		slog.NewTextHandler(file, &slog.HandlerOptions{Level: &l.level}),
		slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: &l.shown}),
	))
	if f.Trace != "" {
		t, err := openTrace(f.Trace)
		if err != nil {
			return nil, fmt.Errorf("trace: %w", err)
		}
		l.trace, l.closers = t, append(l.closers, t)
	}
	return l, nil
}

// openTrace opens what the trace is written to. A file is rotated, since a trace that
// was switched on and forgotten would fill the disk; a pipe or a terminal is not.
func openTrace(path string) (io.WriteCloser, error) {
	t, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	if info, err := t.Stat(); err != nil || !info.Mode().IsRegular() {
		return t, err
	}
	if err := t.Close(); err != nil {
		return nil, err
	}
	return &lumberjack.Logger{Filename: path, MaxSize: traceSize, MaxBackups: logsAside}, nil
}

// Path is the file.
func (l *logs) Path() string { return l.path }

// Level is the least severe level that goes into the file.
func (l *logs) Level() slog.Level { return l.level.Level() }

// SetLevel changes it; stderr gets warnings at least.
func (l *logs) SetLevel(v slog.Level) {
	l.level.Set(v)
	l.shown.Set(max(slog.LevelWarn, v))
}

func (l *logs) close() {
	for _, c := range l.closers {
		_ = c.Close()
	}
}
