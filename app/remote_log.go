package app

import (
	"context"
	"fmt"
	"log/slog"

	"offhook/app/control"
)

// handleLog changes how much goes into the log when the request names a level, and
// emits where the log is and its level then.
func (a *App) handleLog(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	var level slog.Level
	if req.Text != "" {
		if err := level.UnmarshalText([]byte(req.Text)); err != nil {
			emit(control.Response{Code: control.BadRequest, Error: fmt.Sprintf("%q is no level: say debug, info, warn or error", req.Text)})
			return
		}
	}
	got := make(chan LogView, 1)
	if !a.post(func() {
		if req.Text != "" {
			a.setLogLevel(level)
		}
		got <- a.logView()
	}) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	select {
	case v := <-got:
		if v.Path == "" {
			emit(control.Response{Code: control.Failed, Error: "no log is written"})
			return
		}
		emit(control.Response{Code: control.OK, Data: jsonLine(v)})
	case <-a.done:
	case <-ctx.Done():
	}
}
