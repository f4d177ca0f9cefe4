package directory

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"offhook/app/contact"
	"offhook/app/lookup"
)

// Query says which entries are wanted.
type Query struct {
	// Search keeps entries that contain each of its words in name, company, label
	// or number; letters match in either case, numbers in any spelling.
	Search       string
	Favourites   bool // only those
	First, Count int  // as in a page: how many are passed over, how many wanted
}

// Page is a part of the entries that fit a query.
type Page struct {
	Total   int
	First   int
	Entries []contact.Entry // favourites first, then by name
}

// Page returns a part of the entries that fit and how many fit altogether.
func (s *Store) Page(ctx context.Context, q Query) (Page, error) {
	p := Page{First: max(0, q.First)}
	where, args := conditions(q)
	err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM entries`+where, args...).Scan(&p.Total)
	if err == nil {
		p.Entries, err = s.read(ctx, where, append(args, max(0, q.Count), p.First)...)
	}
	if err != nil {
		return Page{}, fmt.Errorf("directory: reading a page: %w", err)
	}
	return p, nil
}

func conditions(q Query) (string, []any) {
	only := ""
	if q.Favourites {
		only = "favourite"
	}
	return lookup.Where("find", q.Search, only)
}

// read returns entries in the order in which they are shown. The last two
// arguments are how many, and how many before them.
func (s *Store) read(ctx context.Context, where string, args ...any) ([]contact.Entry, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+columns+` FROM entries`+where+
		` ORDER BY favourite DESC, sort, id LIMIT ? OFFSET ?`, args...)
	if err != nil {
		return nil, err
	}
	return scan(rows)
}

func scan(rows *sql.Rows) (entries []contact.Entry, err error) {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var e contact.Entry
		if err := rows.Scan(&e.ID, &e.Name, &e.Company, &e.Label, &e.Number, &e.Favourite); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// All goes through the entries that fit, in the order in which they are shown.
// First and Count are not used. After an error it ends.
func (s *Store) All(ctx context.Context, q Query) iter.Seq2[contact.Entry, error] {
	const part = 500
	return func(yield func(contact.Entry, error) bool) {
		where, args := conditions(q)
		for first := 0; ; first += part {
			entries, err := s.read(ctx, where, append(args[:len(args):len(args)], part, first)...)
			if err != nil {
				yield(contact.Entry{}, fmt.Errorf("directory: reading: %w", err))
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}
			if len(entries) < part {
				return
			}
		}
	}
}

// Lookup finds whose number it is, however it is spelled: the entry that agrees
// with it in the most digits from its end, favourites before others.
func (s *Store) Lookup(ctx context.Context, number string) (e contact.Entry, found bool, err error) {
	tail := lookup.Tail(number)
	if !lookup.IsNumber(number) || tail == "" {
		return e, false, nil
	}
	rows, err := s.db.QueryContext(ctx, `SELECT `+columns+` FROM entries WHERE tail = ? ORDER BY favourite DESC, sort LIMIT 50`, tail)
	var entries []contact.Entry
	if err == nil {
		entries, err = scan(rows)
	}
	if err != nil {
		return e, false, fmt.Errorf("directory: looking a number up: %w", err)
	}
	best := -1
	for _, x := range entries {
		if n := lookup.Likeness(number, x.Number); n > best {
			best, e = n, x
		}
	}
	return e, best >= 0, nil
}

// Delete forgets entries and returns those that were there, for Import.
func (s *Store) Delete(ctx context.Context, ids ...int64) (gone []contact.Entry, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			rows, err := tx.QueryContext(ctx, `DELETE FROM entries WHERE id = ? RETURNING `+columns, id)
			if err != nil {
				return err
			}
			entries, err := scan(rows)
			if err != nil {
				return err
			}
			gone = append(gone, entries...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("directory: deleting: %w", err)
	}
	return gone, nil
}
