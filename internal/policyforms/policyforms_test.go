package policyforms_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"offhook/app"
	"offhook/internal/policyforms"
)

const (
	guidePath = "../../docs/administrator-guide.md"
	heading   = "### Policy reference\n"
	admxPath  = "../../packaging/policy/offhook.admx"
	admlPath  = "../../packaging/policy/en-US/offhook.adml"
)

func guide(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(guidePath)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// withReference is the guide with the reference as it should be.
func withReference(t *testing.T, guide string) string {
	t.Helper()
	before, after, ok := strings.Cut(guide, heading)
	if !ok {
		t.Fatalf("the guide has no %q", heading)
	}
	intro, _, hasTable := strings.Cut(after, "| setting | value |")
	_, rest, hasMore := strings.Cut(after, "\n## ")
	if !hasTable || !hasMore {
		t.Fatal("there is no table in the guide's policy reference, or nothing after it")
	}
	return before + heading + intro + policyforms.Reference() + "\n## " + rest
}

// TestWhatAdministratorsUseIsInStep: the guide and the templates have each setting
// as the program does.
func TestWhatAdministratorsUseIsInStep(t *testing.T) {
	g := withReference(t, guide(t))
	for path, want := range map[string]string{guidePath: g, admxPath: policyforms.ADMX(), admlPath: policyforms.ADML(g)} {
		if os.Getenv("OFFHOOK_UPDATE") != "" {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s is not as the settings are (%v): OFFHOOK_UPDATE=1 go test ./internal/policyforms", path, err)
		}
	}
}

// TestTheTemplatesAreWhole: each policy has its texts and its form, and each
// setting can be set.
func TestTheTemplatesAreWhole(t *testing.T) {
	admx, adml := policyforms.ADMX(), policyforms.ADML(guide(t))
	for name, text := range map[string]string{"ADMX": admx, "ADML": adml} {
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	for kind, element := range map[string]string{"string": "string", "presentation": "presentation"} {
		for _, m := range regexp.MustCompile(`\$\(`+kind+`\.([a-zA-Z0-9_]+)\)`).FindAllStringSubmatch(admx, -1) {
			if n := strings.Count(adml, "<"+element+` id="`+m[1]+`">`); n != 1 {
				t.Errorf("the texts have %s %s %d times", kind, m[1], n)
			}
		}
	}
	meanings := policyforms.Meanings(guide(t))
	for key := range app.SettingsShape() {
		if meanings[key] == "" {
			t.Errorf("the guide does not say what %s means", key)
		}
	}
}
