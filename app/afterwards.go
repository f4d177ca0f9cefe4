package app

import (
	"context"
	"strings"
	"time"

	"offhook/app/tel"
	"offhook/resources/lang"
	"offhook/wti"
)

// afterwards is what is to be done once a call to a number is up: an extension
// to ask for, and digits to send, with p for a pause and w for waiting until the
// agent goes on. Comparable.
type afterwards struct{ extension, digits string }

// pauseLength is how long p waits (RFC 2806 §2.2: one second).
const pauseLength = time.Second

// afterwards is what a text wants once the call is up; nothing for most.
func (a *App) afterwards(text string) afterwards {
	n, err := tel.Parse(text)
	if err != nil {
		return afterwards{}
	}
	return afterwards{extension: n.Extension, digits: n.After}
}

// sendLater keeps what is to be sent on a call that was made, until it is
// answered.
func (a *App) sendLater(id wti.CallID, what afterwards, err error) {
	if err != nil || id == "" || what == (afterwards{}) {
		return
	}
	if c := a.model.find(id); c != nil {
		c.after = what
		return
	}
	if a.model.later == nil {
		a.model.later = map[wti.CallID]afterwards{}
	}
	a.model.later[id] = what // its first event is still to come
}

// sendAfterwards goes on with each call that has been answered meanwhile.
func (a *App) sendAfterwards() {
	for _, c := range a.model.calls {
		if what, ok := a.model.later[c.ID]; ok {
			c.after = what
			delete(a.model.later, c.ID)
		}
		if c.after == (afterwards{}) || c.State != CallConnected {
			continue
		}
		what := c.after
		c.after = afterwards{}
		if what.extension != "" {
			a.model.notify(extensionNotice(what.extension))
		}
		a.sendPaused(c, what.digits)
	}
}

// sendPaused sends digits up to the next pause, and goes on after it as long as
// the call is up.
func (a *App) sendPaused(c *call, digits string) {
	pauses := len(digits) - len(strings.TrimLeft(digits, "p"))
	rest := digits[pauses:]
	if rest == "" {
		return
	}
	if asked, ok := strings.CutPrefix(rest, "w"); ok {
		if asked = strings.NewReplacer("p", " ", "w", " ").Replace(asked); strings.TrimSpace(asked) != "" {
			a.model.notify(digitsNotice(strings.TrimSpace(asked)))
		}
		return
	}
	now := rest
	if i := strings.IndexAny(rest, "pw"); i >= 0 {
		now = rest[:i]
	}
	a.work(func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Duration(pauses) * pauseLength):
		}
		return func() {
			if a.model.find(c.ID) != c || c.State != CallConnected {
				return
			}
			a.sendDigits(c.ID, now, func(err error) {
				if err == nil {
					a.sendPaused(c, rest[len(now):])
				}
			})
		}
	})
}

func extensionNotice(extension string) Notice {
	return Notice{Severity: Info,
		Title: lang.X("notice.extension", "Extension {{.Number}}", map[string]any{"Number": extension}),
		Text:  lang.X("notice.extension.text", "The number came with it: ask for it, or type it on the dialpad when the other end wants it.")}
}

func digitsNotice(digits string) Notice {
	return Notice{Severity: Info,
		Title: lang.X("notice.digits", "More digits: {{.Digits}}", map[string]any{"Digits": digits}),
		Text:  lang.X("notice.digits.text", "They came with the number: type them on the dialpad when the other end wants them.")}
}
