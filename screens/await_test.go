package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// colleagues is a desk with the list of colleagues in sight.
func colleagues(t *testing.T) *desk {
	t.Helper()
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setTeam(nil)
	d.setDirectory(app.DirectoryView{Total: 3, Contacts: contacts(3)})
	d.goTab(tabDirectory)
	d.shell.book.filter.Select(listColleagues)
	d.settle()
	d.phone.take()
	return d
}

// setTeam shows the colleagues, with changes.
func (d *desk) setTeam(change func([]app.ColleagueView)) {
	list := team()
	if change != nil {
		change(list)
	}
	_ = d.state.Colleagues.Set(list)
	d.settle()
}

func TestABusyColleagueIsAwaitedInTheList(t *testing.T) {
	d := colleagues(t)
	d.see("directory.list", "0/5")
	d.see("directory.1", "Lee Marsh, 4752, On a call")
	d.click("directory.0")
	d.notSee("directory.await") // free already
	d.click("directory.1")
	d.see("directory.await", "Tell me when free")
	d.click("directory.await")
	d.asks("await 4752 true")
	d.setTeam(func(l []app.ColleagueView) { l[1].Awaited = true })
	d.see("directory.list", "2/5")
	d.see("directory.await", "Do not wait any more")
	d.click("directory.await")
	d.asks("await 4752 false")
	d.setTeam(func(l []app.ColleagueView) { l[1].State = wti.PresenceIdle })
	d.notSee("directory.await")
	d.click("directory.call")
	d.asks(`dial 4752`)
}

// TestTheListOfColleaguesIsSearched and gives way to the contacts, which stay what
// they were.
func TestTheListOfColleaguesIsSearched(t *testing.T) {
	d := colleagues(t)
	d.window.Canvas().Focus(d.shell.book.roll.search)
	d.text("zoe")
	d.see("directory.list", "1/1")
	d.see("directory.0", "Zoë Albrecht, 4754, Unavailable")
	for _, b := range []string{"directory.star", "directory.edit", "directory.delete"} {
		if d.element(b).Enabled {
			t.Errorf("%s works on a colleague", b)
		}
	}
	d.key(fyne.KeyReturn)
	d.asks("dial 4754")
	d.goTab(tabDirectory)
	d.text("xx")
	d.see("directory.empty", "No colleague fits")
	d.shell.book.roll.search.SetText("")
	d.shell.book.filter.Select(listAll)
	d.setDirectory(app.DirectoryView{Total: 3, Contacts: contacts(3)})
	d.see("directory.list", "0/3")
	d.notSee("directory.await")
	d.click("directory.1") // Kim, 4751, is a colleague and free
	d.notSee("directory.await")
	d.setTeam(func(l []app.ColleagueView) { l[0].State = wti.PresenceOnCall })
	d.see("directory.await", "Tell me when free")
}

func TestWithoutColleaguesTheListSaysWhoNamesThem(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.goTab(tabDirectory)
	d.shell.book.filter.Select(listColleagues)
	d.settle()
	d.see("directory.empty", "No colleagues yet")
}

func TestABusyColleagueIsAwaitedInThePicker(t *testing.T) {
	d := choosing(t)
	d.notSee("picker.await")
	d.key(fyne.KeyDown)
	d.notSee("picker.await")
	d.key(fyne.KeyDown)
	d.see("picker.await", "Tell me when free")
	d.click("picker.await")
	d.asks("await 4752 true")
	d.setTeam(func(l []app.ColleagueView) { l[1].Awaited = true })
	d.see("picker.await", "Do not wait any more")
	d.window.Canvas().Focus(d.picker.entry)
	d.text("4799") // somebody else
	d.notSee("picker.await")
}

func TestAFreeColleagueIsCalledInTheNotice(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Notices.Set([]app.Notice{{ID: 7, Title: "Kim is free now", Call: "4751"}, {ID: 8, Title: "Something else"}})
	d.settle()
	d.see("notice.1.call", "Call")
	d.click("notice.1.call")
	d.asks("dismiss 7", "dial 4751")
}

// TestKeysForEveryProgram are chosen as the window's own, and may have the Super key.
func TestKeysForEveryProgram(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.openAt("keys")
	d.phone.take()
	for _, c := range []struct {
		held fyne.KeyModifier
		want string
	}{
		{fyne.KeyModifierControl | fyne.KeyModifierAlt, "Ctrl+Alt+M"},
		{fyne.KeyModifierSuper | fyne.KeyModifierShift, "Super+Shift+M"},
	} {
		if got := hotkeyOf(fyne.KeyM, c.held); got != c.want {
			t.Errorf("%v is %s, want %s", c.held, got, c.want)
		}
	}
	key := app.HotkeySetting(app.KeyMute)
	d.setSettings(func(v *app.SettingsView) {
		changeTo(v, key, "Super+M")
		for i := range v.Settings {
			if v.Settings[i].Key == key {
				v.Settings[i].Note = "Another program has Super+M."
			}
		}
	})
	for _, l := range d.settings.parts[3].lines {
		if l.key == key && (l.text() != "Super+M" || l.note.Text != "Another program has Super+M." || l.remark.Hidden || l.reset.Hidden) {
			t.Errorf("the line shows %q, %q", l.text(), l.note.Text)
		}
	}
}
