package screens

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// buttonsOf lists the buttons that the first card shows and that work.
func buttonsOf(d *desk) []string {
	var names []string
	for _, e := range d.Inspect() {
		part, ok := strings.CutPrefix(e.Name, "call.0.")
		if ok && e.Enabled && slices.Contains([]string{"answer", "retrieve", "swap", "mute", "hold", "keypad", "transfer", "clear", "hangup", "deflect"}, part) {
			names = append(names, part)
		}
	}
	return names
}

func TestACardShowsJustTheButtonsThatWork(t *testing.T) {
	asked := func(v app.CallView, a app.Action) app.CallView { v.Asked = a; return v }
	for _, c := range []struct {
		name string
		view app.CallView
		want []string
	}{
		{"ringing", ringing(), []string{"answer", "hangup", "deflect"}},
		{"answer asked", asked(ringing(), app.ActionAnswer), []string{"hangup", "deflect"}},
		{"connected", inState(app.CallConnected), []string{"mute", "hold", "keypad", "transfer", "hangup"}},
		{"hold asked", asked(inState(app.CallConnected), app.ActionHold), []string{"mute", "keypad", "transfer", "hangup"}},
		{"hang-up asked", asked(inState(app.CallConnected), app.ActionHangUp), nil},
		{"held", inState(app.CallHeld), []string{"retrieve", "transfer", "hangup"}},
		{"a conference", threeWay(), []string{"mute", "hold", "keypad", "transfer", "clear", "hangup"}},
		{"a call that nothing can be asked of", app.CallView{ID: "9", State: app.CallDialing}, nil},
		{"dialing", outbound(app.CallDialing), []string{"hangup"}},
		{"failed", outbound(app.CallFailed), []string{"hangup"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := smallDesk(t)
			d.signIn(agentIn(wti.AgentAutoIn))
			d.setCalls(c.view)
			if got := buttonsOf(d); !slices.Equal(got, c.want) {
				t.Errorf("buttons %v, want %v", got, c.want)
			}
		})
	}
}

func TestACardTellsWhoForWhatAndSinceWhen(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	d.see("call.0.remote", "+49 30 901820")
	d.see("call.0.service", "Billing (7000)")
	d.see("call.0.collected", "448812")
	d.see("call.0.userData", "order=2026-1187")
	d.see("call.0.state", "Ringing")
	d.see("call.0.timer", "0:04")
	d.clock = noon.Add(61 * time.Second)
	_ = d.state.Tick.Set(d.clock)
	d.see("call.0.timer", "1:05")
	v := ringing()
	v.Remote, v.Withheld = "", true
	d.setCalls(v)
	d.see("call.0.remote", "Number withheld")
	v.Withheld = false
	d.setCalls(v)
	d.see("call.0.remote", "Unknown number")
}

func TestButtonsAskThePhone(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	d.click("call.0.answer")
	d.click("call.0.hangup")
	d.setCalls(inState(app.CallConnected))
	_ = d.state.Media.Set(voice())
	d.settle()
	d.click("call.0.hold")
	d.click("call.0.mute")
	d.setCalls(inState(app.CallHeld))
	d.click("call.0.retrieve")
	d.wants("answer 17", "hangup 17", "hold 17", "muted true", "retrieve 17")
}

func TestARingingCallIsNeitherTakenNorLostByAccident(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.goDial()
	d.text("030")
	d.setCalls(ringing())
	if !d.element("dialpad.entry").Focused {
		t.Fatal("the call took the focus from the field")
	}
	card := d.shell.calls.cards["17"]
	d.window.Canvas().Focus(card.answer)
	for _, k := range []fyne.KeyName{fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter} {
		d.clock = noon.Add(699 * time.Millisecond)
		d.key(k)
	}
	d.wants()
	d.clock = noon.Add(700 * time.Millisecond)
	d.key(fyne.KeySpace)
	d.wants("answer 17")
}

func TestEnterInTheNumberFieldNeverAnswers(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.goDial()
	d.setCalls(ringing())
	d.key(fyne.KeyReturn)
	d.wants()
}

func TestACardKeepsItsButtonsThroughTheStates(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	card := d.shell.calls.cards["17"]
	d.setCalls(inState(app.CallConnected), outbound(app.CallDialing))
	if d.shell.calls.cards["17"] != card {
		t.Error("the card was built again")
	}
	d.setCalls(outbound(app.CallDialing))
	if _, ok := d.shell.calls.cards["17"]; ok || len(d.shell.calls.list.Objects) != 1 {
		t.Error("a card outlives its call")
	}
	d.see("call.0.remote", "4751")
}

func TestAFailedCallSaysWhy(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := outbound(app.CallFailed)
	v.Failure = "Busy."
	d.setCalls(v)
	d.see("call.0.note", "Busy.")
	d.see("call.0.hangup", "Close")
}

func TestALostConnectionDisablesControlButNotMute(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(inState(app.CallConnected))
	_ = d.state.Link.Set(app.LinkView{Link: wti.LinkReconnecting})
	d.settle()
	d.see("header.link", "Reconnecting…")
	d.see("call.0.note", "Control is reconnecting. The call itself goes on.")
	if got := buttonsOf(d); !slices.Equal(got, []string{"mute"}) {
		t.Errorf("buttons that work: %v, want mute alone", got)
	}
	_ = d.state.Link.Set(app.LinkView{Link: wti.LinkConnected})
	d.settle()
	d.notSee("call.0.note")
}

func TestMuteIsOneTruth(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(inState(app.CallConnected))
	_ = d.state.Media.Set(voice())
	d.settle()
	d.see("header.mute", "Mute")
	d.click("header.mute")
	d.wants("muted true")
	d.see("header.mute", "Mute") // not before it is so
	m := voice()
	m.Muted = true
	_ = d.state.Media.Set(m)
	d.settle()
	d.see("header.mute", "Muted")
	d.see("call.0.mute", "Muted")
	d.key(fyne.KeyF5)
	d.wants("muted false")
}

func TestHostileTextIsShownNotObeyed(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := ringing()
	v.Remote, v.Service, v.UserData = "+49\u202e321\n\x1b[31m", "{{.Count}}", strings.Repeat("A", 5000)
	d.setCalls(v)
	d.see("call.0.remote", "+49321 [31m")
	d.see("call.0.service", "{{.Count}}")
	if e := d.element("call.0.userData"); len([]rune(e.Text)) > 161 {
		t.Errorf("%d characters of data are kept", len(e.Text))
	}
	if e := d.element("call.0.card"); e.X < 0 || e.X+e.W > 380 {
		t.Errorf("the card spans %d to %d of 380 pixels", e.X, e.X+e.W)
	}
}

func TestNoCallsTeaches(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.see("calls.empty", "No calls while you are in AUX")
	d.click("calls.ready")
	d.wants("agent 3 0")
	d.signIn(agentIn(wti.AgentManualIn))
	d.see("calls.empty", "Ready for the next call")
	d.notSee("calls.ready")
}

func TestARingingCallShowsOnEveryTab(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.click("tab.dialpad")
	d.notSee("ring.bar")
	d.setCalls(ringing())
	d.see("ring.bar", "+49 30 901820")
	d.click("ring.answer") // it was not there a moment ago
	d.wants()
	d.clock = noon.Add(guard)
	d.click("ring.answer")
	d.wants("answer 17")
	d.see("call.0.remote", "+49 30 901820")
	d.notSee("ring.bar")
}

func TestARingingCallShowsOverASheet(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setDirectory(app.DirectoryView{Total: 1, Contacts: []app.Contact{{ID: 7, Name: "Anna Müller", Number: "+15551234567"}}})
	d.goTab(tabDirectory)
	d.key(fyne.KeyDown)
	d.click("directory.edit")
	d.notSee("sheet.ring")
	d.text(" of Acme")
	d.phone.take()
	d.setCalls(ringing())
	d.see("sheet.ring", "+49 30 901820")
	d.click("sheet.ring.answer") // it was not there a moment ago
	d.wants()
	d.clock = noon.Add(guard)
	d.click("sheet.ring.answer")
	d.wants("answer 17")
	d.setCalls(inState(app.CallConnected))
	d.notSee("sheet.ring")

	d.setCalls(inState(app.CallConnected), another("18", "+4930111"))
	d.see("sheet.ring", "+49 30 111")
	d.click("contact.save") // what was typed is still there
	d.wants("save 7 Anna Müller of Acme///+15551234567/false")
	d.notSee("sheet.ring")
	d.key(fyne.KeyF1) // one to be read, which opens while it rings
	d.see("sheet.ring", "+49 30 111")
	d.clock = d.clock.Add(guard)
	d.click("sheet.ring.answer")
	d.wants("answer 18")
	d.notSee("help")
	d.key(fyne.KeyF1)
	d.key(fyne.KeyF2)
	d.wants("answer 18")
	d.notSee("help")
}
