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

// logs are where the program writes down what it does.
type logs struct {
	logger  *slog.Logger
	trace   io.Writer // nil when not asked for
	closers []io.Closer
}

// openLogs writes messages to a rotated file of the profile and warnings to
// stderr as well.
func openLogs(profile string, f logFlags, stderr io.Writer) (*logs, error) {
	file := &lumberjack.Logger{
		Filename: filepath.Join(xdg.StateHome, "offhook", profile+".log"),
		MaxSize:  10, MaxBackups: 3, // megabytes, files
	}
	l := &logs{closers: []io.Closer{file}}
	l.logger = slog.New(slog.NewMultiHandler(
		slog.NewTextHandler(file, &slog.HandlerOptions{Level: f.LogLevel}),
		slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: max(slog.LevelWarn, f.LogLevel)}),
	))
	if f.Trace != "" {
		t, err := os.OpenFile(f.Trace, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
		if err != nil {
			return nil, fmt.Errorf("trace: %w", err)
		}
		l.trace, l.closers = t, append(l.closers, t)
	}
	return l, nil
}

func (l *logs) close() {
	for _, c := range l.closers {
		_ = c.Close()
	}
}
