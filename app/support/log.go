package support

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// longRun is a run of digits that may be somebody's number.
var longRun = regexp.MustCompile(`\+?[0-9]{7,}`)

// setAside is what stands between the name of a log and its ending when the log was
// put aside for a new one (lumberjack).
var setAside = regexp.MustCompile(`^-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}$`)

// LogTail is the end of a log file, at most so many bytes of whole lines, without
// messages of level debug, which may have numbers and names, and without long runs
// of digits. Where the file is shorter than that, it begins with the end of the one
// that was put aside last. It is empty where there is no file.
func LogTail(path string, most int64) ([]byte, error) {
	data, err := tail(path, most)
	if err != nil {
		return nil, err
	}
	if left := most - int64(len(data)); left > 0 {
		if before := lastSetAside(path); before != "" {
			older, err := tail(before, left)
			if err != nil {
				return nil, err
			}
			data = append(older, data...)
		}
	}
	var out []byte
	for line := range bytes.Lines(data) {
		if !bytes.Contains(line, []byte(" level=DEBUG ")) {
			out = append(out, line...)
		}
	}
	return longRun.ReplaceAll(out, []byte(dots)), nil
}

// tail is the end of a file in whole lines.
func tail(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	start := max(0, size-most)
	data, err := io.ReadAll(io.NewSectionReader(f, start, size-start))
	if err != nil {
		return nil, err
	}
	if start > 0 {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	return data, nil
}

// lastSetAside is the newest file that a log was put aside as, empty for none.
func lastSetAside(path string) (newest string) {
	folder, name := filepath.Split(path)
	ending := filepath.Ext(name)
	base := strings.TrimSuffix(name, ending)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return ""
	}
	for _, e := range entries { // in the order of their names, which is that of time
		middle, ours := strings.CutPrefix(strings.TrimSuffix(e.Name(), ending), base)
		if ours && strings.HasSuffix(e.Name(), ending) && setAside.MatchString(middle) {
			newest = filepath.Join(folder, e.Name())
		}
	}
	return newest
}
