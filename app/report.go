package app

import (
	"fmt"
	"strings"
	"time"
)

// reportedFrames is how many frames of the trace a report names.
const reportedFrames = 60

// DiagnosticsText is what the diagnostics show, as plain text in English for an
// administrator. There is no secret in it, and no content of frames. It reads the
// bindings: call it where they may be read.
func DiagnosticsText(s *State, now time.Time) string {
	var b strings.Builder
	say := func(label, format string, a ...any) {
		fmt.Fprintf(&b, "%-14s %s\n", label, strings.ReplaceAll(fmt.Sprintf(format, a...), "\n", " "))
	}
	fmt.Fprintf(&b, "Offhook diagnostics, %s\n\n", now.Format(time.RFC3339))
	reportConnection(s, say)
	b.WriteString("\n")
	reportVoice(s, say)
	b.WriteString("\n")
	if v, _ := s.Log.Get(); v.Path != "" {
		say("log", "%s, level %s", v.Path, v.Level)
	}
	reportCheckUp(s, say)
	reportTrace(s, say)
	return b.String()
}

type sayer func(label, format string, a ...any)

func reportConnection(s *State, say sayer) {
	link, _ := s.Link.Get()
	c, _ := s.Connection.Get()
	say("server", "%s, link %d since %s, switch link %d, system %q, unencrypted %v, by buttons %v",
		link.Server, link.Link, link.Since.Format(time.RFC3339), link.Switch, link.System, link.Insecure, link.FirstParty)
	if i := c.Session; i.Server != "" {
		say("session", "%s at %s, protocol %s, lives %s without us, resumed %v", i.ID, i.Server, i.Version, i.Timeout, i.Resumed)
		say("device", "%s, monitor %s, registered %v, %d others watched", i.Device, i.Monitor, i.Registered, i.Watched)
	}
	for _, m := range c.Moments {
		say(m.At.Format("15:04:05"), "%s", strings.TrimSpace(m.Kind.String()+" "+awayText(m.After)+" "+m.Details))
	}
}

func reportCheckUp(s *State, say sayer) {
	v, _ := s.CheckUp.Get()
	for _, c := range v.Checks {
		say("doctor", "%s", strings.TrimSpace(fmt.Sprintf("%s %s: %s, %s. %s %s", c.Server, c.Step, c.Verdict, c.Finding, c.Cause, c.Details)))
	}
}

func awayText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return "after " + d.Round(time.Millisecond).String()
}

// String is a few words in English.
func (k MomentKind) String() string {
	return [...]string{"connected", "connection lost", "offline", "switch link down", "switch link up",
		"telephone unregistered", "control by buttons", "call control"}[k]
}

func reportVoice(s *State, say sayer) {
	q, _ := s.Quality.Get()
	v := q.Voice
	if v.Far == "" {
		say("voice", "none so far")
		return
	}
	encryption := v.Encryption
	if encryption == "" {
		encryption = "not encrypted"
	}
	say("voice", "active %v, %s in %d ms packets, %s, DSCP %d", v.Active, v.Codec, v.PacketMs, encryption, v.DSCP)
	say("addresses", "%s to %s, RTCP %s", v.Local, v.Far, v.FarRTCP)
	say("devices", "microphone %q, speaker %q", v.Microphone, v.Speaker)
	say("packets", "sent %d, received %d, lost %d, late %d, duplicate %d, reordered %d, discarded %d, forged %d, foreign %d, restarts %d",
		v.Sent, v.Received, v.Lost, v.Late, v.Duplicate, v.Reordered, v.Discarded, v.Forged, v.Foreign, v.Restart)
	say("times", "buffer %.0f ms (aims at %.0f), round trip %.0f ms, made up %.0f ms", v.BufferMs, v.TargetMs, v.RoundTripMs, v.ConcealedMs)
	if v.Hearing+v.Speaking != "" {
		say("alarms", "hearing %q, speaking %q", v.Hearing, v.Speaking)
	}
	for i := len(q.Seconds) % 10; i < len(q.Seconds); i += 10 { // a second out of ten
		x := q.Seconds[i]
		say(x.At.Format("15:04:05"), "MOS %.1f, loss %.1f %%, jitter %.0f ms, delay %.0f ms; far end: known %v, MOS %.1f, loss %.1f %%, jitter %.0f ms",
			x.MOS, 100*x.Loss, x.JitterMs, x.DelayMs, x.Far, x.FarMOS, 100*x.FarLoss, x.FarJitterMs)
	}
}

func reportTrace(s *State, say sayer) {
	t, _ := s.Trace.Get()
	if t.Total == 0 {
		return
	}
	say("trace", "%d frames are kept, %d shown", t.Total, len(t.Lines))
	for _, l := range t.Lines[max(0, len(t.Lines)-reportedFrames):] {
		arrow := "<-"
		if l.Out {
			arrow = "->"
		}
		refused := ""
		if l.Refused {
			refused = "REFUSED"
		}
		say(l.At.Format("15:04:05.000"), "%s", strings.TrimSpace(strings.Join([]string{arrow, l.Name, l.Call, awayText(l.Took), refused}, " ")))
	}
}
