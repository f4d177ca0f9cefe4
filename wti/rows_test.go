package wti_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"offhook/wti"
)

// row is what answers one question of protocol notes §12.2: settings, or a
// tolerance that needs none, and what a setting changes on the wire.
type row struct {
	fields []string
	set    func(*wti.Dialect)
	// proof says whether the setting, or the tolerance, is in force.
	proof func(t *testing.T, a *aes, c *wti.Client) bool
	wire  wireForm
	// prepare changes the server.
	prepare func(*aes)
}

// sent checks the last request of a command.
func sent(op string, ok func(request) bool) func(*testing.T, *aes, *wti.Client) bool {
	return func(_ *testing.T, a *aes, _ *wti.Client) bool {
		r, found := a.last(op)
		return found && ok(r)
	}
}

func isSignedIn(*testing.T, *aes, *wti.Client) bool { return true }

func refusedAs(kind wti.Kind) func(*testing.T, *aes, *wti.Client) bool {
	return func(t *testing.T, a *aes, c *wti.Client) bool {
		return wti.KindOf(c.Hold(t.Context(), wti.Connection{Call: "1"})) == kind
	}
}

var answers = map[string]row{
	"Where the Bearer token goes on WebSocket": {
		fields: []string{"TokenPlacement"}, set: func(d *wti.Dialect) { d.TokenPlacement = "header" },
		proof: sent("GetDeviceId", func(r request) bool { return strings.Contains(r.raw, `"authorization":"Bearer tok-1"`) }),
	},
	"Second Basic at session start": {
		fields: []string{"SessionStart"}, set: func(d *wti.Dialect) { d.SessionStart = "rest" },
		prepare: func(a *aes) {
			a.bearer = true
			a.rest = (&restLog{answer: `{"token":"tok-rest","sessionID":"R-0"}`}).serve
		},
		proof: func(_ *testing.T, a *aes, _ *wti.Client) bool { return a.count("StartApplicationSession") == 0 },
	},
	"Response/Event naming suffixes": {
		fields: []string{"Names"}, wire: wireForm{suffix: true, plainEvents: true},
		set: func(d *wti.Dialect) {
			d.Names = map[string]string{"HoldCall": "PutOnHold", "RingerStatusEvent": "BellEvent"}
		},
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			err := c.Hold(t.Context(), wti.Connection{Call: "1"})
			a.emit("BellEvent", object{"ringMode": "ringing"})
			return err == nil && next[wti.RingerStatus](t, c).Ringing && a.count("PutOnHold") == 1 && a.count("HoldCall") == 0
		},
	},
	"Payload still string-encoded in newer builds; only for one response or all": {
		fields: []string{"Payload"}, wire: wireForm{payload: "always"},
		set: func(d *wti.Dialect) { d.Payload = "string" },
		proof: sent("GetDeviceId", func(r request) bool {
			return r.payload["extension"] == "4750" && strings.Contains(r.raw, `"payload":"{\"switchName\":`)
		}),
	},
	"invokeId on events": {
		fields: []string{"InvokeID"}, set: func(d *wti.Dialect) { d.InvokeID = "string" },
		wire: wireForm{invokeText: true},
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			var to *peer
			a.set(func() { to = a.conns[len(a.conns)-1] })
			to.write(`{"header":{"headerType":"event","event":"RingerStatusEvent"},"payload":{"ringMode":"ringing"}}`)
			r, _ := a.last("GetDeviceId")
			return next[wti.RingerStatus](t, c).Ringing && strings.Contains(r.raw, `"invokeId":"`)
		},
	},
	"Member casing other than session start": {
		fields: []string{"MemberCase"}, set: func(d *wti.Dialect) { d.MemberCase = "pascal" },
		proof: sent("GetDeviceId", func(r request) bool { return r.payload["Extension"] == "4750" && r.payload["extension"] == nil }),
	},
	"ResetApplicationSessionTimer members": {
		fields: []string{"KeepAlive"}, set: func(d *wti.Dialect) { d.KeepAlive = "pascal" },
		prepare: func(a *aes) {
			a.when("StartApplicationSession", func(request) any {
				return object{"token": "tok-1", "sessionID": "s", "actualSessionDuration": 1}
			})
		},
		proof: func(t *testing.T, a *aes, _ *wti.Client) bool {
			for end := time.Now().Add(soon); time.Now().Before(end); <-time.After(10 * time.Millisecond) {
				if r, ok := a.last("ResetApplicationSessionTimer"); ok {
					return r.payload["SessionID"] == "s" && r.payload["SessionDuration"] == "180"
				}
			}
			return false
		},
	},
	"AvayaEvents placement and invertFilter": {
		fields: []string{"AvayaFilterPlacement", "InvertFilter"},
		set:    func(d *wti.Dialect) { d.AvayaFilterPlacement, d.InvertFilter = "filter", "off" },
		proof: sent("MonitorStart", func(r request) bool {
			return r.get("requestedMonitorFilter", "mediaControl", "mediaStarted") == true &&
				r.payload["extensions"] == nil && !strings.Contains(r.raw, "invertFilter")
		}),
	},
	"Does targetUrl matter on a WebSocket": {
		fields: []string{"TargetURL"}, set: func(d *wti.Dialect) { d.TargetURL = "none" },
		proof: sent("MonitorStart", func(r request) bool { return r.payload["targetUrl"] == nil }),
	},
	"RegisterTerminal vs RegisterTerminalRequest": {
		fields: []string{"CommandSuffix"}, set: func(d *wti.Dialect) { d.CommandSuffix = "Request" },
		proof: func(_ *testing.T, a *aes, _ *wti.Client) bool { return a.count("RegisterTerminalRequest") == 1 },
		prepare: func(a *aes) {
			a.when("RegisterTerminalRequest", func(request) any { return object{"code": "1"} })
		},
	},
	"Register success codes beyond 1": {
		fields: []string{"RegisterSuccess"}, set: func(d *wti.Dialect) { d.RegisterSuccess = []string{"1", "7"} },
		prepare: func(a *aes) { a.when("RegisterTerminal", func(request) any { return object{"code": 7} }) },
		proof:   func(_ *testing.T, a *aes, _ *wti.Client) bool { return a.count("GetRegistrationState") == 0 },
	},
	"Agent password / UUI / account code encoding (hexBinary in XML; a Java JSON layer could as well give base64)": {
		fields: []string{"BinaryEncoding"}, set: func(d *wti.Dialect) { d.BinaryEncoding = "base64" },
		prepare: func(a *aes) { a.when("SetAgentState", func(request) any { return object{} }) },
		proof:   sent("SetAgentState", func(r request) bool { return r.payload["password"] == "MTIzNA==" }),
	},
	"SRTP names, key encoding, key direction": {
		fields: []string{"Encryption", "SwapKeys"},
		set:    func(d *wti.Dialect) { d.Encryption, d.SwapKeys = []string{"srtp-x", "none"}, true },
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			r, _ := a.last("RegisterTerminal")
			a.emit("MediaStartEvent", object{"rtpAddress": object{"address": "198.51.100.20", "port": 2050}, "codec": "g711U",
				"encryption": object{"protocol": "srtp", "transmitKey": "one-key", "receiveKey": "two-key"}})
			return reflect.DeepEqual(r.get("localMediaInfo", "encryptionList"), []any{"srtp-x", "none"}) &&
				next[wti.MediaStarted](t, c).Encryption.TransmitKey.Reveal() == "two-key"
		},
	},
	// Voice is not this package's: the number is proved where it is sent, in app and media.
	"Telephone-event payload type": {fields: []string{"TelephoneEvent"}, proof: isSignedIn},
	"Agent state events on 10.2": {fields: []string{"AgentPollSeconds"}, proof: func(_ *testing.T, a *aes, _ *wti.Client) bool {
		return a.count("GetAgentState") > 0 // read though no event came; how often: rows_poll_test.go
	}},
	"Error/negative shape": {
		fields: []string{"RefusalMembers"}, set: func(d *wti.Dialect) { d.RefusalMembers = []string{"rejection"} },
		prepare: func(a *aes) {
			a.when("RetrieveCall", func(request) any { return object{"rejection": object{"operation": "invalidDestination"}} })
			a.when("HoldCall", func(request) any {
				return `{"header":{"invokeId":` + lastID(a) + `,"headerType":"fault","fault":"HoldCall"},"payload":{"stateIncompatibility":"noActiveCall"}}`
			})
		},
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			own := c.Retrieve(t.Context(), wti.Connection{Call: "1"})
			return refusedAs(wti.KindCallGone)(t, a, c) && wti.KindOf(own) == wti.KindWrongNumber
		},
	},
	"Button function numbers, star/pound ids": {
		fields: []string{"StarButton", "PoundButton", "ButtonFunctions", "ButtonLabels", "ButtonIDs"},
		set: func(d *wti.Dialect) {
			d.StarButton, d.PoundButton = "14", "15"
			d.ButtonFunctions = map[string]int{wti.ButtonAux: 1052}
			d.ButtonLabels = map[string]string{wti.ButtonManualIn: "Von Hand"}
			d.ButtonIDs = map[string]string{wti.ButtonRelease: "290"}
		},
		prepare: func(a *aes) {
			a.when("GetButtonInformation", func(request) any {
				return object{"buttonList": []any{
					object{"button": "270", "buttonFunction": "1052"}, object{"button": "280", "buttonLabel": "Von Hand", "buttonFunction": "7"},
					object{"button": "290", "buttonFunction": "8"},
				}}
			})
		},
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			list, err := c.Buttons(t.Context())
			found := map[string]string{}
			for _, b := range list {
				found[b.ID] = b.Function
			}
			for key, id := range map[string]string{"*": "14", "#": "15"} {
				err = errors.Join(err, c.PressButton(t.Context(), key))
				if r, _ := a.last("ButtonPress"); r.payload["button"] != id {
					t.Errorf("%s is button %v, want %s", key, r.payload["button"], id)
				}
			}
			want := map[string]string{"270": wti.ButtonAux, "280": wti.ButtonManualIn, "290": wti.ButtonRelease}
			return err == nil && maps.Equal(found, want)
		},
	},
	"Lamp of the work-code button": {
		fields: []string{"WorkCodeLamp"}, set: func(d *wti.Dialect) { d.WorkCodeLamp = "ignore" },
		prepare: func(a *aes) {
			a.when("GetButtonInformation", func(request) any {
				return object{"buttonList": []any{object{"button": "270", "buttonFunction": "140"}}}
			})
		},
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			return c.EnterWorkCode(t.Context(), "12") == nil && a.count("ButtonPress") == 4
		},
	},
	"Monitor of skill/VDN by GetThirdPartyDeviceId": {
		fields: []string{"OtherDeviceID"}, set: func(d *wti.Dialect) { d.OtherDeviceID = "device" },
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			_, _, err := c.DeviceName(t.Context(), "500")
			r, _ := a.last("GetDeviceId")
			return err == nil && r.payload["extension"] == "500" && a.count("GetThirdPartyDeviceId") == 0
		},
	},
	"Session re-establish and TransferMonitorObjects in WTI": {
		fields: []string{"SessionResume", "SessionIDMember"},
		set:    func(d *wti.Dialect) { d.SessionResume, d.SessionIDMember = "id", "oldSession" },
		proof: func(t *testing.T, a *aes, c *wti.Client) bool {
			a.drop()
			next[wti.Resynced](t, c)
			r, _ := a.last("StartApplicationSession")
			return r.payload["oldSession"] == "469421A9-0"
		},
	},
	"Close codes, idle timeout of the socket": {
		fields: []string{"PingSeconds"}, set: func(d *wti.Dialect) { d.PingSeconds = 1 },
		proof: func(t *testing.T, a *aes, _ *wti.Client) bool {
			pinged := make(chan struct{}, 8)
			a.set(func() { a.pinged = pinged })
			select {
			case <-pinged:
				return true
			case <-time.After(soon):
				return false
			}
		},
	},
	"REST body form": {
		fields: []string{"RESTBody", "RESTKeepAlive"},
		set:    func(d *wti.Dialect) { d.SessionStart, d.RESTBody = "rest", "envelope" },
		prepare: func(a *aes) {
			a.bearer = true
			a.rest = (&restLog{answer: `{"token":"tok-rest","sessionID":"R-0"}`, envelope: true}).serve
		},
		proof: isSignedIn,
	},
}

func lastID(a *aes) string {
	r, _ := a.last("HoldCall")
	return marshal(r.id)
}

// Each row of the table has its settings, each setting is documented with its
// section and read from a file by its name, and it changes what it should.
func TestEveryUnknownOfTheProtocolHasItsSetting(t *testing.T) {
	docs := dialectFields(t)
	seen := 0
	for _, question := range unknowns(t) {
		r, ok := answers[question]
		if !ok {
			t.Errorf("nothing answers %q", question)
			continue
		}
		seen++
		for _, name := range r.fields {
			f, exists := reflect.TypeFor[wti.Dialect]().FieldByName(name)
			if !exists || !strings.Contains(f.Tag.Get("toml"), "omitempty") {
				t.Errorf("%q: no setting %s", question, name)
			}
			if doc := docs[name]; !strings.Contains(doc, "§") || !strings.Contains(strings.ToLower(doc), "default") {
				t.Errorf("%s is documented as %q, want its section and its default", name, doc)
			}
		}
		t.Run(question, func(t *testing.T) {
			t.Parallel()
			a := newAES(t, r.wire)
			if r.prepare != nil {
				r.prepare(a)
			}
			c := signIn(t, a, func(o *wti.Options) {
				if r.set != nil {
					r.set(&o.Dialect)
				}
			})
			ctx, cancel := context.WithTimeout(t.Context(), soon)
			defer cancel()
			if !r.proof(t, a, c) || ctx.Err() != nil {
				t.Errorf("not in force; commands %v", a.ops())
			}
		})
	}
	if seen != len(answers) {
		t.Errorf("%d of %d rows are in the protocol notes", seen, len(answers))
	}
}

// unknowns are the questions of the table.
func unknowns(t *testing.T) (list []string) {
	t.Helper()
	text, err := os.ReadFile("../docs/protocol-notes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(text), "\n### 12.2 ")
	part, _, _ = strings.Cut(part, "\n### 12.3 ")
	for line := range strings.Lines(part) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[1]) == "Question" {
			continue
		}
		list = append(list, strings.TrimSpace(cells[1]))
	}
	if len(list) < 20 {
		t.Fatalf("only %d questions found", len(list))
	}
	return list
}

// dialectFields are the doc comments of Dialect's fields.
func dialectFields(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "dialect.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	docs := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.TypeSpec)
		if !ok || s.Name.Name != "Dialect" {
			return true
		}
		last := ""
		for _, f := range s.Type.(*ast.StructType).Fields.List {
			if f.Doc != nil {
				last = f.Doc.Text()
			}
			for _, name := range f.Names {
				docs[name.Name] = last // a pair shares its comment
			}
		}
		return false
	})
	return docs
}
