package wti_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"offhook/internal/testdesk"
	"offhook/wti"
)

// Every secret goes over the wire and comes back in texts of the server; none may
// be in the trace, the log, an error or an event.
func TestNoSecretIsTracedLoggedOrReported(t *testing.T) {
	secrets := []string{"cti-secret", "71920358", "84720391", "3834373230333931", "tok-very-secret", "k3yk3yk3y", "s4lts4lt", "9917#"}
	for name, w := range map[string]wireForm{"plain": {payload: "never"}, "strings": {payload: "always", twice: true}, "upper": {casing: strings.ToUpper}} {
		t.Run(name, func(t *testing.T) {
			a := newAES(t, w)
			a.when("StartApplicationSession", func(request) any {
				return object{"token": "tok-very-secret", "sessionID": "s-0", "actualSessionDuration": 180}
			})
			a.when("SetAgentState", func(r request) any {
				return refused{object{"error": object{"message": fmt.Sprintf("password %v (84720391) of agent wrong, token tok-very-secret", r.payload["password"])}}}
			})
			var trace, log testdesk.Log
			o := options(a)
			o.StationCode, o.AgentPassword = "71920358", "84720391"
			o.Trace, o.Logger = &trace, slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			var out strings.Builder
			c := newClient(t, o)
			err := c.SignIn(t.Context())
			if err == nil {
				t.Fatal("SignIn succeeded")
			}
			fmt.Fprintf(&out, "%v %+v %#v\n", err, err, err)
			a.when("SetAgentState", func(r request) any {
				a.set(func() {
					if a.mode = "auxWork"; r.payload["requestedAgentState"] == "loggedOff" {
						a.mode = ""
					}
				})
				return object{}
			})
			if err := c.SignIn(t.Context()); err != nil {
				t.Fatal(err)
			}
			a.emit("MediaStartEvent", object{
				"rtpAddress": object{"address": "198.51.100.20", "port": 2050}, "codec": "g711U",
				"encryption": object{"protocol": "srtp", "transmitKey": "k3yk3yk3y", "receiveKey": "k3yk3yk3y", "transmitSalt": "s4lts4lt"},
			})
			a.emit("NewFangledEvent", object{"password": "71920358", "note": "84720391 tok-very-secret"})
			if err := c.SendDigits(t.Context(), wti.Connection{Call: "1"}, "9917#"); err != nil {
				t.Fatal(err)
			}
			m := next[wti.MediaStarted](t, c)
			if m.Encryption.TransmitKey.Reveal() != "k3yk3yk3y" {
				t.Errorf("key = %q", m.Encryption.TransmitKey.Reveal())
			}
			o.Trace, o.Logger = nil, nil
			fmt.Fprintf(&out, "%v %+v %#v %+v\n", m, m, m, o)
			u := next[wti.Unknown](t, c)
			fmt.Fprintf(&out, "%v %+v\n", u, u)
			if err := c.SignOut(t.Context(), 0); err != nil {
				t.Fatal(err)
			}
			for what, text := range map[string]string{"trace": trace.String(), "log": log.String(), "errors and events": out.String()} {
				if text == "" {
					t.Errorf("%s is empty", what)
				}
				for _, s := range secrets {
					if i := strings.Index(text, s); i >= 0 {
						t.Errorf("%s has the secret %q: …%s…", what, s, text[max(0, i-80):min(len(text), i+80)])
					}
				}
				if strings.Contains(text, "Basic ") || strings.Contains(text, "Authorization") {
					t.Errorf("%s has an authorization", what)
				}
			}
			checkTrace(t, trace.String())
		})
	}
}

// checkTrace wants one object per line with time, direction and frame.
func checkTrace(t *testing.T, trace string) {
	t.Helper()
	in, out := 0, 0
	for line := range strings.Lines(trace) {
		var e struct {
			Time, Dir string
			Frame     object
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Time == "" || e.Frame == nil {
			t.Fatalf("trace line %q: %v", line, err)
		}
		switch e.Dir {
		case "in":
			in++
		case "out":
			out++
		}
		if e.Dir == "out" && dig(e.Frame, "header", "request") == "RegisterTerminal" {
			if got := dig(e.Frame, "payload", "loginInfo", "password"); got != "••••" {
				t.Errorf("traced station code = %v", got)
			}
		}
	}
	if in < 10 || out < 10 {
		t.Errorf("traced %d frames in and %d out, want all", in, out)
	}
}

func TestTraceKeepsEverythingElse(t *testing.T) {
	for in, want := range map[string]string{
		`{"header":{"invokeId":1},"payload":{"callID":"871","n":1.50,"b":true,"z":null,"l":[1,"x",{}]}}`: `{"header":{"invokeId":1},"payload":{"callID":"871","n":1.50,"b":true,"z":null,"l":[1,"x",{}]}}`,
		`{"payload":"{\"token\":\"abcd\",\"sessionID\":\"s\"}"}`:                                         `{"payload":"{\"token\":\"••••\",\"sessionID\":\"s\"}"}`,
		`{"Password":12345,"cause":"keyOperation","transmitKey":{"a":1}}`:                                `{"Password":"••••","cause":"keyOperation","transmitKey":"••••"}`,
		`{"reason":"code 719203 is wrong","device":"719203:CM1","n":719203,"x":"a719203b"}`:              `{"reason":"code •••• is wrong","device":"••••:CM1","n":"••••","x":"a719203b"}`,
		`{"password":`: `"unreadable frame: json: unexpected end at byte 12"`,
	} {
		if got := wti.MaskFrame(in, "719203"); got != want {
			t.Errorf("MaskFrame(%s)\n got %s\nwant %s", in, got, want)
		}
	}
}
