package textmode

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/wti"
)

// clean makes a line safe for a terminal: no control character reaches it, and
// nothing that reorders what is read, wherever the text came from. It takes no
// length from it.
func clean(line string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, line)
}

// joined joins what is not empty, with points between.
func joined(parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return strings.Join(list, " · ")
}

// named is a value behind its name, nothing without a value.
func named(name, value string) string {
	if value == "" {
		return ""
	}
	return name + ": " + value
}

// who is the other party of a call.
func who(c app.CallView) string {
	if c.Parties > 1 {
		return lang.X("call.conferenceWith", "You and {{.Count}} others", map[string]any{"Count": c.Parties})
	}
	if name := app.Plain(c.Name); name != "" {
		return name + " · " + c.RemoteWord()
	}
	return c.RemoteWord()
}

// agentWho is the first line: who works where.
func (d *desk) agentWho() string {
	v := d.view.agent
	return joined(
		lang.X("header.agent", "Agent {{.ID}}", map[string]any{"ID": app.Plain(v.ID)}),
		lang.X("header.extension", "Extension {{.Extension}}", map[string]any{"Extension": app.Plain(v.Extension)}))
}

// stateWord is the agent's state without what a clock moves.
func (d *desk) stateWord() string {
	v := d.view.agent
	word := app.WithReason(app.ModeWord(v.Mode), v.ReasonName)
	next := v.NextWord()
	if d.view.signIn.Phase == app.PhaseSigningOut {
		next = lang.X("header.signingOut", "Signing out…")
	}
	return named(lang.X("tab.state", "State"), joined(word, v.SinceWord(), next))
}

// linkWord is the connection without what a clock moves.
func (d *desk) linkWord() string {
	v := d.view.link
	return named(lang.X("diag.connection", "Connection"), joined(v.Word(), app.Plain(v.Server)))
}

// voiceWord is the voice path while there is one: how good, and the microphone.
func (d *desk) voiceWord() string {
	v := d.view.media
	if !v.Active {
		return ""
	}
	muted := ""
	if v.Muted {
		muted = lang.X("call.muted", "Muted")
	}
	return named(lang.X("diag.voice", "Voice"), joined(muted, v.RankWord()))
}

// phoneWord is what the station does with calls by itself, and what waits there.
func (d *desk) phoneWord() string {
	v := d.view.phone
	messages := ""
	if v.Messages {
		messages = lang.X("header.messages", "Messages")
	}
	return joined(v.AwayWord(), messages)
}

// callWord is a call without what a clock moves.
func callWord(c app.CallView) string {
	kind := ""
	switch {
	case c.ConsultFor != "":
		kind = lang.X("call.consultation", "Consultation")
	case c.Parties > 1:
		kind = lang.X("call.conference", "Conference")
	case c.Direction == app.Outbound:
		kind = lang.X("call.outgoing", "Outgoing call")
	case c.State == app.CallAlerting:
		kind = lang.X("call.incoming", "Incoming call")
	}
	note := ""
	switch {
	case c.State == app.CallFailed:
		note = app.Plain(c.Failure)
	case c.FarHold:
		note = lang.X("call.note.farHold", "The other party has put you on hold.")
	}
	return joined(c.Word(), who(c), kind, note)
}

// callFacts is what came with a call.
func (d *desk) callFacts(c app.CallView) string {
	waited := ""
	if c.Waited > 0 {
		waited = app.ClockWord(c.Waited)
	}
	with := ""
	if c.Parties > 1 {
		with = app.Plain(c.With)
	}
	via := ""
	if c.Via != "" {
		via = d.phone.Pretty(c.Via)
	}
	return joined(
		named(lang.X("call.service", "Service"), app.Plain(c.Service)),
		named(lang.X("call.waited", "Time in queue"), waited),
		named(lang.X("call.collected", "Digits entered"), app.Plain(c.Collected)),
		named(lang.X("call.via", "Passed on by"), via),
		named(lang.X("call.userData", "Data"), app.Plain(c.UserData)),
		with,
		named(lang.X("call.sent", "Tones sent"), app.Plain(c.Digits)))
}

// noticeWord is a notice, with the details of a failure for an administrator.
func noticeWord(n app.Notice) string {
	text := strings.TrimSpace(n.Title + ". " + n.Text)
	switch n.Severity {
	case app.Info:
		return text
	case app.Failure:
		text = joined(text, named(lang.X("text.details", "For your administrator"), app.Plain(n.Details)))
	}
	return "! " + text
}

// codeWord is what became of the call work code.
func (d *desk) codeWord() string {
	switch v := d.view.code; {
	case !v.Offered:
		return ""
	case v.Asked != "":
		return lang.X("workcode.asked", "Entering {{.Code}}…", map[string]any{"Code": v.Asked})
	case v.Problem != "":
		return app.Plain(v.Problem)
	case v.Given != "":
		return lang.X("workcode.given", "{{.Code}} was taken. Another one replaces it.", map[string]any{"Code": app.Plain(v.Given)})
	}
	return ""
}

// offerWord tells of a number from outside.
func (d *desk) offerWord() string {
	v := d.view.offer
	if v.ID == 0 {
		return ""
	}
	number := app.WithReason(app.Plain(cmp.Or(v.Shown, v.Number)), v.Name)
	if v.Waiting {
		return lang.X("offer.waiting", "Sign in to call {{.Number}}.", map[string]any{"Number": number})
	}
	return named(lang.X("text.offer", "To call"), number)
}

// skillWords are the queues.
func (d *desk) skillWords() (list []string) {
	for _, v := range d.view.skills {
		if !v.Known {
			continue
		}
		waiting := lang.X("queues.none", "Nobody waits")
		if v.Queued > 0 {
			waiting = lang.XN("queues.waiting", "{{.Count}} waiting", v.Queued, map[string]any{"Count": v.Queued})
		}
		agents := lang.XN("queues.agents", "{{.Free}} of {{.Count}} agents free", v.LoggedIn, map[string]any{"Count": v.LoggedIn, "Free": v.Available})
		list = append(list, joined(app.Plain(cmp.Or(v.Name, v.Skill)), waiting, agents))
	}
	return list
}

// mostPast is how many of the calls that ended are shown.
const mostPast = 10

// pastWords are the newest calls that have ended.
func (d *desk) pastWords() (list []string) {
	v := d.view.history
	if !v.Problem.IsZero() {
		return []string{v.Problem.Title}
	}
	for _, c := range v.Calls[:min(mostPast, len(v.Calls))] {
		party := app.CallView{Remote: c.Number, Shown: c.Shown, Name: c.Name, Withheld: c.Number == ""}
		length := ""
		if talk := c.Talk + c.Hold; talk > 0 {
			length = app.Elapsed(time.Time{}.Add(talk+1), time.Time{}.Add(1))
		}
		list = append(list, joined(app.WhenWord(c.Started, d.now()), c.Word(), who(party), app.Plain(c.Service), length))
	}
	if len(list) == 0 {
		list = []string{lang.X("history.empty", "No calls yet")}
	}
	return list
}

// keyWord is a command as it is listed: the key first.
func keyWord(c command) string { return c.key + " " + app.Plain(c.label) }

// keyWords are the commands of some groups.
func (d *desk) keyWords(groups ...group) (list []string) {
	for _, c := range d.commands() {
		for _, g := range groups {
			if c.group == g {
				list = append(list, keyWord(c))
			}
		}
	}
	return list
}

// stepWords are the stages of signing in.
func (d *desk) stepWords() (list []string) {
	for s, state := range d.view.signIn.Steps {
		list = append(list, fmt.Sprintf("%s: %s", app.StepWord(wti.Step(s)), app.StepStateWord(state)))
	}
	return list
}

// problemWords are a problem, one thing a line.
func problemWords(p app.Problem, step string) (list []string) {
	if p.IsZero() {
		return nil
	}
	for _, s := range []string{"! " + p.Title, step, p.Meaning, p.Advice} {
		if s != "" {
			list = append(list, s)
		}
	}
	if p.Details != "" {
		list = append(list, named(lang.X("text.details", "For your administrator"), p.Details))
	}
	return list
}
