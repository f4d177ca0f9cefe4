package hooks

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"offhook/app/trigger"
)

// Hook says which program runs when.
type Hook struct {
	// On are the triggers, of those that [Triggers] names.
	On []trigger.Trigger `toml:"on"`
	// Run is the program's absolute path and its arguments.
	Run []string `toml:"run"`
	// Service is the number of a VDN or a skill, or its name; empty is all calls.
	Service string `toml:"service,omitempty"`
	// Direction is in, out or any; empty is in.
	Direction string `toml:"direction,omitempty"`
	// Seconds is how long the program may run, 1 to 300; 0 is 10.
	Seconds int `toml:"seconds,omitempty"`
}

// usualLimit is how long a program may run where the settings say nothing.
const usualLimit = 10 * time.Second

// mostSeconds and mostHooks bound what runs beside the telephone.
const (
	mostSeconds = 300
	mostHooks   = 20
)

// Triggers are all that can run a program.
func Triggers() []trigger.Trigger {
	return []trigger.Trigger{
		trigger.Ring, trigger.Answer, trigger.Hold, trigger.Retrieve, trigger.Missed, trigger.End, trigger.Dropped,
	}
}

// Check reports the first fault of the hooks, counted from 1.
func Check(list []Hook) error {
	if len(list) > mostHooks {
		return fmt.Errorf("%d hooks: use %d at most", len(list), mostHooks)
	}
	for i, h := range list {
		if err := h.check(); err != nil {
			return fmt.Errorf("hook %d: %w", i+1, err)
		}
	}
	return nil
}

func (h Hook) check() error {
	if err := h.about().Check(Triggers()); err != nil {
		return err
	}
	if len(h.Run) == 0 || !filepath.IsAbs(h.Run[0]) {
		return errors.New("run: use the program's whole path, and its arguments behind it")
	}
	for _, arg := range h.Run {
		if strings.ContainsRune(arg, 0) {
			return errors.New("run: no argument can hold a zero byte")
		}
	}
	if h.Seconds < 0 || h.Seconds > mostSeconds {
		return fmt.Errorf("seconds %d: use 1 to %d", h.Seconds, mostSeconds)
	}
	return nil
}

func (h Hook) about() trigger.Rule {
	return trigger.Rule{On: h.On, Service: h.Service, Direction: h.Direction}
}

func (h Hook) limit() time.Duration {
	if h.Seconds == 0 {
		return usualLimit
	}
	return time.Duration(h.Seconds) * time.Second
}
