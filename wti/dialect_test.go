package wti_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"offhook/wti"
)

// takeCall works one ACD call from ring to hang-up against a, whatever its
// dialect, and checks what an agent sees and where voice would go.
func takeCall(t *testing.T, a *aes, c *wti.Client) {
	t.Helper()
	a.when("AnswerCall", func(r request) any {
		a.emit("MediaStartEvent", mediaStart()) // events may come before the answer
		a.emit("EstablishedEvent", answered())
		return nil
	})
	a.when("HoldCall", func(request) any {
		a.emit("MediaStopEvent", object{"monitorCrossRefID": "101"})
		a.emit("HeldEvent", heldByUs())
		return nil
	})
	a.when("ClearConnection", func(request) any {
		a.emit("ConnectionClearedEvent", cleared(ownDevice, "null"))
		return nil
	})

	a.emit("DeliveredEvent", offered())
	d := next[wti.Delivered](t, c)
	if !d.Own || d.Caller().Number != "15551234567" || d.Service() != "7000" || d.Collected != "42" ||
		d.UserData != "CUSTOMER=42" || d.Skill != "500" || d.Trunk != "12/3" || d.UCID != "00001008711428242051" {
		t.Errorf("offered call = %+v", d)
	}
	if d.Connection != (wti.Connection{Call: "871", Device: ownDevice}) {
		t.Errorf("connection = %+v", d.Connection)
	}
	if err := c.Answer(t.Context(), d.Connection); err != nil {
		t.Fatalf("Answer: %v", err)
	}
	m := next[wti.MediaStarted](t, c)
	want := wti.MediaStarted{
		RTP: netip.MustParseAddrPort("198.51.100.20:2050"), RTCP: netip.MustParseAddrPort("198.51.100.20:2051"),
		Codec: "g711U", PacketSize: 20 * time.Millisecond, Encryption: wti.Encryption{Protocol: "none"},
	}
	if m != want {
		t.Errorf("media = %+v, want %+v", m, want)
	}
	if e := next[wti.Established](t, c); !e.Own || e.Connection.Call != "871" || e.Local != wti.StateConnected {
		t.Errorf("established = %+v", e)
	}
	if err := c.Hold(t.Context(), d.Connection); err != nil {
		t.Fatalf("Hold: %v", err)
	}
	next[wti.MediaStopped](t, c)
	if e := next[wti.Held](t, c); !e.Own {
		t.Errorf("held = %+v, want ours", e)
	}
	if err := c.Clear(t.Context(), d.Connection); err != nil {
		t.Fatalf("Clear: %v", err)
	}
	if e := next[wti.ConnectionCleared](t, c); !e.Own || e.Connection.Call != "871" {
		t.Errorf("cleared = %+v, want ours", e)
	}
}

func TestTakesACallInEveryDialect(t *testing.T) {
	for name, w := range map[string]wireForm{
		"as in the transcript":                   {},
		"every payload a string":                 {payload: "always"},
		"no payload a string":                    {payload: "never"},
		"payload strings twice encoded":          {payload: "always", twice: true},
		"responses with suffix":                  {suffix: true},
		"response named in the member request":   {request: true},
		"events without suffix":                  {plainEvents: true},
		"members in Pascal case":                 {casing: pascal},
		"members in upper case":                  {casing: strings.ToUpper},
		"members in lower case":                  {casing: strings.ToLower},
		"members in mixed case":                  {casing: shuffled},
		"numbers and flags as strings":           {numbersText: true},
		"ids as numbers":                         {textNumbers: true},
		"private data without a level":           {private: "privateData"},
		"private data in extensions":             {private: "extensions"},
		"private data at the top":                {private: "top"},
		"private data in a list":                 {private: "list"},
		"private data in a string":               {private: "string"},
		"private data without its name":          {private: "bare"},
		"answers without invoke id":              {noInvoke: true},
		"invoke id as text, spelt invokeID":      {invokeText: true},
		"header members in upper case":           {headerCase: true},
		"no header type":                         {noHeaderType: true},
		"no header at all":                       {noHeader: true, suffix: true},
		"payload wrapped in the command's name":  {wrapped: true},
		"wrapped, suffixed, strings, lower case": {wrapped: true, suffix: true, payload: "always", casing: strings.ToLower},
		"device ids as objects":                  {device: func(s string) any { return object{"deviceIdentifier": s} }},
		"device ids with attributes, value":      {device: func(s string) any { return object{"value": s, "typeOfNumber": "other"} }},
		"device ids with attributes, #text":      {device: func(s string) any { return object{"#text": s, "@mediaClass": ""} }},
		"device ids with attributes, content":    {device: func(s string) any { return object{"content": s} }},
		"device ids as a list of one":            {device: func(s string) any { return []any{s} }},
		"everything at once":                     {payload: "always", suffix: true, plainEvents: true, casing: pascal, numbersText: true, private: "extensions", invokeText: true},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAES(t, w)
			c := signIn(t, a, func(o *wti.Options) { o.InitialMode = wti.AgentManualIn })
			takeCall(t, a, c)
			if err := c.SetAgent(t.Context(), wti.AgentAux, 3); err != nil {
				t.Fatalf("SetAgent: %v", err)
			}
			e := nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentAux })
			if e.Agent.Reason != 3 || !e.Own {
				t.Errorf("agent = %+v, want AUX 3 by ourselves", e)
			}
			if err := c.SignOut(t.Context(), 0); err != nil {
				t.Errorf("SignOut: %v", err)
			}
		})
	}
}

func TestUnknownTerminalCommandIsTriedWithItsSuffix(t *testing.T) {
	for name, answer := range map[string]any{
		"not supported":   refuse("operation", "serviceNotSupported"),
		"generic":         refuse("operation", "generic"),
		"free text":       refused{object{"error": "Unknown command RegisterTerminal"}},
		"HTTP-like":       refused{object{"status": 404, "message": "no such request"}},
		"exception":       refused{object{"exceptionClass": "java.lang.UnsupportedOperationException", "message": "unknown request"}},
		"words only":      `{"header":{"invokeId":4,"headerType":"response","response":"RegisterTerminal"},"payload":"unknown request RegisterTerminal"}`,
		"negative header": `{"header":{"invokeId":4,"headerType":"error","error":"RegisterTerminal"},"payload":{"code":"unknown request"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			a := newAES(t, wireForm{})
			a.when("RegisterTerminal", func(request) any { return answer })
			a.when("RegisterTerminalRequest", func(request) any { return object{"code": 1, "reason": "NORMAL_REGISTER"} })
			c := signIn(t, a, nil)
			takeCall(t, a, c)
			if n := a.count("RegisterTerminalRequest"); n != 1 {
				t.Errorf("RegisterTerminalRequest sent %d times, want once", n)
			}
		})
	}
}

func TestWrongStationCodeIsNotTriedTwice(t *testing.T) {
	a := newAES(t, wireForm{})
	a.when("RegisterTerminal", func(request) any { return object{"code": "2", "reason": "securityDenial 63773"} })
	err := newClient(t, options(a)).SignIn(t.Context())
	if wti.KindOf(err) != wti.KindWrongStationCode {
		t.Errorf("SignIn = %v, want the station code blamed", err)
	}
	if n := a.count("RegisterTerminal") + a.count("RegisterTerminalRequest"); n != 1 {
		t.Errorf("registered %d times with a wrong code, want once", n)
	}
}

func TestMonitorFormIsFoundByRefusals(t *testing.T) {
	bad := refuse("operation", "invalidParameterValue")
	for name, ok := range map[string]func(r request) bool{
		"no targetUrl":  func(r request) bool { return r.payload["targetUrl"] == nil },
		"no extensions": func(r request) bool { return r.payload["extensions"] == nil },
		"neither":       func(r request) bool { return r.payload["targetUrl"] == nil && r.payload["extensions"] == nil },
		"Avaya in the filter": func(r request) bool {
			return r.get("requestedMonitorFilter", "mediaControl", "mediaStarted") == true
		},
		"CSTA filter alone": func(r request) bool {
			return r.payload["targetUrl"] == nil && r.payload["extensions"] == nil && r.get("requestedMonitorFilter", "mediaControl") == nil
		},
		"empty filter": func(r request) bool {
			f, _ := r.get("requestedMonitorFilter").(object)
			return len(f) == 0
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAES(t, wireForm{})
			a.when("MonitorStart", func(r request) any {
				if ok(r) {
					return nil
				}
				return bad
			})
			takeCall(t, a, signIn(t, a, nil))
		})
	}
}

func TestKeepAliveFormIsFoundByRefusals(t *testing.T) {
	for name, ok := range map[string]func(r request) bool{
		"DMCC":   func(r request) bool { return r.payload["sessionID"] != nil },
		"Pascal": func(r request) bool { return r.payload["SessionID"] != nil && r.payload["SessionDuration"] != nil },
		"empty":  func(r request) bool { return len(r.payload) == 0 },
	} {
		t.Run(name, func(t *testing.T) {
			a := newAES(t, wireForm{})
			seen := make(chan bool, 100)
			a.when("StartApplicationSession", func(request) any {
				return object{"token": "tok-1", "sessionID": "s-0", "actualSessionDuration": "1"}
			})
			a.when("ResetApplicationSessionTimer", func(r request) any {
				if !ok(r) {
					return refused{object{"errorCode": object{"definedError": "invalidSessionID"}}}
				}
				seen <- true
				return object{"actualSessionDuration": "1"}
			})
			c := signIn(t, a, nil)
			<-seen
			tries := a.count("ResetApplicationSessionTimer")
			<-seen
			if n := a.count("ResetApplicationSessionTimer"); n != tries+1 {
				t.Errorf("second keep-alive took %d tries, want the remembered form at once", n-tries)
			}
			takeCall(t, a, c)
		})
	}
}

func TestTokenPlacementIsFoundWhenTheDeviceIsRefused(t *testing.T) {
	deny := refused{object{"status": 401, "message": "Bearer token required"}}
	t.Run("header", func(t *testing.T) {
		a := newAES(t, wireForm{})
		a.when("GetDeviceId", func(r request) any {
			if strings.Contains(r.raw, `"authorization":"Bearer tok-1"`) {
				return nil
			}
			return deny
		})
		takeCall(t, a, signIn(t, a, nil))
	})
	t.Run("reconnect", func(t *testing.T) {
		a := newAES(t, wireForm{})
		a.bearer = true
		a.when("GetDeviceId", func(r request) any {
			a.mu.Lock()
			defer a.mu.Unlock()
			if strings.HasPrefix(a.upgrades[len(a.upgrades)-1].Get("Authorization"), "Bearer ") {
				return nil
			}
			return deny
		})
		takeCall(t, a, signIn(t, a, nil))
	})
}

func TestAgentPasswordEncodingIsASettingAndNeverGuessed(t *testing.T) {
	for encoding, want := range map[string]string{"": "31323334", "hex": "31323334", "text": "1234", "base64": "MTIzNA=="} {
		a := newAES(t, wireForm{})
		a.when("SetAgentState", func(request) any { return refuse("operation", "invalidAgentPassword") })
		o := options(a)
		o.Dialect.BinaryEncoding = encoding
		err := newClient(t, o).SignIn(t.Context())
		if wti.KindOf(err) != wti.KindWrongAgentPassword {
			t.Errorf("%q: SignIn = %v, want the agent password blamed", encoding, err)
		}
		r, _ := a.last("SetAgentState")
		if n := a.count("SetAgentState"); n != 1 || r.payload["password"] != want {
			t.Errorf("%q: password sent %d times as %v, want once as %q", encoding, n, r.payload["password"], want)
		}
	}
}
