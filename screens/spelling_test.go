package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

func TestNumbersAreGroupedWhereACallIsShown(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := ringing()
	d.setCalls(v)
	d.see("call.0.remote", "+49 30 901820")
	v.Name, v.Via = "Anna Müller", "+15551234567"
	d.setCalls(v)
	d.see("call.0.via", "+1 555 123 4567")
	if got, want := d.shell.calls.cards[v.ID].subtitle.Text, "+49 30 901820 · Incoming call"; got != want {
		t.Errorf("the card says %q, want %q", got, want)
	}
	d.goTab(tabHistory)
	d.see("ring.bar", "Anna Müller · +49 30 901820")
	d.goTab(tabCalls)
	d.setCalls(threeWay())
	d.see("call.0.party.0", "+49 30 901820")
	d.click("call.0.drop.+4930901820")
	d.wants("drop 17 +4930901820")
	d.setCalls(inState(app.CallConnected))
	_ = d.state.WorkCode.Set(app.WorkCodeView{Offered: true, Remote: "+15551234567"})
	d.settle()
	d.see("workcode.card", "Work code for +1 555 123 4567")
}

func TestWhatIsDialledFromTheListsIsNotWhatIsShown(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setHistory(app.HistoryView{Total: 1, Calls: []app.PastCall{{ID: 1, Number: "+4930901820", Started: d.clock}}})
	d.goTab(tabHistory)
	d.phone.take()
	d.see("history.0", "+49 30 901820, Incoming, 12:00")
	d.key(fyne.KeyDown)
	d.click("history.copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "+4930901820" {
		t.Errorf("copied %q", got)
	}
	d.click("history.call")
	d.wants("dial +4930901820")

	d.goTab(tabDirectory)
	d.phone.take()
	d.setDirectory(app.DirectoryView{Total: 1, Contacts: []app.Contact{{ID: 7, Name: "Anna Müller", Number: "+15551234567"}}})
	d.see("directory.0", "Anna Müller, +1 555 123 4567")
	d.key(fyne.KeyDown)
	d.click("directory.call")
	d.wants("dial +15551234567")
}

func TestAnOfferShowsTheNumberInGroupsAndDialsWhatCame(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := link(1)
	v.Shown = "+1 555 0100"
	d.setOffer(v)
	d.see("offer", "From a link · +1 555 0100 · Anna Müller")
	d.see("dialpad.entry", "+15550100")
	d.clock = d.clock.Add(2 * offerGuard)
	d.key(fyne.KeyReturn)
	d.wants("dial tel:+1-555-0100;ext=12")
}
