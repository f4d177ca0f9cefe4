package screens

import (
	"cmp"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// look is how a state is shown: never by colour alone.
type look struct {
	icon, word string
	ink, soft  fyne.ThemeColorName
}

// modeLook returns the look of a work mode.
func modeLook(m wti.AgentMode) look {
	switch m {
	case wti.AgentAux:
		return look{"coffee", app.ModeWord(m), widgets.ColorAux, widgets.ColorAuxSoft}
	case wti.AgentAutoIn:
		return look{"ready", app.ModeWord(m), widgets.ColorReady, widgets.ColorReadySoft}
	case wti.AgentManualIn:
		return look{"manual", app.ModeWord(m), widgets.ColorManual, widgets.ColorManualSoft}
	case wti.AgentAfterCall:
		return look{"pencil", app.ModeWord(m), widgets.ColorWrap, widgets.ColorWrapSoft}
	case wti.AgentLoggedOut:
		return look{"signout", app.ModeWord(m), widgets.ColorIdle, widgets.ColorIdleSoft}
	}
	return look{"dots", app.ModeWord(m), widgets.ColorIdle, widgets.ColorIdleSoft}
}

// withReason appends the reason to a word: "AUX · Lunch".
func withReason(word, reason string) string {
	if reason = plain(reason); reason == "" {
		return word
	}
	return word + " · " + reason
}

// agentWord is the agent's present state in words.
func agentWord(v app.AgentView) string {
	return withReason(modeLook(v.Mode).word, v.ReasonName)
}

// callLook returns the look of a call's state.
func callLook(v app.CallView) look {
	word := v.Word()
	switch v.State {
	case app.CallAlerting:
		return look{"answer", word, widgets.ColorReady, widgets.ColorReadySoft}
	case app.CallDialing:
		return look{"dial", word, widgets.ColorManual, widgets.ColorManualSoft}
	case app.CallConnected:
		return look{"headset", word, widgets.ColorAccentText, widgets.ColorAccentSoft}
	case app.CallHeld:
		return look{"hold", word, widgets.ColorAux, widgets.ColorAuxSoft}
	case app.CallFailed:
		if v.Ended {
			return look{"hangup", word, widgets.ColorIdle, widgets.ColorIdleSoft}
		}
		return look{"error", word, widgets.ColorAlert, widgets.ColorAlertSoft}
	}
	return look{"dots", word, widgets.ColorIdle, widgets.ColorIdleSoft}
}

// remoteName is the other party in words.
func remoteName(v app.CallView) string {
	switch remote := plain(cmp.Or(v.Shown, v.Remote)); {
	case v.Withheld:
		return lang.X("call.remote.withheld", "Number withheld")
	case remote != "":
		return remote
	}
	return lang.X("call.remote.unknown", "Unknown number")
}

// linkLook returns the look of the control connection.
func linkLook(v app.LinkView) look {
	switch v.Link {
	case wti.LinkConnected:
		if v.Insecure {
			return look{"unlock", lang.X("link.insecure", "Not encrypted"), widgets.ColorAux, widgets.ColorAuxSoft}
		}
		if v.FirstParty {
			return look{"lock", lang.X("link.buttons", "By buttons"), widgets.ColorAux, widgets.ColorAuxSoft}
		}
		return look{"lock", lang.X("link.connected", "Connected"), widgets.ColorReady, widgets.ColorReadySoft}
	case wti.LinkReconnecting:
		return look{"reconnect", lang.X("link.reconnecting", "Reconnecting…"), widgets.ColorAux, widgets.ColorAuxSoft}
	}
	return look{"offline", lang.X("link.offline", "Offline"), widgets.ColorAlert, widgets.ColorAlertSoft}
}

// stepWord names a stage of signing in.
func stepWord(s wti.Step) string {
	switch s {
	case wti.StepConnect:
		return lang.X("login.step.connect", "Reach the server")
	case wti.StepSession:
		return lang.X("login.step.session", "Open a session")
	case wti.StepDevice:
		return lang.X("login.step.device", "Find the extension")
	case wti.StepMonitor:
		return lang.X("login.step.monitor", "Watch its calls")
	case wti.StepRegister:
		return lang.X("login.step.register", "Register the telephone")
	case wti.StepAgent:
		return lang.X("login.step.agent", "Sign the agent in")
	}
	return ""
}

// stepLook returns the look of how far a stage is.
func stepLook(s wti.StepState) look {
	switch s {
	case wti.StepRunning:
		return look{"dots", lang.X("login.state.running", "Working…"), widgets.ColorAccentText, ""}
	case wti.StepDone:
		return look{"ready", lang.X("login.state.done", "Done"), widgets.ColorReady, ""}
	case wti.StepFailed:
		return look{"error", lang.X("login.state.failed", "Failed"), widgets.ColorAlert, ""}
	}
	return look{"waiting", lang.X("login.state.waiting", "Waiting"), widgets.ColorMuted, ""}
}
