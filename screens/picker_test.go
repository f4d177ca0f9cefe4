package screens

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// choosing is a desk with the picker open for a connected call.
func choosing(t *testing.T) *desk {
	t.Helper()
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Colleagues.Set(team())
	d.setCalls(inState(app.CallConnected))
	d.key(fyne.KeyF11)
	d.see("picker.entry", "")
	return d
}

// asks fails unless the phone was asked exactly this, questions to the directory
// apart.
func (d *desk) asks(asked ...string) {
	d.t.Helper()
	d.phone.asked = slices.DeleteFunc(d.phone.asked, func(s string) bool { return strings.HasPrefix(s, "directory ") })
	d.wants(asked...)
}

func TestANumberInAnySpellingIsConsulted(t *testing.T) {
	for typed, dialled := range map[string]string{
		"4751":                  "4751",
		"0049 (30) 12-34 56":    "004930123456",
		"tel:+49-30-1234;ext=5": "+49301234",
		" 030/12 34 ":           "0301234",
	} {
		d := choosing(t)
		d.text(typed)
		d.see("picker.target", "To "+dialled)
		d.key(fyne.KeyReturn)
		d.asks("consult 17 " + dialled)
	}
}

func TestAColleagueIsFoundByNameAndByArrowKeys(t *testing.T) {
	d := choosing(t)
	d.see("picker.person.4752", "Lee Marsh 4752, On a call")
	d.text("zoe")
	d.see("picker.target", "To Zoë Albrecht, 4754")
	d.notSee("picker.person.4752")
	d.key(fyne.KeyReturn)
	d.asks("consult 17 4754")

	d = choosing(t)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	d.see("picker.target", "To Lee Marsh, 4752")
	d.press(fyne.KeyReturn)
	d.asks("blind 17 4752")

	d = choosing(t)
	d.click("picker.person.4753")
	d.click("picker.join")
	d.asks("join 17 4753")
}

func TestDigitsMeanThemselvesUntilAColleagueIsChosen(t *testing.T) {
	d := choosing(t)
	d.text("475")
	d.see("picker.target", "To 475")
	d.key(fyne.KeyDown)
	d.see("picker.target", "To Sam Rivera, 4751")
	d.key(fyne.KeyUp)
	d.see("picker.target", "To 475")
}

func TestNobodyChosenAsksNothing(t *testing.T) {
	d := choosing(t)
	d.key(fyne.KeyReturn)
	d.see("picker.fault", "Type a number or choose somebody first.")
	d.text("nobody")
	d.see("picker.target", "Neither a number nor somebody known")
	d.key(fyne.KeyReturn)
	d.asks()
}

func TestThePickerClosesWhenItsWishHasComeTrue(t *testing.T) {
	d := choosing(t)
	d.text("4751")
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyReturn) // a twin
	d.asks("consult 17 4751")
	asked := inState(app.CallConnected)
	asked.Asked = app.ActionConsult
	d.setCalls(asked)
	d.see("picker.entry", "4751")
	d.setCalls(inState(app.CallHeld)) // on hold, and nobody is called yet
	d.see("picker.entry", "4751")
	d.setCalls(consultation(app.CallDialing))
	d.notSee("picker.entry")
	d.see("pair.says", "Calling Sam Rivera. +49 30 901820 is on hold.")
	if len(d.drafts) != 0 {
		t.Errorf("drafts %v are kept", d.drafts)
	}
}

func TestARefusalKeepsWhatWasTypedAndSaysWhy(t *testing.T) {
	d := choosing(t)
	_ = d.state.Notices.Set([]app.Notice{{ID: 3, Severity: app.Failure, Title: "Older"}})
	d.text("4751")
	d.key(fyne.KeyReturn)
	asked := inState(app.CallConnected)
	asked.Asked = app.ActionConsult
	d.setCalls(asked)
	d.notSee("picker.fault")
	d.setCalls(inState(app.CallConnected))
	_ = d.state.Notices.Set([]app.Notice{{ID: 3, Title: "Older"}, {ID: 4, Severity: app.Failure, Title: "Not made", Text: "No such extension."}})
	d.settle()
	d.see("picker.fault", "Not made. No such extension.")
	d.see("picker.entry", "4751")
	d.key(fyne.KeyBackspace)
	d.text("3")
	d.notSee("picker.fault")
	d.key(fyne.KeyReturn)
	d.asks("consult 17 4751", "consult 17 4753")
}

func TestEscapeClosesAndTheTextComesBack(t *testing.T) {
	d := choosing(t)
	d.text("030")
	d.key(fyne.KeyEscape)
	d.notSee("picker.entry")
	d.key(fyne.KeyF11)
	d.see("picker.entry", "030")
	d.setCalls() // the caller hung up
	d.notSee("picker.entry")
	d.asks()
}

func TestARingingCallIsSentOn(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(ringing())
	d.click("call.0.deflect")
	d.text("4753")
	d.key(fyne.KeyReturn)
	d.asks("deflect 17 4753")
}

func TestAHeldCallIsTransferredAtOnceOrNot(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(inState(app.CallHeld))
	d.click("call.0.transfer")
	d.notSee("picker.consult")
	d.text("4753")
	d.key(fyne.KeyReturn)
	d.asks("blind 17 4753")
}

func TestALostConnectionIsNotAskedAnything(t *testing.T) {
	d := choosing(t)
	d.text("4751")
	_ = d.state.Link.Set(app.LinkView{Link: wti.LinkReconnecting})
	d.settle()
	d.key(fyne.KeyReturn)
	d.asks()
	d.see("picker.entry", "4751")
}

func TestALongTeamIsNarrowedDown(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	var many []app.ColleagueView
	for i := range 200 {
		many = append(many, app.ColleagueView{Extension: fmt.Sprint(5000 + i), Name: fmt.Sprintf("Agent Number%d", i)})
	}
	_ = d.state.Colleagues.Set(many)
	d.setCalls(inState(app.CallConnected))
	d.key(fyne.KeyF11)
	for range 20 {
		d.key(fyne.KeyDown)
	}
	d.see("picker.target", "To Agent Number19, 5019")
	d.see("picker.person.5019", "Agent Number19 5019, Not known") // moved along
	d.text("number150")
	d.see("picker.target", "To Agent Number150, 5150")
	if e := d.element("picker.consult"); !e.Visible {
		t.Error("the buttons are out of sight")
	}
}

func TestContactsAreFoundBesideColleagues(t *testing.T) {
	d := choosing(t)
	d.wants("directory \"\" true 0") // favourites, while nothing is typed
	_ = d.state.Directory.Set(app.DirectoryView{Revision: 1, Query: app.DirectoryQuery{Favourites: true}, Contacts: []app.Contact{
		{ID: 1, Name: "Taxi", Number: "+49 (0)30 210101", Favourite: true}, {ID: 2, Name: "Sam", Number: "4751"}, {ID: 3, Name: "Nobody", Number: "call me"}}})
	d.settle()
	d.see("picker.person.+4930210101", "Taxi +4930210101, Favourite")
	d.see("picker.person.4751", "Sam Rivera 4751, Free")
	d.text("mu")
	d.see("picker.target", "Neither a number nor somebody known")
	d.phone.take()
	_ = d.state.Directory.Set(app.DirectoryView{Revision: 2, Query: app.DirectoryQuery{Search: "m"}, Contacts: []app.Contact{{ID: 5, Name: "Mara", Number: "1"}}})
	d.settle()
	d.see("picker.target", "Neither a number nor somebody known") // the answer to an older question
	_ = d.state.Directory.Set(app.DirectoryView{Revision: 3, Query: app.DirectoryQuery{Search: "mu"}, Contacts: []app.Contact{{ID: 4, Name: "Anna Müller", Number: "030 123", Label: "Mobile"}}})
	d.settle()
	d.see("picker.person.030123", "Anna Müller 030123, Mobile")
	d.key(fyne.KeyReturn)
	d.wants("consult 17 030123")
	d.key(fyne.KeyEscape)
	d.wants("directory \"\" false 0") // what the contacts had shown
}
