package wti_test

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"testing"
	"time"

	"offhook/wti"
)

// options are those of the demo agent against server a.
func options(a *aes) wti.Options {
	return wti.Options{
		Servers: []string{a.url}, AllowInsecure: true,
		CTIUser: "demo", CTIPassword: "cti-secret",
		SwitchName: "CM55", Extension: "4750", StationCode: "123456", ForceLogin: true,
		AgentID: "2001", AgentPassword: "1234",
		LocalMedia: func(local netip.Addr) (wti.LocalMedia, error) {
			return wti.LocalMedia{
				RTP: netip.AddrPortFrom(local, 47212), RTCP: netip.AddrPortFrom(local, 47213),
				Codecs: []string{"g711U", "g711A"}, PacketSize: 20 * time.Millisecond, Encryption: []string{"none"},
			}, nil
		},
	}
}

func newClient(t testing.TB, o wti.Options) *wti.Client {
	t.Helper()
	c, err := wti.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// signIn returns a client that is signed in at a.
func signIn(t testing.TB, a *aes, change func(*wti.Options)) *wti.Client {
	t.Helper()
	o := options(a)
	if change != nil {
		change(&o)
	}
	c := newClient(t, o)
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatalf("SignIn: %v\ncommands: %v", err, a.ops())
	}
	return c
}

// next waits for the next event of kind E, passing over others.
func next[E wti.Event](t testing.TB, c *wti.Client) E {
	t.Helper()
	return nextWhere(t, c, func(E) bool { return true })
}

func nextWhere[E wti.Event](t testing.TB, c *wti.Client, ok func(E) bool) E {
	t.Helper()
	limit := time.NewTimer(soon)
	defer limit.Stop()
	for {
		select {
		case e := <-c.Events():
			if e, is := e.(E); is && ok(e) {
				return e
			}
		case <-limit.C:
			var want E
			t.Fatalf("no %T within %v", want, soon)
		}
	}
}

func TestSignInGoesThroughEveryStepInOrder(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	if got := c.Device(); got != ownDevice {
		t.Errorf("Device() = %q, want %q", got, ownDevice)
	}
	want := []string{"StartApplicationSession", "GetDeviceId", "MonitorStart", "RegisterTerminal", "SetAgentState", "GetAgentState"}
	if got := a.ops(); !slices.Equal(got[:min(len(got), len(want))], want) {
		t.Errorf("commands %v, want %v first", got, want)
	}
	for step := range wti.StepCount {
		if e := next[wti.StepChanged](t, c); e.Step != step || e.State != wti.StepRunning {
			t.Errorf("got %+v, want step %d running", e, step)
		}
		if e := next[wti.StepChanged](t, c); e.Step != step || e.State != wti.StepDone {
			t.Errorf("got %+v, want step %d done", e, step)
		}
	}
	if e := next[wti.ConnectionChanged](t, c); e.Link != wti.LinkConnected || e.Server != a.url {
		t.Errorf("got %+v, want connected", e)
	}
}

func TestSignInReportsTheAgentAsTheServerDoes(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, func(o *wti.Options) { o.InitialMode, o.InitialReason = wti.AgentAux, 3 })
	e := nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Reason == 3 })
	if e.Agent != (wti.Agent{ID: "2001", Mode: wti.AgentAux, Reason: 3}) {
		t.Errorf("agent = %+v, want AUX 3", e.Agent)
	}
}

func TestRegisterAnnouncesWhereWeReceiveVoice(t *testing.T) {
	a := newAES(t, wireForm{})
	signIn(t, a, nil)
	r, _ := a.last("RegisterTerminal")
	for _, c := range []struct {
		want any
		path []string
	}{
		{"123456", []string{"loginInfo", "password"}},
		{"MAIN", []string{"loginInfo", "dependencyMode"}},
		{"CLIENT", []string{"loginInfo", "mediaMode"}},
		{true, []string{"loginInfo", "forceLogin"}},
		{"127.0.0.1", []string{"localMediaInfo", "rtpAddress", "address"}},
		{47212.0, []string{"localMediaInfo", "rtpAddress", "port"}},
		{47213.0, []string{"localMediaInfo", "rtcpAddress", "port"}},
		{20.0, []string{"localMediaInfo", "packetSize"}},
	} {
		if got := r.get(c.path...); got != c.want {
			t.Errorf("%v = %v, want %v", c.path, got, c.want)
		}
	}
}

// background are the commands that the client sends by itself at its own times.
var background = []string{"GetAgentState", "SnapshotDevice", "SnapshotCall", "ResetApplicationSessionTimer",
	"CallInformationEventsStart", "SystemRegister", "RequestSystemStatus", "GetLinkStatus"}

func TestSignOutGivesEverythingBackInOrder(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	before := len(a.ops())
	if err := c.SignOut(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, op := range a.ops()[before:] {
		if !slices.Contains(background, op) {
			got = append(got, op)
		}
	}
	want := []string{"SetAgentState", "UnregisterTerminal", "MonitorStop", "ReleaseDeviceId", "StopApplicationSession"}
	if !slices.Equal(got, want) {
		t.Errorf("commands %v, want %v", got, want)
	}
	r, _ := a.last("SetAgentState")
	if got := r.get("extensions", "privateData", "private", "SetAgentStatePrivateData", "reasonCode"); got != 2.0 {
		t.Errorf("logout reason = %v, want 2", got)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentLoggedOut })
	if e := nextWhere(t, c, func(e wti.ConnectionChanged) bool { return e.Link == wti.LinkOffline }); e.Err != nil {
		t.Errorf("offline with %v, want a wanted close", e.Err)
	}
	if err := c.Hold(t.Context(), wti.Connection{Call: "1"}); !errors.Is(err, wti.ErrNotSignedIn) {
		t.Errorf("Hold after SignOut = %v, want ErrNotSignedIn", err)
	}
	if err := c.SignIn(t.Context()); err != nil {
		t.Errorf("second SignIn = %v", err)
	}
}

func TestCloseReturnsWhileNobodyReadsEvents(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	for range 1000 {
		a.emit("LampModeEvent", object{"lamp": "263", "lampMode": 7})
	}
	done := make(chan error)
	go func() { done <- c.Close() }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(soon):
		t.Fatal("Close hangs")
	}
}

func TestCloseCutsSignInShort(t *testing.T) {
	a := newAES(t, wireForm{})
	asked := make(chan struct{})
	a.when("MonitorStart", func(request) any { close(asked); return silent{} })
	c := newClient(t, options(a))
	done := make(chan error)
	go func() { done <- c.SignIn(context.Background()) }()
	<-asked
	_ = c.Close()
	if err := <-done; err == nil {
		t.Error("SignIn succeeded after Close")
	}
	if err := c.SignIn(t.Context()); err == nil {
		t.Error("SignIn works on a closed client")
	}
}
