package testdesk

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Minimise takes a window off the screen as its frame's button does, and waits
// until it is.
func (d *Desk) Minimise(ctx context.Context, id string) error {
	if _, err := d.output(ctx, "xdotool", "windowminimize", id); err != nil {
		return err
	}
	for {
		out, err := d.output(ctx, "xwininfo", "-id", id)
		if err != nil {
			return err
		}
		if !strings.Contains(out, "IsViewable") {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("testdesk: the window is still on the screen: %w", context.Cause(ctx))
		case <-time.After(20 * time.Millisecond):
		}
	}
}
