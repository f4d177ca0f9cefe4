package cli

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"offhook/app"
	"offhook/app/control"
	"offhook/app/policy"
)

// profileCommand is about settings that an administrator hands out.
type profileCommand struct {
	Apply applyCommand `cmd:"" help:"Take settings over from a file or an https address, once. What they do not mention stays."`
}

// applyCommand takes over a profile.
type applyCommand struct {
	Source string `arg:"" help:"A settings file, or the https address of one."`
	CA     string `help:"PEM file with the only CA that may have signed the address's certificate, instead of the system's." name:"ca" type:"existingfile" placeholder:"FILE"`
	DryRun bool   `help:"Only print what would change." name:"dry-run"`
}

// Run fetches the profile, prints what changes, and writes it into the settings
// file of the user.
func (c *applyCommand) Run(e *environment) error {
	if !c.DryRun && e.runs() {
		return errors.New("the running app would write its own settings over these: end it first")
	}
	profile, err := c.fetch(e.ctx)
	if err != nil {
		return err
	}
	layers, err := e.settings(nil)
	if err != nil {
		return err
	}
	changes, err := layers.ApplyProfile(profile, e.settingsPath(), c.DryRun)
	locked, refused := errors.AsType[*app.LockedError](err)
	_, unknown := errors.AsType[*app.UnknownSettingError](err)
	switch {
	case refused:
		return exitError{exitPolicy, fmt.Sprintf("%s: %v", profile.Name, locked)}
	case layers.PolicyBlocks() != nil:
		return exitError{exitPolicy, "the policy cannot be used: " + err.Error()}
	case err != nil && !unknown:
		return err
	case unknown:
		_, _ = fmt.Fprintf(e.stderr, "offhook: left out: %v\n", err)
	}
	_, err = e.stdout.Write([]byte(c.report(e.settingsPath(), changes)))
	return err
}

// report tells what has changed, or would.
func (c *applyCommand) report(path string, changes []app.Change) string {
	var b strings.Builder
	for _, x := range changes {
		fmt.Fprintf(&b, "%s: %s → %s\n", x.Key, x.Was, x.Now)
	}
	switch {
	case len(changes) == 0:
		fmt.Fprintf(&b, "%s has all of it already.\n", path)
	case c.DryRun:
		fmt.Fprintf(&b, "%d to change in %s. Nothing was written.\n", len(changes), path)
	default:
		fmt.Fprintf(&b, "%d changed in %s.\n", len(changes), path)
	}
	return b.String()
}

func (c *applyCommand) fetch(ctx context.Context) (policy.Document, error) {
	if !policy.IsAddress(c.Source) {
		if c.CA != "" {
			return policy.Document{}, exitError{exitUsage, "--ca is for an https address"}
		}
		if _, err := os.Stat(c.Source); err != nil {
			return policy.Document{}, err // no profile is no empty profile
		}
		d := policy.FromFile(c.Source)
		return d, d.Err
	}
	roots, err := onlyRoots(c.CA)
	if err != nil {
		return policy.Document{}, err
	}
	d, err := policy.FromURL(ctx, c.Source, roots)
	if errors.Is(err, policy.ErrAddress) {
		err = exitError{exitUsage, err.Error()}
	}
	return d, err
}

// onlyRoots is a pool of a file's CAs alone; nil, the system's, when there is no
// file.
func onlyRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("CA file: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("CA file %s holds no certificate in PEM form", file)
	}
	return pool, nil
}

// runs reports whether the app of this profile runs.
func (e *environment) runs() bool {
	path, err := e.socket()
	if err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(e.ctx, 2*time.Second)
	defer cancel()
	there := false
	_ = control.Stream(ctx, path, control.Request{Command: "status"}, func(control.Response) bool {
		there = true
		return false
	})
	return there
}
