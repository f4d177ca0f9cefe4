package wti_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"offhook/internal/pipenet"
)

type object = map[string]any

const ownDevice = "4750:CM55:0.0.0.0:0"

// request is what the scripted server received.
type request struct {
	id      int
	op      string
	payload object
	raw     string
	conn    *peer
}

// get follows members and returns nil when one is missing.
func (r request) get(path ...string) any { return dig(r.payload, path...) }

func dig(v any, path ...string) any {
	for _, p := range path {
		m, ok := v.(object)
		if !ok {
			return nil
		}
		v = m[p]
	}
	return v
}

// refused makes the server answer with an error.
type refused struct{ payload object }

func refuse(category, code string) any {
	return refused{object{"CSTAErrorCode": object{category: code}}}
}

// silent makes the server not answer.
type silent struct{}

// aes is a small scripted WTI server with just enough state for one agent.
type aes struct {
	t    testing.TB
	wire wireForm
	// pipes makes the server listen in memory, for virtual time.
	ln   net.Listener
	http *http.Server
	url  string

	mu       sync.Mutex // guards the fields below
	conns    []*peer
	received []request
	on       map[string]func(request) any // overrides by command
	status   int                          // HTTP status at the upgrade, 0 = 101
	mode     string                       // agent: "", auxWork, autoIn, manualIn, afterCallWork
	reason   int
	onCall   bool
	pending  string
	calls    []object // snapshot entries
	regState string
	upgrades []http.Header
	bearer   bool          // an upgrade with the token is accepted
	pinged   chan struct{} // gets a value per ping when set
	play     func(request) // takes all requests when set
	naming   bool          // a session start may name an old session
	rest     func(op, authorization, body string) (status int, answer string)
	sessions int

	upgradeTimes []time.Time
}

// peer is one connection of the server.
type peer struct {
	ws *websocket.Conn
	mu sync.Mutex // guards writes
	// deaf makes it swallow everything without an answer. Guarded by aes.mu.
	deaf bool
}

func (p *peer) write(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.ws.WriteMessage(websocket.TextMessage, []byte(text))
}

// newAES starts a server on loopback.
func newAES(t testing.TB, wire wireForm) *aes {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a := startAES(t, wire, ln)
	a.url = "ws://" + ln.Addr().String() + "/api/wti/session"
	return a
}

// newPipeAES starts a server in memory; dial is for Options.NetDialContext.
func newPipeAES(t testing.TB, wire wireForm) *aes {
	t.Helper()
	a := startAES(t, wire, pipenet.Listen())
	a.url = "ws://aes.example/api/wti/session"
	return a
}

func startAES(t testing.TB, wire wireForm, ln net.Listener) *aes {
	a := &aes{t: t, wire: wire, ln: ln, on: map[string]func(request) any{}, regState: "IDLE"}
	a.http = &http.Server{Handler: http.HandlerFunc(a.upgrade)}
	var wg sync.WaitGroup
	wg.Go(func() { _ = a.http.Serve(ln) })
	t.Cleanup(func() {
		_ = a.http.Close()
		a.drop()
		wg.Wait()
	})
	return a
}

func (a *aes) upgrade(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	rest := a.rest
	a.mu.Unlock()
	if op, ok := strings.CutPrefix(r.URL.Path, "/api/fe/v1/"); ok && rest != nil && r.Method == http.MethodPost {
		body, _ := io.ReadAll(r.Body)
		status, answer := rest(op, r.Header.Get("Authorization"), string(body))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
		return
	}
	a.mu.Lock()
	a.upgrades = append(a.upgrades, r.Header.Clone())
	a.upgradeTimes = append(a.upgradeTimes, time.Now())
	status, bearer := a.status, a.bearer
	a.mu.Unlock()
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("demo:cti-secret"))
	auth := r.Header.Get("Authorization")
	switch {
	case status != 0:
		http.Error(w, "no", status)
		return
	case auth != basic && !(bearer && strings.HasPrefix(auth, "Bearer tok-")):
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	up := websocket.Upgrader{}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	p := &peer{ws: ws}
	pong := ws.PingHandler()
	ws.SetPingHandler(func(data string) error {
		if a.deafTo(p) {
			return nil
		}
		a.set(func() {
			select {
			case a.pinged <- struct{}{}:
			default:
			}
		})
		return pong(data)
	})
	a.mu.Lock()
	a.conns = append(a.conns, p)
	a.mu.Unlock()
	defer ws.Close()
	for {
		_, b, err := ws.ReadMessage()
		if err != nil {
			return
		}
		if !a.deafTo(p) {
			a.handle(p, string(b))
		}
	}
}

func (a *aes) deafTo(p *peer) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return p.deaf
}

func (a *aes) handle(p *peer, raw string) {
	if !strings.HasPrefix(raw, `{"header":{`) {
		a.t.Errorf("frame does not begin with its header: %s", raw)
	}
	var f struct {
		Header struct {
			InvokeID   looseNumber `json:"invokeId"`
			HeaderType string      `json:"headerType"`
			Request    string      `json:"request"`
			Version    string      `json:"version"`
		} `json:"header"`
		Payload looseObject `json:"payload"`
	}
	if err := json.Unmarshal([]byte(raw), &f); err != nil {
		a.t.Errorf("client sent %q: %v", raw, err)
		return
	}
	if f.Header.Version != "v2" || f.Header.HeaderType != "request" || f.Header.InvokeID < 1 || f.Header.InvokeID > 9998 {
		a.t.Errorf("bad header: %s", raw)
	}
	r := request{id: int(f.Header.InvokeID), op: f.Header.Request, payload: object(f.Payload), raw: raw, conn: p}
	a.mu.Lock()
	a.received = append(a.received, r)
	h, play := a.on[r.op], a.play
	a.mu.Unlock()
	if play != nil {
		play(r)
		return
	}
	var answer any
	if h != nil {
		answer = h(r)
	}
	if answer == nil {
		answer = a.standard(r)
	}
	a.answer(r, answer)
}

// looseNumber may be a text, looseObject the text of one: a client may be set so.
type (
	looseNumber int
	looseObject object
)

func (n *looseNumber) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(bytes.Trim(b, `"`), (*int)(n))
}

func (o *looseObject) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		b = []byte(text)
	}
	return json.Unmarshal(b, (*object)(o))
}

func (a *aes) answer(r request, answer any) {
	switch v := answer.(type) {
	case silent:
	case string:
		r.conn.write(v) // a raw frame
	case refused:
		r.conn.write(a.wire.response(r.id, r.op, v.payload))
	case object:
		r.conn.write(a.wire.response(r.id, r.op, v))
	}
}

// standard answers like the transcript of protocol notes §11.
func (a *aes) standard(r request) any {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch r.op {
	case "StartApplicationSession":
		if old, ok := r.payload["SessionID"].(string); ok && a.naming {
			return object{"token": "tok-again", "sessionID": old, "actualSessionDuration": 180}
		}
		a.sessions++
		return object{"token": fmt.Sprintf("tok-%d", a.sessions), "sessionID": fmt.Sprintf("469421A9-%d", a.sessions-1), "actualSessionDuration": 180}
	case "ResetApplicationSessionTimer":
		return object{"actualSessionDuration": 180}
	case "GetDeviceId":
		return object{"device": ownDevice}
	case "MonitorStart":
		return object{"monitorCrossRefID": "101", "actualMonitorFilter": object{}}
	case "RegisterTerminal":
		a.regState = "REGISTERED"
		return object{"device": object{"deviceIdentifier": ownDevice}, "signalingEncryption": "none", "code": "1", "reason": "NORMAL_REGISTER"}
	case "UnregisterTerminal":
		a.regState = "IDLE"
		return object{"device": object{"deviceIdentifier": ownDevice}, "code": "1", "reason": ""}
	case "GetRegistrationState":
		return object{"registrationState": a.regState}
	case "SetAgentState":
		return a.setAgent(r)
	case "GetAgentState":
		return a.agentState()
	case "SnapshotDevice":
		list := make([]any, 0, len(a.calls))
		for _, c := range a.calls {
			list = append(list, maps.Clone(c))
		}
		return object{"crossRefIDorSnapshotData": object{"snapshotData": list}}
	case "MakeCall":
		return object{"callingDevice": object{"callID": "900", "deviceID": ownDevice}}
	}
	return object{}
}

func (a *aes) setAgent(r request) any {
	private := func(member string) any {
		return r.get("extensions", "privateData", "private", "SetAgentStatePrivateData", member)
	}
	a.reason = 0
	switch r.get("requestedAgentState") {
	case "loggedOn":
		if r.get("password") != "31323334" {
			return refuse("operation", "invalidAgentPassword")
		}
		a.mode, _ = private("workMode").(string)
	case "loggedOff":
		a.mode = ""
	case "notReady":
		a.mode = "auxWork"
		if n, ok := private("reasonCode").(float64); ok {
			a.reason = int(n)
		}
	case "ready":
		a.mode, _ = private("workMode").(string)
	case "workingAfterCall":
		a.mode = "afterCallWork"
	}
	return object{"extensions": priv("SetAgentStateResponsePrivateData", object{"isPending": false})}
}

func (a *aes) agentState() any {
	state := map[string]string{"": "agentNull", "auxWork": "agentNotReady", "autoIn": "agentReady", "manualIn": "agentReady", "afterCallWork": "agentWorkingAfterCall"}[a.mode]
	entry := object{"agentID": "2001", "loggedOnState": a.mode != "", "agentInfo": []any{object{"acdGroup": "500:CM55:0.0.0.0:0", "agentState": state}}}
	talk := "idle"
	if a.onCall {
		talk = "onCall"
	}
	data := object{"talkState": talk, "reasonCode": a.reason}
	if a.mode != "" {
		data["workMode"] = a.mode
	}
	if a.pending != "" {
		data["pendingWorkMode"] = a.pending
	}
	return object{"agentStateList": []any{entry}, "extensions": priv("GetAgentStateResponsePrivateData", data)}
}

func priv(name string, data object) object {
	return object{"privateData": object{"private": object{name: data}}}
}

// emit sends an event on the newest connection.
func (a *aes) emit(name string, payload object) {
	a.mu.Lock()
	p := a.conns[len(a.conns)-1]
	a.mu.Unlock()
	p.write(a.wire.event(name, payload))
}

// drop cuts all connections.
func (a *aes) drop() {
	a.mu.Lock()
	conns := a.conns
	a.conns = nil
	a.mu.Unlock()
	for _, p := range conns {
		_ = p.ws.NetConn().Close()
	}
}

// when sets how a command is answered; nil from f means as usual.
func (a *aes) when(op string, f func(request) any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.on[op] = f
}

func (a *aes) set(f func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f()
}

// ops lists the commands received, in order.
func (a *aes) ops() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var ops []string
	for _, r := range a.received {
		ops = append(ops, r.op)
	}
	return ops
}

// last is the newest request of a command.
func (a *aes) last(op string) (request, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, r := range slices.Backward(a.received) {
		if r.op == op {
			return r, true
		}
	}
	return request{}, false
}

func (a *aes) count(op string) int {
	n := 0
	for _, o := range a.ops() {
		if o == op {
			n++
		}
	}
	return n
}

// upgraded is how many connections were tried.
func (a *aes) upgraded() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.upgrades)
}

func (a *aes) upgradedAt(i int) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.upgradeTimes[i]
}

// dial connects to a server in memory.
func (a *aes) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	l, ok := a.ln.(*pipenet.Listener)
	if !ok {
		return nil, errors.New("the server does not listen in memory")
	}
	return l.Dial(ctx, network, addr)
}

const soon = 20 * time.Second
