package cli

import (
	"encoding/json"
	"io"
	"strings"

	"offhook/app"
)

// policyCommand is about what the administrator set.
type policyCommand struct {
	Explain explainCommand `cmd:"" help:"Print each setting, its value, where that comes from, and whether only the administrator changes it."`
}

// explainCommand prints the settings in force.
type explainCommand struct {
	connectFlags
	Changed bool `help:"Leave out what is built in."`
	JSON    bool `help:"Print one JSON object." name:"json"`
}

// explanation is what explain prints with --json.
type explanation struct {
	Settings []app.Explained `json:"settings"`
	Problems []string        `json:"problems"` // what of it cannot be used
}

// Run prints the settings. It ends with the code of a failed check when something
// that was set cannot be used.
func (c *explainCommand) Run(e *environment) error {
	layers, err := e.settings(c.flags())
	if err != nil {
		return err
	}
	list, err := layers.Explain()
	if err != nil {
		return err
	}
	x := explanation{Settings: []app.Explained{}, Problems: []string{}}
	for _, s := range list {
		if !c.Changed || s.From != "" {
			x.Settings = append(x.Settings, s)
		}
	}
	for _, err := range []error{layers.PolicyErr, layers.DefaultsErr, layers.UserErr} {
		if err != nil {
			x.Problems = append(x.Problems, err.Error())
		}
	}
	if c.JSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		err = enc.Encode(x)
	} else {
		_, err = io.WriteString(e.stdout, app.ExplainText(x.Settings))
	}
	if err == nil && len(x.Problems) > 0 {
		err = exitError{exitCheckFailed, strings.Join(x.Problems, "\noffhook: ")}
	}
	return err
}
