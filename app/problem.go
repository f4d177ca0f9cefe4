package app

import (
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"offhook/wti"
)

// signInProblem explains why signing in failed at a step.
func signInProblem(err error, form SignInForm) Problem {
	p := explain(err)
	if e, ok := errors.AsType[*wti.StepError](err); ok {
		p.Details = stepName(e.Step) + ": " + p.Details
	}
	if p.Field == FieldServer && form.Server == "" {
		p.Field = FieldNone
	}
	return p
}

// explain turns an error of the WTI client into sentences for a person: what
// happened, what it means, what to do.
func explain(err error) Problem {
	p := Problem{Details: err.Error()}
	set := func(f Field, title, meaning, advice string) {
		p.Field, p.Title, p.Meaning, p.Advice = f, title, meaning, advice
	}
	switch wti.KindOf(err) {
	case wti.KindUnreachable:
		set(FieldServer, lang.X("problem.unreachable.title", "The server cannot be reached"),
			lang.X("problem.unreachable.meaning", "No connection to this address could be made."),
			lang.X("problem.unreachable.advice", "Check the server's name and your network or VPN. If both are right, the server may be down or a firewall may block it."))
	case wti.KindNotTrusted:
		set(FieldServer, lang.X("problem.nottrusted.title", "The server's certificate is not trusted"),
			lang.X("problem.nottrusted.meaning", "The certificate was not signed by an authority that this computer knows, so the connection was not made."),
			lang.X("problem.nottrusted.advice", "Ask your administrator for the System Manager CA certificate and add it with the CA file setting."))
	case wti.KindWrongName:
		set(FieldServer, lang.X("problem.wrongname.title", "The server's certificate is for another name"),
			lang.X("problem.wrongname.meaning", "The address that you typed is not in the certificate. Certificates usually carry the host name, not the IP address."),
			lang.X("problem.wrongname.advice", "Use the server's full host name."))
	case wti.KindInsecure:
		set(FieldServer, lang.X("problem.insecure.title", "This address is not encrypted"),
			lang.X("problem.insecure.meaning", "A ws:// address sends passwords in the clear."),
			lang.X("problem.insecure.advice", "Use a wss:// address. In a laboratory, start Offhook with --insecure-ws."))
	case wti.KindUnauthorized:
		set(FieldCTIPassword, lang.X("problem.unauthorized.title", "The CTI user or its password is wrong"),
			lang.X("problem.unauthorized.meaning", "The server refused the sign-in. A server older than AES 10.2 refuses right passwords too."),
			lang.X("problem.unauthorized.advice", "Type the CTI user's password again. If it is right, ask your administrator for the AES version."))
	case wti.KindForbidden:
		set(FieldCTIUser, lang.X("problem.forbidden.title", "This CTI user may not use the server"),
			lang.X("problem.forbidden.meaning", "The password is right, but the user lacks the rights."),
			lang.X("problem.forbidden.advice", "Ask your administrator to permit this CTI user to use DMCC and the Web Telephony Interface."))
	case wti.KindNoWTI:
		set(FieldServer, lang.X("problem.nowti.title", "This server has no Web Telephony Interface"),
			lang.X("problem.nowti.meaning", "The address answers, but not as an AES with WTI."),
			lang.X("problem.nowti.advice", "Check the address. The server must be AES 10.2 or newer."))
	case wti.KindServerBusy:
		set(FieldNone, lang.X("problem.serverbusy.title", "The server takes no more sign-ins now"),
			lang.X("problem.serverbusy.meaning", "It is starting, overloaded, or all sessions are in use."),
			lang.X("problem.serverbusy.advice", "Wait a minute and try again."))
	case wti.KindVersion:
		set(FieldNone, lang.X("problem.version.title", "The server speaks another protocol version"),
			lang.X("problem.version.meaning", "None of the versions that Offhook offers is supported."),
			lang.X("problem.version.advice", "Send the details to your administrator."))
	case wti.KindTimeout:
		set(FieldNone, lang.X("problem.timeout.title", "The server did not answer in time"),
			lang.X("problem.timeout.meaning", "The request may still have been carried out."),
			lang.X("problem.timeout.advice", "Look at the state shown before you try again."))
	case wti.KindDisconnected:
		set(FieldNone, lang.X("problem.disconnected.title", "The connection to the server was lost"),
			lang.X("problem.disconnected.meaning", "Your request was not confirmed. A call that is up goes on."),
			lang.X("problem.disconnected.advice", "Wait until the header shows that control is back, then try again."))
	default:
		explainPhone(err, set)
	}
	p.OfferTakeOver = wti.KindOf(err) == wti.KindExtensionInUse
	return p
}

func explainPhone(err error, set func(f Field, title, meaning, advice string)) {
	switch wti.KindOf(err) {
	case wti.KindWrongExtension:
		set(FieldExtension, lang.X("problem.wrongextension.title", "This extension is not known"),
			lang.X("problem.wrongextension.meaning", "The switch has no such station, or the switch name is not the one that AES uses."),
			lang.X("problem.wrongextension.advice", "Check the extension and the switch name."))
	case wti.KindWrongStationCode:
		set(FieldStationCode, lang.X("problem.wrongstationcode.title", "The station security code is wrong"),
			lang.X("problem.wrongstationcode.meaning", "The switch refused to register this extension."),
			lang.X("problem.wrongstationcode.advice", "Type the station's security code again. It is not your agent password."))
	case wti.KindExtensionInUse:
		set(FieldExtension, lang.X("problem.extensioninuse.title", "This extension is in use"),
			lang.X("problem.extensioninuse.meaning", "Another phone or program is registered with it."),
			lang.X("problem.extensioninuse.advice", "Take it over, which signs the other one off, or use another extension."))
	case wti.KindNotSoftphone:
		set(FieldExtension, lang.X("problem.notsoftphone.title", "This extension may not be used by a softphone"),
			lang.X("problem.notsoftphone.meaning", "The station is not set up for it on the switch."),
			lang.X("problem.notsoftphone.advice", "Ask your administrator to set “IP Softphone” to y on this station."))
	case wti.KindLicence:
		set(FieldNone, lang.X("problem.licence.title", "No licence is free"),
			lang.X("problem.licence.meaning", "All licences for phones or call control are in use."),
			lang.X("problem.licence.advice", "Ask your administrator to check the DMCC and TSAPI licences."))
	case wti.KindDeviceBusy:
		set(FieldNone, lang.X("problem.devicebusy.title", "This extension is still held by an earlier session"),
			lang.X("problem.devicebusy.meaning", "The server keeps it for a few minutes after a connection was lost."),
			lang.X("problem.devicebusy.advice", "Wait a few minutes and try again."))
	case wti.KindWrongAgentID:
		set(FieldAgentID, lang.X("problem.wrongagentid.title", "This agent ID is not known"),
			lang.X("problem.wrongagentid.meaning", "The switch has no such agent."),
			lang.X("problem.wrongagentid.advice", "Check the agent ID."))
	case wti.KindWrongAgentPassword:
		set(FieldAgentPassword, lang.X("problem.wrongagentpassword.title", "The agent password is wrong"),
			lang.X("problem.wrongagentpassword.meaning", "The phone is ready, but the agent could not be logged in."),
			lang.X("problem.wrongagentpassword.advice", "Type your agent password again."))
	case wti.KindAgentElsewhere:
		set(FieldAgentID, lang.X("problem.agentelsewhere.title", "This agent is logged in at another phone"),
			lang.X("problem.agentelsewhere.meaning", "An agent can be logged in at one phone only."),
			lang.X("problem.agentelsewhere.advice", "Log out there first, or ask your supervisor to do it."))
	case wti.KindReasonRequired:
		set(FieldNone, lang.X("problem.reasonrequired.title", "This needs another reason code"),
			lang.X("problem.reasonrequired.meaning", "The switch wants a reason code in its range."),
			lang.X("problem.reasonrequired.advice", "Choose a reason and try again."))
	case wti.KindAgentState:
		set(FieldNone, lang.X("problem.agentstate.title", "This work mode is not possible now"),
			lang.X("problem.agentstate.meaning", "The switch refused the change in your present state."),
			lang.X("problem.agentstate.advice", "Finish the call first, or choose another mode."))
	case wti.KindCallGone:
		set(FieldNone, lang.X("problem.callgone.title", "That call is over already"), "", "")
	case wti.KindWrongNumber:
		set(FieldNone, lang.X("problem.wrongnumber.title", "This number cannot be dialled"),
			lang.X("problem.wrongnumber.meaning", "The switch does not accept it."),
			lang.X("problem.wrongnumber.advice", "Check the number and the prefix for outside lines."))
	case wti.KindNoTrunk:
		set(FieldNone, lang.X("problem.notrunk.title", "All outside lines are busy"), "",
			lang.X("problem.notrunk.advice", "Try again in a moment."))
	case wti.KindNotNow:
		set(FieldNone, lang.X("problem.notnow.title", "That is not possible at this moment"),
			lang.X("problem.notnow.meaning", "The call or the phone is in another state."),
			lang.X("problem.notnow.advice", "Look at the state shown and try again."))
	case wti.KindNotPermitted:
		set(FieldNone, lang.X("problem.notpermitted.title", "The system does not permit this"),
			lang.X("problem.notpermitted.meaning", "The CTI user or your extension lacks the right."),
			lang.X("problem.notpermitted.advice", "Ask your administrator."))
	case wti.KindNotSupported:
		set(FieldNone, lang.X("problem.notsupported.title", "This system does not offer that"), "", "")
	default:
		set(FieldNone, lang.X("problem.other.title", "The system refused the request"),
			lang.X("problem.other.meaning", "It gave a reason that Offhook does not know."),
			lang.X("problem.other.advice", "Try again. If it stays so, send the details to your administrator."))
	}
}

// stepName is a step's name for the details, which administrators read.
func stepName(s wti.Step) string {
	names := [wti.StepCount]string{"connect", "session", "device", "monitor", "register", "agent"}
	if s < 0 || int(s) >= len(names) {
		return fmt.Sprintf("step %d", s)
	}
	return names[s]
}

// missingProblem asks for the first field that a sign-in lacks.
func missingProblem(f Field) Problem {
	return Problem{
		Title:  lang.X("problem.missing.title", "Something is missing"),
		Advice: lang.X("problem.missing.advice", "Fill in the marked field, then sign in."),
		Field:  f,
	}
}

// keychainProblem explains why secrets cannot be kept.
func keychainProblem(err error) Problem {
	p := Problem{Details: err.Error()}
	switch {
	case errors.Is(err, ErrKeychainLocked):
		p.OfferUnlock = true
		p.Title = lang.X("keychain.locked.title", "Your keychain is locked")
		p.Meaning = lang.X("keychain.locked.meaning", "Saved passwords cannot be read or saved now.")
		p.Advice = lang.X("keychain.locked.advice", "Unlock it, or type your passwords for this time.")
	case errors.Is(err, ErrKeychainDenied):
		p.OfferUnlock = true
		p.Title = lang.X("keychain.denied.title", "Access to your keychain was refused")
		p.Meaning = lang.X("keychain.denied.meaning", "Passwords are kept only until Offhook ends.")
		p.Advice = lang.X("keychain.denied.advice", "Allow Offhook to use the keychain, or type your passwords each time.")
	default:
		p.Title = lang.X("keychain.absent.title", "This computer offers no keychain")
		p.Meaning = lang.X("keychain.absent.meaning", "Passwords are kept only until Offhook ends; they are never written to a file.")
		p.Advice = lang.X("keychain.absent.advice", "Install a keychain service such as GNOME Keyring or KWallet to have them remembered.")
	}
	return p
}

// notice shows a problem among the notices.
func (p Problem) notice(s Severity) Notice {
	return Notice{Severity: s, Title: p.Title, Text: strings.TrimSpace(p.Meaning + " " + p.Advice), Details: p.Details}
}

// translated implements texts by the catalogue.
type translated struct{}

func (translated) failure(cause string) string {
	switch strings.ToLower(cause) {
	case "busy", "acdbusy":
		return lang.X("failed.busy", "Busy")
	case "callnotanswered", "alerttimeexpired":
		return lang.X("failed.noanswer", "No answer")
	case "destnotobtainable", "numberunallocated", "invalidnumberformat", "numberchanged", "reordertone":
		return lang.X("failed.wrongnumber", "The number cannot be reached or is wrong")
	case "destoutoforder", "networkoutoforder", "networknotobtainable":
		return lang.X("failed.outoforder", "The destination or the network is out of service")
	case "trunksbusy", "selectedtrunkbusy", "networkcongestion", "capacityoverflow":
		return lang.X("failed.linesbusy", "All lines are busy, try again")
	case "resourcesnotavailable", "recallresourcesnotavailable":
		return lang.X("failed.resources", "The system has no free resource")
	case "blocked", "incompatibledestination", "unauthorisedbearerservice", "notavailablebearerservice":
		return lang.X("failed.blocked", "The system does not allow this call")
	case "noavailableagents", "noqueue", "queuetimeoverflow":
		return lang.X("failed.noagent", "No agent is available")
	case "donotdisturb":
		return lang.X("failed.dnd", "Do not disturb is on there")
	case "":
		return lang.X("failed.other", "The call failed")
	default:
		return lang.X("failed.cause", "The call failed ({{.Cause}})", map[string]any{"Cause": cause})
	}
}

func (translated) farEndLeft() string { return lang.X("failed.farend", "The other party hung up") }

func (translated) diverted(c CallView, to string) Notice {
	n := Notice{Severity: Warning,
		Title: lang.X("notice.rona.title", "A call was not answered in time"),
		Text:  lang.X("notice.rona.text", "The switch took it back, so it may have set you to AUX. Choose Auto-in or Manual-in to get calls again."),
	}
	if c.Remote != "" {
		n.Details = c.Remote
	}
	if to != "" {
		n.Details = strings.TrimSpace(n.Details + " → " + to)
	}
	return n
}

func silencedNotice() Notice {
	return Notice{Severity: Info,
		Title: lang.X("notice.silenced.title", "The ring is silenced"),
		Text:  lang.X("notice.silenced.text", "This system does not let a ringing call be declined. It goes on to the next agent by itself, and you may be set to AUX. You can still answer it."),
	}
}

func (translated) unregistered(ev wti.TerminalUnregistered) Notice {
	n := Notice{Severity: Failure, Details: strings.TrimSpace(ev.Code + " " + ev.Reason)}
	if ev.Forced {
		n.Title = lang.X("notice.forced.title", "Your extension was taken over")
		n.Text = lang.X("notice.forced.text", "Another phone or program registered with it. Sign out and in again to take it back.")
	} else {
		n.Title = lang.X("notice.unregistered.title", "Your phone was unregistered")
		n.Text = lang.X("notice.unregistered.text", "Offhook registers it again by itself. A call that was up may be lost.")
	}
	return n
}
