package app

import (
	"time"

	"offhook/media"
	"offhook/resources/lang"
)

// voiceTrouble tells the agent which way the voice does not go and what to try,
// translated; empty when there is nothing to say beyond MediaView.OneWay and what
// is said of sound devices. What keeps the agent from hearing comes first.
func voiceTrouble(st media.Stats) string {
	if text := cannotHear(st.Hearing.Reason); text != "" {
		return text
	}
	return cannotBeHeard(st.Speaking.Reason)
}

func cannotHear(r media.Reason) string {
	switch r {
	case media.ArrivesElsewhere:
		return lang.X("voice.elsewhere", "You cannot hear the other side: their voice comes from an unexpected address, so it is not played. Ask the caller to call again. Tell your administrator: the setting voice.symmetric_rtp lets it in.")
	case media.ArrivesUnsealed:
		return lang.X("voice.unsealed", "You cannot hear the other side: their encrypted voice does not open with the key that was agreed. Ask the caller to call again. Tell your administrator: see dialect.swapKeys.")
	case media.ArrivesUnknown:
		return lang.X("voice.unknown", "You cannot hear the other side: their voice comes in a form that was not agreed. Ask the caller to call again. Tell your administrator: the codec set and the setting voice.codecs do not match.")
	case media.ArrivesSilent:
		return lang.X("voice.silent", "Only silence comes from the other side. They may be muted, or away from the telephone.")
	}
	return ""
}

func cannotBeHeard(r media.Reason) string {
	switch r {
	case media.NothingSent:
		return lang.X("voice.notSent", "The other side cannot hear you: this computer cannot send your voice. Check the network cable, the wireless network or the VPN.")
	case media.NotReceived:
		return lang.X("voice.notReceived", "The other side cannot hear you: your voice does not arrive there. Ask the caller to call again. Tell your administrator that the network lets no voice out of this computer.")
	case media.MicrophoneSilent:
		return lang.X("voice.deadMicrophone", "The other side cannot hear you: your microphone gives no sound at all. Check the mute switch on the headset and which microphone is chosen.")
	}
	return ""
}

// showTrouble puts into v what is wrong with the voice of a call that is up.
func (a *App) showTrouble(v *MediaView, st media.Stats) {
	c := a.model.first(CallConnected)
	if !v.Active || c == nil {
		return
	}
	now := a.opts.Now()
	if now.Sub(c.Since) <= oneWayAfter {
		return
	}
	v.OneWay = now.Sub(st.LastReceived) > oneWayAfter
	v.Trouble = voiceTrouble(st)
}

// oneWayAfter is how long nothing may arrive on a call before the agent is told.
const oneWayAfter = 3 * time.Second
