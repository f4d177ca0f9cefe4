package app

import (
	"fyne.io/fyne/v2/lang"

	"offhook/wti"
)

// forcedMode says that somebody with the right to has changed the work mode.
func (translated) forcedMode(mode wti.AgentMode) Notice {
	n := Notice{Severity: Info,
		Text: lang.X("notice.forcedmode.text", "A supervisor, or a program that may, changed it. You can choose another mode."),
	}
	switch mode {
	case wti.AgentAutoIn:
		n.Title = lang.X("notice.forcedmode.autoin", "You were set to Auto-in")
	case wti.AgentManualIn:
		n.Title = lang.X("notice.forcedmode.manualin", "You were set to Manual-in")
	case wti.AgentAfterCall:
		n.Title = lang.X("notice.forcedmode.acw", "You were set to after-call work")
	case wti.AgentLoggedOut:
		n.Title = lang.X("notice.forcedmode.loggedout", "You were logged out")
		n.Text = lang.X("notice.forcedmode.loggedout.text", "A supervisor, or a program that may, did so. Choose a mode to log in again.")
	default:
		n.Title = lang.X("notice.forcedmode.aux", "You were set to AUX")
	}
	return n
}
