package wti_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti"
)

// line is one frame of testdata/transcript.jsonl, which is the worked transcript
// of protocol notes §11 with its abbreviations written out, or the name of the
// part that follows.
type line struct {
	Label, Dir, Kind, Name string
	Payload                any
}

func transcript(t *testing.T) (list []line) {
	t.Helper()
	text, err := os.ReadFile("testdata/transcript.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for s := range strings.Lines(string(text)) {
		var l line
		if err := json.Unmarshal([]byte(s), &l); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
		list = append(list, l)
	}
	return list
}

// player is a server that knows nothing but the transcript: it wants each
// request as it stands there and sends what follows it.
type player struct {
	t *testing.T
	a *aes

	mu    sync.Mutex // guards the fields below
	lines []line
	last  map[string]any // the last answer that was passed, by command
}

// asPolled are the commands that the client also sends at its own times.
var asPolled = map[string]any{
	"SnapshotDevice": object{"crossRefIDorSnapshotData": object{"snapshotData": []any{}}},
	"SnapshotCall":   object{}, "CallInformationEventsStart": object{}, "SystemRegister": object{},
	"RequestSystemStatus": object{}, "GetLinkStatus": object{},
}

// part goes to a label.
func (p *player) part(label string) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.lines) > 0 && p.lines[0].Label != label {
		p.t.Fatalf("before %q the transcript has still %+v", label, p.lines[0])
	}
	p.lines = p.lines[1:]
}

// request answers one request and sends the events that follow.
func (p *player) request(r request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := line{}
	if len(p.lines) > 0 {
		next = p.lines[0]
	}
	if next.Dir != ">" || next.Name != r.op {
		p.background(r, next)
		return
	}
	if !p.same(next, r) {
		p.t.Errorf("client sent %s with\n     %s\nwant %s", r.op, marshal(r.payload), marshal(next.Payload))
	}
	p.lines = p.lines[1:]
	if len(p.lines) == 0 || p.lines[0].Kind != "response" {
		p.t.Errorf("no answer to %s in the transcript", r.op)
		return
	}
	answer := p.lines[0]
	p.lines = p.lines[1:]
	p.last[r.op] = answer.Payload
	r.conn.write(framed(r.id, answer))
	p.events(r.conn)
}

func (p *player) background(r request, next line) {
	answer, polled := asPolled[r.op]
	if now, passed := p.last[r.op]; passed && (polled || r.op == "GetAgentState") {
		answer, polled = now, true
	}
	if !polled {
		p.t.Errorf("client sent %s, while the transcript has %+v", r.op, next)
	}
	r.conn.write(framed(r.id, line{Kind: "response", Name: r.op, Payload: answer}))
}

// events sends what the server says by itself, up to the next request or label.
func (p *player) events(to *peer) {
	for len(p.lines) > 0 && p.lines[0].Dir == "<" {
		l := p.lines[0]
		if p.lines = p.lines[1:]; l.Name == "GetAgentState" {
			p.last[l.Name] = l.Payload // what the next poll shows
			continue
		}
		to.write(framed(9999, l))
	}
}

// play sends the events of a part that begins with them.
func (p *player) play() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.a.mu.Lock()
	to := p.a.conns[len(p.a.conns)-1]
	p.a.mu.Unlock()
	p.events(to)
}

func framed(id int, l line) string {
	return marshal(object{"header": object{"invokeId": id, "headerType": l.Kind, l.Kind: l.Name, "version": "v2"}, "payload": l.Payload})
}

// same compares exactly, but a monitor may ask for more events.
func (p *player) same(want line, r request) bool {
	if want.Name == "MonitorStart" {
		return within(want.Payload, any(r.payload))
	}
	return reflect.DeepEqual(want.Payload, any(r.payload))
}

// within says that every member of want is in got.
func within(want, got any) bool {
	w, ok := want.(object)
	if !ok {
		return reflect.DeepEqual(want, got)
	}
	g, _ := got.(object)
	for k, v := range w {
		if !within(v, g[k]) {
			return false
		}
	}
	return true
}

// kinds lists the events since the last time that are not polls' or the
// client's own, by their names.
func kinds(k *sink, from *int) (list []string) {
	all := k.all()
	for _, s := range all[*from:] {
		switch s.event.(type) {
		case wti.StepChanged, wti.AgentChanged:
		default:
			list = append(list, strings.TrimPrefix(fmt.Sprintf("%T", s.event), "wti."))
		}
	}
	*from = len(all)
	return list
}

// The whole story of protocol notes §11, frame by frame: each request must be as
// it is there, and each event must be understood.
func TestTranscriptReplays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newPipeAES(t, wireForm{})
		p := &player{t: t, a: a, lines: transcript(t), last: object{}}
		a.set(func() { a.play = p.request })
		o := options(a)
		o.NetDialContext, o.ApplicationID, o.InitialMode, o.Dialect.SessionResume = a.dial, "AgentDesk", wti.AgentAutoIn, "off"
		o.LocalMedia = func(netip.Addr) (wti.LocalMedia, error) {
			return wti.LocalMedia{
				RTP: netip.MustParseAddrPort("192.0.2.10:47212"), RTCP: netip.MustParseAddrPort("192.0.2.10:47213"),
				Codecs: []string{"g711U", "g711A"}, PacketSize: 20 * time.Millisecond, Encryption: []string{"none"},
			}, nil
		}
		c := newClient(t, o)
		k := collect(t, c)
		at := 0
		expect := func(want string) {
			t.Helper()
			pass(100 * time.Millisecond)
			if got := strings.Join(kinds(k, &at), " "); got != want {
				t.Errorf("events %s\nwant   %s", got, want)
			}
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		first, second := wti.Connection{Call: "871", Device: ownDevice}, wti.Connection{Call: "872", Device: ownDevice}

		p.part("sign in")
		must(c.SignIn(t.Context()))
		expect("LampMode DisplayUpdated ConnectionChanged")
		if e := lastOf[wti.AgentChanged](t, k); e.Agent != (wti.Agent{ID: "2001", Mode: wti.AgentAutoIn}) {
			t.Errorf("after login %+v", e.Agent)
		}
		p.part("keep alive")
		pass(55 * time.Second)
		p.part("offer")
		p.play()
		expect("Delivered RingerStatus LampMode")
		d := lastOf[wti.Delivered](t, k)
		if !d.Own || d.Connection != first || d.Caller().Number != "15551234567" || d.Service() != "7000" || d.Skill != "500" ||
			d.Trunk != "12/3" || d.UserData != "CUSTOMER=42" || d.Collected != "42" || d.UCID != "00001008711428242051" ||
			d.Local != wti.StateAlerting || d.Cause != "newCall" {
			t.Errorf("offered call = %+v", d)
		}
		p.part("answer")
		must(c.Answer(t.Context(), first))
		expect("MediaStarted Established RingerStatus Hookswitch LampMode")
		if m := lastOf[wti.MediaStarted](t, k); m.RTP != netip.MustParseAddrPort("198.51.100.20:2050") || m.Codec != "g711U" || m.PacketSize != 20*time.Millisecond {
			t.Errorf("media = %+v", m)
		}
		if e := lastOf[wti.Established](t, k); !e.Own || e.Connection != first || e.Local != wti.StateConnected {
			t.Errorf("established = %+v", e)
		}
		p.part("hold")
		must(c.Hold(t.Context(), first))
		expect("MediaStopped Held")
		p.part("retrieve")
		must(c.Retrieve(t.Context(), first))
		expect("MediaStarted Retrieved")
		p.part("consult")
		got, err := c.Consult(t.Context(), first, "4751", wti.ConsultOptions{})
		if must(err); got != second {
			t.Errorf("consultation call = %+v, want %+v", got, second)
		}
		expect("Held ServiceInitiated Originated Delivered MediaStarted Established")
		if e := lastOf[wti.Delivered](t, k); e.Own || e.Alerting.Number != "4751" {
			t.Errorf("ringback = %+v", e)
		}
		p.part("transfer")
		must(c.Transfer(t.Context(), first, second))
		expect("MediaStopped Transferred")
		if e := lastOf[wti.Transferred](t, k); !e.Own || e.Primary != "871" || e.Secondary != "872" || e.NewCall != "871" ||
			len(e.Parties) != 2 || e.Parties[0].Number != "15551234567" || e.Parties[1].Number != "4751" {
			t.Errorf("transferred = %+v", e)
		}
		p.part("after call")
		must(c.SetAgent(t.Context(), wti.AgentAfterCall, 0))
		pass(time.Second)
		if e := lastOf[wti.AgentChanged](t, k); e.Agent.Mode != wti.AgentAfterCall || !e.Own {
			t.Errorf("agent = %+v, want after call", e)
		}
		p.part("aux")
		must(c.SetAgent(t.Context(), wti.AgentAux, 3))
		pass(time.Second)
		if e := lastOf[wti.AgentChanged](t, k); e.Agent.Mode != wti.AgentAux || e.Agent.Reason != 3 || !e.Own {
			t.Errorf("agent = %+v, want AUX 3", e)
		}
		p.part("sign out")
		must(c.SignOut(t.Context(), 1))
		expect("ConnectionChanged")
	})
}

// The end of the transcript: a socket is lost during the call and the client
// finds everything again.
func TestTranscriptOfTheRecoveryReplays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newPipeAES(t, wireForm{})
		o := options(a)
		o.NetDialContext, o.ApplicationID, o.Dialect.SessionResume = a.dial, "AgentDesk", "off"
		c := newClient(t, o)
		k := collect(t, c)
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		a.emit("DeliveredEvent", offered())
		a.emit("MediaStartEvent", mediaStart())
		a.emit("EstablishedEvent", answered())
		pass(100 * time.Millisecond)
		lines := transcript(t)
		for lines[0].Label != "recovery" {
			lines = lines[1:]
		}
		p := &player{t: t, a: a, lines: lines[1:], last: object{"GetAgentState": object{}}}
		a.set(func() { a.play = p.request })
		a.drop()
		pass(5 * time.Second)
		p.mu.Lock()
		left := p.lines
		p.mu.Unlock()
		if len(left) > 0 {
			t.Errorf("not come to %+v", left[0])
		}
		r := lastOf[wti.Resynced](t, k)
		if !r.MediaKept || len(r.Calls) != 1 || r.Calls[0].Connection != (wti.Connection{Call: "871", Device: ownDevice}) ||
			r.Calls[0].State != wti.StateConnected || r.Calls[0].Remote.Number != "15551234567" {
			t.Errorf("resynced = %+v, want the call as it was and its voice kept", r)
		}
	})
}

// The transcript has every JSON block of protocol notes §11.
func TestTranscriptIsThatOfTheProtocolNotes(t *testing.T) {
	text, err := os.ReadFile("../docs/protocol-notes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, chapter, ok := strings.Cut(string(text), "\n## 11. ")
	chapter, _, end := strings.Cut(chapter, "\n## 12. ")
	if !ok || !end {
		t.Fatal("no chapter 11")
	}
	lines := transcript(t)
	blocks := 0
	for i, block := range strings.Split(chapter, "```json\n") {
		body, _, closed := strings.Cut(block, "\n```")
		if i == 0 || !closed {
			continue
		}
		blocks++
		var want any
		if err := json.Unmarshal([]byte(body), &want); err != nil {
			t.Fatalf("block %d: %v\n%s", i, err, body)
		}
		found := false
		for _, l := range lines {
			found = found || reflect.DeepEqual(l.Payload, want)
		}
		if !found {
			t.Errorf("not in the transcript: %s", body)
		}
	}
	if blocks < 15 {
		t.Errorf("only %d blocks found", blocks)
	}
}
