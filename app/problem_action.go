package app

import (
	"strings"

	"offhook/resources/lang"
)

// actionNotice says what did not happen to a call, and why. Actions that need no
// words of their own are told by the reason alone.
func actionNotice(a Action, p Problem, s Severity) Notice {
	n := p.notice(s)
	if title := notDone(a); title != "" {
		n.Title, n.Text = title, strings.TrimSpace(p.Title+". "+n.Text)
	}
	return n
}

// notDone says that an action on calls was refused, and what that leaves them
// in; empty for the simple actions.
func notDone(a Action) string {
	switch a {
	case ActionConsult:
		return lang.X("notdone.consult", "The consultation was not made")
	case ActionSwap:
		return lang.X("notdone.swap", "The calls were not swapped")
	case ActionTransfer:
		return lang.X("notdone.transfer", "The transfer was refused: both calls are still yours")
	case ActionConference:
		return lang.X("notdone.conference", "The conference was refused: both calls are still yours")
	case ActionCancel:
		return lang.X("notdone.cancel", "The consultation was not ended")
	case ActionBlindTransfer:
		return lang.X("notdone.blindtransfer", "The call was not transferred: it is still yours")
	case ActionDeflect:
		return lang.X("notdone.deflect", "The call was not sent on: it still rings here")
	case ActionDrop:
		return lang.X("notdone.drop", "Nobody was taken out of the call")
	case ActionJoin:
		return lang.X("notdone.join", "Nobody was brought into the call")
	case ActionClear:
		return lang.X("notdone.clear", "The call was not ended for everybody")
	case ActionPickUp:
		return lang.X("notdone.pickup", "The call was not picked up")
	default:
		return ""
	}
}
