package directory

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"offhook/app/contact"
	"offhook/app/database"
	"offhook/app/lookup"
)

// schema is the steps by which the database came to be. Never change one that
// was released: add another.
var schema = []string{
	`CREATE TABLE entries (
		id        INTEGER PRIMARY KEY AUTOINCREMENT,
		name      TEXT NOT NULL,
		company   TEXT NOT NULL,
		label     TEXT NOT NULL,
		number    TEXT NOT NULL,
		favourite INTEGER NOT NULL,
		sort      TEXT NOT NULL,
		bare      TEXT NOT NULL,
		tail      TEXT NOT NULL,
		find      TEXT NOT NULL,
		UNIQUE (sort, bare)
	) STRICT;
	CREATE INDEX shown ON entries(favourite DESC, sort, id);
	CREATE INDEX tails ON entries(tail);`,
}

const columns = "id, name, company, label, number, favourite"

// Store is an open directory.
type Store struct{ db *database.DB }

// Open opens the directory at path, or makes it. Errors are those of
// [database.OpenChecked]; a damaged file is set aside, see [Store.Aside].
func Open(ctx context.Context, path string) (*Store, error) {
	db, err := database.OpenChecked(ctx, path, schema)
	if err != nil {
		return nil, fmt.Errorf("directory: %w", err)
	}
	return &Store{db: db}, nil
}

// Aside is where Open moved a damaged directory, empty when it was sound.
func (s *Store) Aside() string { return s.db.Aside }

// Close releases the file.
func (s *Store) Close() error { return s.db.Close() }

// Save keeps an entry: a new one when its ID is 0, else in place of the one with
// that ID. The same name with the same number is one entry. It returns the entry
// as it was kept.
func (s *Store) Save(ctx context.Context, e contact.Entry) (contact.Entry, error) {
	err := s.within(ctx, func(tx *sql.Tx) error {
		if e.ID != 0 {
			if _, err := tx.ExecContext(ctx, `DELETE FROM entries WHERE id = ?`, e.ID); err != nil {
				return err
			}
		}
		kept, err := put(ctx, tx, e, true)
		e = kept
		return err
	})
	if err != nil {
		return e, fmt.Errorf("directory: saving an entry: %w", err)
	}
	return e, nil
}

// Import keeps many entries, all or none. One that is there already, by name and
// number, is brought up to date and stays a favourite. It returns how many are
// new.
func (s *Store) Import(ctx context.Context, entries []contact.Entry) (fresh int, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		before, after := 0, 0
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM entries`).Scan(&before); err != nil {
			return err
		}
		for _, e := range entries {
			e.ID = 0
			if _, err := put(ctx, tx, e, false); err != nil {
				return err
			}
		}
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM entries`).Scan(&after); err != nil {
			return err
		}
		fresh = after - before
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("directory: importing: %w", err)
	}
	return fresh, nil
}

// put keeps one entry. What is a favourite stays one unless exactly says that
// the entry is meant as it is.
func put(ctx context.Context, tx *sql.Tx, e contact.Entry, exactly bool) (contact.Entry, error) {
	e.Name, e.Company, e.Label = contact.Clean(e.Name), contact.Clean(e.Company), contact.Clean(e.Label)
	id := sql.NullInt64{Int64: e.ID, Valid: e.ID != 0}
	row := tx.QueryRowContext(ctx, `INSERT INTO entries (`+columns+`, sort, bare, tail, find) VALUES (?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (sort, bare) DO UPDATE SET name = excluded.name, company = excluded.company, label = excluded.label,
			number = excluded.number, find = excluded.find,
			favourite = CASE WHEN ? THEN excluded.favourite ELSE max(favourite, excluded.favourite) END
		RETURNING `+columns,
		id, e.Name, e.Company, e.Label, e.Number, e.Favourite, sortKey(e.Name), lookup.Bare(e.Number),
		lookup.Tail(e.Number), lookup.Text(e.Number, e.Name, e.Company, e.Label), exactly)
	err := row.Scan(&e.ID, &e.Name, &e.Company, &e.Label, &e.Number, &e.Favourite)
	return e, err
}

// sortKey orders names as a telephone book does: in either case, and umlauts and
// accents with their letter.
func sortKey(name string) string { return plainLetters.Replace(strings.ToLower(name)) }

var plainLetters = strings.NewReplacer(
	"ä", "a", "á", "a", "à", "a", "â", "a", "ã", "a", "å", "a", "æ", "ae", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "ñ", "n", "ö", "o", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ø", "o",
	"ß", "ss", "ü", "u", "ú", "u", "ù", "u", "û", "u", "ý", "y", "š", "s", "ž", "z", "č", "c", "ł", "l")

// within runs f in a transaction.
func (s *Store) within(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}
