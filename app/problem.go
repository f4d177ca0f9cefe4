package app

import (
	"errors"
	"fmt"
	"strings"

	"offhook/resources/lang"
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
// happened, what it means, what to do. The error's own words go into the details,
// which are for an administrator.
func explain(err error) Problem {
	p, ok := adviceProblem(wti.AdviceOf(err))
	if !ok {
		p, _ = adviceProblem(wti.AdviceUnknown)
	}
	p.Details = err.Error()
	p.OfferTakeOver = wti.KindOf(err) == wti.KindExtensionInUse
	return p
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

// sentence is a problem in one line, for the command line.
func (p Problem) sentence() string {
	return strings.TrimSpace(strings.TrimSpace(p.Title+". "+p.Meaning) + " " + p.Advice)
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
	switch {
	case strings.EqualFold(ev.Code, "EXTENSION_REMOVED"):
		n.Title = lang.X("notice.removed.title", "Your extension was removed")
		n.Text = lang.X("notice.removed.text", "The switch no longer has it, so calls cannot reach you. Ask your administrator.")
	case ev.Forced:
		n.Title = lang.X("notice.forced.title", "Your extension was taken over")
		n.Text = lang.X("notice.forced.text", "Another phone or program registered with it. Sign out and in again to take it back.")
	default:
		n.Title = lang.X("notice.unregistered.title", "Your phone was unregistered")
		n.Text = lang.X("notice.unregistered.text", "Offhook registers it again by itself. A call that was up may be lost.")
	}
	return n
}
