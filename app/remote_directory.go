package app

import (
	"context"
	"encoding/json"
	"errors"

	"offhook/app/contact"
	"offhook/app/control"
	"offhook/app/directory"
)

// handleDirectory emits the contacts that fit, in as many responses as it takes.
// It needs no sign-in.
func (a *App) handleDirectory(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	var want control.DirectoryRequest
	if len(req.Data) > 0 {
		if err := json.Unmarshal(req.Data, &want); err != nil {
			emit(control.Response{Code: control.BadRequest, Error: "directory: " + err.Error()})
			return
		}
	}
	store, ok := a.directoryFor(ctx, emit)
	if !ok {
		return
	}
	q := DirectoryQuery{Search: want.Search, Favourites: want.Favourites}
	var err error
	switch want.Form {
	case "":
		err = emitContacts(store.All(ctx, directory.Query{Search: q.Search, Favourites: q.Favourites}), emit)
	case "csv", "vcard":
		_, err = writeContacts(ctx, store, &pieces{emit: emit}, q, want.Form == "vcard")
	default:
		emit(control.Response{Code: control.BadRequest, Error: "directory: use csv or vcard"})
		return
	}
	if err != nil && !errors.Is(err, errPeerGone) {
		emit(control.Response{Code: control.Failed, Error: err.Error()})
	}
}

// directoryFor waits for the directory to be open, or says why it is not.
func (a *App) directoryFor(ctx context.Context, emit func(control.Response) bool) (*directory.Store, bool) {
	got := make(chan *directory.Store, 1)
	if !a.whenBookOpen(func() { got <- a.book.store }) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return nil, false
	}
	var store *directory.Store
	select {
	case store = <-got:
	case <-a.done:
	case <-ctx.Done():
	}
	if store == nil {
		emit(control.Response{Code: control.Failed, Error: errNoDirectory.Error()})
	}
	return store, store != nil
}

func emitContacts(entries func(func(contact.Entry, error) bool), emit func(control.Response) bool) error {
	batch := make([]control.Contact, 0, historyPiece)
	send := func() error {
		if !emit(control.Response{Code: control.OK, Data: jsonLine(batch)}) {
			return errPeerGone
		}
		batch = batch[:0]
		return nil
	}
	for e, err := range entries {
		if err != nil {
			return err
		}
		batch = append(batch, control.Contact{Name: e.Name, Company: e.Company, Label: e.Label, Number: e.Number, Favourite: e.Favourite})
		if len(batch) == historyPiece {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send() // an empty answer is one too
}

// handleImport reads the file that the request names by its path.
func (a *App) handleImport(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	if _, ok := a.directoryFor(ctx, emit); !ok {
		return
	}
	type outcome struct {
		sum importSum
		err error
	}
	got := make(chan outcome, 1)
	if !a.post(func() { a.importContacts(req.Text, func(s importSum, err error) { got <- outcome{s, err} }) }) {
		return
	}
	select {
	case o := <-got:
		if o.err != nil {
			emit(control.Response{Code: control.Failed, Error: o.err.Error()})
			return
		}
		data := control.ImportOutcome{New: o.sum.fresh, Updated: o.sum.updated, Skipped: o.sum.Skipped}
		for _, p := range o.sum.Problems {
			data.Problems = append(data.Problems, p.String())
		}
		emit(control.Response{Code: control.OK, Data: jsonLine(data)})
	case <-a.done:
	case <-ctx.Done():
	}
}
