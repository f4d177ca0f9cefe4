package device

import (
	"fmt"
	"time"
)

// Info describes one device that can be chosen.
type Info struct {
	ID       string // for Options; stable as long as the system keeps it so
	Name     string // as the system shows it
	Playback bool   // a loudspeaker or headphone
	Capture  bool   // a microphone
	Default  bool   // what the system uses when nothing is chosen
}

// List returns the loudspeakers, then the microphones. A machine without sound
// gives an empty list. It asks the sound system, which may take 3 s at most; do
// not call it on the UI goroutine.
func List() ([]Info, error) {
	type result struct {
		infos []Info
		err   error
	}
	answer := make(chan result, 1)
	go func() {
		infos, err := list()
		answer <- result{infos, err}
	}()
	select {
	case r := <-answer:
		return r.infos, r.err
	case <-time.After(giveUpAfter):
		return nil, fmt.Errorf("device: list: %w", errGivenUp)
	}
}

func list() ([]Info, error) {
	library, err := openLibrary(systems)
	if err != nil {
		return nil, nil // no sound system at all
	}
	defer library.close()
	var infos []Info
	for _, k := range []kind{playback, capture} {
		found, err := library.devices(k)
		if err != nil {
			return nil, fmt.Errorf("device: list: %s: %w", k, err)
		}
		for i := range found {
			infos = append(infos, Info{
				ID: found[i].ID.String(), Name: found[i].Name(),
				Playback: k == playback, Capture: k == capture, Default: found[i].IsDefault != 0,
			})
		}
	}
	return infos, nil
}
