package support

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"regexp"
)

// longRun is a run of digits that may be somebody's number.
var longRun = regexp.MustCompile(`\+?[0-9]{7,}`)

// LogTail is the end of a log file, at most so many bytes of whole lines, without
// messages of level debug, which may have numbers and names, and without long runs
// of digits. It is empty where there is no file.
func LogTail(path string, most int64) ([]byte, error) {
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
	var out []byte
	for line := range bytes.Lines(data) {
		if !bytes.Contains(line, []byte(" level=DEBUG ")) {
			out = append(out, line...)
		}
	}
	return longRun.ReplaceAll(out, []byte(dots)), nil
}
