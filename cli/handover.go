package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"offhook/app/control"
)

// How long an app that is just starting has to answer, and how often it is
// asked.
const (
	handOverLimit = 15 * time.Second
	handOverPause = 50 * time.Millisecond
)

// handOver gives what this program was started for to the one that runs: a link
// to offer, or its window to show. One that has taken the socket and is not
// ready yet is waited for.
func (e *environment) handOver(path, link string) error {
	ctx, cancel := context.WithTimeout(e.ctx, handOverLimit)
	defer cancel()
	req := control.Request{Command: "raise"}
	if link != "" {
		req = control.Request{Command: "link", Text: link}
	}
	letInFront()
	for {
		r, err := control.Send(ctx, path, req)
		switch {
		case err == nil:
			if link == "" {
				_, _ = fmt.Fprintln(e.stderr, "offhook: already running; its window was brought to the front")
			}
			return outcome(r)
		case !errors.Is(err, control.ErrNotRunning):
			return err
		}
		select {
		case <-ctx.Done():
			return errors.New("another Offhook of this profile runs, but does not answer")
		case <-time.After(handOverPause):
		}
	}
}
