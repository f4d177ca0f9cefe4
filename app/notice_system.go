package app

import "fyne.io/fyne/v2/lang"

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

func (translated) otherPhoneDown() Notice {
	return Notice{Severity: Warning,
		Title: lang.X("notice.otherphone.title", "Your other phone has lost its line"),
		Text:  lang.X("notice.otherphone.text", "The switch has no voice connection to it. It calls that phone again with the next call: answer it there."),
	}
}
