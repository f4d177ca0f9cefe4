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

// HistoryPath is the call history of a profile.
func HistoryPath(profile string) string {
	return filepath.Join(xdg.DataHome, "offhook", profile+".history.db")
}
