package history

import (
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"
	"time"

	"offhook/app/database"
	"offhook/app/lookup"
)

// schema is the steps by which the database came to be. Never change one that
// was released: add another.
//
// blocks holds what a search reads, see block; find is what versions before had
// for it, see takeOver. changes counts the transactions that changed blocks.
var schema = []string{
	`CREATE TABLE calls (
		id        INTEGER PRIMARY KEY,
		direction INTEGER NOT NULL,
		result    INTEGER NOT NULL,
		number    TEXT NOT NULL,
		name      TEXT NOT NULL,
		service   TEXT NOT NULL,
		ring      INTEGER NOT NULL,
		talk      INTEGER NOT NULL,
		hold      INTEGER NOT NULL,
		ucid      TEXT NOT NULL,
		mos       REAL NOT NULL,
		loss      REAL NOT NULL
	) STRICT;
	CREATE TABLE find (
		id     INTEGER PRIMARY KEY REFERENCES calls(id) ON DELETE CASCADE,
		missed INTEGER NOT NULL,
		text   TEXT NOT NULL
	) STRICT;
	CREATE INDEX missed ON find(id) WHERE missed;`,
	`CREATE TABLE day (
		day    TEXT NOT NULL,
		agent  TEXT NOT NULL,
		what   INTEGER NOT NULL,
		reason INTEGER NOT NULL,
		ms     INTEGER NOT NULL,
		count  INTEGER NOT NULL,
		PRIMARY KEY (day, agent, what, reason)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE limits (
		name TEXT PRIMARY KEY,
		ms   INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;`,
	`ALTER TABLE calls ADD COLUMN mos_min REAL NOT NULL DEFAULT 0;
	ALTER TABLE calls ADD COLUMN jitter REAL NOT NULL DEFAULT 0;
	ALTER TABLE calls ADD COLUMN jitter_max REAL NOT NULL DEFAULT 0;
	ALTER TABLE calls ADD COLUMN delay REAL NOT NULL DEFAULT 0;
	ALTER TABLE calls ADD COLUMN delay_max REAL NOT NULL DEFAULT 0;
	ALTER TABLE calls ADD COLUMN far_mos REAL NOT NULL DEFAULT 0;
	ALTER TABLE calls ADD COLUMN far_loss REAL NOT NULL DEFAULT 0;
	ALTER TABLE calls ADD COLUMN codec TEXT NOT NULL DEFAULT '';
	ALTER TABLE calls ADD COLUMN alarms TEXT NOT NULL DEFAULT '';`,
	`CREATE TABLE blocks (
		id     INTEGER PRIMARY KEY,
		calls  INTEGER NOT NULL,
		missed INTEGER NOT NULL,
		heads  BLOB NOT NULL,
		text   BLOB NOT NULL
	) STRICT;`,
	`CREATE TABLE changes (n INTEGER NOT NULL) STRICT;
	INSERT INTO changes VALUES (0);`,
}

// Options of a Store.
type Options struct {
	// Mask keeps only the end of each number, and no name.
	Mask bool
}

// Store is an open history.
type Store struct {
	db   *database.DB
	mask atomic.Bool
	last atomic.Pointer[lastSearch]
}

// Open opens the history at path, or makes it. Errors are those of
// [database.Open]; a damaged file is set aside, see [Store.Aside]. A history of an
// older version is brought up to date first, which takes about a second for
// 100,000 calls, once.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s, err := open(ctx, path)
	if database.Damaged(err) { // found by reading all of an older version's
		var aside string
		if aside, err = database.SetAside(path, time.Now()); err == nil {
			if s, err = open(ctx, path); err == nil {
				s.db.Aside = aside
			}
		}
	}
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	s.SetMask(o.Mask)
	return s, nil
}

func open(ctx context.Context, path string) (*Store, error) {
	db, err := database.Open(ctx, path, schema)
	if err != nil {
		return nil, err
	}
	s := &Store{db: db}
	if err := s.takeOver(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("%s: preparing the search: %w", path, err)
	}
	return s, nil
}

// SetMask changes Options.Mask for the calls that follow.
func (s *Store) SetMask(on bool) { s.mask.Store(on) }

// Aside is where Open moved a damaged history, empty when it was sound.
func (s *Store) Aside() string { return s.db.Aside }

// Close releases the file.
func (s *Store) Close() error { return s.db.Close() }

// Add keeps a call and returns it as it was kept: texts cut to 200 characters,
// the number masked when the store masks, the ID moved when it was taken.
func (s *Store) Add(ctx context.Context, c Call) (Call, error) {
	for _, text := range []*string{&c.Number, &c.Name, &c.Service, &c.UCID} {
		*text = lookup.Bounded(*text)
	}
	if s.mask.Load() {
		c.Number, c.Name = Mask(c.Number), ""
	}
	c.Quality = c.Quality.bounded()
	c.Ring, c.Talk, c.Hold = seconds(c.Ring), seconds(c.Talk), seconds(c.Hold)
	err := s.edit(ctx, func(tx *sql.Tx, b *blocks) error {
		var taken bool
		for {
			if err := tx.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM calls WHERE id = ?)`, c.ID).Scan(&taken); err != nil {
				return err
			}
			if !taken {
				return insert(ctx, tx, b, c)
			}
			c.ID++
		}
	})
	if err != nil {
		return c, fmt.Errorf("history: keeping a call: %w", err)
	}
	return c, nil
}

// callColumns are the columns of a call in the order in which they are written
// and read.
const callColumns = `id, direction, result, number, name, service, ring, talk, hold, ucid, mos, loss,
	mos_min, jitter, jitter_max, delay, delay_max, far_mos, far_loss, codec, alarms`

func insert(ctx context.Context, tx *sql.Tx, b *blocks, c Call) error {
	q := c.Quality
	_, err := tx.ExecContext(ctx, `INSERT INTO calls (`+callColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		c.ID, c.Direction, c.Result, c.Number, c.Name, c.Service,
		int64(c.Ring/time.Second), int64(c.Talk/time.Second), int64(c.Hold/time.Second), c.UCID, c.MOS, c.Loss,
		q.MOSMin, q.JitterMs, q.JitterMaxMs, q.DelayMs, q.DelayMaxMs, q.FarMOS, q.FarLoss, q.Codec, q.Alarms)
	if err != nil {
		return err
	}
	return b.add(c.ID, c.Result == Missed, searched(c))
}

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

// seconds cuts a duration to whole seconds, none below zero.
func seconds(d time.Duration) time.Duration { return max(0, d.Truncate(time.Second)) }
