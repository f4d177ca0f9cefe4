package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"offhook/app"
	"offhook/app/control"
)

// logCommand says where the log is, and changes how much goes into it.
type logCommand struct {
	Level *slog.Level `arg:"" optional:"" help:"Least severe messages to keep from now on, until the running app ends: debug, info, warn or error."`
	JSON  bool        `help:"Print one JSON object." name:"json"`
}

// logPlace is what "offhook log --json" prints. The level is empty while no app
// runs.
type logPlace struct {
	Path  string `json:"path"`
	Level string `json:"level,omitempty"`
}

// Run asks the running app. Without one it still knows where the log is, but has
// nothing whose level it could change.
func (c *logCommand) Run(e *environment) error {
	req := control.Request{Command: "log"}
	if c.Level != nil {
		req.Text = c.Level.String()
	}
	r, err := e.send(req)
	none, ok := errors.AsType[exitError](err)
	switch {
	case ok && none.code == exitNotRunning && c.Level == nil:
		return c.print(e, logPlace{Path: logPath(e.globals.Profile)})
	case err != nil:
		return err
	}
	var v app.LogView
	if err := json.Unmarshal(r.Data, &v); err != nil {
		return fmt.Errorf("log: %w", err)
	}
	return c.print(e, logPlace{v.Path, levelName(v.Level)})
}

func (c *logCommand) print(e *environment, p logPlace) error {
	if c.JSON {
		return json.NewEncoder(e.stdout).Encode(p)
	}
	text := p.Path + "\n"
	if p.Level != "" {
		text += "level " + p.Level + "\n"
	}
	_, err := fmt.Fprint(e.stdout, text)
	return err
}

// levelName is a level as the command takes it; between two of them, the one whose
// messages are kept.
func levelName(l slog.Level) string {
	switch {
	case l > slog.LevelWarn:
		return "error"
	case l > slog.LevelInfo:
		return "warn"
	case l > slog.LevelDebug:
		return "info"
	}
	return "debug"
}
