package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"offhook/app/history"
	"offhook/resources/lang"
)

// errNoHistory says that no history is kept, or that it could not be opened.
var errNoHistory = errors.New("no call history is kept")

// ShowHistory shows the calls that fit a query in State.History. The newest
// query counts: one that is still being answered is dropped.
func (a *App) ShowHistory(q HistoryQuery) { a.post(func() { a.askHistory(q) }) }

// searchPatience is how long SearchHistory waits: less than two frames of a
// screen, so that nobody sees a letter come late.
const searchPatience = 30 * time.Millisecond

// SearchHistory is ShowHistory for a key of a search: it waits for the answer, up
// to 30 ms, and returns it, so that the letter and what it finds are painted at
// once and not one after the other. It returns false when the answer takes longer
// or there is none; State.History shows it as soon as it is there, in either case.
func (a *App) SearchHistory(q HistoryQuery) (HistoryView, bool) {
	limit := time.NewTimer(searchPatience)
	defer limit.Stop()
	answer := make(chan HistoryView, 1)
	if !a.post(func() { a.askHistory(q); a.past.awaited(answer) }) {
		return HistoryView{}, false
	}
	select {
	case v, ok := <-answer:
		return v, ok
	case <-limit.C:
		return HistoryView{}, false
	}
}

// SeenMissed says that the agent has seen which calls were missed.
func (a *App) SeenMissed() {
	a.post(func() {
		if v := &a.past.view; v.Unseen > 0 {
			v.Unseen = 0
			v.Revision++
		}
	})
}

// mostUndo is how many deletions can be taken back.
const mostUndo = 20

// DeleteCalls forgets calls of the history, until UndoDelete takes that back.
func (a *App) DeleteCalls(ids ...int64) {
	a.post(func() {
		store := a.past.store
		if store == nil {
			return
		}
		a.work(func(ctx context.Context) func() {
			gone, err := store.Delete(ctx, ids...)
			return func() {
				if len(gone) > 0 {
					a.past.deleted = append(a.past.deleted, gone)
				}
				if over := len(a.past.deleted) - mostUndo; over > 0 {
					a.past.deleted = a.past.deleted[over:]
				}
				a.historyChanged(store, err)
			}
		})
	})
}

// UndoDelete brings back the calls that were deleted last.
func (a *App) UndoDelete() {
	a.post(func() {
		store, n := a.past.store, len(a.past.deleted)
		if store == nil || n == 0 {
			return
		}
		calls := a.past.deleted[n-1]
		a.past.deleted = a.past.deleted[:n-1]
		a.work(func(ctx context.Context) func() {
			err := store.Restore(ctx, calls)
			return func() {
				if err != nil {
					a.past.deleted = append(a.past.deleted, calls)
				}
				a.historyChanged(store, err)
			}
		})
	})
}

// ExportHistory writes the calls that fit a query as CSV into the folder for
// downloads and says where.
func (a *App) ExportHistory(q HistoryQuery) {
	a.post(func() {
		store := a.past.store
		if store == nil {
			return
		}
		name := "offhook-calls-" + a.opts.Now().Format("20060102-150405")
		a.work(func(ctx context.Context) func() {
			var n int
			path, err := writeExport(a.opts.ExportDir, name, ".csv", func(w io.Writer) (err error) {
				n, err = store.WriteCSV(ctx, w, history.Query{Search: q.Search, Missed: q.Missed})
				return err
			})
			return func() { a.model.notify(exportNotice(path, n, err)) }
		})
	})
}

// writeExport writes a new file, private to the user, into a folder: the one
// given or, with "", the one for downloads, else the home. What failed half-way
// is removed.
func writeExport(dir, name, ext string, write func(io.Writer) error) (path string, err error) {
	if dir == "" {
		dir = xdg.UserDirs.Download
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			dir = xdg.Home
		}
	}
	var f *os.File
	for i := range 100 {
		path = filepath.Join(dir, name+ext)
		if i > 0 {
			path = filepath.Join(dir, fmt.Sprintf("%s-%d%s", name, i+1, ext))
		}
		if f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); !errors.Is(err, os.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", fmt.Errorf("export: %w", err)
	}
	if err = errors.Join(write(f), f.Close()); err != nil {
		_ = os.Remove(path)
		return "", fmt.Errorf("export: %w", err)
	}
	return path, nil
}

func exportNotice(path string, n int, err error) Notice {
	if err != nil {
		return Notice{Severity: Failure,
			Title:   lang.X("notice.export.failed.title", "The file could not be written"),
			Text:    lang.X("notice.export.failed.text", "Is the disk full, or the folder not yours to write in? Nothing was lost."),
			Details: err.Error(),
		}
	}
	return Notice{Severity: Info,
		Title: lang.XN("notice.export.title", "{{.Count}} entries were exported", n, map[string]any{"Count": n}),
		Text:  path,
	}
}

// jsonLine marshals what cannot fail to be marshalled.
func jsonLine(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // a type of ours that JSON does not know: a programming error
	}
	return b
}
