package wti_test

import (
	"strings"
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

// Requests whose payload and invokeId are texts carry a whole call.
func TestACallWithTextsForPayloadsAndInvokeIDs(t *testing.T) {
	s, err := simulator.New(simulator.Options{RegisterDelay: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := newClient(t, wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice,
		AgentID: "2001", AgentPassword: "1234", InitialMode: wti.AgentAutoIn,
		Dialect: wti.Dialect{Payload: "string", InvokeID: "string"},
	})
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, own := talking(t, s, c)
	if err := c.Clear(t.Context(), own); err != nil {
		t.Error(err)
	}
	for _, r := range c.Trace().Records() {
		if r.Kind != wti.RecordRequest {
			continue // the caller's number has the digits of the code in it
		}
		if !strings.Contains(r.Frame, `"payload":"{`) || !strings.Contains(r.Frame, `"invokeId":"`) {
			t.Errorf("sent %s", r.Frame)
		}
		if strings.Contains(r.Frame, "123456") || strings.Contains(r.Frame, "31323334") {
			t.Errorf("a secret inside a text is traced: %s", r.Frame)
		}
	}
}

// A server's own names hold for REST as well, and for events whose header does
// not say what they are.
func TestNamesOfTheServersOwn(t *testing.T) {
	l := &restLog{answer: `{"token":"tok-rest","sessionID":"R-0"}`}
	a := newAES(t, wireForm{})
	a.set(func() { a.bearer, a.rest = true, l.serve })
	c := signIn(t, a, func(o *wti.Options) {
		o.Dialect.SessionStart = "rest"
		o.Dialect.Names = map[string]string{"StartApplicationSession": "OpenSession", "RingerStatusEvent": "Bell", "GetDeviceId": ""}
	})
	if seen := l.all(); len(seen) == 0 || !strings.HasPrefix(seen[0], "OpenSession Basic ") {
		t.Errorf("REST requests %q", seen)
	}
	var to *peer
	a.set(func() { to = a.conns[len(a.conns)-1] })
	to.write(`{"bell":{"monitorCrossRefID":"101","ringMode":"ringing"}}`)
	if !next[wti.RingerStatus](t, c).Ringing {
		t.Error("the bell does not ring")
	}
}
