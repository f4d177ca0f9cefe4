package cli

import (
	"fmt"

	"offhook/media/device"
)

// listDevices prints the devices to choose from, one a line: what it is, its
// name, and its id, which is looked for before the name.
func (e *environment) listDevices() error {
	infos, err := device.List()
	if err != nil {
		return err
	}
	for _, i := range infos {
		what := "microphone "
		if i.Playback {
			what = "loudspeaker"
		}
		mark := ""
		if i.Default {
			mark = " (default)"
		}
		if _, err := fmt.Fprintf(e.stdout, "%s  %s%s  %s\n", what, i.Name, mark, i.ID); err != nil {
			return err
		}
	}
	return nil
}
