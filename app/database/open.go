package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// ErrNewer says that a newer Offhook has written the database. The file is left
// as it is.
var ErrNewer = errors.New("it was written by a newer version")

// DB is an open database.
type DB struct {
	*sql.DB
	// Aside is where a damaged file was moved by Open, empty when there was none.
	Aside string
}

// connections is how many may work at once: the one that writes, one that pages
// through a list and one that exports.
const connections = 3

// Open opens the database at path, or makes it with its folder. Step i of the
// schema brings a database of version i to version i+1, in one transaction. A
// file that is damaged, or no database at all, is moved aside and a new one
// begun: see DB.Aside. Errors wrap ErrNewer, or say what failed and name the
// path.
func Open(ctx context.Context, path string, schema []string) (*DB, error) {
	return openOrReplace(ctx, path, schema, open)
}

// OpenChecked is Open for a small database: it reads every page first, so that
// damage anywhere in the file is found.
func OpenChecked(ctx context.Context, path string, schema []string) (*DB, error) {
	return openOrReplace(ctx, path, schema, func(ctx context.Context, path string, schema []string) (*DB, error) {
		db, err := open(ctx, path, schema)
		if err != nil {
			return nil, err
		}
		if err := check(ctx, db.DB); err != nil {
			_ = db.Close()
			return nil, fmt.Errorf("database: %s: %w", path, err)
		}
		return db, nil
	})
}

func openOrReplace(ctx context.Context, path string, schema []string, open func(context.Context, string, []string) (*DB, error)) (*DB, error) {
	db, err := open(ctx, path, schema)
	if err == nil || !Damaged(err) {
		return db, err
	}
	aside, moved := SetAside(path, time.Now())
	if moved != nil {
		return nil, fmt.Errorf("database: %s is damaged and cannot be moved aside: %w", path, moved)
	}
	if db, err = open(ctx, path, schema); err != nil {
		return nil, err
	}
	db.Aside = aside
	return db, nil
}

func open(ctx context.Context, path string, schema []string) (*DB, error) {
	if err := private(path); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	pool, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("database: %s: %w", path, err)
	}
	pool.SetMaxOpenConns(connections)
	if err := migrate(ctx, pool, schema); err != nil {
		_ = pool.Close()
		return nil, fmt.Errorf("database: %s: %w", path, err)
	}
	return &DB{DB: pool}, nil
}

// private makes the folder and the file, which no other user may read. SQLite
// gives its write-ahead log the file's mode.
func private(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// dsn names the file and how each connection behaves. What is deleted is
// overwritten, for a retention that leaves the numbers in free pages is none.
func dsn(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + u.EscapedPath() + "?_txlock=immediate" +
		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)" +
		"&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_pragma=cache_size(-2000)"
}

// SetAside moves a database and what belongs to it out of the way and returns
// the new path, which names the time.
func SetAside(path string, now time.Time) (string, error) {
	aside := path + ".damaged-" + now.Format("20060102-150405.000")
	for _, part := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+part, aside+part); err != nil && (part == "" || !errors.Is(err, fs.ErrNotExist)) {
			return "", err
		}
	}
	return aside, nil
}
