package cli

import (
	"os"

	"offhook/app"
	"offhook/app/autostart"
)

// autostart has the desktop start this program with its profile and settings.
func (e *environment) autostart(how app.Autostart, fresh bool) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	entry := autostart.Entry{ID: programID, Name: "Offhook", Program: program}
	if p := e.globals.Profile; p != "default" {
		entry.ID, entry.Name = programID+"."+p, "Offhook ("+p+")"
		entry.Args = append(entry.Args, "--profile", p)
	}
	if e.globals.Config != "" {
		entry.Args = append(entry.Args, "--config", e.globals.Config)
	}
	switch {
	case how == app.AutostartOff:
		return autostart.Remove(entry)
	case how == app.AutostartBackground:
		entry.Args = append(entry.Args, "--minimised")
	}
	if fresh {
		return autostart.Set(entry)
	}
	return autostart.Keep(entry)
}
