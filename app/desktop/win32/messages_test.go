package win32_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"offhook/app/desktop"
	"offhook/app/desktop/win32"
)

// shown is a toast as Windows reads it.
type shown struct {
	Tag      string   `xml:"-"`
	Scenario string   `xml:"scenario,attr"`
	Launch   string   `xml:"launch,attr"`
	Texts    []string `xml:"visual>binding>text"`
	Audio    struct {
		Silent string `xml:"silent,attr"`
	} `xml:"audio"`
	Buttons []struct {
		Label string `xml:"content,attr"`
		Kind  string `xml:"activationType,attr"`
		Link  string `xml:"arguments,attr"`
		Rest  string `xml:",innerxml"`
	} `xml:"actions>action"`
}

// desk shows messages and takes note of what is chosen.
type desk struct {
	t      *testing.T
	m      win32.Messages
	toasts map[string]shown
	came   int
	chosen []string
	log    bytes.Buffer
	fails  error
	stop   context.CancelFunc
}

// onDesk runs a test with messages, in virtual time.
func onDesk(t *testing.T, profile string, f func(d *desk)) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{t: t, toasts: map[string]shown{}}
		log := slog.New(slog.NewTextHandler(&d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		d.m = win32.NewMessages(win32.Toaster{OnShow: d.show, OnRemove: d.remove}, log, profile, func(id string, c desktop.Choice) {
			d.chosen = append(d.chosen, fmt.Sprint(id, " ", c == desktop.Answer))
		})
		ctx, stop := context.WithCancel(t.Context())
		d.stop = stop
		defer stop()
		go d.m.Run(ctx)
		f(d)
		stop()
		synctest.Wait()
		if len(d.toasts) > 0 {
			t.Errorf("left behind: %v", d.toasts)
		}
	})
}

func (d *desk) show(tag, text string) error {
	if d.fails != nil {
		return d.fails
	}
	var s shown
	if err := xml.Unmarshal([]byte(text), &s); err != nil {
		d.t.Errorf("%q: %v", text, err)
	}
	s.Tag = tag
	d.toasts[tag], d.came = s, d.came+1
	return nil
}

func (d *desk) remove(tags []string) error {
	for _, tag := range tags {
		delete(d.toasts, tag)
	}
	return nil
}

// set has calls ring and waits until that is shown.
func (d *desk) set(rings ...desktop.Ring) {
	d.m.Set(rings...)
	synctest.Wait()
}

// only is the only message.
func (d *desk) only() shown {
	d.t.Helper()
	for _, s := range d.toasts {
		if len(d.toasts) == 1 {
			return s
		}
	}
	d.t.Fatalf("%d messages, want 1", len(d.toasts))
	return shown{}
}

// press presses a button as Windows does: by its link.
func (d *desk) press(link string) bool { return d.m.Press(desktop.ParseLink(link)) }

func ring(id, text string) desktop.Ring {
	return desktop.Ring{ID: id, Title: "Incoming call", Text: text, Answer: "Answer", Decline: "Decline"}
}

func TestAMessageAnswersItsCallOnce(t *testing.T) {
	onDesk(t, "", func(d *desk) {
		d.set(ring("1", "Ada · 1555"))
		s := d.only()
		if s.Scenario != "incomingCall" || s.Audio.Silent != "true" || !slices.Equal(s.Texts, []string{"Incoming call", "Ada · 1555"}) {
			t.Errorf("the message is %+v", s)
		}
		if len(s.Buttons) != 2 || s.Buttons[0].Label != "Answer" || s.Buttons[1].Label != "Decline" || s.Buttons[0].Kind != "protocol" {
			t.Fatalf("the buttons are %+v", s.Buttons)
		}
		if !d.press(s.Buttons[0].Link) || d.press(s.Buttons[0].Link) || d.press(s.Buttons[1].Link) {
			t.Error("one press is good, and no other")
		}
		if want := []string{"1 true"}; !slices.Equal(d.chosen, want) {
			t.Errorf("chosen was %q, want %q", d.chosen, want)
		}
	})
}

func TestAMessageDeclinesItsOwnCallAlone(t *testing.T) {
	onDesk(t, "", func(d *desk) {
		d.set(ring("1", "a"), ring("2", "b"))
		for _, s := range d.toasts {
			if s.Texts[1] == "b" && !d.press(s.Buttons[1].Link) {
				t.Error("the button does nothing")
			}
		}
		if want := []string{"2 false"}; !slices.Equal(d.chosen, want) {
			t.Errorf("chosen was %q, want %q", d.chosen, want)
		}
	})
}

// TestAKeyEndsWithTheRinging: it is worth nothing as soon as the call rings no more,
// though Windows still shows the message, nor for the next call.
func TestAKeyEndsWithTheRinging(t *testing.T) {
	onDesk(t, "", func(d *desk) {
		d.set(ring("1", "a"))
		late := d.only()
		d.m.Set() // answered elsewhere
		if d.press(late.Buttons[0].Link) {
			t.Error("a call that rings no more was answered")
		}
		d.set(ring("1", "a")) // the same call rings again
		again := d.only()
		if again.Buttons[0].Link == late.Buttons[0].Link || d.press(late.Buttons[0].Link) {
			t.Error("the key of the first time opens the second")
		}
		if !d.press(again.Buttons[0].Link) {
			t.Error("the second message does not answer")
		}
	})
}

func TestALinkOfAWebPageAnswersNothing(t *testing.T) {
	onDesk(t, "", func(d *desk) {
		d.set(ring("1", "a"))
		s := d.only()
		good := desktop.ParseLink(s.Buttons[0].Link)
		if len(good.Key) < 32 || strings.Contains(s.Launch, good.Key) {
			t.Errorf("the key is %q, and the message itself opens %q", good.Key, s.Launch)
		}
		for name, l := range map[string]desktop.Link{
			"no key":        {Message: good.Message, Pressed: true},
			"a wrong key":   {Message: good.Message, Key: strings.Repeat("0", len(good.Key)), Pressed: true},
			"a part of it":  {Message: good.Message, Key: good.Key[:len(good.Key)-1], Pressed: true},
			"more than it":  {Message: good.Message, Key: good.Key + "0", Pressed: true},
			"no message":    {Key: good.Key, Pressed: true},
			"not a button":  {Message: good.Message, Key: good.Key},
			"the call's id": {Message: "1", Key: good.Key, Pressed: true},
		} {
			if d.m.Press(l) {
				t.Errorf("%s answers the call", name)
			}
		}
		if len(d.chosen) > 0 {
			t.Errorf("chosen was %q", d.chosen)
		}
	})
}

func TestACallWithoutASecondButtonCannotBeDeclined(t *testing.T) {
	onDesk(t, "", func(d *desk) {
		d.set(desktop.Ring{ID: "free:4701", Title: "Free again", Text: "4701", Answer: "Call", Calm: true})
		s := d.only()
		if s.Scenario != "" || len(s.Buttons) != 1 {
			t.Errorf("the message is %+v", s)
		}
		l := desktop.ParseLink(s.Buttons[0].Link)
		l.Choice = desktop.Decline
		if d.m.Press(l) {
			t.Error("a button that there is not was pressed")
		}
	})
}

func TestWhatChangesIsShownAndNothingElse(t *testing.T) {
	onDesk(t, "", func(d *desk) {
		d.set(ring("1", "1555"))
		link := d.only().Buttons[0].Link
		d.set(ring("1", "1555"), ring("2", "1666"))
		d.set(ring("1", "1555"), ring("2", "1666"))
		if d.came != 2 {
			t.Errorf("%d messages came, want 2", d.came)
		}
		d.set(ring("1", "Ada · 1555"))
		if s := d.only(); s.Texts[1] != "Ada · 1555" || s.Buttons[0].Link != link {
			t.Errorf("the message is %+v", s)
		}
		d.set()
		if len(d.toasts) > 0 {
			t.Errorf("still shown: %v", d.toasts)
		}
	})
}

func TestLinksSayWhichProfile(t *testing.T) {
	onDesk(t, "second", func(d *desk) {
		d.set(ring("1", "a"))
		s := d.only()
		for _, link := range []string{s.Launch, s.Buttons[0].Link, s.Buttons[1].Link} {
			if got := desktop.ParseLink(link).Profile; got != "second" {
				t.Errorf("%s goes to profile %q", link, got)
			}
		}
	})
}

// nasty are texts that callers have sent, or might.
var nasty = []string{
	`"; Start-Process calc; "`, `$(Start-Process calc)`, "`$(calc)", `'; calc; '`, `</text></binding><actions><action content="x" arguments="offhook:answer?key=1"/></actions>`,
	`]]><!-- <!DOCTYPE x [<!ENTITY e SYSTEM "file:///c:/">]> &e; &amp; %0`, "a\x00b\r\nc\x1b[31m", "\u202eevil\u2028x", "\xff\xfe broken", `%TEMP% ^& | > <`, strings.Repeat("<&\">", 500),
}

func TestNoTextOfACallerBecomesMoreThanText(t *testing.T) {
	for _, text := range nasty {
		onDesk(t, "", func(d *desk) {
			r := ring("1", text)
			r.Title = text
			d.set(r)
			s := d.only()
			if want := []string{desktop.Plain(text), desktop.Plain(text)}; !slices.Equal(s.Texts, want) {
				t.Errorf("the texts are %q, want %q", s.Texts, want)
			}
			if len(s.Buttons) != 2 || !strings.HasPrefix(s.Buttons[0].Link, "offhook:answer?") || s.Buttons[0].Rest != "" {
				t.Errorf("with %q the buttons are %+v", text, s.Buttons)
			}
		})
	}
}

func TestAMessageThatIsRefusedIsLoggedWithoutItsText(t *testing.T) {
	onDesk(t, "", func(d *desk) {
		d.fails = errors.New("blocked by the administrator")
		d.set(ring("1", "Ada · 1555"))
		said := d.log.String()
		if !strings.Contains(said, "blocked by the administrator") {
			t.Errorf("the log says %q", said)
		}
		for _, private := range []string{"Ada", "1555", "offhook:", "key"} {
			if strings.Contains(said, private) {
				t.Errorf("the log has %q: %s", private, said)
			}
		}
		d.set()
	})
}
