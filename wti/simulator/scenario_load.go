package simulator

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

//go:embed example.toml
var example string

// Example is a scenario file that shows every key, with explanations.
func Example() string { return example }

// LoadScenario reads a scenario from a TOML file. Unknown keys are errors, so
// that a misspelt one is noticed; the error names line and column.
func LoadScenario(path string) (*Scenario, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("simulator: scenario: %w", err)
	}
	sc, err := ParseScenario(data)
	if err != nil {
		return nil, fmt.Errorf("simulator: scenario %s: %w", path, err)
	}
	return sc, nil
}

// ParseScenario reads a scenario from TOML text and validates it.
func ParseScenario(data []byte) (*Scenario, error) {
	var file scenarioFile
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file)
	var strict *toml.StrictMissingError
	var syntax *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		row, column := strict.Errors[0].Position()
		return nil, fmt.Errorf("line %d, column %d: unknown key %q", row, column, strings.Join(strict.Errors[0].Key(), "."))
	case errors.As(err, &syntax):
		row, column := syntax.Position()
		return nil, fmt.Errorf("line %d, column %d: %w", row, column, err)
	case err != nil:
		return nil, err
	}
	sc := &file.Scenario
	for _, c := range file.Callers {
		c.Caller.Patience, c.Caller.Talk = time.Duration(c.Patience), time.Duration(c.Talk)
		sc.Callers = append(sc.Callers, c.Caller)
	}
	if err := sc.Validate(); err != nil {
		return nil, err
	}
	return sc, nil
}

// scenarioFile is a scenario with its durations as TOML writes them.
type scenarioFile struct {
	Scenario
	Callers []struct {
		Caller
		Patience Duration `toml:"patience"`
		Talk     Duration `toml:"talk"`
	} `toml:"caller"`
}

// UnmarshalText reads "silence", or parts joined by "+": "speech:NAME", "echo",
// "tone:HZ", "menu:KEY=PROMPT,…" where KEY "*" stands for any other key, and
// "press:KEYS".
func (f *FarEnd) UnmarshalText(text []byte) error {
	*f = FarEnd{}
	for part := range strings.SplitSeq(string(text), "+") {
		kind, value, _ := strings.Cut(strings.TrimSpace(part), ":")
		switch kind {
		case "silence":
			f.Silent = true
		case "echo":
			f.Echo = true
		case "speech":
			f.Speech = value
		case "tone":
			hz, err := strconv.ParseFloat(value, 64)
			if err != nil || hz < 20 || hz > 3800 {
				return fmt.Errorf("tone %q: want 20 to 3800 Hz", value)
			}
			f.Tone = hz
		case "menu":
			if err := f.Menu.parse(value); err != nil {
				return err
			}
		case "press":
			if value == "" || strings.Trim(value, keys) != "" {
				return fmt.Errorf("press %q: want 0 to 9, *, # and A to D", value)
			}
			f.Press = value
		default:
			return fmt.Errorf("voice %q: want silence, echo, speech:NAME, tone:HZ, menu:KEY=NAME or press:KEYS", part)
		}
	}
	return nil
}

func (m *Menu) parse(text string) error {
	m.Keys = map[string]string{}
	for entry := range strings.SplitSeq(text, ",") {
		key, prompt, ok := strings.Cut(strings.TrimSpace(entry), "=")
		switch {
		case !ok || len(key) != 1:
			return fmt.Errorf("menu entry %q: want KEY=PROMPT", entry)
		case key == "*":
			m.Other = prompt
		default:
			m.Keys[key] = prompt
		}
	}
	return nil
}
