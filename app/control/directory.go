package control

// DirectoryRequest is the Data of a "directory" request.
type DirectoryRequest struct {
	Search     string `json:"search,omitempty"`
	Favourites bool   `json:"favourites,omitempty"`
	// Form is what comes: "" for Contacts, csv or vcard for text in pieces.
	Form string `json:"form,omitempty"`
}

// Contact is one number of the directory, as "offhook directory --json" prints
// it. Its members are a contract with scripts, as those of Status.
type Contact struct {
	Name      string `json:"name"`
	Company   string `json:"company,omitempty"`
	Label     string `json:"label,omitempty"`
	Number    string `json:"number"`
	Favourite bool   `json:"favourite,omitempty"`
}

// ImportOutcome is the Data of the response to an "import" request.
type ImportOutcome struct {
	New      int      `json:"new"`
	Updated  int      `json:"updated"`
	Skipped  int      `json:"skipped"`
	Problems []string `json:"problems,omitempty"` // the first fifty, each with its line
}
