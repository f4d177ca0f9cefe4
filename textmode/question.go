package textmode

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/wti"
)

// question is something that the agent is asked: a text, or one of some options.
type question struct {
	title, hint string
	lines       []string   // to read before answering
	about       wti.CallID // it goes when this call does; empty for none
	options     []option   // empty for a text
	value       string     // what the answer begins with
	secret      bool       // it is not shown
	keep        bool       // no answer leaves the value as it is
	// preview says what an answer would come to, nil where there is nothing to say.
	preview func(text string) string
	done    func(answer string) // a text, or an option's key
}

// option is a possible answer, chosen by its key.
type option struct{ key, label string }

func (d *desk) ask(q *question) { d.asked, d.said = q, "" }

// cancel takes the question away.
func (d *desk) cancel() {
	if d.asked != nil {
		d.asked, d.said = nil, lang.X("text.cancelled", "Cancelled.")
	}
}

// answer answers the question. What is no answer leaves it open and says so.
func (d *desk) answer(text string) {
	q := d.asked
	if q == nil {
		return
	}
	if !q.secret {
		text = strings.TrimSpace(text)
	}
	switch {
	case len(q.options) > 0:
		i := slices.IndexFunc(q.options, func(o option) bool { return o.key == text })
		if i < 0 {
			d.said = lang.X("text.noOption", "That is none of the answers.")
			return
		}
	case text == "" && !q.keep:
		d.cancel()
		return
	}
	d.asked, d.said = nil, ""
	q.done(text)
}

// whole reports whether a text is an option's key, and can be the beginning of no
// other: it need not be followed by Enter.
func (q *question) whole(text string) bool {
	n := 0
	for _, o := range q.options {
		if strings.HasPrefix(o.key, text) {
			n++
		}
	}
	return n == 1 && slices.ContainsFunc(q.options, func(o option) bool { return o.key == text })
}

// askWhich asks to which of some calls something is to be done.
func (d *desk) askWhich(o onCalls, calls []app.CallView) {
	q := &question{title: lang.X("text.which", "Which call?")}
	for i, c := range calls {
		q.options = append(q.options, option{strconv.Itoa(i + 1), o.label(c) + ": " + who(c) + ", " + c.Word()})
	}
	q.done = func(key string) {
		i, _ := strconv.Atoi(key) // one of those above
		if at := slices.IndexFunc(d.view.calls, is(calls[i-1].ID)); at >= 0 {
			o.run(d.view.calls[at])
		}
	}
	d.ask(q)
}

// askNumber asks where a call is to go, or who is to come into it. What colleagues
// do is told.
func (d *desk) askNumber(c app.CallView, title string, do func(string)) {
	q := &question{
		title: title + ": " + who(c), hint: lang.X("text.number", "Type a number, then Enter."), about: c.ID,
		preview: d.preview, done: do,
	}
	for _, v := range d.view.colleagues {
		q.lines = append(q.lines, app.WithReason(v.Extension, v.Name)+" · "+v.Word())
	}
	d.ask(q)
}

// askDial asks for a number to call: it begins with what was typed, with a number
// from outside, or with one that could not be dialled.
func (d *desk) askDial(typed string) {
	q := &question{
		title: lang.X("dialpad.entry", "Number to dial"), hint: lang.X("text.number", "Type a number, then Enter."),
		value: typed, preview: d.preview,
	}
	offer := d.view.offer
	if typed == "" {
		q.value = d.view.dialText
		if offer.ID != 0 {
			q.value = offer.Number
			q.lines = []string{app.WithReason(cmp.Or(offer.Shown, offer.Number), offer.Name)}
		}
	}
	q.done = func(number string) {
		if offer.ID != 0 && number == offer.Number {
			number = offer.Text // with what is to be sent afterwards
		}
		d.phone.Dial(number)
	}
	d.ask(q)
}

// preview says what would be dialled for a text.
func (d *desk) preview(text string) string {
	if text == "" {
		return ""
	}
	v := d.phone.WouldDial(text)
	if v.Number == "" && v.Problem == "" {
		return lang.X("dialpad.fault", "That is not a number to dial.")
	}
	return v.Word()
}

// askDrop asks who is to be taken out of a conference.
func (d *desk) askDrop(c app.CallView) {
	q := &question{title: lang.X("text.drop", "Take whom out of the call?"), about: c.ID}
	numbers := strings.FieldsFunc(c.With, func(r rune) bool { return r == ',' || r == ' ' })
	for i, n := range numbers {
		q.options = append(q.options, option{strconv.Itoa(i + 1), d.phone.Pretty(n)})
	}
	if len(numbers) == 0 {
		d.said = lang.X("notdone.drop", "Nobody was taken out of the call")
		return
	}
	q.done = func(key string) {
		i, _ := strconv.Atoi(key)
		d.phone.DropParty(c.ID, numbers[i-1])
	}
	d.ask(q)
}

// askClear asks before a call is ended for everybody.
func (d *desk) askClear(c app.CallView) {
	d.ask(&question{
		title:   lang.X("clear.title", "End the call for everybody?"),
		hint:    lang.X("clear.hint", "Whoever is in it loses the call. To leave alone, hang up instead: the others talk on."),
		about:   c.ID,
		options: []option{{"1", lang.X("call.clear", "End for all")}},
		done:    func(string) { d.phone.ClearCall(c.ID) },
	})
}

// askAux asks for the reason of a break.
func (d *desk) askAux(reasons []app.Reason) {
	d.ask(&question{
		title: lang.X("reason.title", "Why AUX?"), options: reasonOptions(reasons),
		done: func(key string) {
			code, _ := strconv.Atoi(key)
			d.phone.SetAgent(wti.AgentAux, code)
		},
	})
}

func reasonOptions(reasons []app.Reason) (list []option) {
	for _, r := range reasons {
		list = append(list, option{strconv.Itoa(r.Code), r.Name})
	}
	return list
}

// askSignOut asks before signing out: for the reason where there are reasons, and
// more clearly while calls are up.
func (d *desk) askSignOut() {
	q := &question{
		title:   lang.X("signout.title", "Sign out?"),
		hint:    lang.X("signout.hint", "The telephone is unregistered and no more calls come here."),
		options: []option{{"1", lang.X("signout.confirm", "Sign out")}},
		done:    func(string) { d.phone.SignOut(0) },
	}
	if n := len(d.view.calls); n > 0 {
		q.lines = []string{lang.XN("signout.calls", "You have {{.Count}} calls. Signing out ends them.", n, map[string]any{"Count": n})}
	}
	if reasons := d.phone.LogoutReasons(); len(reasons) > 0 {
		q.options = reasonOptions(reasons)
		q.done = func(key string) {
			code, _ := strconv.Atoi(key)
			d.phone.SignOut(code)
		}
	}
	d.ask(q)
}

// askCode asks for the call work code.
func (d *desk) askCode() {
	v := d.view.code
	name := cmp.Or(app.Plain(v.Name), app.CallView{Remote: v.Remote, Shown: d.phone.Pretty(v.Remote)}.RemoteWord())
	q := &question{
		title: lang.X("workcode.title", "Work code for {{.Name}}", map[string]any{"Name": name}),
		hint:  lang.X("workcode.placeholder", "Digits, then Enter"), done: d.phone.GiveWorkCode,
	}
	for _, c := range d.phone.WorkCodes() {
		q.lines = append(q.lines, c.Code+" "+c.Name)
	}
	d.ask(q)
}

// askForward asks where all calls are to go, or ends that.
func (d *desk) askForward() {
	if d.view.phone.Forward != "" {
		d.phone.SetForwarding("")
		return
	}
	d.ask(&question{
		title: lang.X("forward.title", "Forward all calls"), hint: lang.X("forward.hint", "Calls for this extension ring there until you end it."),
		value: d.forward, preview: d.preview,
		done: func(number string) {
			d.forward = number
			d.phone.SetForwarding(number)
		},
	})
}
