package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"offhook/app/control"
	"offhook/wti"
)

// tracePiece is about how many bytes of a trace go into one response, so that a
// long one needs no long line.
const tracePiece = 64 << 10

// handleTrace emits the protocol trace of this sign-in or, when it failed, of
// the attempt, in as many responses as it takes: the ladder of one call, or every
// frame as a line of JSON. Secrets are masked already.
func (a *App) handleTrace(req control.Request, emit func(control.Response) bool) {
	got := make(chan *wti.Trace, 1)
	if !a.post(func() { got <- a.trace }) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	var trace *wti.Trace
	select {
	case trace = <-got:
	case <-a.done:
	}
	if trace == nil {
		emit(control.Response{Code: control.NotSignedIn, Error: "no trace: nobody has signed in yet"})
		return
	}
	if req.Text != "" {
		ladder := trace.Ladder(req.Text)
		if ladder == "" {
			emit(control.Response{Code: control.Failed, Error: fmt.Sprintf("no frame of call %s is kept", req.Text)})
			return
		}
		_, _ = (&pieces{emit: emit}).Write([]byte(ladder))
		return
	}
	_, _ = trace.WriteTo(&pieces{emit: emit})
}

// pieces emits what is written to it, cut at line ends.
type pieces struct {
	emit func(control.Response) bool
}

var errPeerGone = errors.New("the peer is gone")

// Write implements io.Writer.
func (p *pieces) Write(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		part := string(b[n:min(len(b), n+tracePiece)])
		if end := strings.LastIndexByte(part, '\n'); end >= 0 {
			part = part[:end+1]
		}
		data, err := json.Marshal(part)
		if err != nil {
			return n, fmt.Errorf("app: trace: %w", err)
		}
		if !p.emit(control.Response{Code: control.OK, Data: data}) {
			return n, errPeerGone
		}
		n += len(part)
	}
	return n, nil
}
