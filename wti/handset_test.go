package wti_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"offhook/wti"
)

// step is something that the phone does.
type step func(h *wti.Handset) []wti.Event

func lamp(id string, mode int) step {
	return func(h *wti.Handset) []wti.Event { return h.Lamp(id, mode) }
}

func hook(on bool) step { return func(h *wti.Handset) []wti.Event { return h.Hook(on) } }

func shows(text string) step {
	return func(h *wti.Handset) []wti.Event { return h.Display(text) }
}

func read(h *wti.Handset) []wti.Event { return h.Read() }

func merge(h *wti.Handset) []wti.Event { h.Merge("263", "264"); return nil }
func apart(h *wti.Handset) []wti.Event { return h.Apart() }

const (
	flutter, off, steady, wink, invertedWink, flash = 1, 2, 3, 4, 6, 7 // protocol notes §6.4
)

// What each sequence of lamps, hook and display means (protocol notes §6.2, §6.4).
func TestLampsBecomeCallEvents(t *testing.T) {
	two := []step{lamp("263", flash), lamp("263", steady), lamp("263", flutter), lamp("264", steady), merge}
	for name, c := range map[string]struct {
		desk  bool // somebody may act at the phone itself
		steps []step
		want  string
	}{
		"a call is answered, held, taken back and ended": {
			steps: []step{lamp("263", flash), lamp("263", steady), lamp("263", wink), lamp("263", steady), lamp("263", off)},
			want:  "Delivered Established Held Retrieved ConnectionCleared CallCleared",
		},
		"lamps that are sent again say nothing": {
			steps: []step{lamp("263", flash), lamp("263", flash), lamp("263", steady), lamp("263", steady), lamp("264", off), lamp("263", wink), lamp("263", wink)},
			want:  "Delivered Established Held",
		},
		"a caller gives up": {steps: []step{lamp("263", flash), lamp("263", off)}, want: "Delivered ConnectionCleared CallCleared"},
		"active with the handset down is in doubt until the hook tells": {
			steps: []step{hook(true), lamp("263", flash), lamp("263", steady), hook(false)}, want: "Delivered Established",
		},
		"active with the handset down is believed once it is read": {
			steps: []step{hook(true), lamp("263", flash), lamp("263", steady), read}, want: "Delivered Established",
		},
		"taken by somebody else on another phone of the line": {
			steps: []step{hook(true), lamp("263", flash), lamp("263", steady), lamp("263", off)}, want: "Delivered ConnectionCleared CallCleared",
		},
		"the flash was missed":                     {steps: []step{lamp("263", wink)}, want: "Delivered Established Held"},
		"the answer was missed":                    {steps: []step{lamp("263", flash), lamp("263", flutter)}, want: "Delivered Established Held"},
		"answered by itself":                       {steps: []step{lamp("263", steady)}, want: "Delivered Established"},
		"somebody lifts the handset":               {desk: true, steps: []step{lamp("263", steady), lamp("263", off)}, want: "ServiceInitiated ConnectionCleared CallCleared"},
		"somebody dials at the phone":              {desk: true, steps: []step{lamp("263", steady), shows("a=5"), shows("a=55"), shows("a=55")}, want: "ServiceInitiated NetworkReached NetworkReached"},
		"an inverted wink of ours is a hold":       {steps: []step{lamp("263", flash), lamp("263", steady), lamp("263", invertedWink)}, want: "Delivered Established Held"},
		"an inverted wink of another's is no call": {steps: []step{lamp("263", invertedWink), lamp("263", off)}},
		"other lamps are no calls":                 {steps: []step{lamp("267", steady), lamp("", flash), lamp("9999", flash), lamp("263", 5)}},
		"the display comes after the ring":         {steps: []step{lamp("263", flash), shows(""), shows("a=M KELLER to Orders"), shows("a=M KELLER")}, want: "Delivered CallInformation"},
		"the display is another line's":            {steps: []step{lamp("263", flash), shows("b=M KELLER"), shows("12:30 TUE NOV 24")}, want: "Delivered"},
		"a conference, the held line goes":         {steps: append(two[:5:5], lamp("263", off)), want: "Delivered Established Held Delivered Established Conferenced"},
		"a conference, the active line goes":       {steps: append(two[:5:5], lamp("264", off), lamp("263", steady)), want: "Delivered Established Held Delivered Established Conferenced"},
		"a conference that does not come about":    {steps: append(two[:5:5], lamp("264", off), apart), want: "Delivered Established Held Delivered Established ConnectionCleared CallCleared"},
		"both lines end instead of a conference": {
			steps: append(two[:5:5], lamp("264", off), lamp("263", off)),
			want:  "Delivered Established Held Delivered Established ConnectionCleared CallCleared ConnectionCleared CallCleared",
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := wti.NewHandset(!c.desk)
			var got []string
			for _, s := range c.steps {
				for _, e := range s(h) {
					got = append(got, strings.TrimPrefix(fmt.Sprintf("%T", e), "wti."))
				}
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("events are %s\nwant       %s", g, c.want)
			}
		})
	}
}

// One call at one appearance has one id; the next one there has another.
func TestIdsOfTheLampsAreOnesOwn(t *testing.T) {
	h := wti.NewHandset(true)
	seenIDs := map[wti.CallID]bool{}
	for range 3 {
		first := h.Lamp("263", flash)[0].(wti.Delivered).Connection.Call
		if then := h.Lamp("263", steady)[0].(wti.Established).Connection.Call; then != first {
			t.Errorf("the call is %s and then %s", first, then)
		}
		h.Lamp("263", off)
		if seenIDs[first] || !wti.Invented(first) {
			t.Errorf("id %s was there before, or looks like the switch's", first)
		}
		seenIDs[first] = true
	}
}

func TestWhatTheDisplaySaysIsReadAsFarAsItCanBe(t *testing.T) {
	for text, want := range map[string][2]string{
		"a=M KELLER to Orders":             {"M KELLER", "Orders"},
		"a=15551234567 to Orders":          {"15551234567", "Orders"},
		"a=Sam Rivera 4751":                {"4751", ""},
		"a=+4930123456":                    {"+4930123456", ""},
		"\n \r\na=  M   KELLER \n":         {"M KELLER", ""},
		"a=AGENT 7 to  Service 12":         {"AGENT 7", "Service 12"},
		"a=CONFERENCE 2":                   {"", ""},
		"b=M KELLER":                       {"", ""},
		"a=":                               {"", ""},
		"12:30pm TUE NOV 24":               {"", ""},
		"a=evil\x00\x1b[31m\u202eKELLER":   {"evil[31mKELLER", ""},
		"a=\xff\xfebad bytes":              {"bad bytes", ""},
		"a=" + strings.Repeat("long ", 99): {strings.TrimSpace(strings.Repeat("long ", 12)), ""},
	} {
		who, service := wti.ReadDisplay(text)
		if who != want[0] || service != want[1] {
			t.Errorf("display %q names %q, %q; want %q", text, who, service, want)
		}
	}
}

// FuzzDisplay: whatever a display shows, what is made of it is short, printable and
// valid.
func FuzzDisplay(f *testing.F) {
	for _, s := range []string{"a=M KELLER to Orders", "a=\x00\xff\u202e to \x1b", "a=1234 to 99", "\na= to to to"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		who, service := wti.ReadDisplay(text)
		for _, s := range []string{who, service} {
			if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 60 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("display %q gives %q", text, s)
			}
		}
		h := wti.NewHandset(true)
		h.Lamp("263", flash)
		h.Display(text)
	})
}
