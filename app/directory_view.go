package app

import (
	"path/filepath"

	"github.com/adrg/xdg"

	"offhook/app/contact"
)

// Contact is one number of the directory, with whose it is. Comparable.
type Contact = contact.Entry

// DirectoryQuery says which contacts the directory shows, from which one on.
type DirectoryQuery struct {
	Search     string // words to find in name, company, label or number
	Favourites bool   // only those
	First      int    // how many of those that fit are passed over
}

// DirectoryWindow is how many contacts a DirectoryView holds at most.
const DirectoryWindow = 200

// DirectoryView is the part of the directory that is shown. It is replaced,
// never changed.
type DirectoryView struct {
	Revision int // differs from view to view
	Query    DirectoryQuery
	Total    int       // how many contacts fit altogether
	Contacts []Contact // favourites first, then by name, from Query.First on
	// Deleted is how many contacts an undo brings back.
	Deleted int
	// Problem says why there is no directory, zero when there is one.
	Problem Problem
}

func sameDirectory(a, b DirectoryView) bool { return a.Revision == b.Revision }

// DirectoryPath is the directory of a profile.
func DirectoryPath(profile string) string {
	return filepath.Join(xdg.DataHome, "offhook", profile+".directory.db")
}
