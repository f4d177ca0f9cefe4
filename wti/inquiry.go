package wti

import (
	"context"
	"time"
)

// Command names of what can be asked of the switch without changing anything
// (protocol notes §5.9, §9.2).
const (
	opValidateCode = "ValidateDeviceSecurityCode"
	opTimeOfDay    = "GetTimeOfDay"
)

type validateCode struct {
	Device string `json:"device"`
	Code   wired  `json:"securityCode"`
}

type switchName struct {
	Name string `json:"switchName"`
}

// ValidateStationCode asks the switch whether code is our station's security code
// (ValidateDeviceSecurityCode, protocol notes §5.9), without a registration, which
// would put another telephone out. It returns nil when the code is right, and a
// refusal of [KindWrongStationCode] when the switch says that it is not. The code
// is masked in the trace, also where an answer repeats it.
func (c *Client) ValidateStationCode(ctx context.Context, code Secret) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest(opValidateCode, err)
	}
	defer c.redact.while(code.Reveal())()
	return s.do(ctx, opValidateCode, validateCode{s.ownDevice(), wired(code)}, func(p value) error {
		return s.validated(p)
	})
}

// validated reads the answer, whose result "0" alone is good. It runs on the
// reader.
func (s *session) validated(p value) error {
	result := p.get("response", "code", "result").text()
	switch result {
	case "0":
		return nil
	case "":
		return errMissing("response")
	}
	e := &Error{Op: opValidateCode, Code: result, Text: p.get("reason").text(), result: true}
	if e.Kind = lookUp(stationMeanings, squash(e.Text)); e.Kind == KindOther {
		e.Kind = KindWrongStationCode
	}
	return e
}

// TimeOfDay reads the switch's clock (GetTimeOfDay, protocol notes §9.2), to the
// second. The protocol names no time zone: the digits are taken for this
// computer's local time. It is a harmless proof that the link between AES and the
// switch is up.
func (c *Client) TimeOfDay(ctx context.Context) (now time.Time, err error) {
	s, err := c.session()
	if err != nil {
		return now, wrapRequest(opTimeOfDay, err)
	}
	err = s.do(ctx, opTimeOfDay, switchName{s.c.opt.SwitchName}, func(p value) (err error) {
		now, err = clock(p)
		return err
	})
	return now, err
}

// clock reads a time in six members. A date that does not exist is an error, for
// [time.Date] would make another one of it.
func clock(p value) (time.Time, error) {
	var n [6]int
	for i, member := range []string{"year", "month", "day", "hour", "minute", "second"} {
		v, ok := p.get(member).number()
		if !ok {
			return time.Time{}, errMissing(member)
		}
		n[i] = v
	}
	in := func(zone *time.Location) time.Time {
		return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, zone)
	}
	year, month, day := in(time.UTC).Date() // local time may lack an hour in spring
	hour, minute, second := in(time.UTC).Clock()
	if n != [6]int{year, int(month), day, hour, minute, second} {
		return time.Time{}, errMissing("day")
	}
	return in(time.Local), nil
}
