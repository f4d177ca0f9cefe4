package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/adrg/xdg"
	"gopkg.in/natefinch/lumberjack.v2"

	"offhook/app"
	"offhook/wti/simulator"
)

// stateHome is a folder of the test's for logs.
func stateHome(t *testing.T) string {
	t.Helper()
	t.Cleanup(xdg.Reload) // once the environment is as it was
	folder := t.TempDir()
	t.Setenv("XDG_STATE_HOME", folder)
	xdg.Reload()
	return filepath.Join(folder, "offhook")
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A log that is written for weeks takes 40 MB at most, the newest, and nobody else
// may read any of it.
func TestTheLogIsRotated(t *testing.T) {
	folder := stateHome(t)
	l, err := openLogs("desk", logFlags{}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	if want := filepath.Join(folder, "desk.log"); l.Path() != want {
		t.Errorf("the log is at %s, want %s", l.Path(), want)
	}
	text := strings.Repeat("x", 64<<10)
	const lines = 55 << 20 / (64 << 10)
	for i := range lines {
		l.logger.Info("a line", "n", i, "text", text)
	}
	if now := contentOf(t, l.Path()); !strings.Contains(now, fmt.Sprintf(" n=%d ", lines-1)) {
		t.Error("the last line is not in the log")
	}
	var files []os.DirEntry
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) { // old ones go in the background
		if files, err = os.ReadDir(folder); err != nil {
			t.Fatal(err)
		}
		if len(files) == 1+logsAside {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d files, want the log and %d that were put aside: %v", len(files), logsAside, files)
		}
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > logSize<<20 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has %d bytes and mode %v", f.Name(), info.Size(), info.Mode())
		}
		if strings.Contains(contentOf(t, filepath.Join(folder, f.Name())), " n=0 ") {
			t.Errorf("%s has the oldest lines", f.Name())
		}
	}
}

// A trace that was switched on and forgotten is rotated; what is no file is not.
func TestTheTraceIsRotatedWhereItIsAFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "trace.jsonl")
	w, err := openTrace(path)
	if err != nil {
		t.Fatal(err)
	}
	line := append(bytes.Repeat([]byte("x"), 1<<20-1), '\n')
	for range traceSize + 1 {
		if _, err := w.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "trace*.jsonl"))
	if err != nil || len(files) != 2 {
		t.Errorf("files %q, %v; want the trace and one put aside", files, err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() != 1<<20 || info.Mode().Perm() != 0o600 {
		t.Errorf("the trace: %v, %v", info, err)
	}

	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := os.OpenFile(pipe, os.O_RDWR, 0) // so that opening to write does not wait
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.Close() }()
	w, err = openTrace(pipe)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	if _, file := w.(*lumberjack.Logger); file {
		t.Error("a pipe would be rotated")
	}
	if _, err := openTrace(filepath.Join(folder, "nowhere", "trace.jsonl")); err == nil {
		t.Error("a trace that cannot be written is no error")
	}
}

// What goes into the file follows the level at once, and stderr never gets less
// than warnings.
func TestTheLevelChangesWhileTheLogIsWritten(t *testing.T) {
	stateHome(t)
	var shown bytes.Buffer
	l, err := openLogs("desk", logFlags{}, &shown)
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	log := l.logger.With("pkg", "test")
	for _, level := range []slog.Level{slog.LevelInfo, slog.LevelDebug, slog.LevelError} {
		l.SetLevel(level)
		log.Debug("fine at " + level.String())
		log.Info("usual at " + level.String())
		log.Warn("odd at " + level.String())
		log.Error("wrong at " + level.String())
	}
	file := contentOf(t, l.Path())
	for text, want := range map[string][2]bool{ // in the file, on stderr
		"fine at INFO": {false, false}, "usual at INFO": {true, false}, "odd at INFO": {true, true},
		"fine at DEBUG": {true, false}, "usual at DEBUG": {true, false}, "odd at DEBUG": {true, true},
		"usual at ERROR": {false, false}, "odd at ERROR": {false, false}, "wrong at ERROR": {true, true},
	} {
		if got := [2]bool{strings.Contains(file, text), strings.Contains(shown.String(), text)}; got != want {
			t.Errorf("%q is in file and stderr: %v, want %v", text, got, want)
		}
	}
}

// The command says where the log is, with a running app and without, and changes
// its level.
func TestLogSaysWhereAndChangesHowMuch(t *testing.T) {
	folder := stateHome(t)
	l, err := openLogs("default", logFlags{}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	f := newOffice(t, simulator.Options{}, func(o *app.Options) { o.Log, o.Logger = l, l.logger })
	path := filepath.Join(folder, "default.log")
	if out, _ := f.offhook(exitOK, "log"); out != path+"\nlevel info\n" {
		t.Errorf("log printed %q", out)
	}
	if out, _ := f.offhook(exitOK, "log", "debug"); out != path+"\nlevel debug\n" || l.Level() != slog.LevelDebug {
		t.Errorf("log debug printed %q, the level is %v", out, l.Level())
	}
	out, _ := f.offhook(exitOK, "log", "WARN", "--json")
	var p logPlace
	if err := json.Unmarshal([]byte(out), &p); err != nil || p != (logPlace{path, "warn"}) || l.Level() != slog.LevelWarn {
		t.Errorf("log WARN --json printed %q, %v; the level is %v", out, err, l.Level())
	}
	if log := contentOf(t, path); strings.Count(log, `msg="log level"`) != 2 {
		t.Errorf("the changes are not in the log:\n%s", log)
	}
	f.offhook(exitUsage, "log", "loud")

	var alone, problems bytes.Buffer
	if code := run([]string{"log", "--profile", "nobody"}, "test", &alone, &problems); code != exitOK || alone.String() != filepath.Join(folder, "nobody.log")+"\n" {
		t.Errorf("without an app: exit %d, %q %s", code, alone.String(), problems.String())
	}
	if code := run([]string{"log", "debug", "--profile", "nobody"}, "test", &alone, &problems); code != exitNotRunning {
		t.Errorf("a level for no app: exit %d", code)
	}
}
