package wti_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/internal/testdesk"
	"offhook/wti"
)

// traced signs in, takes one call and returns the client.
func traced(t *testing.T, change func(*wti.Options)) (*aes, *wti.Client) {
	t.Helper()
	a := newAES(t, wireForm{})
	c := signIn(t, a, change)
	a.emit("DeliveredEvent", offered())
	next[wti.Delivered](t, c)
	if err := c.Answer(t.Context(), wti.Connection{Call: "871", Device: ownDevice}); err != nil {
		t.Fatal(err)
	}
	a.emit("MediaStartEvent", mediaStart())
	a.emit("EstablishedEvent", answered())
	next[wti.Established](t, c)
	return a, c
}

func TestTracePairsEveryRequestWithItsAnswer(t *testing.T) {
	_, c := traced(t, nil)
	requests := map[int]string{}
	answers := 0
	for _, r := range c.Trace().Records() {
		switch r.Kind {
		case wti.RecordRequest:
			requests[r.ID] = r.Name
		case wti.RecordResponse:
			answers++
			if requests[r.ID] != r.Name || r.Duration <= 0 {
				t.Errorf("answer %s #%d in %v, want one to %q with its duration", r.Name, r.ID, r.Duration, requests[r.ID])
			}
		}
		if r.Name == "AnswerCall" && !slices.Equal(r.Calls, []wti.CallID{"871"}) {
			t.Errorf("%s of AnswerCall is about %v, want call 871", r.Kind, r.Calls)
		}
	}
	if answers < 7 {
		t.Errorf("%d answers traced, want those of signing in and answering", answers)
	}
}

func TestLadderTellsTheStoryOfOneCall(t *testing.T) {
	a, c := traced(t, nil)
	other := offered()
	other["connection"] = object{"callID": "900", "deviceID": ownDevice}
	other["callLinkageData"] = object{"globalCallData": object{"globalCallLinkageID": object{"globallyUniqueCallLinkageID": "00001009001428242051"}}}
	a.emit("DeliveredEvent", other)
	next[wti.Delivered](t, c)
	for _, key := range []string{"871", "00001008711428242051"} {
		text := c.Trace().Ladder(key)
		at := 0
		for _, want := range []string{"DeliveredEvent", "AnswerCall #", ">|",
			"ok in", "rtp=198.51.100.20:2050", "EstablishedEvent"} {
			i := strings.Index(text[at:], want)
			if i < 0 {
				t.Fatalf("ladder of %s lacks %q after byte %d:\n%s", key, want, at, text)
			}
			at += i
		}
		if !strings.Contains(text, "localConnectionInfo=alerting") || !strings.Contains(text, "calledDevice=7000") {
			t.Errorf("ladder of %s does not tell who called whom:\n%s", key, text)
		}
		if strings.Contains(text, "callID=900") || strings.Contains(text, "RegisterTerminal") {
			t.Errorf("ladder of %s has frames of other matters:\n%s", key, text)
		}
	}
	if text := c.Trace().Ladder("999"); text != "" {
		t.Errorf("ladder of an unknown call = %q", text)
	}
}

func TestLadderOfACallIDThatIsUsedAgainIsTheLatest(t *testing.T) {
	a, c := traced(t, nil)
	a.emit("ConnectionClearedEvent", cleared(ownDevice, "null"))
	next[wti.ConnectionCleared](t, c)
	again := offered()
	again["callingDevice"] = object{"deviceIdentifier": "15557654321:::0"}
	again["callLinkageData"] = object{"globalCallData": object{"globalCallLinkageID": object{"globallyUniqueCallLinkageID": "00002008711428242052"}}}
	a.emit("DeliveredEvent", again)
	next[wti.Delivered](t, c)
	if text := c.Trace().Ladder("871"); !strings.Contains(text, "15557654321") || strings.Contains(text, "15551234567") {
		t.Errorf("ladder of the callID's second use:\n%s", text)
	}
	if text := c.Trace().Ladder("00001008711428242051"); strings.Contains(text, "15557654321") || !strings.Contains(text, "ConnectionClearedEvent") {
		t.Errorf("ladder of the first call by UCID:\n%s", text)
	}
}

func TestTraceIsBoundedByFramesAndBytes(t *testing.T) {
	a, c := traced(t, func(o *wti.Options) { o.TraceFrames = 10 })
	for i := range 100 {
		a.emit("LampModeEvent", object{"lamp": "263", "lampMode": i})
		next[wti.LampMode](t, c)
	}
	// What the client asks for by itself after the sign-in may come in between.
	list := c.Trace().Records()
	newest := func() bool {
		list = c.Trace().Records()
		return len(list) == 10 && slices.ContainsFunc(list, func(r wti.Record) bool { return strings.Contains(r.Frame, `"lampMode":99`) })
	}
	for end := time.Now().Add(10 * time.Second); !newest() && time.Now().Before(end); {
		a.emit("LampModeEvent", object{"lamp": "263", "lampMode": 99})
		next[wti.LampMode](t, c)
	}
	if !newest() {
		t.Errorf("%d records kept, the last %q; want the newest ten", len(list), list[len(list)-1].Frame)
	}
	a, c = traced(t, func(o *wti.Options) { o.TraceBytes = 4000 })
	for i := range 100 {
		a.emit("LampModeEvent", object{"lamp": "263", "lampMode": i, "lampLabel": strings.Repeat("x", 500)})
		next[wti.LampMode](t, c)
	}
	size := 0
	for _, r := range c.Trace().Records() {
		size += len(r.Frame)
	}
	if size > 4000 || size < 2000 {
		t.Errorf("%d bytes kept, want nearly 4000", size)
	}
	_, c = traced(t, func(o *wti.Options) { o.TraceFrames = -1 })
	if n := len(c.Trace().Records()); n != 0 {
		t.Errorf("%d records kept though tracing is off", n)
	}
}

func TestTraceIsExportedAsTheFileHasIt(t *testing.T) {
	var file testdesk.Log
	_, c := traced(t, func(o *wti.Options) { o.Trace = &file })
	_ = c.Close()
	var out strings.Builder
	n, err := c.Trace().WriteTo(&out)
	if err != nil || n != int64(out.Len()) {
		t.Fatalf("WriteTo = %d, %v for %d bytes", n, err, out.Len())
	}
	type line struct {
		Time, Dir, Kind, Name string
		ID                    int
		Frame                 any
	}
	read := func(text string) (list []string) {
		for l := range strings.Lines(text) {
			var r line
			if err := json.Unmarshal([]byte(l), &r); err != nil {
				t.Fatalf("line %q: %v", l, err)
			}
			list = append(list, fmt.Sprint(r))
		}
		slices.Sort(list) // two sockets' goroutines may write in either order
		return list
	}
	if exported, written := read(out.String()), read(file.String()); !slices.Equal(exported, written) {
		t.Errorf("exported %d lines, written %d, which differ", len(exported), len(written))
	}
}

func TestDigitsThatAnAnswerRepeatsAreMasked(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	a.when("GenerateDigits", func(request) any {
		return refused{object{"CSTAErrorCode": object{"operation": "invalidParameterValue"}, "message": "9917# cannot be sent, nor can 9917#"}}
	})
	err := c.SendDigits(t.Context(), wti.Connection{Call: "871", Device: ownDevice}, "9917#")
	if err == nil || strings.Contains(err.Error(), "9917") || !strings.Contains(err.Error(), "cannot be sent") {
		t.Errorf("SendDigits = %v, want the refusal without the digits", err)
	}
	for _, r := range c.Trace().Records() {
		if strings.Contains(r.Frame, "9917") {
			t.Errorf("traced: %s", r.Frame)
		}
	}
}

func TestTraceMasksDigitsPressedOnTheDialPad(t *testing.T) {
	for in, want := range map[string]string{
		`{"device":"4750","button":"7"}`:             `{"device":"4750","button":"••••"}`,
		`{"device":"4750","button":263}`:             `{"device":"4750","button":263}`,
		`{"toneDetected":"5","digits":"12"}`:         `{"toneDetected":"••••","digits":"••••"}`,
		`{"x":"code=cti%2Fs%3Fcret","y":"Y3RpL3M/"}`: `{"x":"code=••••","y":"Y3RpL3M/"}`,
	} {
		if got := wti.MaskFrame(in, "cti/s?cret"); got != want {
			t.Errorf("MaskFrame(%s)\n got %s\nwant %s", in, got, want)
		}
	}
}
