package wti_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// The station's code can be checked before anything is registered, and neither a
// right nor a wrong one is seen anywhere.
func TestStationCodeIsValidatedWithoutBeingSeen(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	registered := strings.Count(strings.Join(s.Received(), " "), "RegisterTerminal")
	if err := c.ValidateStationCode(t.Context(), "123456"); err != nil {
		t.Errorf("right code: %v", err)
	}
	err := c.ValidateStationCode(t.Context(), "86420975")
	e, ok := errors.AsType[*wti.Error](err)
	if !ok || e.Kind != wti.KindWrongStationCode || e.Advice() != wti.AdviceStationCode || e.Op != "ValidateDeviceSecurityCode" || e.Code != "1" {
		t.Errorf("wrong code: %#v", err)
	}
	if n := strings.Count(strings.Join(s.Received(), " "), "RegisterTerminal"); n != registered {
		t.Error("the check has registered a terminal")
	}
	var trace strings.Builder
	if _, err := c.Trace().WriteTo(&trace); err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"123456", "86420975"} {
		if strings.Contains(trace.String(), code) || strings.Contains(err.Error(), code) {
			t.Errorf("the code %s is in the trace or the error", code)
		}
	}
	s.Refuse("ValidateDeviceSecurityCode", "operation", "privilegeViolationSpecifiedDevice", 1)
	if err := c.ValidateStationCode(t.Context(), "123456"); wti.KindOf(err) != wti.KindNotPermitted {
		t.Errorf("refused: %v", err)
	}
}

// What an answer says beside its number counts, and no answer is no consent.
func TestStationCodeAnswersOfOtherServers(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	for name, x := range map[string]struct {
		answer object
		kind   wti.Kind
		good   bool
	}{
		"number":             {object{"response": 0, "reason": ""}, wti.KindOther, true},
		"wrong, with words":  {object{"response": "17", "reason": "SECURITY_DENIAL 8888"}, wti.KindWrongStationCode, false},
		"unknown extension":  {object{"response": 3, "reason": "invalid extension"}, wti.KindWrongExtension, false},
		"nothing in it":      {object{}, wti.KindOther, false},
		"a result above 400": {object{"response": "404", "reason": "access code"}, wti.KindWrongStationCode, false},
	} {
		a.when("ValidateDeviceSecurityCode", func(request) any { return x.answer })
		err := c.ValidateStationCode(t.Context(), "8888")
		if (err == nil) != x.good || wti.KindOf(err) != x.kind {
			t.Errorf("%s: %v, kind %d, want kind %d", name, err, wti.KindOf(err), x.kind)
		}
		if err != nil && strings.Contains(err.Error(), "8888") {
			t.Errorf("%s: the code is in the error: %v", name, err)
		}
	}
	r, _ := a.last("ValidateDeviceSecurityCode")
	if r.payload["device"] != ownDevice || r.payload["securityCode"] != "8888" {
		t.Errorf("sent %v", r.payload)
	}
}

func TestTimeOfDayProvesTheLinkToTheSwitch(t *testing.T) {
	s, c := simulated(t, simulator.Options{})
	before := time.Now().Truncate(time.Second)
	now, err := c.TimeOfDay(t.Context())
	if err != nil || now.Before(before) || now.After(time.Now()) {
		t.Errorf("TimeOfDay = %v, %v; asked at %v", now, err, before)
	}
	s.SetLink(false)
	if _, err := c.TimeOfDay(t.Context()); err == nil {
		t.Error("TimeOfDay answered though the link to the switch is down")
	}
	s.SetLink(true)
}

func TestTimeOfDayIsReadInEveryForm(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	day := func(month, date any) object {
		return object{"switchName": "CM55", "year": "2026", "month": month, "day": date, "hour": 13, "minute": "05", "second": 59}
	}
	a.when("GetTimeOfDay", func(request) any { return day("2", 28) })
	want := time.Date(2026, 2, 28, 13, 5, 59, 0, time.Local)
	if now, err := c.TimeOfDay(t.Context()); err != nil || !now.Equal(want) {
		t.Errorf("TimeOfDay = %v, %v; want %v", now, err, want)
	}
	if r, _ := a.last("GetTimeOfDay"); r.payload["switchName"] != "CM55" {
		t.Errorf("sent %v", r.payload)
	}
	for name, answer := range map[string]object{"the 30th of February": day(2, 30), "month 13": day(13, 1), "no day": day(2, nil), "empty": {}} {
		a.when("GetTimeOfDay", func(request) any { return answer })
		if now, err := c.TimeOfDay(t.Context()); err == nil {
			t.Errorf("%s: TimeOfDay = %v, want an error", name, now)
		}
	}
}
