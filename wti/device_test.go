package wti_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// Communication Manager loses presses that come too fast, so two people pressing
// at once, one of them dialling, must not lose or mix any.
func TestPressesArePacedAndNeverMixed(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, _ *sink) {
		var at []time.Time
		var ids []string
		a.when("ButtonPress", func(r request) any {
			at, ids = append(at, time.Now()), append(ids, r.get("button").(string))
			return object{}
		})
		done := make(chan error, 3)
		for _, id := range []string{"266", "5", "*"} {
			go func() { done <- c.PressButton(t.Context(), id) }()
			synctest.Wait() // so that the order is known
		}
		for range 3 {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(ids, []string{"266", "5", "10"}) {
			t.Fatalf("pressed %v", ids)
		}
		if d := at[1].Sub(at[0]); d < 500*time.Millisecond {
			t.Errorf("a digit %v after a feature button, want 500 ms at least", d)
		}
		if d := at[2].Sub(at[1]); d < 200*time.Millisecond || d > 300*time.Millisecond {
			t.Errorf("two digits %v apart, want 200 ms", d)
		}
	})
}

func TestButtonsAreRecognisedByLabelThenNumberThenSetting(t *testing.T) {
	a := newAES(t, wireForm{})
	a.when("GetButtonInformation", func(request) any {
		return object{"buttonList": []any{
			object{"button": "263", "buttonLabel": "a=", "buttonFunction": 999, "lampList": []any{"263"}},
			object{"button": "266", "buttonLabel": "AuxWork 3", "buttonFunction": 1, "buttonAssociatedNumber": "3"},
			object{"button": "267", "buttonLabel": "Frei", "buttonFunction": 92},
			object{"button": "268", "buttonLabel": "Nacharbeit", "buttonFunction": 5},
			object{"button": "269", "buttonLabel": "?", "buttonFunction": 5},
			object{"button": "261", "buttonLabel": "Halten", "buttonFunction": 5},
			object{"button": "270", "buttonLabel": "Kantine", "buttonFunction": 5},
		}}
	})
	c := signIn(t, a, func(o *wti.Options) {
		o.Dialect.ButtonLabels = map[string]string{wti.ButtonAfterCall: "nacharbeit"}
		o.Dialect.ButtonIDs = map[string]string{wti.ButtonManualIn: "269"}
	})
	list, err := c.Buttons(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"263": wti.ButtonAppearance, "266": wti.ButtonAux, "267": wti.ButtonAutoIn,
		"268": wti.ButtonAfterCall, "269": wti.ButtonManualIn, "261": wti.ButtonHold, "270": "",
	}
	if len(list) != len(want) {
		t.Fatalf("%d buttons, want %d", len(list), len(want))
	}
	for _, b := range list {
		if b.Function != want[b.ID] {
			t.Errorf("button %s %q is %q, want %q", b.ID, b.Label, b.Function, want[b.ID])
		}
	}
	if list[1].Number != "3" || !slices.Equal(list[0].Lamps, []string{"263"}) {
		t.Errorf("AUX reason %q, lamps %v", list[1].Number, list[0].Lamps)
	}
}

func TestPhoneIsReadAndOperated(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	buttons, err := c.Buttons(t.Context())
	if err != nil || len(buttons) < 10 {
		t.Fatalf("buttons = %v, %v", buttons, err)
	}
	lamps, err := c.Lamps(t.Context())
	if i := slices.IndexFunc(lamps, func(l wti.LampMode) bool { return l.Lamp == "267" }); err != nil || i < 0 || lamps[i].Mode != 3 {
		t.Errorf("lamps = %v, %v; want auto-in lit", lamps, err)
	}
	if text, err := c.Display(t.Context()); err != nil || text == "" {
		t.Errorf("display = %q, %v", text, err)
	}
	if on, err := c.Hook(t.Context()); err != nil || !on {
		t.Errorf("handset down = %v, %v", on, err)
	}
	if ringing, err := c.Ringer(t.Context()); err != nil || ringing {
		t.Errorf("ringing = %v, %v", ringing, err)
	}
	s.SetMessageWaiting("4750", true)
	if e := next[wti.MessageWaiting](t, c); !e.On {
		t.Errorf("message waiting = %+v", e)
	}
	if on, err := c.MessageWaiting(t.Context()); err != nil || !on {
		t.Errorf("message waiting = %v, %v", on, err)
	}
	if err := c.SetHookswitch(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	next[wti.ServiceInitiated](t, c)
	if err := c.SetHookswitch(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.ConnectionCleared) bool { return e.Own })
	if err := c.PressButton(t.Context(), "266"); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentAux })
	if err := c.PressButton(t.Context(), "x"); wti.KindOf(err) != wti.KindNotSupported {
		t.Errorf("a key that no phone has: %v", err)
	}
}

func TestNamesAndSkills(t *testing.T) {
	_, c := simulated(t, simulator.Options{})
	for extension, want := range map[string]wti.DeviceKind{
		"4751": wti.DeviceStation, "500": wti.DeviceSkill, "7000": wti.DeviceVDN, "2001": wti.DeviceAgent,
	} {
		name, kind, err := c.DeviceName(t.Context(), extension)
		if err != nil || kind != want || name == "" {
			t.Errorf("%s is %q, a %s (%v), want a %s", extension, name, kind, err, want)
		}
	}
	if _, _, err := c.DeviceName(t.Context(), "9999"); wti.KindOf(err) != wti.KindWrongExtension {
		t.Errorf("an extension that is not there: %v", err)
	}
	if s, err := c.Skill(t.Context(), "500"); err != nil || s.LoggedIn == 0 || s.Available == 0 {
		t.Errorf("skill 500 = %+v, %v", s, err)
	}
}

// Where GetThirdPartyDeviceId is not known, GetDeviceId does (protocol notes
// §12.2).
func TestOtherDevicesByTheSecondCommand(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	s.Refuse("GetThirdPartyDeviceId", "operation", "serviceNotSupported", 1)
	if _, kind, err := c.DeviceName(t.Context(), "500"); err != nil || kind != wti.DeviceSkill {
		t.Errorf("kind = %s, %v", kind, err)
	}
}

// Digits pressed may be a PIN.
func TestPressedDigitsStayOutOfTheTrace(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	if err := c.PressButton(t.Context(), "7"); err != nil {
		t.Fatal(err)
	}
	if err := c.PressButton(t.Context(), "261"); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if _, err := c.Trace().WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), `"button":"7"`) {
		t.Error("a pressed digit is in the trace")
	}
	if !strings.Contains(b.String(), `"button":"261"`) {
		t.Error("a pressed feature button is not in the trace")
	}
}
