package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/app/pop"
	"offhook/app/trigger"
	"offhook/wti"
)

// browser records the pages that are opened.
type browser struct {
	mu    sync.Mutex
	pages []string
	err   error
}

func (b *browser) open(_ context.Context, url string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.pages = append(b.pages, url)
	return b.err
}

// opened are the pages since the last time.
func (b *browser) opened() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := b.pages
	b.pages = nil
	slices.Sort(list) // those of one moment come in any order
	return list
}

// withPages opens a page for each trigger, which its folder names.
func (b *browser) withPages(o *app.Options) {
	o.OpenPage = b.open
	for _, t := range pop.Triggers() {
		o.Settings.Pop = append(o.Settings.Pop, pop.Rule{
			On: []trigger.Trigger{t}, Direction: trigger.Any,
			URL: "https://crm.example/" + string(t) + "?t={caller}&n={name}&d={digits}&v={vdn}&k={skill}&u={ucid}&w={direction}",
		})
	}
}

const aboutThatCall = "?t=15551234567&n=&d=42&v=7000&k=500&u=00001008711428242051&w=in"

func TestPagesOpenOnceForWhatHappensToACall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var b browser
		d := newDesk(t, b.withPages)
		d.signIn()
		expect := func(when string, want ...string) {
			t.Helper()
			if got := b.opened(); !slices.Equal(got, want) {
				t.Errorf("%s: opened %q, want %q", when, got, want)
			}
		}
		expect("before a call")
		d.emit(offered)
		expect("ringing", "https://crm.example/ring"+aboutThatCall)
		d.emit(offered) // once more
		d.emit(answered, answered)
		expect("answered", "https://crm.example/answer"+aboutThatCall)
		d.emit(wti.Held{Connection: own, Own: true}, wti.Retrieved{Connection: own, Own: true})
		expect("held and taken back")
		d.emit(clearedCall("871"), clearedCall("871"))
		expect("over", "https://crm.example/end"+aboutThatCall)
		d.emit(offered, clearedCall("871"))
		expect("missed", "https://crm.example/missed"+aboutThatCall, "https://crm.example/ring"+aboutThatCall)
		d.emit(answered) // by itself: no ring was reported
		expect("answered by itself", "https://crm.example/answer"+aboutThatCall, "https://crm.example/ring"+aboutThatCall)
	})
}

func TestAPageKnowsTheNameOfTheDirectory(t *testing.T) {
	var dir string
	change := withDirectory(t, &dir)
	bubble(t, func(t *testing.T) {
		var b browser
		d := newDesk(t, change, b.withPages, func(o *app.Options) { o.Settings.Services = map[string]string{"7000": "Billing"} })
		d.signIn()
		d.save(app.Contact{Name: "Anna & Müller", Number: "+1 555 123-4567"})
		d.emit(offered)
		if got := b.opened(); len(got) != 1 || !strings.Contains(got[0], "&n=Anna%20%26%20M%C3%BCller&") {
			t.Errorf("opened %q", got)
		}
	})
}

func TestAPageThatDoesNotOpenIsToldOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		b := browser{err: errors.New("no browser")}
		d := newDesk(t, b.withPages)
		d.signIn()
		d.emit(offered, answered)
		n := d.notices()
		if len(n) != 1 || n[0].Title != "The page for this call could not be opened" || n[0].Details != "no browser" {
			t.Fatalf("notices = %+v", n)
		}
		d.app.DismissNotice(n[0].ID)
		synctest.Wait()
		d.emit(clearedCall("871"))
		if n := d.notices(); len(n) != 1 {
			t.Errorf("after the next page: %+v", n)
		}
	})
}

func TestSettingsWithAWrongPageAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "default.toml")
	text := "[[pop]]\non = [\"ring\"]\nurl = \"javascript:alert({caller})\"\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := app.LoadSettings(path); err == nil || !strings.Contains(err.Error(), "use http or https") {
		t.Errorf("error = %v", err)
	}
}
