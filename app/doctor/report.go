package doctor

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"offhook/resources/lang"
)

// Step is one thing that is looked at.
type Step string

// The steps, in their order.
const (
	StepName         Step = "name"         // of the server, or of the proxy
	StepTCP          Step = "tcp"          //
	StepProxy        Step = "proxy"        //
	StepTLS          Step = "tls"          // authority, name, time
	StepWebSocket    Step = "websocket"    // the HTTP upgrade
	StepBasic        Step = "basic"        // the CTI user
	StepVersion      Step = "version"      // of the protocol
	StepSession      Step = "session"      //
	StepDevice       Step = "device"       //
	StepMonitor      Step = "monitor"      //
	StepRegistration Step = "registration" //
	StepRTPOut       Step = "rtpOut"       // voice from here
	StepRTPIn        Step = "rtpIn"        // voice to here
	StepAudio        Step = "audio"        // microphone and loudspeaker
	StepKeychain     Step = "keychain"     //
)

// reachSteps are about one server, phoneSteps about the extension.
var (
	reachSteps = []Step{StepName, StepTCP, StepProxy, StepTLS, StepWebSocket, StepBasic, StepVersion, StepSession}
	phoneSteps = []Step{StepDevice, StepMonitor, StepRegistration, StepRTPOut, StepRTPIn}
)

// Steps lists all steps in their order.
func Steps() []Step { return slices.Concat(reachSteps, phoneSteps, []Step{StepAudio, StepKeychain}) }

// Verdict is how a step came out.
type Verdict string

// The verdicts.
const (
	OK      Verdict = "ok"
	Warning Verdict = "warning" // it works, but not as it should, or nobody can tell
	Failed  Verdict = "failed"
	Skipped Verdict = "skipped"
)

// Who is the one who can change something.
type Who string

// Those who can.
const (
	Nobody  Who = ""
	You     Who = "agent"
	Desk    Who = "desktopSupport"
	Network Who = "network"
	AES     Who = "aes"
	Switch  Who = "switch" // Communication Manager
)

// Check is what came out of one step. The texts are in the language in use;
// Finding is for programs and stays. No secret is in any of them.
type Check struct {
	Step    Step    `json:"step"`
	Server  string  `json:"server,omitempty"` // host, for the steps that are about one
	Verdict Verdict `json:"verdict"`
	Finding Finding `json:"finding"`
	Cause   string  `json:"cause"`             // what is so, in plain words
	Who     Who     `json:"who,omitempty"`     // who can change it
	Tell    string  `json:"tell,omitempty"`    // what to tell them
	Log     string  `json:"log,omitempty"`     // what to look for in the AES's own log
	Details string  `json:"details,omitempty"` // the program's own words
	Took    float64 `json:"ms"`                // milliseconds
}

// Report is the outcome of all steps, in their order.
type Report struct {
	Time      time.Time `json:"time"`
	Version   string    `json:"version,omitempty"` // of Offhook
	Extension string    `json:"extension,omitempty"`
	OK        bool      `json:"ok"` // no check failed
	// LogFile is where Offhook's own log is, empty where that is not known.
	LogFile string  `json:"logFile,omitempty"`
	Checks  []Check `json:"checks"`
}

// Failures are the checks that failed.
func (r Report) Failures() (list []Check) {
	for _, c := range r.Checks {
		if c.Verdict == Failed {
			list = append(list, c)
		}
	}
	return list
}

// Text is a check in lines for people.
func (c Check) Text() string {
	var b strings.Builder
	title := c.Step.Title()
	if c.Server != "" {
		title += " (" + c.Server + ")"
	}
	fmt.Fprintf(&b, "%-12s %s: %s", c.Verdict.Title(), title, c.Cause)
	if c.Took >= 1 {
		fmt.Fprintf(&b, " [%.0f ms]", c.Took)
	}
	b.WriteByte('\n')
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-12s %s %s\n", "", label, text)
		}
	}
	line(lang.X("doctor.label.who", "Who can change it:"), c.Who.Title())
	line(lang.X("doctor.label.tell", "What to do:"), c.Tell)
	line(lang.X("doctor.label.log", "In the log of AES:"), c.Log)
	if c.Verdict != OK {
		line(lang.X("doctor.label.details", "Details:"), c.Details)
	}
	return b.String()
}

// Summary is the outcome in a line for people.
func (r Report) Summary() string {
	warnings := 0
	for _, c := range r.Checks {
		if c.Verdict == Warning {
			warnings++
		}
	}
	switch failed := len(r.Failures()); {
	case failed > 0:
		return lang.X("doctor.summary.failed", "Failed: {{.Failed}}. Begin with the first one; what follows it may be its consequence.", map[string]any{"Failed": failed})
	case warnings > 0:
		return lang.X("doctor.summary.warnings", "Nothing failed. Warnings: {{.Warnings}}.", map[string]any{"Warnings": warnings})
	}
	return lang.X("doctor.summary.ok", "Everything that was looked at is in order.")
}

// End is what follows the checks, for people: the summary, and where the log is.
func (r Report) End() string {
	text := r.Summary() + "\n"
	if r.LogFile != "" {
		text += lang.X("doctor.logfile", "The log of Offhook: {{.Path}}", map[string]any{"Path": r.LogFile}) + "\n"
	}
	return text
}

// Text is the whole report for people.
func (r Report) Text() string {
	var b strings.Builder
	for _, c := range r.Checks {
		b.WriteString(c.Text())
	}
	return b.String() + r.End()
}

// Title is the step's name for people.
func (s Step) Title() string {
	switch s {
	case StepName:
		return lang.X("doctor.step.name", "Name lookup")
	case StepTCP:
		return lang.X("doctor.step.tcp", "TCP connection")
	case StepProxy:
		return lang.X("doctor.step.proxy", "Proxy")
	case StepTLS:
		return lang.X("doctor.step.tls", "Certificate")
	case StepWebSocket:
		return lang.X("doctor.step.websocket", "WebSocket")
	case StepBasic:
		return lang.X("doctor.step.basic", "CTI user")
	case StepVersion:
		return lang.X("doctor.step.version", "Protocol version")
	case StepSession:
		return lang.X("doctor.step.session", "Session")
	case StepDevice:
		return lang.X("doctor.step.device", "Extension")
	case StepMonitor:
		return lang.X("doctor.step.monitor", "Monitor")
	case StepRegistration:
		return lang.X("doctor.step.registration", "Registration")
	case StepRTPOut:
		return lang.X("doctor.step.rtpout", "Voice out")
	case StepRTPIn:
		return lang.X("doctor.step.rtpin", "Voice in")
	case StepAudio:
		return lang.X("doctor.step.audio", "Sound devices")
	case StepKeychain:
		return lang.X("doctor.step.keychain", "Keychain")
	}
	return string(s)
}

// Title is the verdict for people.
func (v Verdict) Title() string {
	switch v {
	case OK:
		return lang.X("doctor.verdict.ok", "ok")
	case Warning:
		return lang.X("doctor.verdict.warning", "warning")
	case Failed:
		return lang.X("doctor.verdict.failed", "FAILED")
	}
	return lang.X("doctor.verdict.skipped", "skipped")
}

// Title names those who can change something.
func (w Who) Title() string {
	switch w {
	case You:
		return lang.X("doctor.who.you", "you")
	case Desk:
		return lang.X("doctor.who.desk", "who looks after this computer")
	case Network:
		return lang.X("doctor.who.network", "who looks after the network")
	case AES:
		return lang.X("doctor.who.aes", "the administrator of AES")
	case Switch:
		return lang.X("doctor.who.switch", "the administrator of Communication Manager")
	}
	return ""
}
