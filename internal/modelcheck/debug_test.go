package modelcheck

import (
	"io"
	"log/slog"
	"os"
)

// logger writes everything when OFFHOOK_DEBUG is set, for the replay of a seed.
func logger() *slog.Logger {
	if os.Getenv("OFFHOOK_DEBUG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// tracer gets every frame: a sequence's diary, where one is kept.
func tracer(d *diary) io.Writer {
	if d != nil {
		return d
	}
	if os.Getenv("OFFHOOK_DEBUG") == "" {
		return io.Discard
	}
	return os.Stderr
}
