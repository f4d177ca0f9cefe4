package app

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"offhook/resources/lang"
	"offhook/wti"
)

// Word is the control connection in the agent's language.
func (v LinkView) Word() string {
	switch v.Link {
	case wti.LinkConnected:
		if v.Insecure {
			return lang.X("link.insecure", "Not encrypted")
		}
		if v.FirstParty {
			return lang.X("link.buttons", "By buttons")
		}
		return lang.X("link.connected", "Connected")
	case wti.LinkReconnecting:
		return lang.X("link.reconnecting", "Reconnecting…")
	}
	return lang.X("link.offline", "Offline")
}

// StepWord names a stage of signing in.
func StepWord(s wti.Step) string {
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

// StepStateWord says how far a stage of signing in is.
func StepStateWord(s wti.StepState) string {
	switch s {
	case wti.StepRunning:
		return lang.X("login.state.running", "Working…")
	case wti.StepDone:
		return lang.X("login.state.done", "Done")
	case wti.StepFailed:
		return lang.X("login.state.failed", "Failed")
	}
	return lang.X("login.state.waiting", "Waiting")
}

// FailedStep names the stage at which signing in failed, empty when none did.
func (v SignInView) FailedStep() string {
	failed := ""
	for s, state := range v.Steps {
		if state == wti.StepFailed {
			failed = lang.X("login.problem.step", "While: {{.Step}}", map[string]any{"Step": StepWord(wti.Step(s))})
		}
	}
	return failed
}

// RemoteWord is the other party's number in groups, or why there is none.
func (v CallView) RemoteWord() string {
	switch remote := Plain(cmp.Or(v.Shown, v.Remote)); {
	case v.Withheld:
		return lang.X("call.remote.withheld", "Number withheld")
	case remote != "":
		return remote
	}
	return lang.X("call.remote.unknown", "Unknown number")
}

// Word is a colleague's presence in the agent's language.
func (v ColleagueView) Word() string {
	switch v.State {
	case wti.PresenceIdle:
		return lang.X("presence.idle", "Free")
	case wti.PresenceRinging:
		return lang.X("presence.ringing", "Ringing")
	case wti.PresenceOnCall:
		return lang.X("presence.onCall", "On a call")
	case wti.PresenceUnavailable:
		return lang.X("presence.unavailable", "Unavailable")
	}
	return lang.X("presence.unknown", "Not known")
}

// SinceWord says since when and through whom the agent's state holds.
func (v AgentView) SinceWord() string {
	if v.Since.IsZero() {
		return ""
	}
	data := map[string]any{"Time": lang.Clock(v.Since)}
	if v.Missed {
		return lang.X("agent.since.missed", "Since {{.Time}}, because a call was not answered", data)
	}
	switch v.ChangedBy {
	case BySupervisor:
		return lang.X("agent.since.supervisor", "Since {{.Time}}, changed by a supervisor", data)
	case ByMe:
		return lang.X("agent.since.me", "Since {{.Time}}, chosen by you", data)
	case BySystem:
		return lang.X("agent.since.system", "Since {{.Time}}, changed by the system", data)
	}
	return lang.X("agent.since", "Since {{.Time}}", data)
}

// NextWord is the mode that was asked for, or that follows this call; empty when
// there is none.
func (v AgentView) NextWord() string {
	switch {
	case v.Asked != wti.AgentUnknown:
		return lang.X("header.asked", "Asked for {{.Mode}}…", map[string]any{"Mode": ModeWord(v.Asked)})
	case v.Pending != wti.AgentUnknown:
		word := lang.X("header.pending", "{{.Mode}} after this call", map[string]any{"Mode": ModeWord(v.Pending)})
		return WithReason(word, v.PendingReasonName)
	}
	return ""
}

// remaining is what is left of a limit at a time, negative when it is over.
func remaining(now, since time.Time, limit time.Duration) time.Duration {
	return limit - max(0, now.Sub(since))
}

// ClockWord is a duration of up to an hour as minutes and seconds, the second that
// has begun included.
func ClockWord(d time.Duration) string {
	s := int(math.Ceil(max(0, d.Seconds())))
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// LimitWord is what is left of the agent's mode, until the switch ends it or until
// a break should be over, or by how much it is over; empty where no limit is known.
func (v AgentView) LimitWord(now time.Time) string {
	if v.Limit <= 0 {
		return ""
	}
	left := remaining(now, v.Since, v.Limit)
	switch {
	case v.Mode == wti.AgentAfterCall && left > 0:
		return lang.X("limit.acw", "Ends in {{.Time}}", map[string]any{"Time": ClockWord(left)})
	case v.Mode == wti.AgentAfterCall:
		return lang.X("limit.acw.now", "Ends now")
	case left > time.Minute:
		return lang.X("limit.aux", "{{.Minutes}} min left", map[string]any{"Minutes": int(math.Ceil(left.Minutes()))})
	case left > 0:
		return lang.X("limit.aux.soon", "{{.Time}} left", map[string]any{"Time": ClockWord(left)})
	case left > -time.Minute:
		return lang.X("limit.up", "Time is up")
	}
	return lang.X("limit.over", "Over by {{.Minutes}} min", map[string]any{"Minutes": int((-left).Minutes())})
}

// RingWord is how long a call will still ring here; empty where that is not known.
func (v CallView) RingWord(now time.Time) string {
	if v.State != CallAlerting || v.RingLimit <= 0 {
		return ""
	}
	return lang.X("call.ringLeft", "Goes to somebody else in {{.Time}}", map[string]any{"Time": ClockWord(remaining(now, v.Since, v.RingLimit))})
}

// VoiceWord is the codec and how good the voice is, as far as that is known.
func (v MediaView) VoiceWord() string {
	if v.MOS == 0 {
		return CodecWord(v.Codec)
	}
	return CodecWord(v.Codec) + " · " + v.RankWord() + " " + lang.Decimal(v.MOS, 1)
}

// RankWord is how good the voice is: good from a MOS of 4 on, fair from 3.4 on;
// empty before it is known.
func (v MediaView) RankWord() string {
	switch {
	case v.MOS == 0:
		return ""
	case v.MOS >= 4:
		return lang.X("quality.good", "good")
	case v.MOS >= 3.4:
		return lang.X("quality.fair", "fair")
	}
	return lang.X("quality.poor", "poor")
}

// AlertWord says what is wrong with the voice of the present call and what to try;
// empty when nothing is known to be.
func (v MediaView) AlertWord() string {
	switch {
	case !v.Active:
		return ""
	case v.Trouble != "":
		return v.Trouble
	case v.OneWay:
		return lang.X("voice.oneWay", "No voice arrives from the other side. If it stays so, ask the caller to call again and tell your administrator that voice is one-way.")
	case v.NoDevice:
		return lang.X("voice.noDevice", "No sound device is in use, so you hear nothing and cannot be heard. Plug your headset in.")
	case v.Instead:
		return lang.X("voice.instead", "Your headset is gone. The call goes on with {{.Speaker}} and {{.Microphone}}; the headset takes over again as soon as it is back.",
			map[string]any{"Speaker": v.Speaker, "Microphone": v.Microphone})
	}
	return ""
}

// CodecWord names a codec of WTI as people write it.
func CodecWord(codec string) string {
	switch {
	case strings.EqualFold(codec, "g711U"):
		return "G.711 µ"
	case strings.EqualFold(codec, "g711A"):
		return "G.711 A"
	case strings.EqualFold(codec, "g722"):
		return "G.722"
	}
	return Plain(codec)
}

// AwayWord tells of a feature that keeps calls away from the station; empty when
// none does.
func (v PhoneView) AwayWord() string {
	switch {
	case v.DoNotDisturb:
		return lang.X("features.dnd", "Do not disturb")
	case v.Forward != "":
		return lang.X("header.forward", "Forwarded to {{.Number}}", map[string]any{"Number": Plain(v.Forward)})
	}
	return ""
}

// Word says what would be dialled and why.
func (v DialPreview) Word() string {
	switch {
	case v.Problem != "":
		return v.Problem
	case v.Number == "":
		return lang.X("dialpad.preview.none", "Dial rules apply to what you type")
	case v.Why == "":
		return lang.X("dialpad.preview.plain", "Will dial {{.Number}}", map[string]any{"Number": v.Shown})
	}
	return lang.X("dialpad.preview", "Will dial {{.Number}} · {{.Rule}}", map[string]any{"Number": v.Shown, "Rule": Plain(v.Why)})
}

// Word is which way a call that has ended went, and whether it came about.
func (c PastCall) Word() string {
	switch {
	case c.Result == CallMissed:
		return lang.X("history.missed", "Missed")
	case c.Result == CallRedirected:
		return lang.X("history.redirected", "Sent on")
	case c.Result == CallNotReached:
		return lang.X("history.failed", "Not reached")
	case c.Direction == Outbound:
		return lang.X("history.out", "Outgoing")
	}
	return lang.X("history.in", "Incoming")
}

// WhenWord is a time of today as such, of yesterday with the word, and of other
// days with the date.
func WhenWord(t, now time.Time) string {
	t = t.In(now.Location())
	y, m, d := now.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	clock := lang.Clock(t)
	switch {
	case !t.Before(today):
		return clock
	case !t.Before(today.AddDate(0, 0, -1)):
		return lang.X("history.yesterday", "Yesterday {{.Time}}", map[string]any{"Time": clock})
	}
	return lang.Date(t) + " " + clock
}
