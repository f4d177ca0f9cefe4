package history

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Delete forgets calls and returns those that were there, for [Store.Restore].
func (s *Store) Delete(ctx context.Context, ids ...int64) ([]Call, error) {
	var gone []Call
	err := s.edit(ctx, func(tx *sql.Tx, b *blocks) error {
		for _, id := range ids {
			rows, err := tx.QueryContext(ctx, `SELECT `+callColumns+` FROM calls WHERE id = ?`, id)
			if err != nil {
				return err
			}
			calls, err := read(rows)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM calls WHERE id = ?`, id); err != nil {
				return err
			}
			if err := b.remove(id); err != nil {
				return err
			}
			gone = append(gone, calls...)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("history: deleting: %w", err)
	}
	return gone, nil
}

// Restore brings back calls that were deleted. One that is there already stays
// as it is.
func (s *Store) Restore(ctx context.Context, calls []Call) error {
	err := s.edit(ctx, func(tx *sql.Tx, b *blocks) error {
		for _, c := range calls {
			var there bool
			if err := tx.QueryRowContext(ctx, `SELECT EXISTS(SELECT 1 FROM calls WHERE id = ?)`, c.ID).Scan(&there); err != nil {
				return err
			}
			if there {
				continue
			}
			if err := insert(ctx, tx, b, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("history: restoring: %w", err)
	}
	return nil
}

// pruned is how many calls one transaction of Prune forgets, so that a call that
// ends meanwhile does not wait.
const pruned = 2000

// Prune forgets the calls that began before a time and returns how many.
func (s *Store) Prune(ctx context.Context, before time.Time) (int, error) {
	total := 0
	for {
		n, err := s.prunePart(ctx, before)
		if total += n; err != nil {
			return total, fmt.Errorf("history: forgetting old calls: %w", err)
		}
		if n < pruned {
			return total, nil
		}
	}
}

// prunePart forgets the oldest of them.
func (s *Store) prunePart(ctx context.Context, before time.Time) (n int, err error) {
	err = s.edit(ctx, func(tx *sql.Tx, b *blocks) error {
		var upTo sql.NullInt64
		const oldest = `SELECT count(*), max(id) FROM (SELECT id FROM calls WHERE id < ? ORDER BY id LIMIT ?)`
		if err := tx.QueryRowContext(ctx, oldest, StartedAt(before), pruned).Scan(&n, &upTo); err != nil || !upTo.Valid {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM calls WHERE id <= ?`, upTo.Int64); err != nil {
			return err
		}
		return b.removeUpTo(upTo.Int64)
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}
