package app

import (
	"context"
	"errors"
	"sync/atomic"

	"offhook/app/contact"
	"offhook/app/database"
	"offhook/app/directory"
	"offhook/resources/lang"
)

// book is what the loop knows of the directory. All of the store's work is done
// on goroutines.
type book struct {
	store   *directory.Store                // nil until it is open
	open    atomic.Pointer[directory.Store] // the same, a moment earlier: to be closed in the end
	query   DirectoryQuery                  // shown, or asked for
	asked   int                             // number of the newest question
	cancel  context.CancelFunc              // of the question under way
	view    DirectoryView
	deleted [][]contact.Entry // for undo, the last one last
	ready   []func()          // run once it is open, or known not to be
	closed  bool              // no directory in this run
}

// openDirectory opens the directory on a goroutine.
func (a *App) openDirectory() {
	path := a.opts.DirectoryPath
	if path == "" {
		a.book.closed = true
		return
	}
	a.work(func(ctx context.Context) func() {
		store, err := directory.Open(ctx, path)
		a.book.open.Store(store)
		return func() { a.directoryOpened(store, err) }
	})
}

func (a *App) directoryOpened(store *directory.Store, err error) {
	b := &a.book
	if err != nil {
		a.log.Error("directory", "err", err)
		b.closed = true
		b.view.Problem = directoryProblem(err)
		b.view.Revision++
		a.model.notify(b.view.Problem.notice(Warning))
	} else {
		b.store = store
		if aside := store.Aside(); aside != "" {
			a.model.notify(damagedDirectoryNotice(aside))
		}
		a.directoryChanged(nil)
	}
	for _, f := range b.ready {
		f()
	}
	b.ready = nil
}

// whenBookOpen runs f on the loop as soon as the directory is open, or known not
// to be. It reports false when the loop has ended.
func (a *App) whenBookOpen(f func()) bool {
	return a.post(func() {
		if a.book.store != nil || a.book.closed {
			f()
			return
		}
		a.book.ready = append(a.book.ready, f)
	})
}

// directoryChanged shows the directory and the calls' names again after a
// change, or says what went wrong.
func (a *App) directoryChanged(err error) {
	if err != nil {
		a.directoryFailed(err)
		return
	}
	for _, c := range a.model.calls {
		c.named = ""
	}
	a.askDirectory(a.book.query)
}

func (a *App) directoryFailed(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	a.log.Error("directory", "err", err)
	a.model.notify(directoryProblem(err).notice(Warning))
}

// askDirectory reads the part of the directory that a query names. A newer
// question ends the one under way.
func (a *App) askDirectory(q DirectoryQuery) {
	b := &a.book
	b.query = q
	store := b.store
	if store == nil {
		return
	}
	if b.cancel != nil {
		b.cancel()
	}
	b.asked++
	asked := b.asked
	ctx, cancel := context.WithTimeout(a.ctx, historyLimit)
	b.cancel = cancel
	a.work(func(context.Context) func() {
		defer cancel()
		p, err := store.Page(ctx, directory.Query{Search: q.Search, Favourites: q.Favourites, First: q.First, Count: DirectoryWindow})
		return func() {
			switch {
			case b.asked != asked:
			case err != nil:
				a.directoryFailed(err)
			default:
				a.showDirectoryPage(q, p)
			}
		}
	})
}

func (a *App) showDirectoryPage(q DirectoryQuery, p directory.Page) {
	v := &a.book.view
	v.Revision++
	v.Query, v.Total, v.Contacts, v.Deleted = q, p.Total, p.Entries, 0
	if n := len(a.book.deleted); n > 0 {
		v.Deleted = len(a.book.deleted[n-1])
	}
}

// showBook sets the directory when it has changed.
func (a *App) showBook(first bool) (sets []func()) {
	if v := a.book.view; first || !sameDirectory(v, a.published.directory) {
		a.published.directory = v
		sets = append(sets, func() { _ = a.state.Directory.Set(v) })
	}
	return sets
}

// nameCalls looks up who is at the other end of calls whose number is new. A
// colleague's name stands in where the directory has none.
func (a *App) nameCalls() {
	for _, c := range a.model.calls {
		if c.Remote == c.named {
			continue
		}
		c.named, c.Name = c.Remote, a.model.colleagueName(c.Remote)
		c.Shown = a.Pretty(c.Remote)
		store, number := a.book.store, c.Remote
		if store == nil || number == "" {
			continue
		}
		c.naming++
		a.work(func(ctx context.Context) func() {
			e, found, err := store.Lookup(ctx, number)
			return func() {
				c.naming--
				if err != nil {
					a.log.Warn("directory", "err", err)
				}
				if found && c.Remote == number {
					c.Name = e.Name
				}
			}
		})
	}
}

func (m *model) colleagueName(extension string) string {
	for _, c := range m.colleagues {
		if c.Extension == extension {
			return c.Name
		}
	}
	return ""
}

// closeDirectory releases the file. Every goroutine has ended.
func (a *App) closeDirectory() {
	if store := a.book.open.Load(); store != nil {
		if err := store.Close(); err != nil {
			a.log.Warn("closing the directory", "err", err)
		}
	}
}

// directoryProblem says why there is no directory.
func directoryProblem(err error) Problem {
	p := Problem{
		Title:   lang.X("problem.directory.title", "The directory does not work"),
		Meaning: lang.X("problem.directory.meaning", "Contacts cannot be shown or changed for now. Telephoning goes on as usual."),
		Advice:  lang.X("problem.directory.advice", "Is the disk full, or the folder not yours to write in? Send the details to your administrator."),
		Details: err.Error(),
	}
	if errors.Is(err, database.ErrNewer) {
		p.Title = lang.X("problem.directory.newer.title", "The directory was written by a newer Offhook")
		p.Advice = lang.X("problem.directory.newer.advice", "It was left as it is. Start the newer Offhook to see it.")
	}
	return p
}

func damagedDirectoryNotice(aside string) Notice {
	return Notice{Severity: Warning,
		Title:   lang.X("notice.directory.damaged.title", "The directory was damaged"),
		Text:    lang.X("notice.directory.damaged.text", "A new one was begun. The damaged file was kept. Import your contacts again."),
		Details: aside,
	}
}
