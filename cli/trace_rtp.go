package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"offhook/app/control"
)

// traceRTP writes the running app's RTP headers to a capture file until it is
// interrupted or the app ends.
func (e *environment) traceRTP(file string) error {
	path, err := e.socket()
	if err != nil {
		return err
	}
	to, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("--rtp: %w", err)
	}
	var failed error
	err = control.Stream(e.ctx, path, control.Request{Command: "headers"}, func(r control.Response) bool {
		if failed = outcome(r); failed != nil {
			return false
		}
		var part []byte
		if failed = json.Unmarshal(r.Data, &part); failed == nil {
			_, failed = to.Write(part)
		}
		return failed == nil
	})
	if e.ctx.Err() != nil {
		err = nil // interrupted: that is how it ends
	}
	return errors.Join(failed, notRunning(err), to.Close())
}
