package app

import (
	"time"

	"offhook/resources/lang"
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

// missed says that the agent gets no calls any more because one was not answered
// (redirection on no answer), what that counts as, and what the way back is.
func (translated) missed(details string, rang time.Duration, again wti.AgentMode) Notice {
	n := Notice{Severity: Warning, Details: details, Again: again,
		Title: lang.X("notice.missed.title", "You are in AUX because a call was not answered"),
		Text:  lang.X("notice.missed.text", "The switch took the call back for somebody else. It counts as not answered, and no more calls come here until you are ready again."),
	}
	if s := int(rang.Round(time.Second) / time.Second); s > 0 {
		n.Text = lang.XN("notice.missed.rang", "It rang here for {{.Count}} seconds, then the switch took it back for somebody else. It counts as not answered, and no more calls come here until you are ready again.", s, map[string]any{"Count": s})
	}
	return n
}
