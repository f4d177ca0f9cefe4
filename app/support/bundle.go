package support

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
)

// Part is one file of a bundle. A name that ends in .json is one value of JSON, in
// .jsonl one on each line; anything else is text.
type Part struct {
	Name string
	Data []byte
}

// LeakError says that a bundle was not written, since something private was left
// in it. It names the file and the kind, never the value.
type LeakError struct {
	File string
	Kind Kind
}

// Error implements error.
func (e *LeakError) Error() string {
	return fmt.Sprintf("support: not saved: %s still has %s in it", e.File, e.Kind)
}

// Write packs parts, with what is private masked, and writes the file to w, whole or
// not at all. The error is a [*LeakError] when something private is left.
func Write(w io.Writer, now time.Time, private Private, parts ...Part) error {
	m := newMatcher(private)
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for _, p := range parts {
		data, err := m.masked(p)
		if err != nil {
			return fmt.Errorf("support: %s: %w", p.Name, err)
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: now})
		if err == nil {
			_, err = f.Write(data)
		}
		if err != nil {
			return fmt.Errorf("support: %s: %w", p.Name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("support: %w", err)
	}
	if err := Check(packed.Bytes(), private); err != nil {
		return err
	}
	_, err := packed.WriteTo(w)
	return err
}

// Check looks for what is private in a bundle as it is packed. The error is a
// [*LeakError] when it finds any.
func Check(packed []byte, private Private) error {
	m := newMatcher(private)
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return fmt.Errorf("support: %w", err)
	}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			return fmt.Errorf("support: %s: %w", f.Name, err)
		}
		data, err := io.ReadAll(in)
		if err = errors.Join(err, in.Close()); err != nil {
			return fmt.Errorf("support: %s: %w", f.Name, err)
		}
		if kind, found := m.leak(f.Name, data); found {
			return &LeakError{f.Name, kind}
		}
	}
	return nil
}

// masked is a part without what is private.
func (m *matcher) masked(p Part) ([]byte, error) {
	switch path.Ext(p.Name) {
	case ".json":
		return m.maskJSON(p.Data)
	case ".jsonl":
		var out []byte
		for line := range bytes.Lines(p.Data) {
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			clean, err := m.maskJSON(line)
			if err != nil {
				return nil, err
			}
			out = append(out, clean...)
		}
		return out, nil
	}
	return []byte(m.mask(string(p.Data))), nil
}

func (m *matcher) maskJSON(data []byte) ([]byte, error) {
	v, err := decodeJSON(data)
	if err != nil {
		return nil, err
	}
	return encodeJSON(eachValue(v, m.mask))
}

// decodeJSON reads a value with its numbers as they are written.
func decodeJSON(data []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// encodeJSON writes a value and a line feed.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// eachValue is a value of JSON with its texts replaced, and those numbers of which
// the text is. Names of members are ours or the protocol's, and stay.
func eachValue(v any, f func(string) string) any {
	switch v := v.(type) {
	case string:
		return f(v)
	case json.Number:
		if s := f(v.String()); s != v.String() {
			return s
		}
	case []any:
		for i := range v {
			v[i] = eachValue(v[i], f)
		}
	case map[string]any:
		for k := range v {
			v[k] = eachValue(v[k], f)
		}
	}
	return v
}

// leak looks into a file as it is, and into the values of JSON as they read. What
// is one of many words, such as a name, counts in values alone: members have names
// as well.
func (m *matcher) leak(name string, data []byte) (Kind, bool) {
	isJSON := strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".jsonl")
	if kind, found := m.first(string(data), isJSON); found {
		return kind, true
	}
	if !isJSON {
		return "", false
	}
	var kind Kind
	found := false
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	for {
		var v any
		if err := d.Decode(&v); err != nil {
			if !errors.Is(err, io.EOF) {
				return Unreadable, true // nobody can tell what is in it
			}
			return kind, found
		}
		eachValue(v, func(s string) string {
			if k, yes := m.first(s, false); yes {
				kind, found = k, true
			}
			return s
		})
	}
}
