package wti_test

import (
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

// The three telephone modes register, and say so to who asks.
func TestWhoIsRegisteredInEachTelephoneMode(t *testing.T) {
	for mode, want := range map[wti.TelephoneMode][2]string{
		wti.ThisComputer: {"MAIN", "CLIENT"},
		wti.OtherPhone:   {"MAIN", "TELECOMMUTER"},
		wti.DeskPhone:    {"DEPENDENT", "NONE"},
	} {
		t.Run(string(mode), func(t *testing.T) {
			scenario := simulator.Default()
			for i := range scenario.Stations {
				scenario.Stations[i].DeskPhone = scenario.Stations[i].DeskPhone || mode == wti.DeskPhone
			}
			s, err := simulator.New(simulator.Options{RegisterDelay: -1, Scenario: scenario})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			c := newClient(t, wti.Options{
				Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
				SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice,
				Mode: mode, OtherNumber: "15557654321", AgentID: "2001", AgentPassword: "1234",
			})
			if err := c.SignIn(t.Context()); err != nil {
				t.Fatal(err)
			}
			list, inService, err := c.RegistrationInfo(t.Context())
			if err != nil || !inService || len(list) != 1 {
				t.Fatalf("registered = %+v in service %v, %v", list, inService, err)
			}
			if e := list[0]; !e.Own || e.Dependency != want[0] || e.Media != want[1] {
				t.Errorf("registered = %+v, want ours as %v", e, want)
			}
		})
	}
}

// A telecommuter's voice path is told of.
func TestServiceLinkOfTheOtherPhone(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, func(o *wti.Options) { o.Mode, o.OtherNumber, o.LocalMedia = wti.OtherPhone, "15557654321", nil })
	a.emit("ServiceLinkStatusEvent", object{"device": ownDevice, "serviceLinkUp": true})
	if e := next[wti.ServiceLinkStatus](t, c); !e.Up {
		t.Errorf("%+v", e)
	}
	a.emit("ServiceLinkStatusEvent", object{"device": ownDevice, "serviceLinkUp": "false"})
	if e := next[wti.ServiceLinkStatus](t, c); e.Up {
		t.Errorf("%+v", e)
	}
}
