package app

import (
	"context"

	"offhook/app/control"
)

// handleSupport writes a bundle for support to the path that the request names, and
// emits where it is.
func (a *App) handleSupport(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	type outcome struct {
		path string
		err  error
	}
	got := make(chan outcome, 1)
	if !a.post(func() { a.saveSupport(req.Text, func(path string, err error) { got <- outcome{path, err} }) }) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	select {
	case o := <-got:
		if o.err != nil {
			emit(control.Response{Code: control.Failed, Error: o.err.Error()})
			return
		}
		emit(control.Response{Code: control.OK, Data: jsonLine(o.path)})
	case <-a.done:
	case <-ctx.Done():
	}
}
