package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"offhook/app/control"
)

type directoryCommand struct {
	List   directoryListCommand   `cmd:"" default:"withargs" help:"List the contacts (default)."`
	Import directoryImportCommand `cmd:"" help:"Read contacts from a CSV or vCard file."`
}

type directoryListCommand struct {
	Search     string `help:"Only contacts with these words in name, company, label or number." placeholder:"TEXT"`
	Favourites bool   `help:"Only favourites."`
	JSON       bool   `help:"Print each contact as one line of JSON." name:"json" xor:"form"`
	CSV        bool   `help:"Print comma-separated values." name:"csv" xor:"form"`
	VCard      bool   `help:"Print vCards." name:"vcard" xor:"form"`
}

type directoryImportCommand struct {
	File string `arg:"" type:"existingfile" help:"CSV or vCard file."`
}

// Run prints the contacts of the running app.
func (c *directoryListCommand) Run(e *environment) error {
	want := control.DirectoryRequest{Search: c.Search, Favourites: c.Favourites}
	switch {
	case c.CSV:
		want.Form = "csv"
	case c.VCard:
		want.Form = "vcard"
	}
	data, err := json.Marshal(want)
	if err != nil {
		return err
	}
	return e.stream(control.Request{Command: "directory", Data: data}, func(data json.RawMessage) error {
		if want.Form != "" {
			return printText(e.stdout, data)
		}
		var contacts []control.Contact
		if err := json.Unmarshal(data, &contacts); err != nil {
			return err
		}
		for _, contact := range contacts {
			if err := e.printContact(contact, c.JSON); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *environment) printContact(c control.Contact, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(e.stdout).Encode(c)
	}
	star := " "
	if c.Favourite {
		star = "*"
	}
	_, err := fmt.Fprintf(e.stdout, "%s %-20s %s\n", star, oneLine(c.Number),
		oneLine(strings.Join(strings.Fields(c.Name+"  "+c.Company+"  "+c.Label), " ")))
	return err
}

// Run has the running app read a file. What could not be used is told on stderr
// and makes the exit code 1; the rest is kept.
func (c *directoryImportCommand) Run(e *environment) error {
	path, err := filepath.Abs(c.File)
	if err != nil {
		return err
	}
	r, err := e.send(control.Request{Command: "import", Text: path})
	if err != nil {
		return err
	}
	var o control.ImportOutcome
	if err := json.Unmarshal(r.Data, &o); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(e.stdout, "%d new, %d updated\n", o.New, o.Updated); err != nil || o.Skipped == 0 {
		return err
	}
	for _, p := range o.Problems {
		_, _ = fmt.Fprintln(e.stderr, oneLine(p))
	}
	return fmt.Errorf("%d parts of the file could not be used", o.Skipped)
}
