package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"offhook/app"
	"offhook/wti"
)

func withContacts(d *desk, n int) *desk {
	d.signIn(agentIn(wti.AgentAux))
	d.setDirectory(app.DirectoryView{Total: n, Contacts: contacts(n)})
	d.goTab(tabDirectory)
	d.phone.take()
	return d
}

func TestTheDirectoryIsSearchedAndDialled(t *testing.T) {
	d := withContacts(smallDesk(t), 3)
	d.see("directory.0", "Anna Müller, +49 30 901820, Acme, Inc., mobile")
	d.text("k")
	d.wants(`directory "k" false 0`)
	d.setDirectory(app.DirectoryView{Query: app.DirectoryQuery{Search: "k"}, Total: 1, Contacts: contacts(3)[1:2]})
	d.key(fyne.KeyReturn)
	d.wants("dial 4751")
	d.goTab(tabDirectory)
	d.key(fyne.KeyEscape)
	d.shell.book.filter.Select(1)
	d.wants(`directory "" false 0`, `directory "" true 0`)
	d.setDirectory(app.DirectoryView{Query: app.DirectoryQuery{Favourites: true}})
	d.see("directory.empty", "No favourites yet")
}

func TestAContactIsStarredChangedAndDeleted(t *testing.T) {
	d := withContacts(lightDesk(t), 3)
	if e := d.element("directory.edit"); e.Enabled {
		t.Error("a contact can be changed although none is chosen")
	}
	d.click("directory.2")
	d.click("directory.star")
	long := contacts(3)[2]
	d.wants("save 3 " + long.Name + "/" + long.Company + "/work/+442071838750/true")
	d.key(fyne.KeyUp)
	d.click("directory.edit")
	d.see("contact.name", "Kim")
	d.text(" B")
	d.key(fyne.KeyReturn)
	d.wants("save 2 Kim B///4751/true")
	d.press(fyne.KeyDelete)
	d.wants("delete contacts [2]")
	d.press(fyne.KeyU)
	d.click("directory.export")
	d.wants("undo contacts", `export contacts "" false true`)
}

func TestANewContactNeedsANumber(t *testing.T) {
	d := withContacts(lightDesk(t), 0)
	d.see("directory.empty", "No contacts yet")
	d.click("directory.add")
	d.text("Zoe")
	d.key(fyne.KeyReturn)
	d.wants() // and the sheet stays, with what was typed
	d.see("contact.save", "Save")
	d.text("+49 30 1")
	d.key(fyne.KeyReturn)
	d.wants("save 0 Zoe///+49 30 1/false")
	d.notSee("contact.save")
}

func TestAFileIsImported(t *testing.T) {
	d := withContacts(lightDesk(t), 0)
	d.click("directory.import")
	d.key(fyne.KeyReturn) // nothing typed
	d.wants()
	d.text(`"/tmp/my people.vcf"`)
	d.key(fyne.KeyReturn)
	d.wants(`import "/tmp/my people.vcf"`)
	d.goTab(tabCalls)
	d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI("/tmp/b.csv")})
	d.settle()
	d.wants("import /tmp/b.csv")
	d.see("directory.empty", "No contacts yet")
}

func TestACallShowsTheNameOfTheDirectory(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	v := ringing()
	v.Name = "Anna Müller"
	d.setCalls(v)
	d.see("call.0.remote", "Anna Müller")
	if got := d.shell.calls.cards[v.ID].subtitle.Text; got != "+49 30 901820 · Incoming call" {
		t.Errorf("the card says %q", got)
	}
	d.goTab(tabHistory)
	d.see("ring.bar", "Anna Müller · +49 30 901820")
}
