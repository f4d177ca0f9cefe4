package app

import (
	"context"
	"encoding/json"
	"io"

	"offhook/app/control"
	"offhook/media"
)

// headerCapturer is a Voice whose RTP headers can be written down.
type headerCapturer interface {
	CaptureHeaders(io.Writer) (*media.HeaderCapture, error)
}

// handleHeaders emits the headers of all RTP packets, as a capture file in
// pieces, until the peer goes. Numbers and voice are not in it.
func (a *App) handleHeaders(ctx context.Context, emit func(control.Response) bool) {
	got := make(chan Voice, 1)
	if !a.post(func() { got <- a.voice }) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	var voice Voice
	select {
	case voice = <-got:
	case <-a.done:
	}
	capturer, ok := voice.(headerCapturer)
	if !ok {
		emit(control.Response{Code: control.NotSignedIn, Error: "no voice to capture: sign in with the telephone mode \"this computer\" first"})
		return
	}
	capture, err := capturer.CaptureHeaders(blobs{emit})
	if err != nil {
		emit(control.Response{Code: control.Failed, Error: err.Error()})
		return
	}
	select {
	case <-ctx.Done():
	case <-a.done:
	}
	_ = capture.Close() // the peer is gone, or learns it from the end of the answers
}

// blobs emits bytes as they are written.
type blobs struct {
	emit func(control.Response) bool
}

// Write implements io.Writer.
func (b blobs) Write(p []byte) (int, error) {
	data, err := json.Marshal(p)
	if err != nil {
		return 0, err
	}
	if !b.emit(control.Response{Code: control.OK, Data: data}) {
		return 0, errPeerGone
	}
	return len(p), nil
}
