package history

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"offhook/app/lookup"
)

// Query says which calls are wanted.
type Query struct {
	// Search keeps calls that contain each of its words in number, name or
	// service; letters match in either case, numbers in any spelling.
	Search string
	Missed bool // only those that nobody took
	// First is how many of the newest calls that fit are passed over, and Count
	// how many are wanted after them at most.
	First, Count int
}

// Page is a part of the calls that fit a query.
type Page struct {
	Total int    // how many fit altogether
	First int    // how many of them come before Calls
	Calls []Call // newest first
}

// Page returns a part of the calls that fit, newest first, and how many fit
// altogether. It reads what is asked for and no more.
func (s *Store) Page(ctx context.Context, q Query) (Page, error) {
	p := Page{First: max(0, q.First)}
	where, args := conditions(q)
	rows, err := s.db.QueryContext(ctx, `SELECT `+callColumns+` FROM (SELECT id FROM find`+where+
		` ORDER BY id DESC LIMIT ? OFFSET ?) JOIN calls USING (id) ORDER BY id DESC`,
		append(args, max(0, q.Count), p.First)...)
	if err == nil {
		p.Calls, err = read(rows)
	}
	if err != nil {
		return Page{}, fmt.Errorf("history: reading a page: %w", err)
	}
	if n := len(p.Calls); n < q.Count && (n > 0 || p.First == 0) {
		p.Total = p.First + n // that was the end: no need to count
		return p, nil
	}
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM find`+where, args...).Scan(&p.Total); err != nil {
		return Page{}, fmt.Errorf("history: counting: %w", err)
	}
	return p, nil
}

// conditions is the WHERE clause of a query over find, and its arguments.
func conditions(q Query) (string, []any) {
	only := ""
	if q.Missed {
		only = "missed"
	}
	return lookup.Where("text", q.Search, only)
}

func read(rows *sql.Rows) (calls []Call, err error) {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var c Call
		var ring, talk, hold int64
		if err := rows.Scan(append([]any{&c.ID, &c.Direction, &c.Result, &c.Number, &c.Name, &c.Service,
			&ring, &talk, &hold, &c.UCID, &c.MOS, &c.Loss}, c.Quality.fields()...)...); err != nil {
			return nil, err
		}
		c.Ring, c.Talk, c.Hold = time.Duration(ring)*time.Second, time.Duration(talk)*time.Second, time.Duration(hold)*time.Second
		calls = append(calls, c)
	}
	return calls, rows.Err()
}

// Each calls f for every call that fits, newest first, until it returns an
// error. It reads a part at a time, so that calls may be added meanwhile;
// First and Count are not used.
func (s *Store) Each(ctx context.Context, q Query, f func(Call) error) error {
	where, args := conditions(q)
	if where == "" {
		where = " WHERE true"
	}
	below := int64(1<<63 - 1)
	for {
		rows, err := s.db.QueryContext(ctx, `SELECT `+callColumns+` FROM (SELECT id FROM find`+where+
			` AND id < ? ORDER BY id DESC LIMIT 500) JOIN calls USING (id) ORDER BY id DESC`,
			append(args[:len(args):len(args)], below)...)
		var calls []Call
		if err == nil {
			calls, err = read(rows)
		}
		if err != nil {
			return fmt.Errorf("history: reading: %w", err)
		}
		for _, c := range calls {
			if err := f(c); err != nil {
				return err
			}
			below = c.ID
		}
		if len(calls) == 0 {
			return nil
		}
	}
}
