package history

import (
	"context"
	"database/sql"
	"errors"

	"offhook/app/lookup"
)

// blocks keeps the table blocks in step with calls, within one transaction. The
// block that was changed last is held back, so that many calls that follow each
// other write it once; flush writes it.
type blocks struct {
	ctx   context.Context
	tx    *sql.Tx
	held  bool
	key   int64 // of the row from which block came
	fresh bool  // there is no such row yet
	newer int64 // key of the block after it, if there is one
	last  bool  // there is none
	dirty bool
	block block
}

// edit runs f in a transaction that may change calls and blocks.
func (s *Store) edit(ctx context.Context, f func(*sql.Tx, *blocks) error) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		b := &blocks{ctx: ctx, tx: tx}
		if err := f(tx, b); err != nil {
			return err
		}
		if err := b.flush(); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE changes SET n = n + 1`)
		return err
	})
}

// add lets a call be found.
func (b *blocks) add(id int64, missed bool, text string) error {
	if err := b.hold(id); err != nil {
		return err
	}
	n := len(b.block.calls)
	if b.last && n > 0 && id > b.block.calls[0].id && (n >= blockCalls || len(b.block.text)+len(text) >= blockText) {
		if err := b.flush(); err != nil { // calls come in order: the block stays full
			return err
		}
		b.held, b.fresh, b.last, b.block = true, true, true, block{}
	}
	b.block.insert(id, missed, text)
	b.dirty = true
	if !b.block.full() {
		return nil
	}
	older := b.block.split()
	if err := b.write(older); err != nil {
		return err
	}
	if !b.fresh && b.key != older.oldest() {
		if err := b.drop(b.key); err != nil {
			return err
		}
	}
	b.fresh = true
	return nil
}

// remove lets a call be found no more.
func (b *blocks) remove(id int64) error {
	if err := b.hold(id); err != nil {
		return err
	}
	b.block.remove(id)
	b.dirty = !b.fresh
	return nil
}

// removeUpTo lets the calls up to an ID be found no more.
func (b *blocks) removeUpTo(id int64) error {
	if err := b.flush(); err != nil {
		return err
	}
	b.held = false
	var newest sql.NullInt64 // the block in which the ID may be
	err := b.tx.QueryRowContext(b.ctx, `SELECT max(id) FROM blocks WHERE id <= ?`, id).Scan(&newest)
	if err != nil || !newest.Valid {
		return err
	}
	if _, err := b.tx.ExecContext(b.ctx, `DELETE FROM blocks WHERE id < ?`, newest.Int64); err != nil {
		return err
	}
	if err := b.hold(id); err != nil {
		return err
	}
	b.block.cut(id)
	b.dirty = true
	return nil
}

// hold reads the block to which a call belongs: the one before it, or the oldest
// when there is none before it. The block is empty when there are none at all.
func (b *blocks) hold(id int64) error {
	if b.held && len(b.block.calls) > 0 && id >= b.block.oldest() && (b.last || id < b.newer) {
		return nil
	}
	if err := b.flush(); err != nil {
		return err
	}
	b.held, b.fresh, b.block = true, false, block{}
	var heads, text []byte
	err := b.tx.QueryRowContext(b.ctx, `SELECT id, heads, text FROM blocks WHERE id <= ? ORDER BY id DESC LIMIT 1`, id).Scan(&b.key, &heads, &text)
	if errors.Is(err, sql.ErrNoRows) {
		err = b.tx.QueryRowContext(b.ctx, `SELECT id, heads, text FROM blocks ORDER BY id LIMIT 1`).Scan(&b.key, &heads, &text)
	}
	if errors.Is(err, sql.ErrNoRows) {
		b.fresh, b.last = true, true
		return nil
	}
	if err != nil {
		return err
	}
	if err := b.block.parse(heads, text); err != nil {
		return err
	}
	err = b.tx.QueryRowContext(b.ctx, `SELECT id FROM blocks WHERE id > ? ORDER BY id LIMIT 1`, b.key).Scan(&b.newer)
	if b.last = errors.Is(err, sql.ErrNoRows); b.last {
		return nil
	}
	return err
}

// flush writes the block that is held.
func (b *blocks) flush() error {
	if !b.dirty {
		return nil
	}
	b.dirty = false
	empty := len(b.block.calls) == 0
	if !b.fresh && (empty || b.key != b.block.oldest()) {
		if err := b.drop(b.key); err != nil {
			return err
		}
		b.fresh = true
	}
	if empty {
		b.held = false
		return nil
	}
	b.key, b.fresh = b.block.oldest(), false
	return b.write(b.block)
}

func (b *blocks) write(w block) error {
	_, err := b.tx.ExecContext(b.ctx, `INSERT OR REPLACE INTO blocks (id, calls, missed, heads, text) VALUES (?,?,?,?,?)`,
		w.oldest(), len(w.calls), w.missed(), w.heads(), w.text)
	return err
}

func (b *blocks) drop(key int64) error {
	_, err := b.tx.ExecContext(b.ctx, `DELETE FROM blocks WHERE id = ?`, key)
	return err
}

// takeOver makes blocks of all calls where an older version kept what a search
// reads in the table find, a row for each call. It does that once.
func (s *Store) takeOver(ctx context.Context) error {
	const old = `SELECT EXISTS(SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'find')`
	var there bool
	if err := s.db.QueryRowContext(ctx, old).Scan(&there); err != nil || !there {
		return err
	}
	return s.edit(ctx, func(tx *sql.Tx, b *blocks) error {
		if err := tx.QueryRowContext(ctx, old).Scan(&there); err != nil || !there {
			return err // another program was faster
		}
		if _, err := tx.ExecContext(ctx, `DROP TABLE find`); err != nil { // the blocks take its room in the file
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT id, result, number, name, service FROM calls ORDER BY id`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var c Call
			if err := rows.Scan(&c.ID, &c.Result, &c.Number, &c.Name, &c.Service); err != nil {
				return err
			}
			if err := b.add(c.ID, c.Result == Missed, searched(c)); err != nil {
				return err
			}
		}
		return errors.Join(rows.Err(), rows.Close())
	})
}

// searched is what a search looks at of a call.
func searched(c Call) string { return lookup.Text(c.Number, c.Name, c.Service) }
