package textmode

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"offhook/app"
	"offhook/resources/lang"
)

// screen shows the desk in one screen that is kept up to date. It is Bubble Tea's
// model.
type screen struct {
	desk          *desk
	width, height int

	edit   editor    // the answer, or the row of the form
	shown  *question // that edit belongs to, nil for the form
	choice int       // of the question's options
	row    int       // of the form
}

func newScreen(d *desk) *screen {
	d.guarded = true
	return &screen{desk: d, width: 80, height: 24}
}

// Init implements tea.Model.
func (s *screen) Init() tea.Cmd { return nil }

// Update implements tea.Model.
func (s *screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = max(20, msg.Width), max(6, msg.Height)
	case view:
		was, filled := s.desk.view.signIn, s.desk.view.form
		s.desk.set(msg)
		if is := msg.signIn; is.Phase == app.PhaseSignedOut && (was.Phase != is.Phase || was.Focus != is.Focus || was.Problem != is.Problem || filled != msg.form) {
			s.row = s.desk.focus()
		}
	case tea.PasteMsg:
		s.insert(msg.Content)
	case tea.KeyPressMsg:
		s.key(msg)
	}
	s.follow()
	if s.desk.bell {
		s.desk.bell = false
		return s, tea.Raw("\a")
	}
	return s, nil
}

// follow gives the editor to what is being typed now.
func (s *screen) follow() {
	if q := s.desk.asked; q != s.shown {
		s.shown, s.choice, s.edit = q, 0, editor{}
		if q != nil {
			s.edit = newEditor(q.value)
		}
	}
	if s.shown != nil || s.desk.signedIn() {
		return
	}
	rows := s.desk.rows()
	s.row = min(s.row, len(rows)-1)
	if text := raw(rows[s.row]); text != s.edit.value() {
		s.edit = newEditor(text)
	}
}

// raw is the text of a row, also of a secret; empty for what is chosen.
func raw(r row) string {
	switch r.kind {
	case rowText:
		return *r.text
	case rowSecret:
		return r.mask.Reveal()
	}
	return ""
}

func (s *screen) key(k tea.KeyPressMsg) {
	d, name := s.desk, k.Keystroke()
	if name == "ctrl+c" {
		if d.signedIn() {
			d.leave()
		} else {
			d.quit()
		}
		return
	}
	if strings.HasPrefix(name, "f") && len(name) > 1 && d.pressChord(strings.ToUpper(name)) {
		return
	}
	switch {
	case d.asked != nil:
		s.keyQuestion(name, k.Text)
	case d.view.signIn.Phase == app.PhaseSigningIn:
		if name == "esc" {
			d.phone.CancelSignIn()
		}
	case !d.signedIn():
		s.keyForm(name, k.Text)
	case name == "esc":
		s.escape()
	case !d.press(k.String()):
		d.said = lang.X("text.noKey", "That key does nothing now: ? shows the keys.")
	}
}

// escape closes the page, or dismisses the newest notice.
func (s *screen) escape() {
	d := s.desk
	switch n := len(d.view.notices); {
	case d.page != pageNotices:
		d.page = pageNotices
	case n > 0:
		d.phone.DismissNotice(d.view.notices[n-1].ID)
	}
}

func (s *screen) keyQuestion(name, text string) {
	q, n := s.desk.asked, len(s.desk.asked.options)
	switch {
	case name == "esc":
		s.desk.cancel()
	case name == "enter" && n > 0 && len(s.edit.text) == 0:
		s.desk.answer(q.options[s.choice].key)
	case name == "enter":
		s.desk.answer(s.edit.value())
	case name == "up" && n > 0:
		s.choice = (s.choice + n - 1) % n
	case (name == "down" || name == "tab") && n > 0:
		s.choice = (s.choice + 1) % n
	case s.edit.key(name):
	default:
		s.insert(text)
	}
}

func (s *screen) keyForm(name, text string) {
	rows := s.desk.rows()
	r := rows[s.row]
	chosen := r.kind == rowMode || r.kind == rowSwitch
	switch {
	case name == "up", name == "shift+tab":
		s.row = (s.row + len(rows) - 1) % len(rows)
	case name == "down", name == "tab":
		s.row = (s.row + 1) % len(rows)
	case name == "enter" && r.kind == rowAction:
		r.run()
	case name == "enter":
		s.desk.signIn()
	case chosen && (name == "space" || name == "right"):
		s.desk.change(r, 1)
	case chosen && name == "left":
		s.desk.change(r, -1)
	case s.edit.key(name):
		r.fill(s.edit.value())
	default:
		s.insert(text)
	}
}

// insert takes typed or pasted text.
func (s *screen) insert(text string) {
	d := s.desk
	switch {
	case d.asked != nil:
		s.edit.insert(text)
		if len(d.asked.options) > 0 && d.asked.whole(s.edit.value()) {
			d.answer(s.edit.value())
		}
	case d.view.signIn.Phase == app.PhaseSignedOut:
		s.edit.insert(strings.TrimFunc(text, unicode.IsControl))
		d.rows()[s.row].fill(s.edit.value())
	}
}

// View implements tea.Model.
func (s *screen) View() tea.View {
	p := &paper{width: s.width}
	switch phase := s.desk.view.signIn.Phase; phase {
	case app.PhaseSignedOut:
		s.paintForm(p)
	case app.PhaseSigningIn:
		p.strong(lang.X("app.name", "Offhook") + " · " + lang.X("login.signingIn", "Signing in"))
		p.add("")
		p.add(s.desk.stepWords()...)
		p.add("", "Esc "+lang.X("login.cancel", "Cancel"))
	default:
		s.paintDesk(p)
	}
	v := tea.NewView(strings.Join(p.cut(s.height), "\n"))
	v.AltScreen, v.Cursor = true, p.cursor
	v.WindowTitle = s.title()
	return v
}

// title is what a terminal's title says: our own words alone.
func (s *screen) title() string {
	word := app.ModeWord(s.desk.view.agent.Mode)
	if _, rings := s.desk.first(app.CallAlerting); rings {
		word = lang.X("call.incoming", "Incoming call")
	}
	return lang.X("app.name", "Offhook") + ": " + word
}

func (s *screen) paintForm(p *paper) {
	d := s.desk
	p.strong(lang.X("app.name", "Offhook") + " · " + lang.X("login.title", "Sign in"))
	p.add("")
	if lines := d.signInWords(); len(lines) > 0 {
		p.add(lines...)
		p.add("")
	}
	if w := d.offerWord(); w != "" {
		p.add(w, "")
	}
	for i, r := range d.rows() {
		at := i == s.row
		mark := "  "
		if at {
			mark = "> "
		}
		if r.kind == rowAction {
			p.line(mark+"["+r.label+"]", at)
			continue
		}
		label := mark + r.label + ": "
		if at && (r.kind == rowText || r.kind == rowSecret) {
			p.input(label, s.edit, r.kind == rowSecret)
			continue
		}
		p.line(label+d.value(r), at)
	}
	p.add("", lang.X("text.formKeys", "Enter signs in. Tab or the arrow keys: next line. Space changes a choice. Ctrl+C ends Offhook."))
}

func (s *screen) paintDesk(p *paper) {
	d, now := s.desk, s.desk.now()
	p.strong(lang.X("app.name", "Offhook") + " · " + d.agentWho())
	p.strong(joined(d.stateWord(), app.Elapsed(now, d.view.agent.Since), d.view.agent.LimitWord(now)))
	p.add(joined(d.linkWord(), d.phoneWord()))
	for _, w := range []string{d.voiceWord(), d.view.media.AlertWord()} {
		if w != "" {
			p.add(w)
		}
	}
	p.add(d.skillWords()...)
	p.add("")
	s.paintCalls(p)
	p.add("")
	switch {
	case d.asked != nil:
		s.paintQuestion(p)
	case d.page == pageHistory:
		p.strong(lang.X("history.list", "Calls that have ended"))
		p.add(d.pastWords()...)
		p.add("")
	case d.page == pageHelp:
		s.paintHelp(p)
	default:
		s.paintNotices(p)
	}
	p.add(d.said)
	p.bottom()
	if d.asked != nil {
		return
	}
	for _, g := range []group{aboutCalls, aboutState, aboutRest} {
		p.list(d.keyWords(g))
	}
}

func (s *screen) paintCalls(p *paper) {
	d, now := s.desk, s.desk.now()
	if len(d.view.calls) == 0 {
		p.add(lang.X("text.noCalls", "No calls."))
	}
	for _, c := range d.view.calls {
		p.line(joined(callWord(c), app.Elapsed(now, c.Since), c.RingWord(now)), c.State == app.CallAlerting || c.State == app.CallConnected)
		if facts := d.callFacts(c); facts != "" {
			p.add("  " + facts)
		}
		if c.Asked != app.ActionNone {
			p.add("  " + lang.X("agent.sub.asked", "Asked…"))
		}
	}
	if len(d.view.calls) > 0 && !d.linked() {
		p.add(lang.X("call.note.reconnecting", "Control is reconnecting. The call itself goes on."))
	}
	if w := d.codeWord(); w != "" {
		p.add(w)
	}
	if w := d.offerWord(); w != "" {
		p.add(w)
	}
}

// mostNotices is how many notices are shown at once.
const mostNotices = 3

func (s *screen) paintNotices(p *paper) {
	list := s.desk.view.notices
	for i := len(list) - 1; i >= 0 && i >= len(list)-mostNotices; i-- {
		p.add(noticeWord(list[i]))
	}
	if rest := len(list) - mostNotices; rest > 0 {
		p.add(lang.XN("notices.more", "and {{.Count}} more", rest, map[string]any{"Count": rest}))
	}
}

func (s *screen) paintQuestion(p *paper) {
	q := s.desk.asked
	p.strong(q.title)
	if q.hint != "" {
		p.add(q.hint)
	}
	p.add(q.lines...)
	for i, o := range q.options {
		mark := "  "
		if i == s.choice {
			mark = "> "
		}
		p.line(mark+o.key+" "+app.Plain(o.label), i == s.choice)
	}
	if len(q.options) == 0 || len(s.edit.text) > 0 {
		p.input("> ", s.edit, q.secret)
	}
	if q.preview != nil {
		p.add(q.preview(s.edit.value()))
	}
	p.add(lang.X("text.questionKeys", "Enter takes it, Esc goes back."))
}

func (s *screen) paintHelp(p *paper) {
	d := s.desk
	p.strong(lang.X("help.title", "Keys"))
	for _, c := range d.commands() {
		p.add("  " + keyWord(c))
	}
	p.add("  0–9 * # " + lang.X("help.digits", "Dial; tones during a call"))
	var keys []string
	for _, b := range d.view.keys {
		if letter, _ := keyOf(b.Action); letter != "" && len(b.Chord) <= 3 && strings.HasPrefix(b.Chord, "F") {
			keys = append(keys, b.Chord+" "+app.KeyText(b.Action))
		}
	}
	p.list(append(keys, "Ctrl+C "+lang.X("edit.quit", "Quit")))
	p.add("")
}

// paper is the lines of a screen, each of them cleaned as it is put down.
type paper struct {
	width  int
	lines  []string
	foot   int // the first line that goes when there is no room, 0 for none
	cursor *tea.Cursor
}

// add puts lines down; one that is too long goes on below.
func (p *paper) add(lines ...string) {
	for _, l := range lines {
		p.line(l, false)
	}
}

// list puts words down side by side, whole words on each line.
func (p *paper) list(words []string) {
	line := ""
	for _, w := range words {
		next := joined(line, clean(w))
		if line != "" && ansi.StringWidth(next) > p.width {
			p.add(line)
			next = clean(w)
		}
		line = next
	}
	if line != "" {
		p.add(line)
	}
}

func (p *paper) strong(text string) { p.line(text, true) }

func (p *paper) line(text string, strong bool) {
	for part := range strings.Lines(ansi.Wrap(clean(text), p.width, "") + "\n") {
		part = strings.TrimRight(part, "\n")
		if strong && part != "" {
			part = ansi.SGR(ansi.AttrBold) + part + ansi.ResetStyle
		}
		p.lines = append(p.lines, part)
	}
}

// input puts down a line that is being typed, and the cursor in it. What does not
// fit is not shown on its left.
func (p *paper) input(label string, e editor, secret bool) {
	text, before := e.value(), string(e.text[:e.at])
	if secret {
		text, before = strings.Repeat("•", len(e.text)), strings.Repeat("•", e.at)
	}
	whole, left := clean(label+text), clean(label+before)
	x := ansi.StringWidth(left)
	if over := x - (p.width - 1); over > 0 {
		whole, x = ansi.TruncateLeft(whole, over, ""), p.width-1
	}
	p.cursor = tea.NewCursor(x, len(p.lines))
	p.lines = append(p.lines, ansi.Truncate(whole, p.width, ""))
}

// bottom begins what goes first when there is no room.
func (p *paper) bottom() { p.foot = len(p.lines) }

// cut is what fits: without its end, or, as long as something is being typed,
// without what is far above that.
func (p *paper) cut(height int) []string {
	lines := p.lines
	if len(lines) <= height {
		return lines
	}
	if p.cursor != nil && p.cursor.Y >= height-1 {
		over := min(p.cursor.Y-height+2, len(lines)-height)
		p.cursor.Y -= over
		lines = lines[over:]
	}
	return lines[:min(height, len(lines))]
}
