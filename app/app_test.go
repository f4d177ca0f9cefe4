package app_test

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/media"
	"offhook/wti"
)

// fakeClient is a WTI server that does nothing by itself: the test says what
// happens.
type fakeClient struct {
	events chan wti.Event

	mu      sync.Mutex
	calls   []string         // requests so far, as "hold 871"
	refuse  map[string]error // by operation
	block   chan struct{}    // requests wait for it when set
	opts    wti.Options
	watched []string           // by Watch
	reason  int                // of SetAgent
	made    wti.Connection     // answers MakeCall
	parties []wti.CallParty    // answers SnapshotCall
	rings   []wti.CallSnapshot // answers SnapshotDevice
}

func newFakeClient() *fakeClient {
	return &fakeClient{events: make(chan wti.Event, 64), refuse: map[string]error{}}
}

func (c *fakeClient) did(op, what string) error {
	c.mu.Lock()
	block := c.block
	c.calls = append(c.calls, op+" "+what)
	err := c.refuse[op]
	c.mu.Unlock()
	if block != nil {
		<-block
	}
	return err
}

func (c *fakeClient) requests() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.calls)
}

func (c *fakeClient) Events() <-chan wti.Event    { return c.events }
func (c *fakeClient) Leave(context.Context) error { return c.did("leave", "") }

func (c *fakeClient) SignOut(_ context.Context, reason int) error { return c.did("signOut", "") }
func (c *fakeClient) Trace() *wti.Trace                           { return nil }
func (c *fakeClient) Close() error                                { return nil }
func (c *fakeClient) Device() string                              { return "4750:CM1:0.0.0.0:0" }
func (c *fakeClient) Refresh(context.Context) error               { return c.did("refresh", "") }
func (c *fakeClient) SignIn(context.Context) error {
	if _, err := c.opts.LocalMedia(netip.MustParseAddr("127.0.0.1")); err != nil {
		return err
	}
	return c.did("signIn", "")
}
func (c *fakeClient) MakeCall(_ context.Context, number string, _ wti.CallOptions) (wti.Connection, error) {
	return c.made, c.did("makeCall", number)
}
func (c *fakeClient) Answer(_ context.Context, conn wti.Connection) error {
	return c.did("answer", string(conn.Call))
}
func (c *fakeClient) Clear(_ context.Context, conn wti.Connection) error {
	return c.did("clear", string(conn.Call))
}
func (c *fakeClient) Hold(_ context.Context, conn wti.Connection) error {
	return c.did("hold", string(conn.Call))
}
func (c *fakeClient) Retrieve(_ context.Context, conn wti.Connection) error {
	return c.did("retrieve", string(conn.Call))
}
func (c *fakeClient) SendDigits(_ context.Context, conn wti.Connection, digits string) error {
	return c.did("digits", digits)
}
func (c *fakeClient) SetAgent(_ context.Context, mode wti.AgentMode, reason int) error {
	c.mu.Lock()
	c.reason = reason
	c.mu.Unlock()
	return c.did("setAgent", map[wti.AgentMode]string{wti.AgentAux: "aux", wti.AgentAutoIn: "autoIn", wti.AgentManualIn: "manualIn"}[mode])
}

// CheckConnection proves the connection.
func (c *fakeClient) CheckConnection() { _ = c.did("check", "") }

// fakeVoice records what the app asks of the voice path.
type fakeVoice struct {
	mu      sync.Mutex
	started []media.Remote
	stops   int
	muted   bool
	needed  bool
	nearEnd media.NearEnd
	stats   media.Stats
	tuned   app.VoiceSettings
	talks   bool    // the meter shows something else each time
	meter   float64 // of the microphone
}

func (v *fakeVoice) LocalRTP() netip.AddrPort  { return netip.MustParseAddrPort("127.0.0.1:40000") }
func (v *fakeVoice) LocalRTCP() netip.AddrPort { return netip.MustParseAddrPort("127.0.0.1:40001") }
func (v *fakeVoice) Start(r media.Remote) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.started = append(v.started, r)
	return nil
}
func (v *fakeVoice) Stop() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.stops++
}
func (v *fakeVoice) SetMuted(on bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.muted = on
}
func (v *fakeVoice) SetNearEnd(w media.NearEnd) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.nearEnd = w
}
func (v *fakeVoice) SendDigit(rune) bool { return false }
func (v *fakeVoice) Stats() media.Stats {
	v.mu.Lock()
	defer v.mu.Unlock()
	st := v.stats
	st.Codec = "g711U"
	return st
}
func (v *fakeVoice) says(level float64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.meter = level
}
func (v *fakeVoice) Levels() media.Levels {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.talks {
		v.meter += 1e-6
	}
	return media.Levels{Microphone: media.Level{Meter: v.meter}}
}
func (v *fakeVoice) NeedDevices(on bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.needed = on
}
func (v *fakeVoice) Devices() app.Devices { return app.Devices{} }
func (v *fakeVoice) Tune(s app.VoiceSettings) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.tuned = s
}
func (v *fakeVoice) Close() error { return nil }

// fakeRinger remembers the tone that plays.
type fakeRinger struct {
	mu      sync.Mutex
	tone    app.Tone
	keys    string
	signals []app.Signal
}

func (r *fakeRinger) Ring(t app.Tone) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tone = t
}
func (r *fakeRinger) Signal(s app.Signal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.signals = append(r.signals, s)
}
func (r *fakeRinger) Key(d rune)   { r.mu.Lock(); r.keys += string(d); r.mu.Unlock() }
func (r *fakeRinger) Close() error { return nil }
func (r *fakeRinger) playing() app.Tone {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tone
}

// fakeStore is a keychain in memory, or one that fails.
type fakeStore struct {
	mu      sync.Mutex
	secrets map[string]wti.Secret
	err     error
}

func (s *fakeStore) Ready(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}
func (s *fakeStore) Get(_ context.Context, kind app.SecretKind, owner, where string) (wti.Secret, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.secrets[string(kind)+"/"+owner+"/"+where], s.err
}
func (s *fakeStore) Set(_ context.Context, kind app.SecretKind, owner, where string, v wti.Secret) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.secrets[string(kind)+"/"+owner+"/"+where] = v
	}
	return s.err
}
func (s *fakeStore) Delete(context.Context, app.SecretKind, string, string) error { return s.err }
func (s *fakeStore) Unlock(context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = nil
	return nil
}

// desk is an app under test with everything around it.
type desk struct {
	t      *testing.T
	app    *app.App
	client *fakeClient
	voice  *fakeVoice
	ringer *fakeRinger
	store  *fakeStore
}

var goodForm = app.SignInForm{
	Server: "wss://aes.example/api/wti/session", CTIUser: "demo", CTIPassword: "demo",
	SwitchName: "CM1", Extension: "4750", StationCode: "123456", AgentID: "2001", AgentPassword: "1234",
	Mode: wti.ThisComputer, Remember: true,
}

// newDesk runs an app in the bubble of the calling synctest.
func newDesk(t *testing.T, change ...func(*app.Options)) *desk {
	t.Helper()
	d := &desk{
		t: t, client: newFakeClient(), voice: &fakeVoice{}, ringer: &fakeRinger{},
		store: &fakeStore{secrets: map[string]wti.Secret{}},
	}
	var ui sync.Mutex
	o := app.Options{
		Settings: app.DefaultSettings(), Ringer: d.ringer, Secure: d.store,
		NewClient: func(o wti.Options) (app.Client, error) { d.client.opts = o; return d.client, nil },
		OpenVoice: func(netip.Addr, app.VoiceSettings, *slog.Logger) (app.Voice, error) { return d.voice, nil },
		Dispatch:  func(f func()) { ui.Lock(); defer ui.Unlock(); f() },
	}
	o.Settings.Services = map[string]string{"7000": "Orders"}
	for _, c := range change {
		c(&o)
	}
	d.app = app.New(o)
	ctx, cancel := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { _ = d.app.Run(ctx) })
	t.Cleanup(func() { cancel(); run.Wait() })
	synctest.Wait()
	return d
}

func (d *desk) signIn() {
	d.t.Helper()
	d.app.SignIn(goodForm)
	synctest.Wait()
	if v := d.signInView(); v.Phase != app.PhaseSignedIn {
		d.t.Fatalf("phase after signing in = %v, problem %+v", v.Phase, v.Problem)
	}
}

func (d *desk) emit(events ...wti.Event) {
	for _, ev := range events {
		d.client.events <- ev
	}
	synctest.Wait()
}

func (d *desk) signInView() app.SignInView {
	v, _ := d.app.State().SignIn.Get()
	return v
}

func (d *desk) calls() []app.CallView {
	v, _ := d.app.State().Calls.Get()
	return v
}

func (d *desk) agent() app.AgentView {
	v, _ := d.app.State().Agent.Get()
	return v
}

func (d *desk) notices() []app.Notice {
	v, _ := d.app.State().Notices.Get()
	return v
}

// call is the only call there is.
func (d *desk) call() app.CallView {
	d.t.Helper()
	if c := d.calls(); len(c) == 1 {
		return c[0]
	}
	d.t.Fatalf("calls = %+v, want one", d.calls())
	return app.CallView{}
}

func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	test.NewTempApp(t)
	synctest.Test(t, f)
}

var otherAddress = netip.MustParseAddr("127.0.0.2")

var (
	own      = wti.Connection{Call: "871", Device: "4750:CM1:0.0.0.0:0"}
	acdCall  = wti.CallInfo{UCID: "00001008711428242051", Calling: wti.Party{Number: "15551234567"}, Called: wti.Party{Number: "7000"}, VDN: "7000", Skill: "500", Collected: "42"}
	offered  = wti.Delivered{Connection: own, Own: true, Alerting: wti.Party{Number: "4750"}, CallInfo: acdCall}
	answered = wti.Established{Connection: own, Own: true, CallInfo: acdCall}
)

func TestAnACDCallRingsWithCallerServiceAndDigits(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered)
		c := d.call()
		if c.State != app.CallAlerting || c.Remote != "15551234567" || c.Service != "Orders" || c.Collected != "42" || c.Direction != app.Inbound {
			t.Errorf("card = %+v", c)
		}
		if got := d.ringer.playing(); got != app.ToneRing {
			t.Errorf("tone = %v, want the ring", got)
		}
	})
}

func TestAStateChangesByItsEventOnly(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered)
		d.app.Answer("871")
		synctest.Wait()
		if c := d.call(); c.State != app.CallAlerting || c.Asked != app.ActionAnswer {
			t.Errorf("accepted but not established: %+v", c)
		}
		if got := d.ringer.playing(); got != app.ToneNone {
			t.Errorf("tone after the click = %v, want silence", got)
		}
		d.emit(answered)
		if c := d.call(); c.State != app.CallConnected || c.Asked != app.ActionNone {
			t.Errorf("after Established: %+v", c)
		}
		d.emit(offered) // a duplicate that comes late
		if c := d.call(); c.State != app.CallConnected {
			t.Errorf("a late Delivered took an established call back to %v", c.State)
		}
	})
}

func TestAnAcceptedRequestWithoutItsEventAsksTheServer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.app.Hold("871")
		synctest.Wait()
		before := len(d.client.requests())
		time.Sleep(10 * time.Second) // virtual
		synctest.Wait()
		if c := d.call(); c.Asked != app.ActionNone || c.State != app.CallConnected {
			t.Errorf("still asked after ten seconds: %+v", c)
		}
		if got := d.client.requests()[before:]; !slices.Contains(got, "refresh ") {
			t.Errorf("requests = %v, want a refresh", got)
		}
	})
}

func TestASecondClickDoesNothingButHangingUpAlwaysWorks(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.app.Hold("871")
		d.app.Hold("871")
		d.app.HangUp("871")
		synctest.Wait()
		got := d.client.requests()
		if n := len(slices.DeleteFunc(slices.Clone(got), func(r string) bool { return r != "hold 871" })); n != 1 {
			t.Errorf("requests = %v, want one hold", got)
		}
		if !slices.Contains(got, "clear 871") {
			t.Errorf("requests = %v, want the call cleared", got)
		}
	})
}

func TestARefusalIsShownAndTheCallStays(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.client.refuse["hold"] = &wti.Error{Op: "HoldCall", Kind: wti.KindNotPermitted, Category: "operation", Code: "securityViolation"}
		d.app.Hold("871")
		synctest.Wait()
		if c := d.call(); c.State != app.CallConnected || c.Asked != app.ActionNone {
			t.Errorf("call after the refusal: %+v", c)
		}
		n := d.notices()
		if len(n) != 1 || n[0].Title != "The system does not permit this" {
			t.Errorf("notices = %+v", n)
		}
	})
}

func TestACallThatCannotBeDeclinedIsSilenced(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered)
		d.client.refuse["clear"] = &wti.Error{Op: "ClearConnection", Kind: wti.KindNotNow}
		d.app.HangUp("871")
		synctest.Wait()
		if c := d.call(); c.State != app.CallAlerting || !c.Silenced || d.ringer.playing() != app.ToneNone {
			t.Errorf("call %+v, tone %v", c, d.ringer.playing())
		}
		if n := d.notices(); len(n) != 1 || n[0].Title != "The ring is silenced" {
			t.Errorf("notices = %+v", n)
		}
		d.emit(answered)
		if c := d.call(); c.State != app.CallConnected {
			t.Errorf("it cannot be answered any more: %+v", c)
		}
	})
}

func TestACallEndsWhenTheEventSaysSo(t *testing.T) {
	for name, end := range map[string]wti.Event{
		"we clear":            wti.ConnectionCleared{Connection: own, Own: true},
		"our state is null":   wti.ConnectionCleared{Connection: wti.Connection{Call: "871", Device: "x"}, CallInfo: wti.CallInfo{Local: wti.StateNull}},
		"the call is over":    wti.CallCleared{Call: "871"},
		"we transferred it":   wti.Transferred{Primary: "871", Own: true},
		"it was diverted":     wti.Diverted{Connection: own, Own: true},
		"a snapshot lacks it": wti.Resynced{MediaKept: true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d := newDesk(t)
				d.signIn()
				d.emit(offered, answered, end)
				if c := d.calls(); len(c) != 0 {
					t.Errorf("calls = %+v, want none", c)
				}
			})
		})
	}
}

func TestTheFarEndLeavesFirst(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.emit(wti.ConnectionCleared{Connection: wti.Connection{Call: "871", Device: "T12#3"}, CallInfo: wti.CallInfo{Local: wti.StateConnected}})
		if c := d.call(); c.State != app.CallFailed || c.Failure != "The other party hung up" {
			t.Errorf("call = %+v", c)
		}
		d.emit(wti.ConnectionCleared{Connection: own, Own: true})
		if c := d.calls(); len(c) != 0 {
			t.Errorf("calls = %+v, want none", c)
		}
	})
}

func TestACallerWhoGivesUpStopsTheRing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, wti.ConnectionCleared{Connection: wti.Connection{Call: "871", Device: "T12#3"}})
		if len(d.calls()) != 0 || d.ringer.playing() != app.ToneNone {
			t.Errorf("calls %+v, tone %v", d.calls(), d.ringer.playing())
		}
	})
}

func TestACallThatIsTakenBackIsExplained(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, wti.Diverted{Connection: own, Own: true, Destination: wti.Party{Number: "7000"}},
			wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAux}})
		if n := d.notices(); len(n) != 1 || n[0].Title != "You are in AUX because a call was not answered" || n[0].Details == "" {
			t.Errorf("notices = %+v", n)
		}
		if a := d.agent(); a.Mode != wti.AgentAux || a.ChangedBy != app.BySystem || !a.Missed {
			t.Errorf("agent = %+v, want AUX by the system for a missed call", a)
		}
	})
}

func TestALostConnectionLeavesCallAndVoiceAlone(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"}, answered)
		stops := d.voice.stops
		d.emit(wti.ConnectionChanged{Link: wti.LinkReconnecting, Server: "wss://aes.example/x"})
		if c := d.call(); c.State != app.CallConnected {
			t.Errorf("call = %+v", c)
		}
		if v, _ := d.app.State().Link.Get(); v.Link != wti.LinkReconnecting || v.Server != "aes.example" {
			t.Errorf("link = %+v", v)
		}
		d.emit(wti.ConnectionChanged{Link: wti.LinkConnected}, wti.Resynced{MediaKept: true, Registered: true, Calls: []wti.CallSnapshot{
			{Connection: own, State: wti.StateHeld},
			{Connection: wti.Connection{Call: "900", Device: own.Device}, State: wti.StateAlerting, Inbound: true, Remote: wti.Party{Number: "5550100"}},
		}})
		got := d.calls()
		if len(got) != 2 || got[0].State != app.CallHeld || got[0].Remote != "15551234567" || got[1].State != app.CallAlerting || got[1].Remote != "5550100" {
			t.Errorf("calls after recovery = %+v", got)
		}
		if d.voice.stops != stops {
			t.Errorf("voice was stopped %d times", d.voice.stops-stops)
		}
	})
}

func TestMediaFollowsTheSwitch(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		one, two := netip.MustParseAddrPort("127.0.0.1:2050"), netip.MustParseAddrPort("127.0.0.1:2060")
		d.emit(offered, wti.MediaStarted{RTP: one, Codec: "g711U", PacketSize: 20 * time.Millisecond}, answered)
		d.emit(wti.MediaStarted{RTP: two, Codec: "g711A", PacketSize: 20 * time.Millisecond})
		if got := d.voice.started; len(got) != 2 || got[0].RTP != one || got[1].RTP != two || got[1].Codec != "g711A" {
			t.Errorf("started = %+v", got)
		}
		d.emit(wti.MediaStopped{})
		if d.voice.stops != 1 {
			t.Errorf("stops = %d, want 1", d.voice.stops)
		}
	})
}

func TestMuteEndsWithTheCalls(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.app.SetMuted(true)
		synctest.Wait()
		if v, _ := d.app.State().Media.Get(); !v.Muted || !d.voice.muted {
			t.Error("not muted")
		}
		d.emit(wti.ConnectionCleared{Connection: own, Own: true})
		if v, _ := d.app.State().Media.Get(); v.Muted || d.voice.muted {
			t.Error("still muted for the next caller")
		}
	})
}

func TestAnsweringASecondCallHoldsTheFirst(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		second := wti.Connection{Call: "900", Device: own.Device}
		d.emit(offered, answered, wti.Delivered{Connection: second, Own: true, CallInfo: wti.CallInfo{Calling: wti.Party{Number: "4751"}}})
		if got := d.ringer.playing(); got != app.ToneCallWaiting {
			t.Errorf("tone = %v, want call waiting", got)
		}
		d.app.Answer("900")
		synctest.Wait()
		got := d.client.requests()
		if i := slices.Index(got, "hold 871"); i < 0 || slices.Index(got, "answer 900") < i {
			t.Errorf("requests = %v, want hold before answer", got)
		}
	})
}

func TestDigitsAreSentInTheOrderTyped(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.client.block = make(chan struct{})
		for _, digit := range "12#34*" {
			d.app.SendDigits("871", string(digit))
		}
		synctest.Wait()
		close(d.client.block)
		synctest.Wait()
		sent := ""
		for _, r := range d.client.requests() {
			if len(r) > 7 && r[:7] == "digits " {
				sent += r[7:]
			}
		}
		if sent != "12#34*" || d.call().Digits != "12#34*" {
			t.Errorf("sent %q, shown %q, want 12#34*", sent, d.call().Digits)
		}
		if d.ringer.keys != "12#34*" {
			t.Errorf("feedback = %q", d.ringer.keys)
		}
	})
}

func TestAnOutgoingCall(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.app.Dial("+1 (555) 010-0")
		synctest.Wait()
		if got := d.client.requests(); !slices.Contains(got, "makeCall +15550100") {
			t.Errorf("requests = %v", got)
		}
		if len(d.calls()) != 0 {
			t.Error("a card appeared before the switch said anything")
		}
		out := wti.CallInfo{Called: wti.Party{Number: "15550100"}}
		d.emit(wti.ServiceInitiated{Connection: own}, wti.Originated{Connection: own, CallInfo: out})
		if c := d.call(); c.State != app.CallDialing || c.Remote != "15550100" || c.Direction != app.Outbound {
			t.Errorf("originated: %+v", c)
		}
		far := wti.Connection{Call: "871", Device: "T1#1"}
		d.emit(wti.Delivered{Connection: far, Alerting: wti.Party{Number: "15550100"}, CallInfo: out})
		if c := d.call(); c.State != app.CallDialing || d.ringer.playing() != app.ToneNone {
			t.Errorf("ringback: %+v, tone %v", c, d.ringer.playing())
		}
		d.emit(wti.Established{Connection: far, CallInfo: out})
		if c := d.call(); c.State != app.CallConnected {
			t.Errorf("answered: %+v", c)
		}
	})
}

// While events did not come, the agent put the call on hold at the telephone.
func TestAnEventTellsByTheWayThatTheCallIsOnHold(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		out := wti.CallInfo{Called: wti.Party{Number: "15550100"}, Local: wti.StateHeld}
		far := wti.Connection{Call: "871", Device: "T1#1"}
		for _, ev := range []wti.Event{
			wti.Delivered{Connection: far, Alerting: wti.Party{Number: "15550100"}, CallInfo: out},
			wti.Established{Connection: far, CallInfo: out},
		} {
			d.emit(ev)
			if c := d.call(); c.State != app.CallHeld {
				t.Errorf("after %T: %+v", ev, c)
			}
		}
	})
}

func TestARefusedNumberGoesBackToTheDialpad(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.client.refuse["makeCall"] = &wti.Error{Kind: wti.KindWrongNumber}
		for range 2 {
			_ = d.app.State().DialText.Set("")
			d.app.Dial("999 999")
			synctest.Wait()
			if got, _ := d.app.State().DialText.Get(); got != "999 999" {
				t.Errorf("dialpad shows %q", got)
			}
		}
		if n := d.notices(); len(n) == 0 || n[0].Title != "This number cannot be dialled" {
			t.Errorf("notices = %+v", n)
		}
	})
}

func TestATrunkWithoutAnswerSupervision(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.Originated{Connection: own}, wti.NetworkReached{Connection: own})
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if c := d.call(); c.State != app.CallDialing {
			t.Errorf("without voice: %v", c.State)
		}
		d.emit(wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"})
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if c := d.call(); c.State != app.CallConnected {
			t.Errorf("with voice: %v, want connected", c.State)
		}
	})
}

func TestATrunkThatTellsOfTheRingingIsNotTakenForAnAnswer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.Originated{Connection: own}, wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"},
			wti.NetworkReached{Connection: own}, wti.Delivered{Connection: wti.Connection{Call: "871", Device: "T1#1"}})
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if c := d.call(); c.State != app.CallDialing {
			t.Errorf("while it rings there: %v, want dialing", c.State)
		}
	})
}

func TestABusyCallSaysWhyUntilItIsHungUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.Originated{Connection: own, CallInfo: wti.CallInfo{Called: wti.Party{Number: "5551"}}},
			wti.Failed{Connection: own, CallInfo: wti.CallInfo{Cause: "busy"}})
		if c := d.call(); c.State != app.CallFailed || c.Failure != "Busy" {
			t.Errorf("call = %+v", c)
		}
	})
}

func TestAgentAskedPendingConfirmed(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAutoIn, OnCall: true}})
		d.app.SetAgent(wti.AgentAux, 2)
		synctest.Wait()
		if a := d.agent(); a.Mode != wti.AgentAutoIn || a.Asked != wti.AgentAux {
			t.Errorf("asked: %+v", a)
		}
		d.emit(wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAutoIn, OnCall: true, Pending: wti.AgentAux, PendingReason: 2}})
		if a := d.agent(); a.Asked != wti.AgentUnknown || a.Pending != wti.AgentAux || a.PendingReasonName != "Lunch" {
			t.Errorf("pending: %+v", a)
		}
		d.emit(wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAux, Reason: 2}})
		if a := d.agent(); a.Mode != wti.AgentAux || a.ReasonName != "Lunch" || a.Pending != wti.AgentUnknown || a.ChangedBy != app.ByMe {
			t.Errorf("confirmed: %+v", a)
		}
	})
}

func TestARefusedSignInKeepsTheFormAndNamesTheField(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		field app.Field
		title string
		step  wti.Step
	}{
		"CTI password": {&wti.StepError{Step: wti.StepConnect, Err: &wti.ConnectError{Kind: wti.KindUnauthorized, Status: 401}},
			app.FieldCTIPassword, "The CTI user or its password is wrong", wti.StepConnect},
		"agent password": {&wti.StepError{Step: wti.StepAgent, Err: &wti.Error{Kind: wti.KindWrongAgentPassword}},
			app.FieldAgentPassword, "The agent password is wrong", wti.StepAgent},
		"extension": {&wti.StepError{Step: wti.StepDevice, Err: &wti.Error{Kind: wti.KindWrongExtension}},
			app.FieldExtension, "This extension is not known", wti.StepDevice},
		"server down": {&wti.StepError{Step: wti.StepConnect, Err: &wti.ConnectError{Kind: wti.KindUnreachable, Err: errors.New("refused")}},
			app.FieldServer, "The server cannot be reached", wti.StepConnect},
		"certificate": {&wti.StepError{Step: wti.StepConnect, Err: &wti.ConnectError{Kind: wti.KindNotTrusted, Err: errors.New("unknown authority")}},
			app.FieldServer, "The server's certificate is not trusted", wti.StepConnect},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				d := newDesk(t)
				d.client.refuse["signIn"] = c.err
				d.app.SignIn(goodForm)
				synctest.Wait()
				v := d.signInView()
				if v.Phase != app.PhaseSignedOut || v.Problem.Title != c.title || v.Focus != c.field || v.Steps[c.step] != wti.StepFailed {
					t.Errorf("view = %+v", v)
				}
				if f, _ := d.app.State().Form.Get(); f.AgentPassword != "" && f.AgentPassword != goodForm.AgentPassword {
					t.Errorf("form = %+v", f)
				}
				d.client = newFakeClient()
				d.signIn()
			})
		})
	}
}

func TestAMissingFieldIsAskedFor(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) {
			o.Settings.Servers, o.Settings.CTIUser, o.Settings.SwitchName = []string{"aes.example"}, "demo", "CM1"
			o.Settings.Extension, o.Settings.Agent = "4750", "2001"
			o.Secrets = app.Secrets{CTIPassword: "demo", StationCode: "123456"}
			o.SignIn = true
		})
		if v := d.signInView(); v.Phase != app.PhaseSignedOut || v.Focus != app.FieldAgentPassword {
			t.Errorf("view = %+v, want the agent password asked for", v)
		}
	})
}

func TestSecretsAreRememberedOnlyInTheKeychain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		want := map[string]wti.Secret{"cti/demo/aes.example": "demo", "station/4750/cm1": "123456", "agent/2001/cm1": "1234"}
		d.store.mu.Lock()
		defer d.store.mu.Unlock()
		for k, v := range want {
			if d.store.secrets[k] != v {
				t.Errorf("%s was not stored", k)
			}
		}
	})
}

func TestALockedKeychainIsToldAndDoesNotStopTheSignIn(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) {
			o.Secure = &fakeStore{err: app.ErrKeychainLocked}
		})
		if v := d.signInView(); v.Keychain.Title != "Your keychain is locked" {
			t.Errorf("keychain = %+v", v.Keychain)
		}
		d.signIn()
		if n := d.notices(); len(n) != 1 || n[0].Title != "Your passwords were not saved" {
			t.Errorf("notices = %+v", n)
		}
		d.app.UnlockKeychain()
		synctest.Wait()
		if v := d.signInView(); !v.Keychain.IsZero() {
			t.Errorf("keychain after unlocking = %+v", v.Keychain)
		}
	})
}

func TestSigningOutForgetsTheCallsAndTheState(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAux}})
		d.app.SignOut(1)
		synctest.Wait()
		if v := d.signInView(); v.Phase != app.PhaseSignedOut {
			t.Errorf("phase = %v", v.Phase)
		}
		if a := d.agent(); a.Mode != wti.AgentLoggedOut {
			t.Errorf("agent = %+v", a)
		}
	})
}
