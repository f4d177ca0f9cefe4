package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"offhook/app/contact"
	"offhook/app/directory"
	"offhook/resources/lang"
)

// errNoDirectory says that the directory could not be opened.
var errNoDirectory = errors.New("there is no directory")

// ShowDirectory shows the contacts that fit a query in State.Directory. The
// newest query counts.
func (a *App) ShowDirectory(q DirectoryQuery) { a.post(func() { a.askDirectory(q) }) }

// SaveContact keeps a contact: a new one when its ID is 0, else in place of the
// one with that ID. One whose number cannot be dialled becomes a notice.
func (a *App) SaveContact(c Contact) {
	a.post(func() {
		number, err := Dialable(c.Number)
		store := a.book.store
		if err != nil || store == nil {
			if err != nil {
				a.model.notify(contactNumberNotice(c.Number))
			}
			return
		}
		if c.Number = number; contact.Clean(c.Name) == "" {
			c.Name = number
		}
		a.work(func(ctx context.Context) func() {
			_, err := store.Save(ctx, c)
			return func() { a.directoryChanged(err) }
		})
	})
}

// DeleteContacts forgets contacts, until UndoContacts takes that back.
func (a *App) DeleteContacts(ids ...int64) {
	a.post(func() {
		store := a.book.store
		if store == nil {
			return
		}
		a.work(func(ctx context.Context) func() {
			gone, err := store.Delete(ctx, ids...)
			return func() {
				if len(gone) > 0 {
					a.book.deleted = append(a.book.deleted, gone)
				}
				if over := len(a.book.deleted) - mostUndo; over > 0 {
					a.book.deleted = a.book.deleted[over:]
				}
				a.directoryChanged(err)
			}
		})
	})
}

// UndoContacts brings back the contacts that were deleted last.
func (a *App) UndoContacts() {
	a.post(func() {
		store, n := a.book.store, len(a.book.deleted)
		if store == nil || n == 0 {
			return
		}
		entries := a.book.deleted[n-1]
		a.book.deleted = a.book.deleted[:n-1]
		a.work(func(ctx context.Context) func() {
			_, err := store.Import(ctx, entries)
			return func() {
				if err != nil {
					a.book.deleted = append(a.book.deleted, entries)
				}
				a.directoryChanged(err)
			}
		})
	})
}

// ImportContacts reads a CSV or vCard file into the directory and says what came
// of it, with the lines that could not be used. The path may be quoted, or a
// file: URI, as people paste it.
func (a *App) ImportContacts(path string) {
	path = pastedPath(path)
	a.post(func() {
		a.importContacts(path, func(sum importSum, err error) { a.model.notify(importNotice(sum, err)) })
	})
}

func pastedPath(text string) string {
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	if u, err := url.Parse(text); err == nil && u.Scheme == "file" {
		return u.Path
	}
	return text
}

// importSum is what came of an import.
type importSum struct {
	fresh, updated int
	contact.Result
}

// importContacts hands the outcome to done on the loop.
func (a *App) importContacts(path string, done func(importSum, error)) {
	store := a.book.store
	if store == nil {
		done(importSum{}, errNoDirectory)
		return
	}
	a.work(func(ctx context.Context) func() {
		sum, err := importFile(ctx, store, path)
		return func() {
			if err == nil {
				a.directoryChanged(nil)
			}
			done(sum, err)
		}
	})
}

func importFile(ctx context.Context, store *directory.Store, path string) (sum importSum, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return sum, errors.Join(fmt.Errorf("%s is not a file", path), err)
	}
	if sum.Result, err = contact.Read(f, Dialable); err != nil {
		return sum, err
	}
	sum.fresh, err = store.Import(ctx, sum.Entries)
	sum.updated = len(sum.Entries) - sum.fresh
	return sum, err
}

// ExportContacts writes the contacts that fit a query into the folder for
// downloads, as CSV or vCard, and says where.
func (a *App) ExportContacts(q DirectoryQuery, vcard bool) {
	a.post(func() {
		store := a.book.store
		if store == nil {
			return
		}
		name, ext := "offhook-contacts-"+a.opts.Now().Format("20060102-150405"), ".csv"
		if vcard {
			ext = ".vcf"
		}
		a.work(func(ctx context.Context) func() {
			var n int
			path, err := writeExport(a.opts.ExportDir, name, ext, func(w io.Writer) (err error) {
				n, err = writeContacts(ctx, store, w, q, vcard)
				return err
			})
			return func() { a.model.notify(exportNotice(path, n, err)) }
		})
	})
}

func writeContacts(ctx context.Context, store *directory.Store, w io.Writer, q DirectoryQuery, vcard bool) (int, error) {
	entries := store.All(ctx, directory.Query{Search: q.Search, Favourites: q.Favourites})
	if vcard {
		return contact.WriteVCard(w, entries)
	}
	return contact.WriteCSV(w, entries)
}

func contactNumberNotice(number string) Notice {
	return Notice{Severity: Warning,
		Title:   lang.X("notice.contact.number", "The contact needs a number that can be dialled"),
		Text:    lang.X("notice.dial.wrongtext", "Use digits, *, # and a leading +."),
		Details: number,
	}
}

// importNotice says what came of an import.
func importNotice(sum importSum, err error) Notice {
	switch {
	case errors.Is(err, contact.ErrUnknown):
		return Notice{Severity: Failure,
			Title:   lang.X("notice.import.unknown.title", "The file holds no contacts that can be read"),
			Text:    lang.X("notice.import.unknown.text", "Use a vCard file, or a table (CSV) whose first line names its columns, such as name and phone."),
			Details: err.Error(),
		}
	case err != nil:
		return Notice{Severity: Failure,
			Title:   lang.X("notice.import.failed.title", "The contacts were not imported"),
			Text:    lang.X("notice.import.failed.text", "The file cannot be read, or it is too large. The directory is as it was."),
			Details: err.Error(),
		}
	}
	n := Notice{Severity: Info, Title: lang.XN("notice.import.title", "{{.Count}} new contacts", sum.fresh, map[string]any{"Count": sum.fresh})}
	if sum.updated > 0 {
		n.Text = lang.XN("notice.import.updated", "{{.Count}} were there already and are up to date.", sum.updated, map[string]any{"Count": sum.updated})
	}
	if sum.Skipped > 0 {
		n.Severity = Warning
		n.Text = strings.TrimSpace(n.Text + " " + lang.XN("notice.import.skipped", "{{.Count}} parts of the file could not be used: copy the details to see which.", sum.Skipped, map[string]any{"Count": sum.Skipped}))
		n.Details = problemLines(sum.Result)
	}
	return n
}

// problemLines lists the lines that could not be used.
func problemLines(r contact.Result) string {
	var b strings.Builder
	for _, p := range r.Problems {
		b.WriteString(p.String() + "\n")
	}
	if more := r.Skipped - len(r.Problems); more > 0 {
		fmt.Fprintf(&b, "and %d more\n", more)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
