package history

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"time"
)

// What is one thing that an agent's day is added up by. The values are in the
// database: never change one.
type What int

// What a day consists of.
const (
	DayReady     What = iota // available for calls of the ACD
	DayAux                   // with its reason code
	DayAfterCall             // after-call work
	DayOnCall                // on a call, whatever the work mode
	DayAnswered              // incoming calls that were talked on: how many, and how long with hold
	DayMissed                // incoming calls that nobody took: how many
)

// Share is a part of a day: what, and with DayAux for which reason.
type Share struct {
	What   What
	Reason int
}

// Amount is how much of a share there was.
type Amount struct {
	Time  time.Duration // whole milliseconds are kept
	Count int
}

// Day is what a day amounts to so far.
type Day map[Share]Amount

// Add adds an amount to a share.
func (d Day) Add(s Share, a Amount) {
	was := d[s]
	d[s] = Amount{was.Time + a.Time, was.Count + a.Count}
}

// With returns the sum of two days.
func (d Day) With(other Day) Day {
	sum := Day{}
	maps.Copy(sum, d)
	for s, a := range other {
		sum.Add(s, a)
	}
	return sum
}

// AddToDay adds to what is kept of an agent's day and returns all of that. The
// day is its date, YYYY-MM-DD; other days are forgotten. Adding nothing reads.
func (s *Store) AddToDay(ctx context.Context, day, agent string, add Day) (Day, error) {
	sum := Day{}
	err := s.within(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM day WHERE day <> ?`, day); err != nil {
			return err
		}
		for share, a := range add {
			if _, err := tx.ExecContext(ctx, `INSERT INTO day VALUES (?,?,?,?,?,?)
				ON CONFLICT DO UPDATE SET ms = ms + excluded.ms, count = count + excluded.count`,
				day, agent, share.What, share.Reason, a.Time.Milliseconds(), a.Count); err != nil {
				return err
			}
		}
		return readDay(ctx, tx, day, agent, sum)
	})
	if err != nil {
		return nil, fmt.Errorf("history: the day's totals: %w", err)
	}
	return sum, nil
}

func readDay(ctx context.Context, tx *sql.Tx, day, agent string, into Day) error {
	rows, err := tx.QueryContext(ctx, `SELECT what, reason, ms, count FROM day WHERE day = ? AND agent = ?`, day, agent)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var share Share
		var ms int64
		var count int
		if err := rows.Scan(&share.What, &share.Reason, &ms, &count); err != nil {
			return err
		}
		into[share] = Amount{time.Duration(ms) * time.Millisecond, count}
	}
	return rows.Err()
}
