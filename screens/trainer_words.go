package screens

import (
	"offhook/app"
	"offhook/resources/lang"
)

// actWords are what an act is called, and what will happen.
func actWords(a app.Act) (label, hint string) {
	switch a {
	case app.ActRing:
		return lang.X("trainer.ring", "Ring me"), lang.X("trainer.ring.hint", "A caller arrives. For a service you must be ready for calls, else the caller waits in the queue.")
	case app.ActAbandon:
		return lang.X("trainer.abandon", "Caller hangs up"), lang.X("trainer.abandon.hint", "Whoever waits, rings or talks here gives up.")
	case app.ActNoAnswer:
		return lang.X("trainer.noAnswer", "Not answered"), lang.X("trainer.noAnswer.hint", "The switch takes the ringing call back, as if you had not answered in time, and puts you into AUX.")
	case app.ActForceAux:
		return lang.X("trainer.forceAux", "Force AUX"), lang.X("trainer.forceAux.hint", "A supervisor puts you into AUX; on a call it waits until the call is over.")
	}
	return colleagueWords(a)
}

func colleagueWords(a app.Act) (label, hint string) {
	switch a {
	case app.ActColleagueAnswer:
		return lang.X("trainer.answer", "Answers"), lang.X("trainer.answer.hint", "The colleague takes the call that rings there.")
	case app.ActColleagueCall:
		return lang.X("trainer.call", "Calls me"), lang.X("trainer.call.hint", "A direct call rings at your telephone.")
	case app.ActColleagueHangup:
		return lang.X("trainer.hangup", "Hangs up"), lang.X("trainer.hangup.hint", "The colleague leaves the call.")
	case app.ActColleagueBusy:
		return lang.X("trainer.busy", "Is busy"), lang.X("trainer.busy.hint", "Calls to the colleague find the line busy.")
	case app.ActColleagueFree:
		return lang.X("trainer.free", "Is free again"), lang.X("trainer.free.hint", "Calls to the colleague ring again.")
	}
	return connectionWords(a)
}

func connectionWords(a app.Act) (label, hint string) {
	switch a {
	case app.ActCutSocket:
		return lang.X("trainer.cut", "Cut the connection"), lang.X("trainer.cut.hint", "Control is lost for a moment and comes back by itself. The voice goes on.")
	case app.ActExpireToken:
		return lang.X("trainer.token", "Expire the token"), lang.X("trainer.token.hint", "The next thing that needs the token starts the session again.")
	case app.ActExpireSession:
		return lang.X("trainer.session", "End the session"), lang.X("trainer.session.hint", "Offhook opens a new session and takes the telephone and the calls over.")
	case app.ActLinkDown:
		return lang.X("trainer.linkDown", "Switch link down"), lang.X("trainer.linkDown.hint", "The server loses the switch: nothing can be controlled until it is back.")
	case app.ActLinkUp:
		return lang.X("trainer.linkUp", "Switch link up"), lang.X("trainer.linkUp.hint", "The server has the switch again.")
	case app.ActLicenceAway:
		return lang.X("trainer.noLicence", "Take the licence"), lang.X("trainer.noLicence.hint", "Call control is refused for want of a TSAPI licence. What is monitored already stays.")
	case app.ActLicenceBack:
		return lang.X("trainer.licence", "Give it back"), lang.X("trainer.licence.hint", "Call control works again.")
	}
	return networkWords(a)
}

func networkWords(a app.Act) (label, hint string) {
	switch a {
	case app.ActImpair:
		return lang.X("trainer.impair", "Impair"), lang.X("trainer.impair.hint", "The voice suffers as chosen, during this call and the next ones. See the quality bars.")
	case app.ActHeal:
		return lang.X("trainer.heal", "Heal"), lang.X("trainer.heal.hint", "The network is as good as before.")
	}
	return lang.X("trainer.refuse", "Refuse it"), lang.X("trainer.refuse.hint", "The next request of this kind is refused with this code; the one after that works.")
}
