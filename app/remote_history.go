package app

import (
	"context"
	"encoding/json"
	"errors"

	"offhook/app/control"
	"offhook/app/history"
)

// historyPiece is how many calls go into one response.
const historyPiece = 200

// handleHistory emits the calls that fit, newest first, in as many responses as
// it takes. It needs no sign-in.
func (a *App) handleHistory(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	var want control.HistoryRequest
	if len(req.Data) > 0 {
		if err := json.Unmarshal(req.Data, &want); err != nil {
			emit(control.Response{Code: control.BadRequest, Error: "history: " + err.Error()})
			return
		}
	}
	got := make(chan *history.Store, 1)
	if !a.whenOpen(func() { got <- a.past.store }) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	var store *history.Store
	select {
	case store = <-got:
	case <-a.done:
	case <-ctx.Done():
	}
	if store == nil {
		emit(control.Response{Code: control.Failed, Error: errNoHistory.Error()})
		return
	}
	q := history.Query{Search: want.Search, Missed: want.Missed}
	var err error
	if want.CSV {
		_, err = store.WriteCSV(ctx, &pieces{emit: emit}, q)
	} else {
		err = emitCalls(ctx, store, q, want.Count, emit)
	}
	if err != nil && !errors.Is(err, errPeerGone) {
		emit(control.Response{Code: control.Failed, Error: err.Error()})
	}
}

// errEnough ends the reading when there are as many as wanted.
var errEnough = errors.New("enough")

func emitCalls(ctx context.Context, store *history.Store, q history.Query, count int, emit func(control.Response) bool) error {
	batch := make([]control.PastCall, 0, historyPiece)
	send := func() error {
		if !emit(control.Response{Code: control.OK, Data: jsonLine(batch)}) {
			return errPeerGone
		}
		batch = batch[:0]
		return nil
	}
	n := 0
	err := store.Each(ctx, q, func(c history.Call) error {
		batch = append(batch, remoteCall(c))
		if n++; n == count {
			return errEnough
		}
		if len(batch) == historyPiece {
			return send()
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return send() // an empty answer is one too
}

func remoteCall(c history.Call) control.PastCall {
	return control.PastCall{
		Started: c.Started(), Direction: c.Direction.String(), Result: c.Result.String(),
		Number: c.Number, Name: c.Name, Service: c.Service,
		RingSeconds: int(c.Ring.Seconds()), TalkSeconds: int(c.Talk.Seconds()), HoldSeconds: int(c.Hold.Seconds()),
		UCID: c.UCID, MOS: c.MOS, Loss: c.Loss,
	}
}
