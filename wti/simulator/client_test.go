package simulator_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"offhook/wti/simulator"
)

type object = map[string]any

// peer is a plain WebSocket client: what it sends is text, what it gets is
// decoded into maps.
type peer struct {
	t      *testing.T
	conn   *websocket.Conn
	nextID int
	frames chan object
	events []object // that came while something else was waited for
	token  string
	id     string
	device string
	limit  time.Duration // for one frame to come
}

const patience = 10 * time.Second

func start(t *testing.T, o simulator.Options) *simulator.Server {
	t.Helper()
	if o.RegisterDelay == 0 {
		o.RegisterDelay = -1
	}
	if o.Logger == nil {
		o.Logger = verboseLog(t)
	}
	s, err := simulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// verboseLog shows what the server does when tests run with -v.
func verboseLog(t *testing.T) *slog.Logger {
	if !testing.Verbose() {
		return nil
	}
	return slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func basic(user, password string) http.Header {
	return http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))}}
}

func dial(t *testing.T, s *simulator.Server, h http.Header) *peer {
	t.Helper()
	return dialWith(t, websocket.DefaultDialer, s.URL(), h)
}

func dialWith(t *testing.T, d *websocket.Dialer, url string, h http.Header) *peer {
	t.Helper()
	conn, _, err := d.Dial(url, h)
	if err != nil {
		t.Fatal(err)
	}
	p := &peer{t: t, conn: conn, frames: make(chan object, 10_000), limit: patience}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer close(p.frames)
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				return
			}
			var f object
			if err := json.Unmarshal(data, &f); err != nil {
				t.Errorf("the server sent %q: %v", data, err)
				return
			}
			p.frames <- f
		}
	}()
	t.Cleanup(func() { conn.Close(); <-done })
	return p
}

// send writes one frame.
func (p *peer) send(text string) {
	p.t.Helper()
	if err := p.conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		p.t.Fatal(err)
	}
}

// next gives the next frame.
func (p *peer) next() object {
	p.t.Helper()
	select {
	case f, ok := <-p.frames:
		if !ok {
			p.t.Fatal("the server closed the socket")
		}
		return f
	case <-time.After(p.limit):
		p.t.Fatal("no frame came")
	}
	return nil
}

// ask sends a request and returns the payload of its answer.
func (p *peer) ask(name string, payload object) object {
	p.t.Helper()
	p.nextID++
	body, err := json.Marshal(payload)
	if err != nil {
		p.t.Fatal(err)
	}
	id, _ := json.Marshal(p.nextID)
	p.send(`{"header":{"invokeId":` + string(id) + `,"headerType":"request","request":"` + name + `","version":"v2"},"payload":` + string(body) + `}`)
	for {
		f := p.next()
		h := member(f, "header")
		if h["headerType"] == "event" {
			p.events = append(p.events, f)
			continue
		}
		if h["invokeId"] != float64(p.nextID) || h["response"] != name {
			p.t.Fatalf("%s was answered by %v", name, f)
		}
		return payloadOf(p.t, f)
	}
}

// must is ask, and the answer must not be a refusal.
func (p *peer) must(name string, payload object) object {
	p.t.Helper()
	answer := p.ask(name, payload)
	if answer["CSTAErrorCode"] != nil || answer["errorCode"] != nil {
		p.t.Fatalf("%s %v was refused: %v", name, payload, answer)
	}
	return answer
}

// refused is ask, and the answer must be the refusal category.code.
func (p *peer) refused(name string, payload object, category, code string) {
	p.t.Helper()
	answer := p.ask(name, payload)
	if got := member(answer, "CSTAErrorCode")[category]; got != code {
		p.t.Errorf("%s %v: answer %v, want %s.%s", name, payload, answer, category, code)
	}
}

// event waits for the next event of a name, and forgets those before it.
func (p *peer) event(name string) object {
	p.t.Helper()
	var seen []string
	for {
		var f object
		if len(p.events) > 0 {
			f, p.events = p.events[0], p.events[1:]
		} else {
			f = p.eventFrame(name, seen)
		}
		got := member(f, "header")["event"]
		if got == name {
			return payloadOf(p.t, f)
		}
		seen = append(seen, got.(string))
	}
}

func (p *peer) eventFrame(name string, seen []string) object {
	p.t.Helper()
	select {
	case f, ok := <-p.frames:
		if !ok {
			p.t.Fatalf("the server closed the socket, waiting for %s; came: %v", name, seen)
		}
		return f
	case <-time.After(p.limit):
		p.t.Fatalf("no %s came, only %v", name, seen)
	}
	return nil
}

// names lists the events that came until now of the given kinds, after one more
// request made sure that all have arrived.
func (p *peer) names(kinds ...string) []string {
	p.t.Helper()
	p.must("GetSessionIdList", object{})
	var list []string
	for _, f := range p.events {
		name := member(f, "header")["event"].(string)
		for _, k := range kinds {
			if name == k {
				list = append(list, name)
			}
		}
	}
	p.events = nil
	return list
}

func member(o object, path ...string) object {
	for _, name := range path {
		o, _ = o[name].(object)
	}
	return o
}

func payloadOf(t *testing.T, f object) object {
	t.Helper()
	switch v := f["payload"].(type) {
	case object:
		return v
	case string:
		var o object
		if err := json.Unmarshal([]byte(v), &o); err != nil {
			t.Fatalf("payload %q: %v", v, err)
		}
		return o
	}
	t.Fatalf("frame without payload: %v", f)
	return nil
}

// session opens a socket and a session.
func session(t *testing.T, s *simulator.Server) *peer {
	t.Helper()
	p := dial(t, s, basic("demo", "demo"))
	p.start("180")
	return p
}

func (p *peer) start(seconds string) {
	p.t.Helper()
	a := p.must("StartApplicationSession", object{
		"SessionDuration": seconds, "ProtocolVersionList": []string{"10.2.0"}, "ApplicationID": "test",
	})
	p.token, _ = a["token"].(string)
	p.id, _ = a["sessionID"].(string)
}

// everything is a filter that wants all events of a station.
func everything() object {
	on := func(names string) object {
		o := object{}
		for name := range strings.FieldsSeq(names) {
			o[name] = true
		}
		return o
	}
	return object{
		"requestedMonitorFilter": object{
			"callcontrol":           on("callCleared conferenced connectionCleared delivered diverted established failed held networkReached offered originated queued retrieved serviceInitiated transferred"),
			"physicalDeviceFeature": on("displayUpdated hookswitch lampMode messageWaiting ringerStatus buttonPress"),
			"logicalDeviceFeature":  on("agentBusy agentLoggedOn agentLoggedOff agentNotReady agentReady agentWorkingAfterCall doNotDisturb forwarding"),
		},
		"extensions": object{"privateData": object{"private": object{"AvayaEvents": object{
			"invertFilter": true, "terminalUnregisteredEvent": on("unregistered reregistered"),
			"mediaControl": on("mediaStarted mediaStopped"), "toneDetection": on("toneDetected"),
		}}}},
	}
}

// phone opens a session with a monitored station; port is where it would receive
// RTP, 0 for no media.
func phone(t *testing.T, s *simulator.Server, extension string, port int) *peer {
	t.Helper()
	p := session(t, s)
	p.station(extension)
	p.register(port)
	return p
}

func (p *peer) station(extension string) {
	p.t.Helper()
	a := p.must("GetDeviceId", object{"switchName": "CM1", "extension": extension, "controllableByOtherSessions": true})
	p.device = a["device"].(string)
	m := everything()
	m["monitorObject"] = object{"deviceObject": p.device}
	p.must("MonitorStart", m)
}

func (p *peer) register(port int) {
	p.t.Helper()
	a := p.must("RegisterTerminal", p.registration(port, true))
	if a["code"] != "1" {
		p.t.Fatalf("registration: %v", a)
	}
}

func (p *peer) registration(port int, force bool) object {
	r := object{
		"device":    p.device,
		"loginInfo": object{"password": "123456", "forceLogin": force, "dependencyMode": "MAIN", "mediaMode": "NONE"},
	}
	if port > 0 {
		member(r, "loginInfo")["mediaMode"] = "CLIENT"
		r["localMediaInfo"] = object{
			"rtpAddress":  object{"address": "127.0.0.1", "port": port},
			"rtcpAddress": object{"address": "127.0.0.1", "port": port + 1},
			"codecs":      []string{"g711U", "g711A"}, "packetSize": 20, "encryptionList": []string{"none"},
		}
	}
	return r
}

// logIn logs an agent in with a work mode.
func (p *peer) logIn(agent, mode string) {
	p.t.Helper()
	p.must("SetAgentState", object{
		"device": p.device, "requestedAgentState": "loggedOn", "agentID": agent, "password": "31323334",
		"extensions": private("SetAgentStatePrivateData", object{"workMode": mode}),
	})
}

func private(name string, data object) object {
	return object{"privateData": object{"private": object{name: data}}}
}

func (p *peer) state(state string, details object) object {
	return object{"device": p.device, "requestedAgentState": state, "extensions": private("SetAgentStatePrivateData", details)}
}

// connection names the peer's own connection of a call.
func (p *peer) connection(c *simulator.Call) object {
	return object{"callID": c.ID(), "deviceID": p.device}
}

func limit(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}
