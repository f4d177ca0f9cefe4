package app

import (
	"fmt"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"
)

// HistorySettings say what is kept of calls, and for how long.
type HistorySettings struct {
	KeepDays int  `toml:"keep_days"` // 1 to 3650; 0 keeps nothing and forgets what was kept
	Mask     bool `toml:"mask"`      // keep only the end of numbers, and no names
}

// mostKeepDays bounds the retention.
const mostKeepDays = 3650

func (s HistorySettings) check() error {
	if s.KeepDays < 0 || s.KeepDays > mostKeepDays {
		return fmt.Errorf("history: keep_days %d: use 1 to %d, or 0 to keep nothing", s.KeepDays, mostKeepDays)
	}
	return nil
}

// oldest is when a call began that is just still kept.
func (s HistorySettings) oldest(now time.Time) time.Time { return now.AddDate(0, 0, -s.KeepDays) }

// historySettingChanged takes over another retention or mask. Calls that are too
// old go within [pruneEvery], and all of them at the next start when none are to
// be kept, so that a slip can be undone.
func (a *App) historySettingChanged() {
	s := a.opts.Settings.History
	store := a.past.store
	if store == nil {
		if a.past.closed && a.past.view.Problem.IsZero() && s.KeepDays > 0 {
			a.past.closed = false
			a.openHistory()
		}
		return
	}
	store.SetMask(s.Mask)
	a.past.view.KeepDays = s.KeepDays
	a.past.view.Revision++
	a.past.prunedAt = a.opts.Now()
}

// HistoryPath is the call history of a profile.
func HistoryPath(profile string) string {
	return filepath.Join(xdg.DataHome, "offhook", profile+".history.db")
}
