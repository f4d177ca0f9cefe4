package wti_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// optionsFor is a sign-in at one server.
func optionsFor(server string) wti.Options {
	return wti.Options{
		Servers: []string{server}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456",
		LocalMedia: func(netip.Addr) (wti.LocalMedia, error) { return wti.LocalMedia{}, nil },
	}
}

// An agent who gives up on a server that says nothing need not wait for it.
func TestCancelWhileTheServerSaysNothing(t *testing.T) {
	for _, scheme := range []string{"ws://", "wss://"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		c, err := wti.New(optionsFor(scheme + l.Addr().String()))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		enough := errors.New("enough")
		accepted := make(chan net.Conn, 1)
		go func() {
			conn, _ := l.Accept()
			cancel(enough)
			accepted <- conn
		}()
		begun := time.Now()
		if err := c.SignIn(ctx); !errors.Is(err, enough) {
			t.Errorf("%s: SignIn = %v, want the cause of the end", scheme, err)
		}
		if d := time.Since(begun); d > 5*time.Second {
			t.Errorf("%s: SignIn took %v after it was given up", scheme, d)
		}
		_ = (<-accepted).Close()
		_ = c.Close()
		_ = l.Close()
	}
}

// LastStep leaves the phone alone.
func TestSignInEndsAfterTheLastStep(t *testing.T) {
	s, err := simulator.New(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for step, asked := range map[wti.Step]string{wti.StepSession: "GetDeviceId", wti.StepMonitor: "RegisterTerminal"} {
		o := optionsFor(s.URL())
		o.LastStep = step
		c, err := wti.New(o)
		if err != nil {
			t.Fatal(err)
		}
		before := len(s.Received())
		if err := c.SignIn(t.Context()); err != nil {
			t.Fatal(err)
		}
		if info, ok := c.Session(); !ok || info.Version == "" || info.Registered {
			t.Errorf("session %+v, %v", info, ok)
		}
		if err := c.SignOut(t.Context(), 0); err != nil {
			t.Error(err)
		}
		if got := s.Received()[before:]; slices.Contains(got, asked) {
			t.Errorf("step %d: %s was asked for: %v", step, asked, got)
		}
		_ = c.Close()
	}
}

// What a 401 says of how to sign in is kept, and nothing is said of who we are
// where there is no CTI user.
func TestSchemesOfA401(t *testing.T) {
	var authorization []string
	var challenges []string
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		authorization = r.Header.Values("Authorization")
		for _, c := range challenges {
			w.Header().Add("WWW-Authenticate", c)
		}
		w.WriteHeader(http.StatusUnauthorized)
	}))
	defer h.Close()
	for _, want := range []struct {
		user       string
		challenges []string
		schemes    []string
	}{
		{"demo", nil, nil},
		{"demo", []string{`Basic realm="AES", charset="UTF-8"`}, []string{"basic"}},
		{"", []string{`Bearer`, `BASIC realm="x"`, "basic"}, []string{"bearer", "basic"}},
	} {
		challenges = want.challenges
		o := optionsFor("ws" + strings.TrimPrefix(h.URL, "http"))
		o.CTIUser = want.user
		c, err := wti.New(o)
		if err != nil {
			t.Fatal(err)
		}
		err = c.SignIn(t.Context())
		e, ok := errors.AsType[*wti.ConnectError](err)
		if !ok || e.Status != 401 || !slices.Equal(e.Schemes, want.schemes) {
			t.Errorf("%v: %+v", want, err)
		}
		if (len(authorization) > 0) != (want.user != "") {
			t.Errorf("user %q: Authorization %q", want.user, authorization)
		}
		_ = c.Close()
	}
}
