package directory_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"offhook/app/contact"
	"offhook/app/directory"
)

func open(t *testing.T) *directory.Store {
	t.Helper()
	s, err := directory.Open(t.Context(), filepath.Join(t.TempDir(), "directory.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func fill(t *testing.T, s *directory.Store, entries ...contact.Entry) {
	t.Helper()
	if _, err := s.Import(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, s *directory.Store, q directory.Query) (total int, list []string) {
	t.Helper()
	p, err := s.Page(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range p.Entries {
		list = append(list, e.Name)
	}
	return p.Total, list
}

var people = []contact.Entry{
	{Name: "Zoë", Number: "+4930901820", Favourite: true},
	{Name: "Örn", Company: "Acme", Label: "mobile", Number: "01701"},
	{Name: "olga", Number: "4751"},
	{Name: "Anna", Number: "+15551234567"},
}

func TestFavouritesThenByName(t *testing.T) {
	s := open(t)
	fill(t, s, people...)
	for _, c := range []struct {
		q     directory.Query
		total int
		want  []string
	}{
		{directory.Query{Count: 9}, 4, []string{"Zoë", "Anna", "olga", "Örn"}},
		{directory.Query{First: 1, Count: 2}, 4, []string{"Anna", "olga"}},
		{directory.Query{Favourites: true, Count: 9}, 1, []string{"Zoë"}},
		{directory.Query{Search: "ACME mobile", Count: 9}, 1, []string{"Örn"}},
		{directory.Query{Search: "030 901", Count: 9}, 1, []string{"Zoë"}},
		{directory.Query{Search: "%", Count: 9}, 0, nil},
	} {
		if total, got := names(t, s, c.q); total != c.total || !slices.Equal(got, c.want) {
			t.Errorf("%+v: %d %q, want %d %q", c.q, total, got, c.total, c.want)
		}
	}
}

func TestTheSameEntryIsKeptOnce(t *testing.T) {
	s := open(t)
	fill(t, s, people...)
	fresh, err := s.Import(t.Context(), []contact.Entry{
		{Name: "ZOË", Company: "New", Number: "004930901820"}, // the same number
		{Name: "zoë", Company: "New", Number: "+4930901820"},
		{Name: "Anna", Number: "2"},
	})
	if err != nil || fresh != 1 {
		t.Errorf("%d are new, %v; want 1", fresh, err)
	}
	p, err := s.Page(t.Context(), directory.Query{Search: "new", Count: 9})
	if err != nil || p.Total != 1 || !p.Entries[0].Favourite || p.Entries[0].Company != "New" {
		t.Errorf("after the import: %+v, %v", p, err)
	}
}

func TestSavingChangesOneEntry(t *testing.T) {
	s := open(t)
	fill(t, s, people...)
	p, err := s.Page(t.Context(), directory.Query{Search: "zoë", Count: 1})
	if err != nil {
		t.Fatal(err)
	}
	e := p.Entries[0]
	e.Favourite, e.Name = false, "Zoe"
	saved, err := s.Save(t.Context(), e)
	if err != nil || saved != e {
		t.Errorf("saved %+v, %v; want %+v", saved, err, e)
	}
	if total, got := names(t, s, directory.Query{Count: 9}); total != 4 || got[3] != "Zoe" {
		t.Errorf("after saving: %q", got)
	}
}

func TestDeletedEntriesComeBack(t *testing.T) {
	s := open(t)
	fill(t, s, people...)
	p, _ := s.Page(t.Context(), directory.Query{Count: 9})
	gone, err := s.Delete(t.Context(), p.Entries[0].ID, 999)
	if err != nil || len(gone) != 1 || gone[0] != p.Entries[0] {
		t.Fatalf("deleted %+v, %v", gone, err)
	}
	fill(t, s, gone...)
	if total, got := names(t, s, directory.Query{Count: 9}); total != 4 || got[0] != "Zoë" {
		t.Errorf("after the undo: %q", got)
	}
}

func TestWhoseNumberItIs(t *testing.T) {
	s := open(t)
	fill(t, s, people...)
	fill(t, s, contact.Entry{Name: "Far away", Number: "+4430901820"})
	for number, want := range map[string]string{
		"+4930901820": "Zoë", "004930901820": "Zoë", "+4430901820": "Far away", "030901820": "Zoë",
		"4751": "olga", "751": "", "5551234567": "Anna", "": "", "anonymous": "", "0": "", "99999999": "",
	} {
		e, found, err := s.Lookup(t.Context(), number)
		if err != nil || e.Name != want || found != (want != "") {
			t.Errorf("Lookup(%q) = %q %v %v, want %q", number, e.Name, found, err, want)
		}
	}
}

func TestAllGoesThroughEverything(t *testing.T) {
	s := open(t)
	var many []contact.Entry
	for i := range 1201 {
		many = append(many, contact.Entry{Name: fmt.Sprintf("N%04d", i), Number: fmt.Sprint(1000 + i)})
	}
	fill(t, s, many...)
	n := 0
	for e, err := range s.All(t.Context(), directory.Query{Search: "n"}) {
		if err != nil || e.Name != many[n].Name {
			t.Fatalf("entry %d is %+v, %v", n, e, err)
		}
		n++
	}
	if n != 1201 {
		t.Errorf("%d entries, want 1201", n)
	}
}
