package app

import (
	"context"

	"offhook/app/control"
	"offhook/app/tel"
)

// OfferSource is where a number came from.
type OfferSource int

// The sources.
const (
	FromLink      OfferSource = iota // a tel: or callto: link
	FromClipboard                    // asked for by a key or a command
	FromSelection                    // selected or copied in another program
)

// DialOffer is a number that came from outside and waits for the agent to dial
// it. Comparable; ID is 0 when there is none. Its texts are hostile: they are to
// be shown, never interpreted.
type DialOffer struct {
	ID     int // differs from offer to offer
	Source OfferSource
	Text   string // what came; dialling it sends also what is to be sent afterwards
	Number string // as the dialpad shows it
	Shown  string // Number in groups, to be read and never to be dialled
	Name   string // of Number in the directory, empty when not known
	// Extension is to be asked for, and After to be sent, once somebody answers.
	Extension, After string
	// Waiting says that nobody is signed in yet.
	Waiting bool
}

// offer is what the loop keeps of the newest offer.
type offer struct {
	DialOffer
	lastID int
}

// OfferNumber shows a number from outside in the dialpad, now or after signing
// in. With links trusted and no call up it is dialled at once. What is no number
// becomes a notice.
func (a *App) OfferNumber(text string, from OfferSource) {
	a.post(func() {
		if err := a.offerNumber(text, from); err != nil {
			a.model.notify(dialNotice(shortened(text), err))
		}
	})
}

// DismissOffer takes the offer away that is shown, without dialling.
func (a *App) DismissOffer() { a.post(a.withdrawOffer) }

func (a *App) offerNumber(text string, from OfferSource) error {
	number, err := Dialable(text)
	if err != nil {
		return err
	}
	n, err := tel.Parse(text)
	if err != nil {
		return err
	}
	if from == FromLink && a.opts.Settings.Links.Trust && a.model.signIn.Phase == PhaseSignedIn && len(a.model.calls) == 0 {
		a.dial(text, nil)
		return nil
	}
	a.offer.lastID++
	a.offer.DialOffer = DialOffer{
		ID: a.offer.lastID, Source: from, Text: text, Number: number, Shown: a.Pretty(number), Extension: n.Extension, After: n.After,
	}
	a.nameOffer()
	return nil
}

// nameOffer looks the number up in the directory.
func (a *App) nameOffer() {
	o := &a.offer
	id, number, store := o.ID, o.Number, a.book.store
	if o.Name = a.model.colleagueName(number); o.Name != "" || id == 0 {
		return
	}
	if store == nil {
		if !a.book.closed {
			a.book.ready = append(a.book.ready, a.nameOffer)
		}
		return
	}
	a.work(func(ctx context.Context) func() {
		e, found, err := store.Lookup(ctx, number)
		return func() {
			if err != nil {
				a.log.Warn("directory", "err", err)
			}
			if found && o.ID == id {
				o.Name = e.Name
			}
		}
	})
}

func (a *App) withdrawOffer() { a.offer.DialOffer = DialOffer{} }

// showOffer sets what has changed of the offer.
func (a *App) showOffer(first bool) (sets []func()) {
	if a.model.signIn.Phase == PhaseSigningOut {
		a.withdrawOffer()
	}
	v := a.offer.DialOffer
	v.Waiting = v.ID != 0 && a.model.signIn.Phase != PhaseSignedIn
	if first || v != a.published.offer {
		a.published.offer = v
		sets = append(sets, func() { _ = a.state.Offer.Set(v) })
	}
	return sets
}

// handleOffer takes a number from another start of the program.
func (a *App) handleOffer(ctx context.Context, req control.Request, from OfferSource, emit func(control.Response) bool) {
	outcome := make(chan error, 1)
	if !a.post(func() { outcome <- a.offerNumber(req.Text, from) }) {
		emit(control.Response{Code: control.Failed, Error: "Offhook is ending"})
		return
	}
	select {
	case err := <-outcome:
		emit(response(err))
	case <-ctx.Done():
	case <-a.done:
	}
}

// longestShown bounds what is shown of a text that is no number, in bytes.
const longestShown = 200

func shortened(s string) string {
	if len(s) > longestShown {
		return s[:longestShown] + "…"
	}
	return s
}
