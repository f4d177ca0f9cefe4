package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strconv"
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
// altogether.
func (s *Store) Page(ctx context.Context, q Query) (Page, error) {
	p := Page{First: max(0, q.First)}
	err := s.reading(ctx, func(tx *sql.Tx) (err error) {
		var ids []int64
		look := newSearch(lookup.Words(q.Search), q.Missed)
		if len(look.words) == 0 {
			ids, p.Total, err = list(ctx, tx, look, p.First, q.Count)
		} else {
			ids, p.Total, err = s.find(ctx, tx, look, p.First, q.Count)
		}
		if err == nil {
			p.Calls, err = calls(ctx, tx, ids)
		}
		return err
	})
	if err != nil {
		return Page{}, fmt.Errorf("history: reading a page: %w", err)
	}
	return p, nil
}

// reading runs f in a transaction that only reads: all of it sees the same calls.
func (s *Store) reading(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return f(tx)
}

// lastSearch is what the last search with words found: a longer one reads no more
// than the blocks in which it found something.
type lastSearch struct {
	search  search
	changes int64   // of the blocks, then
	keys    []int64 // of the blocks with a call that fits, newest first
}

// find looks through the blocks: every one, or those of the last search if this one
// is a longer form of it. It returns the IDs of a part of the calls that fit, and
// how many fit altogether.
func (s *Store) find(ctx context.Context, tx *sql.Tx, look search, first, count int) (ids []int64, total int, err error) {
	found := &lastSearch{search: look}
	if err := tx.QueryRowContext(ctx, `SELECT n FROM changes`).Scan(&found.changes); err != nil {
		return nil, 0, err
	}
	query, args := `SELECT heads, text FROM blocks ORDER BY id DESC`, []any(nil)
	if last := s.last.Load(); last != nil && last.changes == found.changes && look.extends(last.search) {
		query = `SELECT heads, text FROM blocks WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC`
		args = []any{jsonList(last.keys)}
	}
	err = eachBlock(ctx, tx, look, query, func(b *block) bool {
		was := total
		look.find(b, func(id int64) {
			if total++; total > first && len(ids) < count {
				ids = append(ids, id)
			}
		})
		if total > was {
			found.keys = append(found.keys, b.oldest())
		}
		return true
	}, args...)
	if err == nil {
		s.last.Store(found)
	}
	return ids, total, err
}

// jsonList is numbers for SQLite's json_each.
func jsonList(list []int64) string {
	b := []byte{'['}
	for i, n := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, n, 10)
	}
	return string(append(b, ']'))
}

// list is find for a search without words: what each block says of itself tells
// which blocks have the part that is wanted.
func list(ctx context.Context, tx *sql.Tx, look search, first, count int) (ids []int64, total int, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, CASE WHEN ? THEN missed ELSE calls END FROM blocks ORDER BY id DESC`, look.missed)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = rows.Close() }()
	var from sql.NullInt64 // the block in which the part begins
	skip := 0              // how many there come before it
	for rows.Next() {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, 0, err
		}
		if total += n; total > first && !from.Valid {
			from, skip = sql.NullInt64{Int64: id, Valid: true}, first-(total-n)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || !from.Valid || count <= 0 {
		return nil, total, err
	}
	err = eachBlock(ctx, tx, look, `SELECT heads, text FROM blocks WHERE id <= ? ORDER BY id DESC`, func(b *block) bool {
		look.find(b, func(id int64) {
			if skip--; skip < 0 && len(ids) < count {
				ids = append(ids, id)
			}
		})
		return len(ids) < count
	}, from.Int64)
	return ids, total, err
}

// eachBlock calls f for each block of a query of heads and text that may have what
// is looked for, until it returns false. The block is good until f returns.
func eachBlock(ctx context.Context, tx *sql.Tx, look search, query string, f func(*block) bool, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var b block
	for rows.Next() {
		var heads, text sql.RawBytes
		if err := rows.Scan(&heads, &text); err != nil {
			return err
		}
		if !look.in(text) {
			continue
		}
		if err := b.parse(heads, text); err != nil {
			return err
		}
		if !f(&b) {
			return nil
		}
	}
	return rows.Err()
}

// calls reads calls by their IDs, newest first.
func calls(ctx context.Context, tx *sql.Tx, ids []int64) ([]Call, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT `+callColumns+` FROM calls WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC`, jsonList(ids))
	if err != nil {
		return nil, err
	}
	return read(rows)
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
	look := newSearch(lookup.Words(q.Search), q.Missed)
	below := int64(math.MaxInt64) // the key of the block that was read last
	for more := true; more; {
		var part []Call
		err := s.reading(ctx, func(tx *sql.Tx) error {
			more = false
			var ids []int64
			err := eachBlock(ctx, tx, search{}, `SELECT heads, text FROM blocks WHERE id < ? ORDER BY id DESC LIMIT 1`, func(b *block) bool {
				look.find(b, func(id int64) {
					if id < below { // a block may have grown meanwhile
						ids = append(ids, id)
					}
				})
				more, below = true, b.oldest()
				return true
			}, below)
			if err == nil {
				part, err = calls(ctx, tx, ids)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("history: reading: %w", err)
		}
		for _, c := range part {
			if err := f(c); err != nil {
				return err
			}
		}
	}
	return nil
}
