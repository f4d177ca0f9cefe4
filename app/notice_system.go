package app

import "offhook/resources/lang"

func (translated) switchDown(name string) Notice {
	return Notice{Severity: Warning, Details: name,
		Title: lang.X("notice.switchdown.title", "The link to the switch is down"),
		Text:  lang.X("notice.switchdown.text", "Calls and work modes cannot be controlled until it is back. A call that is up goes on; Offhook catches up by itself."),
	}
}

func (translated) systemTrouble(status string) Notice {
	return Notice{Severity: Warning, Details: status,
		Title: lang.X("notice.system.title", "The server is in trouble"),
		Text:  lang.X("notice.system.text", "It may take long to answer or refuse requests. Your administrator sees why in the details."),
	}
}

func (translated) byButtons() Notice {
	return Notice{Severity: Warning,
		Title: lang.X("notice.buttons.title", "Calls are controlled by your phone's buttons"),
		Text:  lang.X("notice.buttons.text", "The system has no TSAPI licence for your station. You can answer, hold, call, consult, transfer and join calls, but not redirect or decline a ringing call, pick up others' calls or drop one party of a conference; whether the other side has answered is not told, and of the caller you see what the display shows. Tell your administrator: a TSAPI licence is missing."),
	}
}

func (translated) otherPhoneDown() Notice {
	return Notice{Severity: Warning,
		Title: lang.X("notice.otherphone.title", "Your other phone has lost its line"),
		Text:  lang.X("notice.otherphone.text", "The switch has no voice connection to it. It calls that phone again with the next call: answer it there."),
	}
}
