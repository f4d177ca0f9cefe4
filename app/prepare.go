package app

import (
	"context"
	"time"
)

// askedAhead is what the keychain was asked for before the app runs.
type askedAhead struct {
	done    chan struct{}
	cancel  context.CancelFunc
	secrets Secrets // these two once done is closed
	err     error
	shown   bool
}

// Prepare shows what is known before the app runs, so that a window which is made
// then has it in its first picture, and asks the keychain meanwhile. The function that
// it returns shows what the keychain has said, and waits for that no longer than
// limit; what it says later is shown by [App.Run]. Call both on the UI goroutine
// before Run; without them Run does the same.
func (a *App) Prepare() (show func(limit time.Duration)) {
	a.showForm()
	a.showViews()
	ctx, cancel := context.WithCancel(context.Background())
	q := &askedAhead{done: make(chan struct{}), cancel: cancel}
	a.ahead = q
	form := a.form
	a.wg.Go(func() {
		defer close(q.done)
		q.secrets, q.err = a.askKeychain(ctx, form)
	})
	return func(limit time.Duration) {
		select {
		case <-q.done:
			q.shown = true
			a.recall(q.secrets, q.err)
			a.showViews()
		case <-time.After(limit):
		}
	}
}

// askKeychain reads what the keychain knows of a form's owners; nothing where secrets
// are kept in memory only.
func (a *App) askKeychain(ctx context.Context, form SignInForm) (Secrets, error) {
	if a.opts.Secure == nil {
		return Secrets{}, nil
	}
	return loadSecrets(ctx, a.opts.Secure, form)
}

// askSecrets fills the form with what the keychain knows, and then signs in when that
// is asked.
func (a *App) askSecrets() {
	q, form := a.ahead, a.form
	if q != nil && q.shown {
		q.cancel()
		a.signInIfAsked()
		return
	}
	if q == nil && a.opts.Secure == nil {
		a.secretsLoaded(Secrets{}, nil)
		return
	}
	a.work(func(ctx context.Context) func() {
		if q == nil {
			secrets, err := a.askKeychain(ctx, form)
			return func() { a.secretsLoaded(secrets, err) }
		}
		defer context.AfterFunc(ctx, q.cancel)()
		<-q.done
		q.cancel()
		return func() { a.secretsLoaded(q.secrets, q.err) }
	})
}
