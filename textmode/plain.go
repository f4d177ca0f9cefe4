package textmode

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/wti"
)

// plain shows the desk as lines, one for each thing that has changed. It moves no
// cursor and repeats nothing. It belongs to one goroutine.
type plain struct {
	desk *desk
	out  io.Writer

	told  map[string]string // what was said of each thing
	asked *question         // that was said
	keys  string            // of the calls, as they were said
	phase app.Phase
	begun bool
	steps [wti.StepCount]wti.StepState
	want  []row // of the form, still to be asked for

	pastWanted bool // the calls that have ended are to be said when they come
	pastSeen   int  // their revision when they were asked for
}

func newPlain(d *desk, out io.Writer) *plain {
	return &plain{desk: d, out: out, told: map[string]string{}}
}

// say writes lines. A terminal that is gone is noticed by the reader.
func (p *plain) say(lines ...string) {
	for _, l := range lines {
		if l = clean(l); strings.TrimSpace(l) != "" {
			_, _ = fmt.Fprintln(p.out, l)
		}
	}
}

// tell says something of a thing, in one line or more, where it is not what was
// said last. Nothing is said of a thing that is no more, but that is remembered.
func (p *plain) tell(thing string, lines ...string) {
	if text := strings.Join(lines, "\n"); p.told[thing] != text {
		p.told[thing] = text
		p.say(lines...)
	}
}

// set takes over what the app shows now and says what has changed.
func (p *plain) set(v view) {
	was := p.desk.view
	p.desk.set(v)
	if p.desk.bell {
		p.desk.bell = false
		_, _ = io.WriteString(p.out, "\a")
	}
	if p.phase == app.PhaseSigningIn {
		p.followSteps(v.signIn) // also the last one
	}
	if p.phase != v.signIn.Phase || !p.begun {
		p.enter(v.signIn.Phase)
	}
	switch {
	case v.signIn.Phase == app.PhaseSignedOut:
		p.followForm(was.signIn, v.signIn)
	case v.signIn.Phase == app.PhaseSignedIn:
		p.followDesk()
	}
	p.followAsked()
}

// enter begins another part of the story.
func (p *plain) enter(phase app.Phase) {
	p.phase, p.begun = phase, true
	switch phase {
	case app.PhaseSignedOut:
		p.told, p.keys = map[string]string{}, ""
		p.say(lang.X("app.name", "Offhook") + " · " + lang.X("login.title", "Sign in"))
	case app.PhaseSigningIn:
		p.steps, p.want = [wti.StepCount]wti.StepState{}, nil
		p.say(lang.X("login.signingIn", "Signing in"))
	case app.PhaseSignedIn:
		p.tell("who", p.desk.agentWho())
	case app.PhaseSigningOut:
		p.say(lang.X("header.signingOut", "Signing out…"))
	}
}

// followForm says what is wrong with signing in and asks for what is missing.
func (p *plain) followForm(was, is app.SignInView) {
	p.tell("problem", p.desk.signInWords()...)
	p.tell("offer", p.desk.offerWord())
	if p.desk.asked != nil || len(p.want) > 0 {
		return
	}
	field := is.Focus
	if field == app.FieldNone {
		field = is.Problem.Field
	}
	wasAsked := was.Phase == is.Phase && was.Focus == is.Focus && was.Problem == is.Problem
	if field != app.FieldNone {
		if !wasAsked {
			p.askMissing(field)
		}
		return
	}
	summary := p.desk.form
	if slices.ContainsFunc(p.desk.rows(), needed) {
		return // it is not known yet what the keychain has
	}
	p.tell("form", joined(
		lang.X("header.agent", "Agent {{.ID}}", map[string]any{"ID": app.Plain(summary.AgentID)}),
		lang.X("login.summary", "Station {{.Extension}} on {{.Switch}}", map[string]any{"Extension": app.Plain(summary.Extension), "Switch": app.Plain(summary.SwitchName)}),
		app.Plain(summary.Server), modeName(summary.Mode))+". "+
		lang.X("text.plainForm", "Enter signs in. e changes something, q ends Offhook."))
}

// askMissing asks for a field at fault and for those that are empty, then signs
// in; it signs in at once when there are none.
func (p *plain) askMissing(fault app.Field) {
	p.want = nil
	for _, r := range p.desk.rows() {
		if needed(r) || r.field == fault && fault != app.FieldNone {
			p.want = append(p.want, r)
		}
	}
	p.askNext(p.desk.signIn)
}

// needed reports whether a row must be filled in and is not.
func needed(r row) bool { return (r.kind == rowText || r.kind == rowSecret) && raw(r) == "" }

// askNext asks for the next row that is wanted, and then goes on.
func (p *plain) askNext(then func()) {
	if len(p.want) == 0 {
		then()
		return
	}
	r := p.want[0]
	p.want = p.want[1:]
	d := p.desk
	q := &question{title: r.label, secret: r.kind == rowSecret, keep: true}
	if r.kind == rowText || r.kind == rowSecret {
		q.hint = d.value(r)
		q.done = func(text string) {
			if text != "" {
				r.fill(text)
			}
			p.askNext(then)
		}
		d.ask(q)
		return
	}
	values := []string{lang.X("settings.off", "Off"), lang.X("settings.on", "On")}
	if r.kind == rowMode {
		values = nil
		for _, m := range modes {
			values = append(values, modeName(m))
		}
	}
	for i, v := range values {
		q.options = append(q.options, option{fmt.Sprint(i + 1), v})
	}
	q.done = func(key string) {
		for i, v := range values {
			if key == q.options[i].key {
				for range values {
					if d.value(r) != v {
						d.change(r, 1)
					}
				}
			}
		}
		p.askNext(then)
	}
	d.ask(q)
}

// followSteps says what each stage of signing in comes to.
func (p *plain) followSteps(v app.SignInView) {
	for s, state := range v.Steps {
		if state != p.steps[s] && state != wti.StepWaiting && state != wti.StepRunning {
			p.say(app.StepWord(wti.Step(s)) + ": " + app.StepStateWord(state))
		}
	}
	p.steps = v.Steps
}

// followDesk says what has changed of agent, connection, voice, calls and notices.
func (p *plain) followDesk() {
	d := p.desk
	p.tell("link", d.linkWord())
	p.tell("state", d.stateWord())
	p.tell("phone", d.phoneWord())
	p.tell("voice", d.voiceWord())
	p.tell("alert", d.view.media.AlertWord())
	p.followCalls()
	p.tell("code", d.codeWord())
	p.tell("offer", d.offerWord())
	for _, n := range d.view.notices {
		p.tell(fmt.Sprint("notice ", n.ID), noticeWord(n))
	}
	if p.pastWanted && d.view.history.Revision != p.pastSeen {
		p.pastWanted = false
		p.say(d.pastWords()...)
	}
}

func (p *plain) followCalls() {
	d := p.desk
	changed := false
	for _, c := range d.view.calls {
		thing := "call " + string(c.ID)
		text := callWord(c)
		changed = changed || p.told[thing] != text
		p.tell(thing, text)
		p.tell("facts of "+thing, d.callFacts(c))
	}
	for _, thing := range slices.Sorted(maps.Keys(p.told)) {
		id, isCall := strings.CutPrefix(thing, "call ")
		if isCall && !slices.ContainsFunc(d.view.calls, is(wti.CallID(id))) {
			p.say(lang.X("text.over", "Over: {{.Call}}", map[string]any{"Call": p.told[thing]}))
			delete(p.told, thing)
			delete(p.told, "facts of "+thing)
			changed = true
		}
	}
	keys := strings.Join(d.keyWords(aboutCalls), " · ")
	if changed && keys != p.keys {
		p.say(keys)
	}
	if changed {
		p.keys = keys
	}
}

// followAsked says a question once.
func (p *plain) followAsked() {
	if p.desk.said != "" {
		p.say(p.desk.said)
		p.desk.said = ""
	}
	q := p.desk.asked
	if q == p.asked {
		return
	}
	p.asked = q
	if q == nil {
		return
	}
	head := q.title
	if len(q.options) == 0 {
		head += ":"
	}
	p.say(strings.TrimSpace(head + " " + q.hint))
	p.say(q.lines...)
	for _, o := range q.options {
		p.say(o.key + " " + o.label)
	}
	if q.value != "" {
		p.say(lang.X("text.value", "Enter takes {{.Value}}.", map[string]any{"Value": q.value}))
	}
}

// secret reports whether what is typed now must not be seen.
func (p *plain) secret() bool { return p.desk.asked != nil && p.desk.asked.secret }

// line does what a line of the agent's says.
func (p *plain) line(text string) {
	d := p.desk
	d.said = ""
	if d.asked == nil || !d.asked.secret {
		text = strings.TrimSpace(text)
	}
	switch {
	case d.asked != nil:
		p.answer(text)
	case d.view.signIn.Phase == app.PhaseSignedOut:
		p.lineForm(text)
	case d.view.signIn.Phase == app.PhaseSigningIn:
		if text != "" {
			d.phone.CancelSignIn()
		}
	case text == "" || text == ".":
		p.sum()
	default:
		p.lineDesk(text)
	}
	p.followAsked()
}

// answer answers the question; a minus alone takes it away, and an empty line
// too unless it keeps a value.
func (p *plain) answer(text string) {
	d := p.desk
	q := d.asked
	switch {
	case text == "-", text == "" && len(q.options) > 0 && !q.keep:
		p.want = nil
		d.cancel()
		return
	case text == "" && len(q.options) > 0: // of the form: it stays as it is
		d.asked = nil
		q.done("")
		return
	case text == "" && q.value != "":
		text = q.value
	}
	if q.preview != nil {
		p.say(q.preview(text))
	}
	d.answer(text)
}

func (p *plain) lineForm(text string) {
	d := p.desk
	switch text {
	case "":
		p.askMissing(app.FieldNone)
	case "e":
		rows := d.rows()
		p.want = slices.DeleteFunc(rows, func(r row) bool { return r.kind == rowAction })
		p.say(lang.X("text.plainEdit", "An empty line keeps a value, a minus ends the questions."))
		p.askNext(d.signIn)
	case "u":
		d.phone.UnlockKeychain()
	case "q":
		d.quit()
	default:
		p.say(lang.X("text.plainForm", "Enter signs in. e changes something, q ends Offhook."))
	}
}

// lineDesk does what a command says: a key, and after it the answer to what it
// asks, as in "d 4751".
func (p *plain) lineDesk(text string) {
	d := p.desk
	key, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case key == "?":
		p.help()
		return
	case key == "y":
		p.pastWanted, p.pastSeen, d.page = true, d.view.history.Revision, pageNotices
		d.showHistory()
		return
	case key == "quit":
		d.leave()
	case strings.IndexFunc(key, func(r rune) bool { return !isDialRune(r) }) < 0:
		p.digits(key)
		return
	case strings.HasPrefix(key, "F") && d.pressChord(key):
	case !d.press(key):
		p.say(lang.X("text.noKey", "That key does nothing now: ? shows the keys."))
		return
	}
	if rest != "" && d.asked != nil {
		p.answer(rest)
	}
}

// digits are tones during a call, else a number to call.
func (p *plain) digits(text string) {
	d := p.desk
	if c, ok := d.first(app.CallConnected); ok && d.linked() && !strings.Contains(text, "+") {
		d.phone.SendDigits(c.ID, text)
		return
	}
	if d.press("d") {
		p.answer(text)
	}
}

// sum says how things are, with what a clock moves.
func (p *plain) sum() {
	d, now := p.desk, p.desk.now()
	p.say(d.agentWho(), joined(d.stateWord(), app.Elapsed(now, d.view.agent.Since), d.view.agent.LimitWord(now)),
		joined(d.linkWord(), d.phoneWord()), d.voiceWord(), d.view.media.AlertWord())
	p.say(d.skillWords()...)
	for _, c := range d.view.calls {
		p.say(joined(callWord(c), app.Elapsed(now, c.Since), c.RingWord(now)), d.callFacts(c))
	}
	if len(d.view.calls) == 0 {
		p.say(lang.X("text.noCalls", "No calls."))
	}
	for _, n := range d.view.notices {
		p.say(noticeWord(n))
	}
}

func (p *plain) help() {
	for _, w := range p.desk.keyWords(aboutCalls, aboutState, aboutRest) {
		p.say(w)
	}
	p.say(lang.X("text.plainKeys", "A number alone is called, or sent as tones during a call. What a key asks may follow it: d 4751. An empty line says how things are. quit ends Offhook."))
}
