package history

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"offhook/app/lookup"
)

var csvHeader = []string{
	"started", "direction", "result", "number", "name", "service",
	"ring_s", "talk_s", "hold_s", "ucid", "mos", "loss",
	"mos_min", "jitter_ms", "jitter_max_ms", "delay_ms", "delay_max_ms", "far_mos", "far_loss", "codec", "alarms",
}

// WriteCSV writes the calls that fit, newest first, as comma-separated values
// (RFC 4180) in UTF-8 with a header, and returns how many. Texts that a
// spreadsheet would take for a formula get an apostrophe in front.
func (s *Store) WriteCSV(ctx context.Context, w io.Writer, q Query) (int, error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(csvHeader); err != nil {
		return 0, fmt.Errorf("history: csv: %w", err)
	}
	n := 0
	err := s.Each(ctx, q, func(c Call) error {
		n++
		q := c.Quality
		return out.Write([]string{
			c.Started().Format(time.RFC3339), c.Direction.String(), c.Result.String(),
			harmless(c.Number), harmless(c.Name), harmless(c.Service),
			whole(c.Ring), whole(c.Talk), whole(c.Hold), harmless(c.UCID),
			figure(c.MOS, 1), figure(c.Loss, 4), figure(q.MOSMin, 1), figure(q.JitterMs, 1), figure(q.JitterMaxMs, 1),
			figure(q.DelayMs, 0), figure(q.DelayMaxMs, 0), figure(q.FarMOS, 1), figure(q.FarLoss, 4),
			harmless(q.Codec), harmless(q.Alarms),
		})
	})
	if err != nil {
		return n, fmt.Errorf("history: csv: %w", err)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return n, fmt.Errorf("history: csv: %w", err)
	}
	return n, nil
}

// harmless keeps a text from being run as a formula when the file is opened. A
// number with its + is none.
func harmless(s string) string {
	if s == "" || lookup.IsNumber(s) && !strings.ContainsAny(s, "-/()") || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	return "'" + s
}

func whole(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }

// figure is empty for what was not measured.
func figure(f float64, places int) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'f', places, 64)
}

// String is the word for scripts: in, out.
func (d Direction) String() string {
	if d == Out {
		return "out"
	}
	return "in"
}

// String is the word for scripts: answered, missed, redirected, failed.
func (r Result) String() string {
	switch r {
	case Missed:
		return "missed"
	case Redirected:
		return "redirected"
	case Failed:
		return "failed"
	}
	return "answered"
}
