package wti_test

import (
	"context"
	"net/netip"
	"slices"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// simulated is a client that is signed in at the simulated AES, auto-in.
func simulated(t *testing.T, o simulator.Options) (*simulator.Server, *wti.Client) {
	t.Helper()
	o.RegisterDelay = -1
	server, err := simulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	c := newClient(t, wti.Options{
		Servers: []string{server.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", ForceLogin: true,
		AgentID: "2001", AgentPassword: "1234", InitialMode: wti.AgentAutoIn,
		LocalMedia: func(local netip.Addr) (wti.LocalMedia, error) {
			return wti.LocalMedia{
				RTP: netip.AddrPortFrom(local, 47212), RTCP: netip.AddrPortFrom(local, 47213), Codecs: []string{"g711U"},
			}, nil
		},
	})
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	return server, c
}

// talking is a call from 15551234567 to VDN 7000 that the agent has answered.
func talking(t *testing.T, s *simulator.Server, c *wti.Client) (*simulator.Call, wti.Connection) {
	t.Helper()
	call, err := s.Call(simulator.Caller{Number: "15551234567", VDN: "7000", Digits: "42", UserData: "CUSTOMER=42"})
	if err != nil {
		t.Fatal(err)
	}
	d := nextWhere(t, c, func(e wti.Delivered) bool { return e.Own })
	if err := c.Answer(t.Context(), d.Connection); err != nil {
		t.Fatal(err)
	}
	next[wti.Established](t, c)
	return call, d.Connection
}

// consulted is talking with the call on hold and the colleague at 4751 on the
// line.
func consulted(t *testing.T, s *simulator.Server, c *wti.Client) (call *simulator.Call, first, second wti.Connection) {
	t.Helper()
	call, first = talking(t, s, c)
	second, err := c.Consult(t.Context(), first, "4751", wti.ConsultOptions{Purpose: wti.ConsultToTransfer})
	if err != nil {
		t.Fatal(err)
	}
	next[wti.Held](t, c)
	e := nextWhere(t, c, func(e wti.Established) bool { return e.Connection.Call == second.Call })
	if e.Answering.Number != "4751" {
		t.Errorf("answered by %+v, want 4751", e.Answering)
	}
	return call, first, second
}

func numbers(parties []wti.Party) (list []string) {
	for _, p := range parties {
		list = append(list, p.Number)
	}
	return list
}

func TestConsultationEndsAsATransfer(t *testing.T) {
	for name, o := range map[string]simulator.Options{
		"held call's id stays":   {},
		"active call's id stays": {Dialect: simulator.Dialect{TransferKeepsActive: true}},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := simulated(t, o)
			call, first, second := consulted(t, s, c)
			if err := c.Transfer(t.Context(), first, second); err != nil {
				t.Fatal(err)
			}
			e := next[wti.Transferred](t, c)
			if !e.Own || e.Primary != first.Call || e.Secondary != second.Call {
				t.Errorf("%+v, want our own of %s and %s", e, first.Call, second.Call)
			}
			if got := numbers(e.Parties); len(got) != 2 || !slices.Contains(got, "15551234567") || !slices.Contains(got, "4751") {
				t.Errorf("parties %v, want the customer and the colleague", got)
			}
			ctx, cancel := context.WithTimeout(t.Context(), soon)
			defer cancel()
			if err := call.Wait(ctx, simulator.CallConnected); err != nil {
				t.Error(err)
			}
			if st := s.Station("4750"); st.Calls != 0 {
				t.Errorf("%d calls left at our station", st.Calls)
			}
		})
	}
}

func TestConsultationEndsAsAConference(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	_, first, second := consulted(t, s, c)
	made, err := c.Conference(t.Context(), first, second)
	if err != nil {
		t.Fatal(err)
	}
	e := next[wti.Conferenced](t, c)
	if !e.Own || e.NewCall != made.Call || len(e.Parties) != 2 {
		t.Errorf("%+v, want our own conference of two others in call %s", e, made.Call)
	}
	parties, err := c.SnapshotCall(t.Context(), made)
	if err != nil || len(parties) != 3 {
		t.Fatalf("SnapshotCall = %+v, %v, want three parties", parties, err)
	}
	for _, p := range parties {
		if p.Party.Number == "4751" { // dropped again
			if err := c.Clear(t.Context(), p.Connection); err != nil {
				t.Fatal(err)
			}
		}
	}
	if e := next[wti.ConnectionCleared](t, c); e.Own || e.Connection.Device == c.Device() {
		t.Errorf("%+v, want the colleague's leaving", e)
	}
	if list, err := c.SnapshotDevice(t.Context(), ""); err != nil || len(list) != 1 || list[0].State != wti.StateConnected {
		t.Errorf("our calls = %+v, %v, want the customer's", list, err)
	}
}

func TestSwapAndBackToTheCustomer(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	_, first, second := consulted(t, s, c)
	if err := c.Alternate(t.Context(), first, second); err != nil {
		t.Fatal(err)
	}
	if e := next[wti.Held](t, c); e.Connection.Call != second.Call || !e.Own {
		t.Errorf("%+v, want the consultation on hold", e)
	}
	if e := next[wti.Retrieved](t, c); e.Connection.Call != first.Call || !e.Own {
		t.Errorf("%+v, want the customer back", e)
	}
	if err := c.Alternate(t.Context(), second, first); err != nil {
		t.Fatal(err)
	}
	next[wti.Retrieved](t, c)
	if err := c.Reconnect(t.Context(), second, first); err != nil {
		t.Fatal(err)
	}
	if e := nextWhere(t, c, func(e wti.ConnectionCleared) bool { return e.Own }); e.Connection.Call != second.Call {
		t.Errorf("%+v, want the end of the consultation", e)
	}
	if e := next[wti.Retrieved](t, c); e.Connection.Call != first.Call {
		t.Errorf("%+v, want the customer back", e)
	}
}

func TestBlindTransfer(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	_, first := talking(t, s, c)
	if err := c.SingleStepTransfer(t.Context(), first, "4751", ""); err != nil {
		t.Fatal(err)
	}
	if e := next[wti.Transferred](t, c); !e.Own || e.Cause != "singleStepTransfer" {
		t.Errorf("%+v, want our own", e)
	}
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	if _, err := s.WaitCall(ctx, func(c *simulator.Call) bool { return c.State() == simulator.CallConnected }); err != nil {
		t.Error(err)
	}
}

func TestClearCallEndsItForEverybody(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	call, first := talking(t, s, c)
	if ucid, err := c.CallLinkageData(t.Context(), first); err != nil || ucid != call.UCID() {
		t.Errorf("UCID = %q, %v, want %s", ucid, err, call.UCID())
	}
	if err := c.ClearCall(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.ConnectionCleared) bool { return e.Own })
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	if err := call.Wait(ctx, simulator.CallEnded); err != nil {
		t.Error(err)
	}
}

func TestUserDataGoesBothWays(t *testing.T) {
	_, c := simulated(t, simulator.Options{})
	made, err := c.MakeCall(t.Context(), "5550107", wti.CallOptions{UserData: "ORDER=7"})
	if err != nil {
		t.Fatal(err)
	}
	e := nextWhere(t, c, func(e wti.Delivered) bool { return e.Connection.Call == made.Call })
	if e.UserData != "ORDER=7" {
		t.Errorf("user data = %q, want what we sent", e.UserData)
	}
}

func TestRefusedTogetherWithACallThatIsNotHeld(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	_, first := talking(t, s, c)
	err := c.Transfer(t.Context(), first, first)
	if wti.KindOf(err) != wti.KindCallGone && wti.KindOf(err) != wti.KindNotNow {
		t.Errorf("Transfer of one call = %v, want a refusal", err)
	}
	if e := s.Station("4750"); e.Calls != 1 {
		t.Errorf("%d calls, want the customer's", e.Calls)
	}
}

// Another's calls are asked for by the id that the server has for the extension,
// ours by our own id, however we are named.
func TestSnapshotDeviceUsesTheServersOwnID(t *testing.T) {
	a := newAES(t, wireForm{})
	a.when("GetThirdPartyDeviceId", func(r request) any {
		return object{"device": r.payload["extension"].(string) + ":CM66::0"}
	})
	c := signIn(t, a, nil)
	for given, want := range map[string]string{
		"4799": "4799:CM66::0", "4798:CM1::0": "4798:CM1::0", "": ownDevice, "4750": ownDevice, ownDevice: ownDevice,
	} {
		if _, err := c.SnapshotDevice(t.Context(), given); err != nil {
			t.Fatal(err)
		}
		asked := false
		a.set(func() {
			for _, r := range a.received {
				asked = asked || r.op == "SnapshotDevice" && r.payload["snapshotObject"] == want
			}
		})
		if !asked {
			t.Errorf("SnapshotDevice(%q) did not ask for %s", given, want)
		}
	}
	before := a.count("GetThirdPartyDeviceId")
	if _, err := c.SnapshotDevice(t.Context(), "4799"); err != nil || a.count("GetThirdPartyDeviceId") != before {
		t.Errorf("the id was asked for again, or %v", err)
	}
}

// What another switch told of an interflowed call, and the stations that did not
// answer it before, come with it: to whom it rings for next, and behind a
// consultation.
func TestWhereACallHasBeen(t *testing.T) {
	sc := simulator.Default()
	for i := range sc.Skills {
		sc.Skills[i].NoAnswer = simulator.Duration(50 * time.Millisecond)
	}
	s, c := simulated(t, simulator.Options{Scenario: sc})
	_, err := s.Call(simulator.Caller{
		Number: "15551234567", VDN: "7000",
		LookAhead: simulator.LookAhead{Type: "vectoringInterflow", Priority: "high", SourceVDN: "7100"},
	})
	if err != nil {
		t.Fatal(err)
	}
	d := nextWhere(t, c, func(e wti.Delivered) bool { return e.Own })
	if d.Channel != "voice" || len(d.History) != 0 {
		t.Errorf("first rings on channel %q with the history %+v, want voice and none", d.Channel, d.History)
	}
	l := d.LookAhead
	if l.Type != "vectoringInterflow" || l.Priority != "high" || l.SourceVDN != "7100" {
		t.Errorf("look-ahead %+v", l)
	}
	nextWhere(t, c, func(e wti.Diverted) bool { return e.Connection.Call == d.Connection.Call })
	if err := s.ChangeSkill("500", func(k *simulator.Skill) error { k.NoAnswer = simulator.Duration(time.Minute); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := c.SetAgent(t.Context(), wti.AgentAutoIn, 0); err != nil {
		t.Fatal(err)
	}
	d = nextWhere(t, c, func(e wti.Delivered) bool { return e.Own })
	if len(d.History) != 1 || d.History[0].Device.Number != "4750" || d.History[0].Cause != "callForwardNoAnswer" {
		t.Errorf("rings again with the history %+v, want 4750, which did not answer", d.History)
	}
}
