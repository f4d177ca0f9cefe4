package app

import (
	"context"
	"fmt"
	"slices"

	"offhook/app/pop"
	"offhook/app/trigger"
	"offhook/resources/lang"
)

// pagesOf reads the rules of the settings. Those in a file have been checked.
func pagesOf(rules []pop.Rule) (*pop.Pages, error) {
	p, err := pop.New(rules)
	if err != nil {
		p, _ = pop.New(nil)
	}
	return p, err
}

// openPages opens the web pages that belong to what happens to a call.
func (a *App) openPages(t trigger.Trigger, c trigger.Call) {
	for _, page := range a.pages.For(t, c) {
		if page.Err != nil {
			a.log.Info("no page", keyCall, c.ID, "rule", page.Rule, "on", t, "err", page.Err)
			continue
		}
		a.log.Debug("page", keyCall, c.ID, "rule", page.Rule, "on", t, "url", page.URL)
		a.work(func(ctx context.Context) func() {
			err := a.opts.OpenPage(ctx, page.URL)
			if err == nil {
				return nil
			}
			return func() { a.pageFailed(c.ID, page.Rule, err) }
		})
	}
}

// pageFailed says so once, until the notice is gone.
func (a *App) pageFailed(call string, rule int, err error) {
	a.log.Warn("the page could not be opened", keyCall, call, "rule", rule, "err", err)
	a.notifyOnce(&a.model.pageNotice, Notice{
		Severity: Warning,
		Title:    lang.X("notice.page.title", "The page for this call could not be opened"),
		Text:     lang.X("notice.page.text", "The call itself is not concerned. Is there a default browser?"),
		Details:  err.Error(),
	})
}

// hookFailed says that a program of the settings did not do what it should. It is
// called on any goroutine, the loop's too.
func (a *App) hookFailed(hook int, err error) {
	show := func() {
		a.notifyOnce(&a.model.hookNotice, Notice{
			Severity: Warning,
			Title:    lang.X("notice.hook.title", "A program that follows your calls failed"),
			Text:     lang.X("notice.hook.text", "The call itself is not concerned. Tell your administrator."),
			Details:  fmt.Sprintf("hook %d: %v", hook, err),
		})
	}
	a.wg.Go(func() { a.post(show) }) // the loop cannot wait for itself
}

// notifyOnce shows a notice, unless the one before it is still there.
func (a *App) notifyOnce(id *int, n Notice) {
	shown := func(n Notice) bool { return n.ID == *id }
	if *id == 0 || !slices.ContainsFunc(a.model.notices, shown) {
		*id = a.model.notify(n)
	}
}
