package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"offhook/app"
	"offhook/app/control"
	"offhook/app/doctor"
)

// doctorCommand looks for what keeps this computer from connecting, or from
// having voice.
type doctorCommand struct {
	connectFlags
	Limit time.Duration `help:"Give each step no more than this time, such as 5s." placeholder:"TIME"`
	JSON  bool          `help:"Print the whole report as one JSON object." name:"json"`
	Trace bool          `help:"Write the protocol trace, secrets masked, to stderr."`
}

// Run examines everything. It ends with the code of a failed check when one
// failed.
func (c *doctorCommand) Run(e *environment) error {
	settings, err := e.usable(c.flags())
	if _, refused := errors.AsType[exitError](err); refused {
		return err
	}
	if err != nil {
		_, _ = fmt.Fprintf(e.stderr, "offhook: %v\n", err)
	}
	if len(settings.Servers) == 0 {
		return exitError{exitUsage, "doctor needs a server: --server, or servers in " + e.settingsPath()}
	}
	if settings.Extension == "" {
		return exitError{exitUsage, "doctor needs an extension: --extension, or extension in " + e.settingsPath()}
	}
	roots, err := loadRoots(settings.CAFile)
	if err != nil {
		return err
	}
	o := app.Options{Settings: settings, Secrets: secretsFromEnvironment(), RootCAs: roots, Secure: app.Keychain{}}
	if c.Trace {
		o.Trace = e.stderr
	}
	if c.Limit < 0 {
		return exitError{exitUsage, "--limit must not be negative"}
	}
	progress := func(check doctor.Check) {
		if !c.JSON {
			_, _ = fmt.Fprint(e.stdout, check.Text())
		}
	}
	report := app.CheckUp(e.ctx, o, app.CheckUpOptions{
		Version: e.version, InUse: e.signedInAs(settings.Extension), Limit: c.Limit, Progress: progress,
	})
	report.LogFile = logPath(e.globals.Profile)
	if c.JSON {
		err = json.NewEncoder(e.stdout).Encode(report)
	} else {
		_, err = fmt.Fprint(e.stdout, report.End())
	}
	if err == nil && !report.OK {
		err = exitError{exitCheckFailed, fmt.Sprintf("%d of %d checks failed", len(report.Failures()), len(report.Checks))}
	}
	return err
}

// signedInAs says whether the running app of this profile has the extension.
func (e *environment) signedInAs(extension string) bool {
	path, err := e.socket()
	if err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(e.ctx, 2*time.Second)
	defer cancel()
	signedIn := false
	_ = control.Stream(ctx, path, control.Request{Command: "status"}, func(r control.Response) bool {
		signedIn = r.Status != nil && r.Status.SignedIn && r.Status.Extension == extension
		return false
	})
	return signedIn
}
