package screens

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// pastCalls are calls of the last days, newest first.
func pastCalls(n int) (calls []app.PastCall) {
	kinds := []app.PastCall{
		{Result: app.CallAnswered, Number: "+4930901820", Name: "Anna Müller", Service: "Orders", Talk: 312 * time.Second, MOS: 4.3},
		{Result: app.CallMissed, Number: "+15551234567", Service: "Billing", Ring: 18 * time.Second},
		{Direction: app.Outbound, Result: app.CallAnswered, Number: "4751", Name: "Kim", Talk: 71 * time.Second},
		{Direction: app.Outbound, Result: app.CallNotReached, Number: "+442071838750", Ring: 25 * time.Second},
		{Result: app.CallRedirected, Service: "Orders", Ring: 4 * time.Second},
		{Result: app.CallAnswered, Number: "+4930901820 1234567890123456789012345", Service: "A very long service name that nobody should have chosen but somebody did", Talk: 3723 * time.Second},
	}
	for i := range n {
		c := kinds[i%len(kinds)]
		c.ID, c.Started = int64(1000+n-i), noon.Add(-time.Duration(i)*153*time.Minute)
		calls = append(calls, c)
	}
	return calls
}

func (d *desk) setHistory(v app.HistoryView) {
	d.revision++
	v.Revision = d.revision
	if v.KeepDays == 0 && v.Problem.IsZero() {
		v.KeepDays = 90
	}
	for i := range v.Calls {
		v.Calls[i].Shown = d.phone.Pretty(v.Calls[i].Number)
	}
	_ = d.state.History.Set(v)
	d.settle()
}

func (d *desk) setDirectory(v app.DirectoryView) {
	d.revision++
	v.Revision = d.revision
	_ = d.state.Directory.Set(v)
	d.settle()
}

// editContact opens the first of some contacts.
func (d *desk) editContact() {
	d.setDirectory(app.DirectoryView{Total: 40, Contacts: contacts(40)})
	d.goTab(tabDirectory)
	d.key(fyne.KeyDown)
	d.click("directory.edit")
}

func contacts(n int) (list []app.Contact) {
	kinds := []app.Contact{
		{Name: "Anna Müller", Company: "Acme, Inc.", Label: "mobile", Number: "+4930901820"},
		{Name: "Kim", Number: "4751"},
		{Name: "A very long name that somebody gave to a contact once upon a time", Company: "And a company with a name that is even longer", Label: "work", Number: "+442071838750"},
	}
	for i := range n {
		c := kinds[i%len(kinds)]
		c.ID, c.Favourite = int64(i+1), i < 2
		if i >= len(kinds) {
			c.Name = fmt.Sprintf("Contact %d", i)
		}
		list = append(list, c)
	}
	return list
}

func init() {
	scenes = append(scenes, []struct {
		name string
		show func(*desk)
	}{
		{"history", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setHistory(app.HistoryView{Total: 60, Calls: pastCalls(60), Deleted: 1})
			d.goTab(tabHistory)
			d.window.Canvas().Unfocus() // no cursor that blinks
			d.key(fyne.KeyDown)
			d.key(fyne.KeyDown)
		}},
		{"history-empty", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setHistory(app.HistoryView{})
			d.goTab(tabHistory)
		}},
		{"history-ringing", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			d.setHistory(app.HistoryView{Total: 3, Calls: pastCalls(3)})
			d.goTab(tabHistory)
			d.setCalls(ringing())
		}},
		{"directory", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setDirectory(app.DirectoryView{Total: 40, Contacts: contacts(40)})
			d.goTab(tabDirectory)
			d.window.Canvas().Unfocus()
			d.key(fyne.KeyDown)
		}},
		{"directory-colleagues", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.setTeam(func(l []app.ColleagueView) { l[1].Awaited = true })
			_ = d.state.Notices.Set([]app.Notice{{ID: 3, Title: "Sam Rivera is free now", Call: "4751"}})
			d.goTab(tabDirectory)
			d.shell.book.filter.Select(listColleagues)
			d.window.Canvas().Unfocus()
			d.key(fyne.KeyDown)
			d.key(fyne.KeyDown)
		}},
		{"directory-empty", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.goTab(tabDirectory)
		}},
		{"contact", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.editContact()
		}},
		{"contact-ringing", func(d *desk) {
			d.signIn(agentIn(wti.AgentAutoIn))
			d.editContact()
			d.setCalls(ringing())
		}},
		{"import", func(d *desk) { d.signIn(agentIn(wti.AgentAux)); d.goTab(tabDirectory); d.click("directory.import") }},
	}...)
}
