package app

import (
	"net/url"
	"strings"

	"offhook/wti"
)

// initialForm is what the sign-in form shows before any keychain was read.
func initialForm(o Options) SignInForm {
	s := o.Settings
	return SignInForm{
		Server: strings.Join(s.Servers, " "), CTIUser: s.CTIUser, CTIPassword: o.Secrets.CTIPassword,
		SwitchName: s.SwitchName, Extension: s.Extension, StationCode: o.Secrets.StationCode,
		AgentID: s.Agent, AgentPassword: o.Secrets.AgentPassword,
		Mode: s.Mode, OtherNumber: s.OtherNumber, Remember: s.Remember, TakeOver: s.ForceLogin,
		Locked: lockedFields(o.Layers),
	}
}

// servers splits the server field: several are tried in order.
func (f SignInForm) servers() []string {
	return strings.FieldsFunc(f.Server, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\n' })
}

// missing is the first field without which signing in cannot work.
func (f SignInForm) missing() Field {
	for _, need := range []struct {
		field Field
		empty bool
	}{
		{FieldServer, len(f.servers()) == 0},
		{FieldCTIUser, f.CTIUser == ""},
		{FieldCTIPassword, f.CTIPassword == ""},
		{FieldSwitchName, f.SwitchName == ""},
		{FieldExtension, f.Extension == ""},
		{FieldStationCode, f.StationCode == "" && f.Mode != wti.DeskPhone},
		{FieldOtherNumber, f.Mode == wti.OtherPhone && f.OtherNumber == ""},
		{FieldAgentID, f.AgentID == ""},
		{FieldAgentPassword, f.AgentPassword == ""},
	} {
		if need.empty {
			return need.field
		}
	}
	return FieldNone
}

// where names the places that a form's secrets belong to, for the keychain.
func (f SignInForm) where(kind SecretKind) (owner, where string) {
	switch kind {
	case SecretCTI:
		server := ""
		if all := f.servers(); len(all) > 0 {
			server = hostOf(all[0])
		}
		return f.CTIUser, server
	case SecretStation:
		return f.Extension, strings.ToLower(f.SwitchName)
	default:
		return f.AgentID, strings.ToLower(f.SwitchName)
	}
}

// hostOf is the host part of a server setting.
func hostOf(server string) string {
	if u, err := url.Parse(server); err == nil && u.Host != "" {
		return u.Host
	}
	host, _, _ := strings.Cut(server, "/")
	return host
}

// serverName is a server's host for display, and whether it is not encrypted.
func serverName(server string, was LinkView) (string, bool) {
	if server == "" {
		return was.Server, was.Insecure
	}
	return hostOf(server), strings.HasPrefix(strings.ToLower(server), "ws://")
}
