package cli

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// TestEveryCommandIsInTheGuide: the administrator guide lists each command, and
// none that does not exist.
func TestEveryCommandIsInTheGuide(t *testing.T) {
	text, err := os.ReadFile("../docs/administrator-guide.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Commands\n")
	section, _, _ = strings.Cut(section, "\n## ")
	documented := map[string]bool{}
	name := regexp.MustCompile("`offhook ([a-z]+)")
	for line := range strings.Lines(section) {
		if cells := strings.Split(line, " | "); len(cells) > 1 {
			for _, m := range name.FindAllStringSubmatch(cells[0], -1) {
				documented[m[1]] = true
			}
		}
	}
	parser, err := kong.New(&commandLine{}, kong.Vars{"version": ""})
	if err != nil {
		t.Fatal(err)
	}
	commands := map[string]bool{}
	for _, n := range parser.Model.Children {
		if !n.Hidden {
			commands[n.Name] = true
		}
	}
	for c := range commands {
		if !documented[c] {
			t.Errorf("the guide lacks offhook %s", c)
		}
	}
	for c := range documented {
		if !commands[c] {
			t.Errorf("the guide has offhook %s, which does not exist", c)
		}
	}
}

// TestEveryFigureOfTheVoiceIsInTheGuide: as "offhook voice --json" prints them, and
// no other.
func TestEveryFigureOfTheVoiceIsInTheGuide(t *testing.T) {
	text, err := os.ReadFile("../docs/administrator-guide.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n### The figures of the voice\n")
	section, _, _ = strings.Cut(section, "\n## ")
	documented := map[string]bool{}
	for line := range strings.Lines(section) {
		if cells := strings.Split(line, " | "); len(cells) > 1 {
			for _, m := range regexp.MustCompile("`([a-zA-Z]+)`").FindAllStringSubmatch(cells[0], -1) {
				documented[m[1]] = true
			}
		}
	}
	for field := range reflect.TypeFor[voiceFigures]().Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if !documented[name] {
			t.Errorf("the guide lacks %s", name)
		}
		delete(documented, name)
	}
	for name := range documented {
		t.Errorf("the guide has %s, which is not printed", name)
	}
}
