package cli

import (
	"context"
	"encoding/json"
	"os"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/app/control"
	"offhook/app/desktop"
	"offhook/screens"
)

// windowHandler serves the local socket's commands that concern the window, and
// leaves the rest to the app.
type windowHandler struct {
	app    *app.App
	window *screens.Main
	loop   *eventLoop
}

func (h *windowHandler) Handle(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	switch req.Command {
	case "raise":
		h.raise()
		emit(control.Response{Code: control.OK})
	case "link":
		h.raise()
		h.app.Handle(ctx, req, emit)
	case "press":
		if !h.app.Press(ctx, desktop.ParseLink(req.Text)) {
			h.raise()
		}
		emit(control.Response{Code: control.OK})
	case "clipboard":
		h.raise()
		h.clipboard(ctx, emit)
	case "inspect":
		h.inspect(ctx, emit)
	default:
		h.app.Handle(ctx, req, emit)
	}
}

func (h *windowHandler) raise() { h.loop.do(h.window.Raise) }

// clipboard offers the number that is in the clipboard.
func (h *windowHandler) clipboard(ctx context.Context, emit func(control.Response) bool) {
	got := make(chan string, 1)
	h.loop.do(func() { got <- fyne.CurrentApp().Clipboard().Content() })
	select {
	case text := <-got:
		h.app.Handle(ctx, control.Request{Command: "offer", Text: text}, emit)
	case <-ctx.Done():
	}
}

// inspect lists what the window shows and where, so that a test can click where
// a person would. It must be switched on for the run.
func (h *windowHandler) inspect(ctx context.Context, emit func(control.Response) bool) {
	if os.Getenv("OFFHOOK_INSPECT") == "" {
		emit(control.Response{Code: control.Refused, Error: "inspect is off: start the app with OFFHOOK_INSPECT=1"})
		return
	}
	got := make(chan []screens.Element, 1)
	h.loop.do(func() { got <- h.window.Inspect() })
	select {
	case elements := <-got:
		data, err := json.Marshal(elements)
		if err != nil {
			emit(control.Response{Code: control.Failed, Error: err.Error()})
			return
		}
		emit(control.Response{Code: control.OK, Data: data})
	case <-ctx.Done():
	}
}
