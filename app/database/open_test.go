package database_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app/database"
)

var schema = []string{
	`CREATE TABLE things(id INTEGER PRIMARY KEY, name TEXT NOT NULL)`,
	`ALTER TABLE things ADD COLUMN size INTEGER NOT NULL DEFAULT 7`,
}

func open(t *testing.T, path string, schema []string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), path, schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func exec(t *testing.T, db *database.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestTheFileIsPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder with ? and %41", "x.db")
	exec(t, open(t, path, schema), `INSERT INTO things(name) VALUES ('a')`)
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want 0600", f.Name(), info.Mode())
		}
	}
}

func TestAnOlderSchemaIsBroughtUpToDate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	old := open(t, path, schema[:1])
	exec(t, old, `INSERT INTO things(name) VALUES ('kept')`)
	_ = old.Close()
	db := open(t, path, schema)
	var name string
	var size int
	if err := db.QueryRow(`SELECT name, size FROM things`).Scan(&name, &size); err != nil || name != "kept" || size != 7 {
		t.Errorf("after the migration: %q %d %v, want kept 7", name, size, err)
	}
}

func TestAMigrationThatFailsChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	_ = open(t, path, schema[:1]).Close()
	_, err := database.Open(t.Context(), path, []string{schema[0], `ALTER TABLE things ADD COLUMN a; nonsense`})
	if err == nil || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("a wrong step gives %v, want an error that names version 2", err)
	}
	db := open(t, path, schema)
	exec(t, db, `INSERT INTO things(name, size) VALUES ('x', 1)`)
}

func TestANewerSchemaIsRefusedAndLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	_ = open(t, path, schema).Close()
	_, err := database.Open(t.Context(), path, schema[:1])
	if !errors.Is(err, database.ErrNewer) || !strings.Contains(err.Error(), path) {
		t.Errorf("a newer schema gives %v, want ErrNewer with the path", err)
	}
	exec(t, open(t, path, schema), `INSERT INTO things(name, size) VALUES ('still there', 1)`)
}

func TestADamagedFileIsSetAside(t *testing.T) {
	for name, data := range map[string]string{
		"no database":      strings.Repeat("this is no database\n", 500),
		"a broken header":  "SQLite format 3\x00" + strings.Repeat("\xff", 8000),
		"a damaged schema": damagedSchema(t),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
			db := open(t, path, schema)
			exec(t, db, `INSERT INTO things(name) VALUES ('new')`)
			kept, err := os.ReadFile(db.Aside)
			if err != nil || string(kept) != data {
				t.Errorf("the damaged file was not kept at %q: %v", db.Aside, err)
			}
		})
	}
}

// damagedSchema is a database whose first page is garbage behind the header.
func damagedSchema(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "whole.db")
	_ = open(t, path, schema).Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 100; i < 4096; i++ {
		data[i] = 0xee
	}
	return string(data)
}

func TestACheckFindsDamageAnywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db := open(t, path, schema)
	for range 200 {
		exec(t, db, `INSERT INTO things(name) VALUES (hex(randomblob(500)))`)
	}
	_ = db.Close()
	data, err := os.ReadFile(path)
	if err != nil || len(data) < 20*4096 {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	for i := 10 * 4096; i < 11*4096; i++ {
		data[i] = 0xee
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	checked, err := database.OpenChecked(t.Context(), path, schema)
	if err != nil || checked.Aside == "" {
		t.Fatalf("the damage was not found: %v", err)
	}
	exec(t, checked, `INSERT INTO things(name) VALUES ('new')`)
	_ = checked.Close()
	if checked, err = database.OpenChecked(t.Context(), path, schema); err != nil || checked.Aside != "" {
		t.Errorf("a sound file is taken for a damaged one: %v", err)
	}
	_ = checked.Close()
}

func TestAnErrorThatIsNoDamage(t *testing.T) {
	for _, err := range []error{nil, sql.ErrNoRows, os.ErrPermission, database.ErrNewer} {
		if database.Damaged(err) {
			t.Errorf("%v counts as damage", err)
		}
	}
}
