package simulator

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// check reports what is wrong with a dialect, so that a misspelt word or an
// impossible number does not look like the default.
func (d *Dialect) check() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf("dialect: "+format, args...)) }
	for _, text := range []interface{ MarshalText() ([]byte, error) }{
		d.FilterSense, d.PayloadStrings, d.Naming.Case, d.Token, d.Reset, d.AvayaFilter, d.Binary, d.Errors, d.MediaKeys,
		d.RequestCase, d.REST,
	} {
		if _, err := text.MarshalText(); err != nil {
			bad("%T %w", text, err)
		}
	}
	switch strings.ToLower(d.ForceCodec) {
	case "", "g711u", "g711a", "g722":
	default:
		bad("force_codec %q: want g711U, g711A or g722", d.ForceCodec)
	}
	if n := d.TelephoneEvent; n != 0 && (n < 96 || n > 127) {
		bad("telephone_event %d: want 0, or 96 to 127", n)
	}
	if d.LastCallID < 0 || d.LastCallID > 1_000_000 {
		bad("last_call_id %d: want 0 to 1000000", d.LastCallID)
	}
	if d.IdleTimeout < 0 {
		bad("idle_timeout is less than nothing")
	}
	if c := d.CloseCode; c != 0 && (c < 1000 || c > 4999 || c == 1004 || c == 1005 || c == 1006 || c == 1015) {
		bad("close_code %d cannot be sent", c)
	}
	for name, id := range map[string]int{"star_button": d.StarButton, "pound_button": d.PoundButton} {
		if id != 0 && (id < 10 || id > 15) {
			bad("%s %d: want 10 to 15", name, id)
		}
	}
	if d.StarButton != 0 && d.StarButton == d.PoundButton {
		bad("star_button and pound_button are the same")
	}
	return errors.Join(errs...)
}

// key is what a dial pad's button types, "" for nothing (protocol notes §6.3).
func (d *Dialect) key(id int) string {
	switch {
	case id < 10:
		return strconv.Itoa(id)
	case id == d.StarButton, d.StarButton == 0 && (id == 10 || id == 14):
		return "*"
	case id == d.PoundButton, d.PoundButton == 0 && (id == 11 || id == 15):
		return "#"
	}
	return ""
}

// unknown says that this AES has no such command, or not by this name.
func (d *Dialect) unknown(command string) bool {
	switch command {
	case "RegisterTerminal", "UnregisterTerminal", "RedirectMedia":
		return d.RequestSuffix
	case "GetThirdPartyDeviceId":
		return d.NoThirdPartyID
	case "TransferMonitorObjects":
		return d.NoTransferObjects
	}
	return false
}

// request is a request's payload as DMCC spells it. What is not spelt as this AES
// wants it is not seen.
func (d *Dialect) request(command string, p object) object {
	if d.RequestCase != CasePascal || command == "StartApplicationSession" {
		return p
	}
	out, _ := fromPascal(p).(object)
	if command == "ResetApplicationSessionTimer" { // which has a form in this case of its own
		for name, v := range p {
			if name != "" && name[0] >= 'A' && name[0] <= 'Z' {
				out[name] = v
			}
		}
	}
	return out
}

func fromPascal(v any) any {
	switch v := v.(type) {
	case object:
		out := object{}
		for name, member := range v {
			first := name[:min(1, len(name))]
			switch {
			case first == strings.ToLower(first): // nothing that is known here
			case name == "AvayaEvents" || strings.HasSuffix(name, "PrivateData") && name != "PrivateData":
				out[name] = fromPascal(member)
			default:
				out[strings.ToLower(first)+name[1:]] = fromPascal(member)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = fromPascal(v[i])
		}
		return out
	}
	return v
}
