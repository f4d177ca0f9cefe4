package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"offhook/app"
	"offhook/app/control"
)

// supportCommand packs a bundle for support.
type supportCommand struct {
	Out   string        `help:"The file to write, which must not be there yet. Usually offhook-support-DATE-TIME.zip in this folder." type:"path" placeholder:"FILE"`
	Limit time.Duration `help:"Give each step of the doctor no more than this time, such as 5s. Only where no app runs." placeholder:"TIME"`
}

// Run has the running app write the bundle, since it knows most; where none runs,
// it is made of what lies on the disk.
func (c *supportCommand) Run(e *environment) error {
	if c.Limit < 0 {
		return exitError{exitUsage, "--limit must not be negative"}
	}
	out := c.Out
	if out == "" {
		folder, err := os.Getwd()
		if err != nil {
			return err
		}
		out = folder + string(os.PathSeparator) + "offhook-support-" + time.Now().Format("20060102-150405") + ".zip"
	}
	r, err := e.send(control.Request{Command: "support", Text: out})
	none, ok := errors.AsType[exitError](err)
	switch {
	case ok && none.code == exitNotRunning:
		out, err = c.alone(e, out)
	case err == nil:
		err = json.Unmarshal(r.Data, &out)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.stdout, out)
	return err
}

// alone writes the bundle without an app.
func (c *supportCommand) alone(e *environment, out string) (string, error) {
	layers, err := e.settings(nil)
	if err != nil {
		return "", err
	}
	roots, err := loadRoots(layers.Settings.CAFile)
	if err != nil {
		_, _ = fmt.Fprintf(e.stderr, "offhook: %v\n", err)
	}
	return app.SaveSupport(e.ctx, app.Options{
		Settings: layers.Settings, Layers: layers, SettingsErr: layers.UserErr, HistoryPath: app.HistoryPath(e.globals.Profile),
		Secrets: secretsFromEnvironment(), RootCAs: roots, Secure: app.Keychain{},
	}, app.SupportOptions{
		Path: out, LogPath: logPath(e.globals.Profile), CheckUp: app.CheckUpOptions{Version: e.version, Limit: c.Limit},
	})
}
