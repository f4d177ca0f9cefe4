package app

import (
	"slices"
	"strconv"
	"strings"

	"offhook/app/desktop"
	"offhook/resources/lang"
	"offhook/wti"
)

// WindowAction is something that is asked of the window from elsewhere.
type WindowAction int

// What is asked of the window.
const (
	WindowShow    WindowAction = iota // comes to the front
	WindowMissed                      // and shows the calls that were missed
	WindowCompact                     // changes between itself and the bar
	WindowQuit                        // ends the program, and asks first where that is busy
	WindowForward                     // asks where calls are to be forwarded to
)

// WindowWish asks something of the window. Comparable; ID is 0 for none.
type WindowWish struct {
	ID     int // differs from wish to wish
	Action WindowAction
	// Busy, with WindowQuit, says that calls are up, or are being set up.
	Busy bool
}

// TrayView is the desktop's place for icons. Comparable.
type TrayView struct {
	// Known says that Shown holds; before that, nobody has looked.
	Known bool
	// Shown says that our icon is there, with its menu.
	Shown bool
}

// trayKeeper is the loop's part about the icon.
type trayKeeper struct {
	view  TrayView
	seen  traySight // what the icon was made of
	last  desktop.Tray
	wish  WindowWish
	ready bool // last holds
}

// traySight is all that the icon and its menu show.
type traySight struct {
	on       bool
	phase    Phase
	link     LinkView
	agent    AgentView
	phone    PhoneView
	calls    []CallView
	missed   int
	talking  bool // there is a voice path
	muted    bool
	language string
	forward  string // where calls were forwarded to last
}

func (s traySight) equal(o traySight) bool {
	return s.on == o.on && s.phase == o.phase && s.link == o.link && s.agent == o.agent && s.phone == o.phone &&
		slices.Equal(s.calls, o.calls) && s.missed == o.missed && s.talking == o.talking && s.muted == o.muted && s.language == o.language && s.forward == o.forward
}

// tray is the icon as it is to be now. It is made anew only when something that it
// shows has changed.
func (a *App) tray() desktop.Tray {
	m, k := &a.model, &a.icon
	s := traySight{
		on: a.opts.Settings.Desktop.Tray, phase: m.signIn.Phase, link: m.link, agent: m.agent, phone: m.phone, calls: m.callViews(),
		missed: a.past.view.Unseen, talking: m.media != nil, muted: m.muted, language: lang.Code(), forward: m.lastForward,
	}
	if !k.ready || !s.equal(k.seen) {
		k.ready, k.seen, k.last = true, s, desktop.Tray{}
		if s.on {
			k.last = s.icon(a.AuxReasons())
		}
	}
	return k.last
}

// trayLook is how a state looks and what it is called.
type trayLook struct {
	icon string
	tone desktop.Tone
	word string
}

func (s traySight) look() trayLook {
	for _, c := range s.calls {
		if c.State == CallAlerting {
			return trayLook{"answer", desktop.ToneReady, lang.X("call.incoming", "Incoming call")}
		}
	}
	if s.phase != PhaseSignedIn {
		return trayLook{"signout", desktop.ToneIdle, ModeWord(wti.AgentLoggedOut)}
	}
	if s.link.Link != wti.LinkConnected {
		return trayLook{"reconnect", desktop.ToneTrouble, lang.X("link.reconnecting", "Reconnecting…")}
	}
	word := modeWord(s.agent.Mode, s.agent.ReasonName)
	if len(s.calls) > 0 {
		return trayLook{"headset", desktop.ToneCall, word}
	}
	icon, tone := modeIcon(s.agent.Mode)
	return trayLook{icon, tone, word}
}

func modeIcon(m wti.AgentMode) (icon string, tone desktop.Tone) {
	switch m {
	case wti.AgentAutoIn:
		return "ready", desktop.ToneReady
	case wti.AgentManualIn:
		return "manual", desktop.ToneReady
	case wti.AgentAux:
		return "coffee", desktop.ToneAway
	case wti.AgentAfterCall:
		return "pencil", desktop.ToneWork
	case wti.AgentLoggedOut:
		return "signout", desktop.ToneIdle
	}
	return "dots", desktop.ToneIdle
}

// icon makes the icon and its menu.
func (s traySight) icon(reasons []Reason) desktop.Tray {
	l := s.look()
	t := desktop.Tray{Icon: l.icon, Tone: l.tone, Dot: s.missed > 0, Title: lang.X("app.name", "Offhook") + ": " + l.word}
	for _, c := range s.calls {
		t.Urgent = t.Urgent || c.State == CallAlerting && !c.Silenced
		t.Tip = append(t.Tip, c.Word()+": "+ringOf(c).Text)
	}
	head := l.word
	if s.phase == PhaseSignedIn {
		if s.agent.Pending != wti.AgentUnknown && s.agent.Pending != s.agent.Mode {
			t.Tip = append(t.Tip, lang.X("tray.next", "Next: {{.State}}", map[string]any{"State": modeWord(s.agent.Pending, s.agent.PendingReasonName)}))
		}
		if s.phone.DoNotDisturb {
			t.Tip = append(t.Tip, lang.X("features.dnd", "Do not disturb"))
		}
		if s.phone.Forward != "" {
			t.Tip = append(t.Tip, forwardedTo(s.phone.Forward))
		}
		head = s.agent.ID + " · " + modeWord(s.agent.Mode, s.agent.ReasonName)
	}
	t.Menu = append(t.Menu, desktop.TrayItem{ID: "state", Label: head, Text: true})
	if s.missed > 0 {
		missed := lang.XN("tray.missed", "{{.Count}} missed calls", s.missed, map[string]any{"Count": s.missed})
		t.Tip = append(t.Tip, missed)
		t.Menu = append(t.Menu, desktop.TrayItem{ID: "missed", Label: missed})
	}
	for _, group := range [][]desktop.TrayItem{s.callItems(), s.stateItems(reasons), s.windowItems()} {
		if len(group) > 0 {
			t.Menu = append(append(t.Menu, desktop.TrayItem{}), group...)
		}
	}
	return t
}

// modeWord is a work mode with the reason for AUX.
func modeWord(mode wti.AgentMode, reason string) string {
	if mode != wti.AgentAux || reason == "" {
		return ModeWord(mode)
	}
	return ModeWord(mode) + " · " + reason
}

// controlled says that the server can be asked for something.
func (s traySight) controlled() bool {
	return s.phase == PhaseSignedIn && s.link.Link == wti.LinkConnected && s.link.Switch != wti.LinkDown
}

// callItems are what can be asked of calls, and not of those about which something
// is asked already.
func (s traySight) callItems() (items []desktop.TrayItem) {
	add := func(c CallView, a Action, id, label string) {
		if c.Can.Has(a) && s.controlled() && (c.Asked == ActionNone || a == ActionHangUp && c.Asked != a) {
			items = append(items, desktop.TrayItem{ID: id + ":" + string(c.ID), Label: label + " – " + ringOf(c).Text})
		}
	}
	for _, c := range s.calls {
		switch c.State {
		case CallAlerting:
			add(c, ActionAnswer, "answer", lang.X("call.answer", "Answer"))
			if !c.Silenced {
				add(c, ActionHangUp, "hangup", lang.X("call.decline", "Decline"))
			}
		case CallHeld:
			add(c, ActionRetrieve, "retrieve", lang.X("call.retrieve", "Retrieve"))
		default:
			add(c, ActionHold, "hold", lang.X("call.hold", "Hold"))
			add(c, ActionHangUp, "hangup", lang.X("call.hangUp", "Hang up"))
		}
	}
	if s.talking {
		items = append(items, desktop.TrayItem{ID: "mute", Label: lang.X("tray.mute", "Mute the microphone"), Mark: onOff(s.muted)})
	}
	return items
}

func onOff(on bool) desktop.TrayMark {
	if on {
		return desktop.MarkOn
	}
	return desktop.MarkOff
}

func thisOne(is bool) desktop.TrayMark {
	if is {
		return desktop.MarkThis
	}
	return desktop.MarkOther
}

// stateItems are the work modes and do-not-disturb. The mark is at the one that
// holds; what was asked for and what is pending are told in words.
func (s traySight) stateItems(reasons []Reason) (items []desktop.TrayItem) {
	if !s.controlled() {
		return nil
	}
	v := s.agent
	mode := func(id string, m wti.AgentMode) desktop.TrayItem {
		label := ModeWord(m)
		switch {
		case v.Asked == m:
			label += " – " + lang.X("agent.sub.asked", "Asked…")
		case v.Pending == m && v.Mode != m:
			label += " – " + lang.X("agent.sub.pending", "After this call")
		}
		return desktop.TrayItem{ID: id, Label: label, Mark: thisOne(v.Mode == m)}
	}
	aux := mode("aux", wti.AgentAux)
	for _, r := range reasons {
		aux.Items = append(aux.Items, desktop.TrayItem{
			ID: "aux:" + strconv.Itoa(r.Code), Label: firstOf(r.Name, strconv.Itoa(r.Code)),
			Mark: thisOne(v.Mode == wti.AgentAux && v.Reason == r.Code),
		})
	}
	if len(aux.Items) > 0 {
		aux.Mark = desktop.MarkNone // it only opens the others
		if v.Mode == wti.AgentAux {
			aux.Label = modeWord(v.Mode, v.ReasonName)
		}
	}
	items = append(items, mode("autoIn", wti.AgentAutoIn), mode("manualIn", wti.AgentManualIn), aux, mode("acw", wti.AgentAfterCall))
	if v.Pending != wti.AgentUnknown && v.Pending != v.Mode {
		items = append(items, desktop.TrayItem{ID: "stay", Label: lang.X("tray.stay", "Take back: {{.State}}", map[string]any{"State": modeWord(v.Pending, v.PendingReasonName)})})
	}
	dnd := desktop.TrayItem{ID: "dnd", Label: lang.X("features.dnd", "Do not disturb"), Mark: onOff(s.phone.DoNotDisturb)}
	if s.phone.DoNotDisturbAsked {
		dnd.Text = true
	}
	return append(items, desktop.TrayItem{}, dnd, s.forwardItem())
}

// forwardItem switches forwarding on and off; without a number yet, the window
// asks for one.
func (s traySight) forwardItem() desktop.TrayItem {
	item := desktop.TrayItem{ID: "forward", Text: s.phone.ForwardAsked}
	switch {
	case s.phone.Forward != "":
		item.Label, item.Mark = forwardedTo(s.phone.Forward), desktop.MarkOn
	case s.forward != "":
		item.Label, item.Mark = lang.X("tray.forwardTo", "Forward to {{.Number}}", map[string]any{"Number": s.forward}), desktop.MarkOff
	default:
		item.Label = lang.X("tray.forward", "Forward calls…")
	}
	return item
}

func forwardedTo(number string) string {
	return lang.X("header.forward", "Forwarded to {{.Number}}", map[string]any{"Number": number})
}

func (s traySight) windowItems() []desktop.TrayItem {
	items := []desktop.TrayItem{{ID: desktop.TrayShow, Label: lang.X("tray.show", "Open Offhook")}}
	if s.phase == PhaseSignedIn {
		items = append(items, desktop.TrayItem{ID: "compact", Label: lang.X("help.compact", "Compact bar, and back")})
	}
	return append(items, desktop.TrayItem{ID: "quit", Label: lang.X("edit.quit", "Quit")})
}

// picked does what was chosen in the icon's menu, as long as the menu has it. It is
// called on any goroutine.
func (a *App) picked(id string) {
	a.post(func() {
		what, of, _ := strings.Cut(id, ":")
		switch what {
		case desktop.TrayShow:
			a.askWindow(WindowShow)
		case "missed":
			a.askWindow(WindowMissed)
		case "compact":
			a.askWindow(WindowCompact)
		case "quit":
			a.quit()
		case "answer", "hangup", "hold", "retrieve":
			a.pickedCall(what, wti.CallID(of))
		case "mute":
			if a.model.media != nil {
				a.setMuted(!a.model.muted)
			}
		case "stay":
			a.cancelPending(nil)
		case "dnd":
			a.setDoNotDisturb(!a.model.phone.DoNotDisturb, nil)
		case "forward":
			a.toggleForwarding()
		default:
			a.pickedMode(what, of)
		}
	})
}

// pickedCall asks something of a call, if that is still what the menu had shown.
func (a *App) pickedCall(what string, id wti.CallID) {
	action := map[string]Action{"answer": ActionAnswer, "hangup": ActionHangUp, "hold": ActionHold, "retrieve": ActionRetrieve}[what]
	if c := a.model.find(id); c != nil && a.model.actions(c).Has(action) {
		a.act(id, action, nil)
	}
}

func (a *App) pickedMode(what, of string) {
	mode, ok := map[string]wti.AgentMode{
		"autoIn": wti.AgentAutoIn, "manualIn": wti.AgentManualIn, "aux": wti.AgentAux, "acw": wti.AgentAfterCall,
	}[what]
	reason, err := strconv.Atoi(firstOf(of, "0"))
	if ok && err == nil {
		a.setAgent(mode, reason, nil)
	}
}

// trayThere hears whether the icon is shown. It is called on any goroutine.
func (a *App) trayThere(shown bool) {
	a.post(func() { a.icon.view = TrayView{Known: true, Shown: shown} })
}

// askWindow asks something of the window.
func (a *App) askWindow(what WindowAction) { a.wish(WindowWish{Action: what}) }

func (a *App) wish(v WindowWish) {
	v.ID = a.icon.wish.ID + 1
	a.icon.wish = v
	a.opts.Dispatch(func() { _ = a.state.Wish.Set(v) })
}

// showTray sets what has changed of the icon.
func (a *App) showTray(first bool) (sets []func()) {
	if v := a.icon.view; first || v != a.published.tray {
		a.published.tray = v
		sets = append(sets, func() { _ = a.state.Tray.Set(v) })
	}
	return sets
}

// hiddenNotice says where the window is.
func hiddenNotice() Notice {
	return Notice{
		Severity: Info, Title: lang.X("tray.hidden", "Offhook goes on beside the clock"),
		Text: lang.X("tray.hidden.text", "You stay signed in, and calls ring as ever. Click the icon to open the window; its menu has Quit."),
	}
}
