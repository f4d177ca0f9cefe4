package history

import (
	"context"
	"fmt"
	"time"
)

// Limits are how long the switch was last seen to let something last, by the
// names that KeepLimit was given.
func (s *Store) Limits(ctx context.Context) (map[string]time.Duration, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT name, ms FROM limits`)
	if err != nil {
		return nil, fmt.Errorf("history: limits: %w", err)
	}
	defer func() { _ = rows.Close() }()
	limits := map[string]time.Duration{}
	for rows.Next() {
		var name string
		var ms int64
		if err := rows.Scan(&name, &ms); err != nil {
			return nil, fmt.Errorf("history: limits: %w", err)
		}
		limits[name] = time.Duration(ms) * time.Millisecond
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("history: limits: %w", err)
	}
	return limits, nil
}

// KeepLimit keeps how long something lasts, whole milliseconds; zero forgets it.
func (s *Store) KeepLimit(ctx context.Context, name string, limit time.Duration) error {
	var err error
	if limit <= 0 {
		_, err = s.db.ExecContext(ctx, `DELETE FROM limits WHERE name = ?`, name)
	} else {
		_, err = s.db.ExecContext(ctx, `INSERT INTO limits VALUES (?,?) ON CONFLICT DO UPDATE SET ms = excluded.ms`, name, limit.Milliseconds())
	}
	if err != nil {
		return fmt.Errorf("history: limits: %w", err)
	}
	return nil
}
