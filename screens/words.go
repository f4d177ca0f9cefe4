package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
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

// withReason is [app.WithReason].
func withReason(word, reason string) string { return app.WithReason(word, reason) }

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
func remoteName(v app.CallView) string { return v.RemoteWord() }

// linkLook returns the look of the control connection.
func linkLook(v app.LinkView) look {
	word := v.Word()
	switch v.Link {
	case wti.LinkConnected:
		if v.Insecure {
			return look{"unlock", word, widgets.ColorAux, widgets.ColorAuxSoft}
		}
		if v.FirstParty {
			return look{"lock", word, widgets.ColorAux, widgets.ColorAuxSoft}
		}
		return look{"lock", word, widgets.ColorReady, widgets.ColorReadySoft}
	case wti.LinkReconnecting:
		return look{"reconnect", word, widgets.ColorAux, widgets.ColorAuxSoft}
	}
	return look{"offline", word, widgets.ColorAlert, widgets.ColorAlertSoft}
}

// stepWord names a stage of signing in.
func stepWord(s wti.Step) string { return app.StepWord(s) }

// stepLook returns the look of how far a stage is.
func stepLook(s wti.StepState) look {
	word := app.StepStateWord(s)
	switch s {
	case wti.StepRunning:
		return look{"dots", word, widgets.ColorAccentText, ""}
	case wti.StepDone:
		return look{"ready", word, widgets.ColorReady, ""}
	case wti.StepFailed:
		return look{"error", word, widgets.ColorAlert, ""}
	}
	return look{"waiting", word, widgets.ColorMuted, ""}
}
