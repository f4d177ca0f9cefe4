package app

import (
	"offhook/resources/lang"
	"offhook/wti"
)

// adviceProblem is the text for an advice of the WTI client; there is one for
// each row of protocol notes §10.2 and those of §1.2, §5.3 and §8.5. It reports false
// for an advice without a text.
func adviceProblem(a wti.Advice) (Problem, bool) {
	for _, group := range []func(wti.Advice) Problem{reaching, callAdvice, systemAdvice, sessionAdvice, phoneAdvice, agentAdvice} {
		if p := group(a); p.Title != "" {
			return p, true
		}
	}
	return Problem{}, false
}

// callAdvice is about calls.
func callAdvice(a wti.Advice) Problem {
	switch a {
	case wti.AdviceNotPossible:
		return Problem{
			Title:   lang.X("problem.notpossible.title", "That is not possible for this call"),
			Meaning: lang.X("problem.notpossible.meaning", "The call or the phone does not allow it right now."),
			Advice:  lang.X("problem.notpossible.advice", "Look at the call's state and try another way."),
		}
	case wti.AdviceUnknownObject:
		return Problem{
			Title:   lang.X("problem.unknownobject.title", "The system does not know this call or extension"),
			Meaning: lang.X("problem.unknownobject.meaning", "It may be over, or the extension does not exist."),
			Advice:  lang.X("problem.unknownobject.advice", "Offhook reads the calls anew. Check the number and try again."),
		}
	case wti.AdviceWrongNumber:
		return Problem{
			Title:   lang.X("problem.callednumber.title", "The number or your own extension is wrong"),
			Meaning: lang.X("problem.callednumber.meaning", "The switch knows no such number."),
			Advice:  lang.X("problem.callednumber.advice", "Check the number that you dialled."),
		}
	case wti.AdviceCallGone:
		return Problem{
			Title: lang.X("problem.callgone.title", "That call is over already"),
		}
	case wti.AdviceCannotDial:
		return Problem{
			Title:   lang.X("problem.wrongnumber.title", "This number cannot be dialled"),
			Meaning: lang.X("problem.wrongnumber.meaning", "The switch does not accept it."),
			Advice:  lang.X("problem.wrongnumber.advice", "Check the number and the prefix for outside lines."),
		}
	case wti.AdviceWrongMoment:
		return Problem{
			Title:   lang.X("problem.notnow.title", "That is not possible at this moment"),
			Meaning: lang.X("problem.notnow.meaning", "The call or the phone is in another state."),
			Advice:  lang.X("problem.notnow.advice", "Look at the state shown and try again."),
		}
	case wti.AdviceNoActiveCall:
		return Problem{
			Title:   lang.X("problem.noactivecall.title", "There is no active call"),
			Meaning: lang.X("problem.noactivecall.meaning", "The call that this was about is not on the line."),
			Advice:  lang.X("problem.noactivecall.advice", "Take a call back from hold first."),
		}
	case wti.AdviceNoHeldCall:
		return Problem{
			Title:   lang.X("problem.noheldcall.title", "There is no call on hold"),
			Meaning: lang.X("problem.noheldcall.meaning", "The call that this was about is not on hold any more."),
			Advice:  lang.X("problem.noheldcall.advice", "Look at the calls shown and try again."),
		}
	case wti.AdviceHoldFirst:
		return Problem{
			Title:   lang.X("problem.holdfirst.title", "Another call is on the line"),
			Meaning: lang.X("problem.holdfirst.meaning", "The switch connects one call at a time."),
			Advice:  lang.X("problem.holdfirst.advice", "Put the other call on hold first."),
		}
	case wti.AdviceNoTrunk:
		return Problem{
			Title:  lang.X("problem.notrunk.title", "All outside lines are busy"),
			Advice: lang.X("problem.notrunk.advice", "Try again in a moment."),
		}
	case wti.AdviceConference:
		return Problem{
			Title:   lang.X("problem.conferencefull.title", "The conference is full"),
			Meaning: lang.X("problem.conferencefull.meaning", "The switch takes no more parties into this call."),
			Advice:  lang.X("problem.conferencefull.advice", "Drop somebody before you add the next one."),
		}
	default:
		return Problem{}
	}
}

// systemAdvice is about what AES and the switch can and may do.
func systemAdvice(a wti.Advice) Problem {
	switch a {
	case wti.AdviceRefused:
		return Problem{
			Title:   lang.X("problem.refused.title", "The system refused the request"),
			Meaning: lang.X("problem.refused.meaning", "It did not say why."),
			Advice:  lang.X("problem.refused.advice", "Try again. If it stays so, send the details to your administrator."),
		}
	case wti.AdviceBadParameter:
		return Problem{
			Title:   lang.X("problem.badparameter.title", "The system did not accept a value"),
			Meaning: lang.X("problem.badparameter.meaning", "Something in the request is out of range or not understood, mostly because of a setting."),
			Advice:  lang.X("problem.badparameter.advice", "Send the details and the protocol trace to your administrator."),
		}
	case wti.AdviceNoPrivilege:
		return Problem{Field: FieldCTIUser,
			Title:   lang.X("problem.noprivilege.title", "The CTI user may not control this phone"),
			Meaning: lang.X("problem.noprivilege.meaning", "The server's security database does not list this extension for the CTI user."),
			Advice:  lang.X("problem.noprivilege.advice", "Ask your administrator to permit it, or to give the CTI user unrestricted access."),
		}
	case wti.AdviceNotAvailable:
		return Problem{
			Title: lang.X("problem.notsupported.title", "This system does not offer that"),
		}
	case wti.AdviceMonitorLost:
		return Problem{
			Title:   lang.X("problem.monitorlost.title", "The server has lost sight of your phone"),
			Meaning: lang.X("problem.monitorlost.meaning", "It no longer reports what happens at your extension."),
			Advice:  lang.X("problem.monitorlost.advice", "Offhook starts watching it again by itself. Try again in a moment."),
		}
	case wti.AdviceNotPermitted:
		return Problem{
			Title:   lang.X("problem.notpermitted.title", "The system does not permit this"),
			Meaning: lang.X("problem.notpermitted.meaning", "The CTI user or your extension lacks the right."),
			Advice:  lang.X("problem.notpermitted.advice", "Ask your administrator."),
		}
	case wti.AdviceTryOnceMore:
		return Problem{
			Title:   lang.X("problem.tryoncemore.title", "The system could not do that"),
			Meaning: lang.X("problem.tryoncemore.meaning", "The server or the switch had no means for it at this moment."),
			Advice:  lang.X("problem.tryoncemore.advice", "Try once more. If it stays so, tell your administrator."),
		}
	case wti.AdviceBusy:
		return Problem{
			Title:   lang.X("problem.busy.title", "The phone or the switch is busy"),
			Meaning: lang.X("problem.busy.meaning", "Another session holds it, or the switch has too much to do."),
			Advice:  lang.X("problem.busy.advice", "Wait a moment and try again."),
		}
	case wti.AdviceOutOfService:
		return Problem{
			Title:   lang.X("problem.outofservice.title", "A phone is out of service"),
			Meaning: lang.X("problem.outofservice.meaning", "Yours or the one that you asked for is not registered, or the link to the switch is down."),
			Advice:  lang.X("problem.outofservice.advice", "Try another number, or wait until the header shows that all is well. If it stays so, sign out and in again."),
		}
	case wti.AdviceLicence:
		return Problem{
			Title:   lang.X("problem.licence.title", "No licence is free"),
			Meaning: lang.X("problem.licence.meaning", "All licences for phones or call control are in use."),
			Advice:  lang.X("problem.licence.advice", "Ask your administrator to check the DMCC and TSAPI licences."),
		}
	case wti.AdviceFirstParty:
		return Problem{
			Title:   lang.X("problem.firstparty.title", "Your phone's buttons cannot do that"),
			Meaning: lang.X("problem.firstparty.meaning", "The system has no TSAPI licence for your station, so calls are controlled by the phone's buttons, and none does this."),
			Advice:  lang.X("problem.firstparty.advice", "Find another way, such as answering first and then transferring. Ask your administrator for a TSAPI licence."),
		}
	case wti.AdviceTooMany:
		return Problem{
			Title:   lang.X("problem.toomany.title", "The server has too many requests or watches"),
			Meaning: lang.X("problem.toomany.meaning", "A limit of the server is reached."),
			Advice:  lang.X("problem.toomany.advice", "Wait a moment and try again. Your administrator can watch fewer extensions."),
		}
	case wti.AdviceSlowDown:
		return Problem{
			Title:   lang.X("problem.slowdown.title", "The server asks to slow down"),
			Meaning: lang.X("problem.slowdown.meaning", "Requests came faster than it takes them."),
			Advice:  lang.X("problem.slowdown.advice", "Wait a moment and try again."),
		}
	case wti.AdviceReconnect:
		return Problem{
			Title:   lang.X("problem.reconnect.title", "The server no longer trusts this session"),
			Meaning: lang.X("problem.reconnect.meaning", "Its security data do not match."),
			Advice:  lang.X("problem.reconnect.advice", "Sign out and in again."),
		}
	case wti.AdvicePrivateData:
		return Problem{
			Title:   lang.X("problem.privatedata.title", "The server did not understand a part of the request"),
			Meaning: lang.X("problem.privatedata.meaning", "The part with Avaya's own data was not accepted."),
			Advice:  lang.X("problem.privatedata.advice", "Send the details to your administrator: a dialect setting may help."),
		}
	case wti.AdviceUnspecified:
		return Problem{
			Title:   lang.X("problem.unspecified.title", "The request failed"),
			Meaning: lang.X("problem.unspecified.meaning", "The system gives no reason."),
			Advice:  lang.X("problem.unspecified.advice", "Try again. If it stays so, send the details to your administrator."),
		}
	case wti.AdviceVendor:
		return Problem{
			Title:   lang.X("problem.vendor.title", "The telephone system rejected the request"),
			Meaning: lang.X("problem.vendor.meaning", "It gave a reason in its own words, which is in the details."),
			Advice:  lang.X("problem.vendor.advice", "Send the details to your administrator."),
		}
	case wti.AdviceTryLater:
		return Problem{
			Title:   lang.X("problem.trylater.title", "The switch did not answer in time"),
			Meaning: lang.X("problem.trylater.meaning", "It has too much to do, or too many requests for your phone."),
			Advice:  lang.X("problem.trylater.advice", "Wait a moment and try again."),
		}
	case wti.AdviceNoAnswer:
		return Problem{
			Title:   lang.X("problem.timeout.title", "The server did not answer in time"),
			Meaning: lang.X("problem.timeout.meaning", "The request may still have been carried out."),
			Advice:  lang.X("problem.timeout.advice", "Look at the state shown before you try again."),
		}
	case wti.AdviceUnknown:
		return Problem{
			Title:   lang.X("problem.other.title", "The system refused the request for an unknown reason"),
			Meaning: lang.X("problem.other.meaning", "It gave a reason that Offhook does not know."),
			Advice:  lang.X("problem.other.advice", "Try again. If it stays so, send the details to your administrator."),
		}
	default:
		return Problem{}
	}
}
