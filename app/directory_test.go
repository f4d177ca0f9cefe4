package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
)

// withDirectory keeps contacts in a folder of the test.
func withDirectory(t *testing.T, dir *string) func(*app.Options) {
	*dir = t.TempDir()
	return func(o *app.Options) {
		o.DirectoryPath, o.ExportDir = filepath.Join(*dir, "default.directory.db"), *dir
	}
}

func (d *desk) directory() app.DirectoryView {
	v, _ := d.app.State().Directory.Get()
	return v
}

func (d *desk) wantContacts(want ...string) {
	d.t.Helper()
	var got []string
	for _, c := range d.directory().Contacts {
		got = append(got, c.Name+" "+c.Number)
	}
	if !slices.Equal(got, want) {
		d.t.Errorf("the directory has %q, want %q", got, want)
	}
}

func (d *desk) save(c app.Contact) {
	d.app.SaveContact(c)
	synctest.Wait()
}

func TestACallHasTheNameOfTheDirectory(t *testing.T) {
	var dir string
	change := withDirectory(t, &dir)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change, func(o *app.Options) { o.HistoryPath = filepath.Join(dir, "h.db") })
		d.signIn()
		d.save(app.Contact{Name: "Anna Müller", Number: "+1 555 123-4567"})
		d.emit(offered)
		if c := d.call(); c.Name != "Anna Müller" || c.Remote != "15551234567" {
			t.Errorf("the card has %q %q", c.Name, c.Remote)
		}
		e := d.directory().Contacts[0]
		e.Name = "Anna Maier" // changed while it rings
		d.save(e)
		if c := d.call(); c.Name != "Anna Maier" {
			t.Errorf("the card has %q after the change", c.Name)
		}
		d.emit(gone)
		if c := d.history().Calls; len(c) != 1 || c[0].Name != "Anna Maier" {
			t.Errorf("the history has %+v", c)
		}
		time.Sleep(time.Minute)
		d.emit(offeredBy("2", "4799"))
		if c := d.call(); c.Name != "" {
			t.Errorf("a stranger is called %q", c.Name)
		}
	})
}

func TestContactsAreSavedSearchedDeletedAndRestored(t *testing.T) {
	var dir string
	change := withDirectory(t, &dir)
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.save(app.Contact{Name: "Bob", Number: "4751"})
		d.save(app.Contact{Name: "Anna", Number: "+49 (0)30 901820"})
		d.save(app.Contact{Number: "4799", Favourite: true}) // without a name
		d.wantContacts("4799 4799", "Anna +4930901820", "Bob 4751")
		d.save(app.Contact{Name: "Eve", Number: "call me"})
		if n := d.notices(); len(n) != 1 || n[0].Details != "call me" {
			t.Errorf("notices %+v", n)
		}
		d.app.ShowDirectory(app.DirectoryQuery{Search: "030 90"})
		synctest.Wait()
		d.wantContacts("Anna +4930901820")
		d.app.DeleteContacts(d.directory().Contacts[0].ID)
		synctest.Wait()
		d.wantContacts()
		if n := d.directory().Deleted; n != 1 {
			t.Errorf("an undo brings back %d, want 1", n)
		}
		d.app.UndoContacts()
		synctest.Wait()
		d.wantContacts("Anna +4930901820")
	})
}

func TestAnImportTellsWhatItCouldNotUse(t *testing.T) {
	var dir string
	change := withDirectory(t, &dir)
	file := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(file, []byte("name,phone\nAnna,030 1\nBob,none\nCarl,4751\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		d.app.ImportContacts(" \"" + file + "\"")
		synctest.Wait()
		d.wantContacts("Anna 0301", "Carl 4751")
		n := d.notices()
		if len(n) != 1 || n[0].Title != "2 new contacts" || !strings.Contains(n[0].Details, `line 3: "none" is not`) {
			t.Errorf("notices %+v", n)
		}
		d.app.ImportContacts("file://" + strings.ReplaceAll(file, "people", "%70eople"))
		synctest.Wait()
		if n = d.notices(); n[len(n)-1].Title != "0 new contacts" {
			t.Errorf("the same file again: %+v", n[len(n)-1])
		}
		for _, bad := range []string{filepath.Join(dir, "nowhere"), dir, os.DevNull} {
			d.app.ImportContacts(bad)
			synctest.Wait()
			if n = d.notices(); n[len(n)-1].Severity != app.Failure {
				t.Errorf("%s: %+v, want a failure", bad, n[len(n)-1])
			}
		}
		d.wantContacts("Anna 0301", "Carl 4751")
		d.app.ExportContacts(app.DirectoryQuery{Search: "anna"}, true)
		synctest.Wait()
		n = d.notices()
		data, err := os.ReadFile(n[len(n)-1].Text)
		if err != nil || !strings.Contains(string(data), "FN:Anna\r\nTEL:0301\r\n") || strings.Contains(string(data), "Carl") {
			t.Errorf("exported %q, %v", data, err)
		}
	})
}

func TestADamagedDirectoryIsReplacedAndSaid(t *testing.T) {
	var dir string
	change := withDirectory(t, &dir)
	if err := os.WriteFile(filepath.Join(dir, "default.directory.db"), []byte(strings.Repeat("rubbish", 2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	bubble(t, func(t *testing.T) {
		d := newDesk(t, change)
		if n := d.notices(); len(n) != 1 || n[0].Title != "The directory was damaged" {
			t.Errorf("notices %+v", n)
		}
		d.save(app.Contact{Name: "Bob", Number: "4751"})
		d.wantContacts("Bob 4751")
	})
}
