package simulator_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"offhook/wti/simulator"
)

// The example has every key that a scenario may have, and every kind of fault, so
// that nobody has to look into the source.
func TestTheExampleHasEveryKey(t *testing.T) {
	text := simulator.Example()
	keys := map[string]bool{"patience": true, "talk": true} // of a caller, read apart
	tomlKeys(reflect.TypeFor[simulator.Scenario](), keys)
	tomlKeys(reflect.TypeFor[simulator.Caller](), keys)
	tomlKeys(reflect.TypeFor[simulator.Settings](), keys)
	delete(keys, "callers") // of the settings: a switch of the command line
	if len(keys) < 100 {
		t.Errorf("only %d keys found", len(keys))
	}
	for key := range keys {
		if !regexp.MustCompile(`(?m)(^|[{,] ?)` + key + ` = |^\[+(\w+\.)?` + key + `\]`).MatchString(text) {
			t.Errorf("the example does not have %q", key)
		}
	}
	for _, kind := range simulator.FaultKinds() {
		if !regexp.MustCompile(`\b` + kind + `\b`).MatchString(text) {
			t.Errorf("the example does not name the fault %s", kind)
		}
	}
}

// tomlKeys collects the keys of a type and of what it holds.
func tomlKeys(t reflect.Type, keys map[string]bool) {
	for t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || strings.HasSuffix(t.Name(), "FarEnd") {
		return
	}
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
		if slices.Contains([]string{"", "-"}, name) {
			continue
		}
		keys[name] = true
		tomlKeys(f.Type, keys)
	}
}
