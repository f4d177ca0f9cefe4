package wti_test

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// simulatedWith is simulated with options of one's own.
func simulatedWith(t *testing.T, d simulator.Dialect, change func(*wti.Options)) (*simulator.Server, *wti.Client) {
	t.Helper()
	s, err := simulator.New(simulator.Options{Dialect: d, RegisterDelay: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	o := wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1", Extension: "4750",
		StationCode: "123456", ForceLogin: true, AgentID: "2001", AgentPassword: "1234", InitialMode: wti.AgentAutoIn,
		LocalMedia: func(local netip.Addr) (wti.LocalMedia, error) {
			return wti.LocalMedia{RTP: netip.AddrPortFrom(local, 47212), RTCP: netip.AddrPortFrom(local, 47213), Codecs: []string{"g711U"}}, nil
		},
	}
	change(&o)
	c := newClient(t, o)
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s, c
}

// A second reading of the rows of protocol notes §12.2, at a server that has its
// own idea of each: the client takes a call, and what the row is about works, by a
// setting or by itself.
func TestARowOfTheDialectAtAServerOfItsOwnIdea(t *testing.T) {
	for name, row := range map[string]struct {
		server simulator.Dialect
		client wti.Dialect
		proof  func(t *testing.T, s *simulator.Server, c *wti.Client) error
	}{
		"members in mixed case":         {server: simulator.Dialect{Naming: simulator.Naming{Case: simulator.CaseMixed}}},
		"invoke ids come back as texts": {server: simulator.Dialect{Naming: simulator.Naming{TextIDs: true}}},
		"members in Pascal case alone": {
			server: simulator.Dialect{RequestCase: simulator.CasePascal}, client: wti.Dialect{MemberCase: "pascal"},
			proof: func(t *testing.T, _ *simulator.Server, c *wti.Client) error {
				_, _, err := c.DeviceName(t.Context(), "500")
				return err
			},
		},
		"no id of another device by GetThirdPartyDeviceId": {
			server: simulator.Dialect{NoThirdPartyID: true},
			proof: func(t *testing.T, s *simulator.Server, c *wti.Client) error {
				_, _, err := c.DeviceName(t.Context(), "500")
				if !slices.Contains(s.Received(), "GetThirdPartyDeviceId") {
					t.Error("not tried first")
				}
				return err
			},
		},
		"keep-alive by REST in an envelope": {
			server: simulator.Dialect{REST: simulator.RESTEnvelope}, client: wti.Dialect{RESTKeepAlive: "always"}, proof: keptAlive,
		},
		"keep-alive by REST as a payload": {
			server: simulator.Dialect{REST: simulator.RESTPayload}, client: wti.Dialect{RESTKeepAlive: "always"}, proof: keptAlive,
		},
		"star and pound elsewhere": {
			server: simulator.Dialect{StarButton: 14, PoundButton: 15}, client: wti.Dialect{StarButton: "14", PoundButton: "15"},
			proof: func(t *testing.T, s *simulator.Server, c *wti.Client) error {
				err := errors.Join(c.PressButton(t.Context(), "*"), c.PressButton(t.Context(), "#"))
				if calls := s.Calls(); calls[len(calls)-1].Digits() != "*#" {
					t.Errorf("typed %q", calls[len(calls)-1].Digits())
				}
				return err
			},
		},
		"other numbers of the buttons, and no labels": {
			server: simulator.Dialect{ButtonShift: 1000, NoButtonLabels: true},
			client: wti.Dialect{ButtonFunctions: map[string]int{wti.ButtonAux: 1052, wti.ButtonManualIn: 1093}},
			proof: func(t *testing.T, _ *simulator.Server, c *wti.Client) error {
				list, err := c.Buttons(t.Context())
				for _, b := range list {
					if b.Function == wti.ButtonAux && b.ID == "266" {
						return err
					}
				}
				t.Errorf("buttons %+v, want AUX found", list)
				return err
			},
		},
		"no lamp at the work-code button": {
			server: simulator.Dialect{NoWorkCodeLamp: true}, client: wti.Dialect{WorkCodeLamp: "ignore"},
			proof: func(t *testing.T, s *simulator.Server, c *wti.Client) error {
				err := c.EnterWorkCode(t.Context(), "12")
				if calls := s.Calls(); calls[len(calls)-1].WorkCode() != "12" {
					t.Errorf("work code %q", calls[len(calls)-1].WorkCode())
				}
				return err
			},
		},
		"one name of SRTP": {
			server: simulator.Dialect{SRTPName: "1-srtp-aescm128-hmac80"},
			client: wti.Dialect{Encryption: []string{"SRTP_AES128_HMAC80", "1-srtp-aescm128-hmac80", "none"}},
			proof: func(t *testing.T, s *simulator.Server, _ *wti.Client) error {
				if got := s.Station("4750").RTP.SRTP; got != "1-srtp-aescm128-hmac80" {
					t.Errorf("voice is protected by %q", got)
				}
				return nil
			},
		},
		"refusals as a status": {server: simulator.Dialect{Errors: simulator.ErrorsStatus}, proof: refusedSomehow},
		"refusals as a text":   {server: simulator.Dialect{Errors: simulator.ErrorsText}, proof: refusedSomehow},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := simulatedWith(t, row.server, func(o *wti.Options) { o.Dialect = row.client; o.SessionDuration = 6 * time.Second })
			_, own := talking(t, s, c)
			if row.proof != nil {
				if err := row.proof(t, s, c); err != nil {
					t.Fatal(err)
				}
			}
			if err := c.Clear(t.Context(), own); err != nil {
				t.Fatal(err)
			}
			nextWhere(t, c, func(e wti.ConnectionCleared) bool { return e.Own })
			if err := c.SignOut(t.Context(), 0); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// keptAlive waits for a keep-alive that was answered.
func keptAlive(t *testing.T, _ *simulator.Server, c *wti.Client) error {
	for end := time.Now().Add(soon); time.Now().Before(end); <-time.After(20 * time.Millisecond) {
		for _, r := range c.Trace().Records() {
			if r.Name == "REST ResetApplicationSessionTimer" && r.Kind == wti.RecordResponse && strings.Contains(r.Frame, "actualSessionDuration") {
				return nil
			}
		}
	}
	return errors.New("no keep-alive was answered")
}

// refusedSomehow wants a refusal that tells its request and the server's words.
func refusedSomehow(t *testing.T, _ *simulator.Server, c *wti.Client) error {
	err := c.Hold(t.Context(), wti.Connection{Call: "9999"})
	e, ok := errors.AsType[*wti.Error](err)
	if !ok || e.Op != "HoldCall" || e.Text == "" && e.Code == "" || e.Advice() == wti.AdviceNone {
		t.Errorf("HoldCall = %+v, want a refusal with words", err)
	}
	return nil
}
