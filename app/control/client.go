package control

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrNotRunning is returned when no app serves the socket.
var ErrNotRunning = errors.New("control: Offhook is not running")

// Send carries out one request and returns its only response.
func Send(ctx context.Context, path string, req Request) (Response, error) {
	var got Response
	seen := false
	err := Stream(ctx, path, req, func(r Response) bool {
		got, seen = r, true
		return false
	})
	if err == nil && !seen {
		err = fmt.Errorf("control: %w", io.ErrUnexpectedEOF)
	}
	return got, err
}

// Stream carries out one request and calls each for every response, until each
// returns false, the app closes the connection or ctx ends.
func Stream(ctx context.Context, path string, req Request, each func(Response) bool) error {
	c, err := dial(ctx, path)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()

	if err := json.NewEncoder(c).Encode(req); err != nil {
		return fmt.Errorf("control: %w", err)
	}
	in := bufio.NewScanner(c)
	in.Buffer(make([]byte, 0, 4096), 4<<20)
	for in.Scan() {
		var r Response
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return fmt.Errorf("control: response: %w", err)
		}
		if !each(r) {
			return nil
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return in.Err()
}
