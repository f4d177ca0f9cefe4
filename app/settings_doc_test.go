package app_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"offhook/app"
)

// keysOf are the settings of a struct as they are written in a file.
func keysOf(t reflect.Type, prefix string, found map[string]bool) {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			keysOf(inner, prefix+name+".", found)
			continue
		}
		found[prefix+name] = true
	}
}

// TestEverySettingIsInTheGuide: the administrator guide lists each setting, and
// none that does not exist.
func TestEverySettingIsInTheGuide(t *testing.T) {
	text, err := os.ReadFile("../docs/administrator-guide.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "### Every setting\n")
	section, _, _ = strings.Cut(section, "\n## ")
	documented := map[string]bool{}
	key := regexp.MustCompile("`([A-Za-z_.]+)`")
	for line := range strings.Lines(section) {
		if cells := strings.Split(line, "|"); len(cells) > 3 {
			for _, m := range key.FindAllStringSubmatch(cells[1], -1) {
				documented[m[1]] = true
			}
		}
	}
	settings := map[string]bool{}
	keysOf(reflect.TypeFor[app.Settings](), "", settings)
	if len(settings) < 40 {
		t.Fatalf("only %d settings found: is the search broken?", len(settings))
	}
	for k := range settings {
		if !documented[k] {
			t.Errorf("the guide lacks %s", k)
		}
	}
	for k := range documented {
		if !settings[k] {
			t.Errorf("the guide has %s, which is no setting", k)
		}
	}
}
