package wti_test

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/internal/testdesk"
	"offhook/wti"
	"offhook/wti/simulator"
)

// The secrets of the shift. Each is unlike anything else that may be printed.
const (
	ctiPassword   = "c/ti?S3cr&t"
	wrongPassword = "wr0ng-cti-p4ss"
	stationCode   = "71920358"
	wrongCode     = "60617294"
	agentPassword = "84720391"
	wrongAgent    = "55501937"
	typedDigits   = "9917#"
)

// wiretap notes what goes over every connection, as it is.
type wiretap struct{ testdesk.Log }

func (w *wiretap) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	c, err := new(net.Dialer).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return tapped{c, w}, nil
}

type tapped struct {
	net.Conn
	w *wiretap
}

func (c tapped) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	_, _ = c.w.Write(b[:n])
	return n, err
}

// spellings are a secret in plain, hex, base64 and URL form.
func spellings(secret string) []string {
	b := []byte(secret)
	list := []string{
		secret, hex.EncodeToString(b), strings.ToUpper(hex.EncodeToString(b)),
		base64.RawStdEncoding.EncodeToString(b), base64.RawURLEncoding.EncodeToString(b),
		url.QueryEscape(secret), url.PathEscape(secret),
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// shift is one agent's day with everything written down that could be.
type shift struct {
	t     *testing.T
	s     *simulator.Server
	tap   wiretap
	trace testdesk.Log
	log   testdesk.Log
	other testdesk.Log // errors, events, records, ladders
}

func (d *shift) options() wti.Options {
	level := &slog.HandlerOptions{Level: slog.Level(-100), AddSource: true}
	return wti.Options{
		Servers: []string{d.s.URL()}, AllowInsecure: true, NetDialContext: d.tap.dial,
		CTIUser: "demo", CTIPassword: ctiPassword, SwitchName: "CM1", Extension: "4750", StationCode: stationCode,
		ForceLogin: true, AgentID: "2001", AgentPassword: agentPassword, SessionDuration: 3 * time.Second,
		LocalMedia: func(local netip.Addr) (wti.LocalMedia, error) {
			return wti.LocalMedia{RTP: netip.AddrPortFrom(local, 47212), RTCP: netip.AddrPortFrom(local, 47213), Codecs: []string{"g711U"}}, nil
		},
		Trace:  &d.trace,
		Logger: slog.New(slog.NewMultiHandler(slog.NewJSONHandler(&d.log, level), slog.NewTextHandler(&d.log, level))),
	}
}

func (d *shift) say(v ...any) {
	for _, v := range v {
		fmt.Fprintf(&d.other, "%v\n%+v\n%#v\n%q\n", v, v, v, fmt.Sprint(v))
	}
}

// refused tries to sign in with something wrong.
func (d *shift) refused(change func(*wti.Options)) {
	d.t.Helper()
	o := d.options()
	change(&o)
	c := newClient(d.t, o)
	err := c.SignIn(d.t.Context())
	if err == nil {
		d.t.Error("SignIn succeeded")
	}
	d.say(err)
	d.keep(c)
}

// keep writes down all that a client's trace can tell.
func (d *shift) keep(c *wti.Client) {
	_ = c.Close()
	_, _ = c.Trace().WriteTo(&d.other)
	for _, r := range c.Trace().Records() {
		d.say(r)
		for _, call := range r.Calls {
			d.say(c.Trace().Ladder(string(call)))
		}
	}
}

// work is the day itself.
func (d *shift) work(dialect wti.Dialect) {
	t := d.t
	o := d.options()
	o.Dialect = dialect
	c := newClient(t, o)
	must := func(err error) {
		t.Helper()
		if err != nil {
			d.say(err)
			t.Fatal(err)
		}
	}
	must(c.SignIn(t.Context()))
	d.say(o.CTIPassword, o.StationCode, o.AgentPassword)
	_, err := d.s.Call(simulator.Caller{Number: "15551234567", VDN: "7000", UserData: "CUSTOMER=42"})
	must(err)
	_ = c.SetAgent(t.Context(), wti.AgentAutoIn, 0)
	offer := nextWhere(t, c, func(e wti.Delivered) bool { return e.Own })
	d.say(offer)
	must(c.Answer(t.Context(), offer.Connection))
	d.say(nextWhere(t, c, func(e wti.Established) bool { return e.Own }))
	must(c.SendDigits(t.Context(), offer.Connection, typedDigits))
	d.say(c.SendDigits(t.Context(), wti.Connection{Call: "9999"}, typedDigits))
	d.s.DropSockets()
	back := next[wti.Resynced](t, c)
	if d.say(back); len(back.Calls) != 1 {
		t.Errorf("after recovery %+v, want the call", back)
	}
	must(c.Clear(t.Context(), back.Calls[0].Connection))
	next[wti.ConnectionCleared](t, c)
	d.waitFor(c, "REST ResetApplicationSessionTimer")
	must(c.SetAgent(t.Context(), wti.AgentAux, 0))
	must(c.SignOut(t.Context(), 0))
	d.keep(c)
}

// waitFor lets the day go on until a response of this name is traced.
func (d *shift) waitFor(c *wti.Client, name string) {
	d.t.Helper()
	for end := time.Now().Add(soon); ; <-time.After(20 * time.Millisecond) {
		for _, r := range c.Trace().Records() {
			if r.Name == name && r.Kind == wti.RecordResponse {
				return
			}
		}
		if time.Now().After(end) {
			d.t.Fatalf("no %s within %v", name, soon)
		}
	}
}

// clocks are times of day, whose fractions of a second are as many digits as a
// secret is.
var clocks = regexp.MustCompile(`\d\d:\d\d:\d\d\.\d+`)

var tokens = regexp.MustCompile(`token\\*"\s*:\s*\\*"([0-9A-Za-z._-]{8,})`)

// A whole shift at the simulator, with trace and log at their most talkative: no
// secret is in anything that is written, in no spelling, though all of them went
// over the wire.
func TestNoSecretOfAShiftIsWrittenAnywhere(t *testing.T) {
	for name, dialects := range map[string]struct {
		client wti.Dialect
		server simulator.TokenPlacement
	}{
		"token bound to the socket":    {wti.Dialect{RESTKeepAlive: "always"}, simulator.TokenSocket},
		"token in each header":         {wti.Dialect{RESTKeepAlive: "always", TokenPlacement: "header", RESTBody: "envelope"}, simulator.TokenHeader},
		"token in the address":         {wti.Dialect{RESTKeepAlive: "always", TokenPlacement: "query"}, simulator.TokenQuery},
		"session started by REST":      {wti.Dialect{RESTKeepAlive: "always", SessionStart: "rest"}, simulator.TokenReconnect},
		"session taken up by its name": {wti.Dialect{RESTKeepAlive: "always", SessionResume: "id"}, simulator.TokenSocket},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scenario := simulator.Default()
			scenario.Users[0].Password = ctiPassword
			scenario.Stations[0].SecurityCode = stationCode
			scenario.Agents[0].Password = agentPassword
			s, err := simulator.New(simulator.Options{Scenario: scenario, RegisterDelay: -1, Dialect: simulator.Dialect{Token: dialects.server}})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			d := &shift{t: t, s: s}
			d.refused(func(o *wti.Options) { o.CTIPassword = wrongPassword })
			d.refused(func(o *wti.Options) { o.StationCode = wrongCode })
			d.refused(func(o *wti.Options) { o.AgentPassword = wrongAgent })
			d.work(dialects.client)

			found := tokens.FindAllStringSubmatch(d.tap.String(), -1)
			if len(found) < 3 {
				t.Fatalf("%d tokens on the wire, want one per session", len(found))
			}
			secrets := []string{ctiPassword, wrongPassword, stationCode, wrongCode, agentPassword, wrongAgent, typedDigits,
				"demo:" + ctiPassword, "demo:" + wrongPassword}
			for _, m := range found {
				secrets = append(secrets, m[1])
			}
			for what, text := range map[string]string{"trace": d.trace.String(), "log": d.log.String(), "errors, events, records and ladders": d.other.String()} {
				if text = clocks.ReplaceAllString(text, "time"); len(text) < 2000 {
					t.Errorf("%s is nearly empty", what)
				}
				for _, secret := range secrets {
					for _, s := range spellings(secret) {
						if i := strings.Index(text, s); i >= 0 {
							t.Errorf("%s has %q as %q: …%s…", what, secret, s, text[max(0, i-120):min(len(text), i+60)])
						}
					}
				}
			}
		})
	}
}
