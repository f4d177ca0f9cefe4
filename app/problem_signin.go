package app

import (
	"offhook/resources/lang"
	"offhook/wti"
)

// sessionAdvice is about the session and the device (protocol notes §1.2, §2.1).
func sessionAdvice(a wti.Advice) Problem {
	switch a {
	case wti.AdviceCredentials:
		return Problem{Field: FieldCTIPassword,
			Title:   lang.X("problem.unauthorized.title", "The CTI user or its password is wrong"),
			Meaning: lang.X("problem.unauthorized.meaning", "The server refused the sign-in. A server older than AES 10.2 refuses right passwords too."),
			Advice:  lang.X("problem.unauthorized.advice", "Type the CTI user's password again. If it is right, ask your administrator for the AES version."),
		}
	case wti.AdviceVersion:
		return Problem{
			Title:   lang.X("problem.version.title", "The server speaks another protocol version"),
			Meaning: lang.X("problem.version.meaning", "None of the versions that Offhook offers is supported."),
			Advice:  lang.X("problem.version.advice", "Send the details to your administrator."),
		}
	case wti.AdviceServerBusy:
		return Problem{
			Title:   lang.X("problem.serverbusy.title", "The server takes no more sign-ins now"),
			Meaning: lang.X("problem.serverbusy.meaning", "It is starting, overloaded, or all sessions are in use."),
			Advice:  lang.X("problem.serverbusy.advice", "Wait a minute and try again."),
		}
	case wti.AdviceConnection:
		return Problem{
			Title:   lang.X("problem.disconnected.title", "The connection to the server was lost"),
			Meaning: lang.X("problem.disconnected.meaning", "Your request was not confirmed. A call that is up goes on."),
			Advice:  lang.X("problem.disconnected.advice", "Wait until the header shows that control is back, then try again."),
		}
	case wti.AdviceWrongDevice:
		return Problem{Field: FieldExtension,
			Title:   lang.X("problem.wrongextension.title", "This extension is not known"),
			Meaning: lang.X("problem.wrongextension.meaning", "The switch has no such station, or the switch name is not the one that AES uses."),
			Advice:  lang.X("problem.wrongextension.advice", "Check the extension and the switch name."),
		}
	case wti.AdviceStationBusy:
		return Problem{
			Title:   lang.X("problem.devicebusy.title", "This extension is still held by an earlier session"),
			Meaning: lang.X("problem.devicebusy.meaning", "The server keeps it for a few minutes after a connection was lost."),
			Advice:  lang.X("problem.devicebusy.advice", "Wait a few minutes and try again."),
		}
	default:
		return Problem{}
	}
}

// phoneAdvice is about registering the phone (protocol notes §5.3).
func phoneAdvice(a wti.Advice) Problem {
	switch a {
	case wti.AdviceStationCode:
		return Problem{Field: FieldStationCode,
			Title:   lang.X("problem.wrongstationcode.title", "The station security code is wrong"),
			Meaning: lang.X("problem.wrongstationcode.meaning", "The switch refused to register this extension."),
			Advice:  lang.X("problem.wrongstationcode.advice", "Type the station's security code again. It is not your agent password."),
		}
	case wti.AdviceInUse:
		return Problem{Field: FieldExtension,
			Title:   lang.X("problem.extensioninuse.title", "This extension is in use"),
			Meaning: lang.X("problem.extensioninuse.meaning", "Another phone or program is registered with it."),
			Advice:  lang.X("problem.extensioninuse.advice", "Take it over, which signs the other one off, or use another extension."),
		}
	case wti.AdviceNotSoftphone:
		return Problem{Field: FieldExtension,
			Title:   lang.X("problem.notsoftphone.title", "This extension may not be used by a softphone"),
			Meaning: lang.X("problem.notsoftphone.meaning", "The station is not set up for it on the switch."),
			Advice:  lang.X("problem.notsoftphone.advice", "Ask your administrator to set “IP Softphone” to y on this station."),
		}
	case wti.AdviceInProgress:
		return Problem{
			Title:   lang.X("problem.inprogress.title", "The phone is being registered already"),
			Meaning: lang.X("problem.inprogress.meaning", "The switch wants a pause of some seconds after the last time."),
			Advice:  lang.X("problem.inprogress.advice", "Wait ten seconds and try again."),
		}
	case wti.AdviceNoSwitch:
		return Problem{
			Title:   lang.X("problem.noswitch.title", "The server cannot reach the switch"),
			Meaning: lang.X("problem.noswitch.meaning", "AES answers, but Communication Manager does not."),
			Advice:  lang.X("problem.noswitch.advice", "Wait a minute and try again. If it stays so, tell your administrator."),
		}
	default:
		return Problem{}
	}
}

// agentAdvice is about the agent (protocol notes §8.5).
func agentAdvice(a wti.Advice) Problem {
	switch a {
	case wti.AdviceWrongAgentID:
		return Problem{Field: FieldAgentID,
			Title:   lang.X("problem.wrongagentid.title", "This agent ID is not known"),
			Meaning: lang.X("problem.wrongagentid.meaning", "The switch has no such agent."),
			Advice:  lang.X("problem.wrongagentid.advice", "Check the agent ID."),
		}
	case wti.AdviceWrongPassword:
		return Problem{Field: FieldAgentPassword,
			Title:   lang.X("problem.wrongagentpassword.title", "The agent password is wrong"),
			Meaning: lang.X("problem.wrongagentpassword.meaning", "The phone is ready, but the agent could not be logged in."),
			Advice:  lang.X("problem.wrongagentpassword.advice", "Type your agent password again."),
		}
	case wti.AdviceAgentElsewhere:
		return Problem{Field: FieldAgentID,
			Title:   lang.X("problem.agentelsewhere.title", "This agent is logged in at another phone"),
			Meaning: lang.X("problem.agentelsewhere.meaning", "An agent can be logged in at one phone only."),
			Advice:  lang.X("problem.agentelsewhere.advice", "Log out there first, or ask your supervisor to do it."),
		}
	case wti.AdviceAgentLimit:
		return Problem{Field: FieldAgentID,
			Title:   lang.X("problem.agentlimit.title", "The system logs no further agent in"),
			Meaning: lang.X("problem.agentlimit.meaning", "Either this agent is logged in at another phone, or as many agents are logged in as the system may have."),
			Advice:  lang.X("problem.agentlimit.advice", "Log out at the other phone first. If there is none, your administrator can check the limit and the licences for agents."),
		}
	case wti.AdviceReasonRequired:
		return Problem{
			Title:   lang.X("problem.reasonrequired.title", "This needs another reason code"),
			Meaning: lang.X("problem.reasonrequired.meaning", "The switch wants a reason code in its range."),
			Advice:  lang.X("problem.reasonrequired.advice", "Choose a reason and try again."),
		}
	case wti.AdviceAgentState:
		return Problem{
			Title:   lang.X("problem.agentstate.title", "This work mode is not possible now"),
			Meaning: lang.X("problem.agentstate.meaning", "The switch refused the change in your present state."),
			Advice:  lang.X("problem.agentstate.advice", "Finish the call first, or choose another mode."),
		}
	default:
		return Problem{}
	}
}
