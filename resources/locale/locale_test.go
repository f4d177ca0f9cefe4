package locale

import (
	"maps"
	"os/exec"
	"strings"
	"testing"
)

func TestTheLocaleThatIsNoLanguage(t *testing.T) {
	for name, c := range map[string]struct{ before, after map[string]string }{
		"language":     {map[string]string{"LANG": "C.UTF-8"}, map[string]string{"LANG": "C.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}},
		"everything":   {map[string]string{"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, map[string]string{"LANG": "C.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}},
		"a real one":   {map[string]string{"LANG": "de_DE.UTF-8"}, map[string]string{"LANG": "de_DE.UTF-8"}},
		"first counts": {map[string]string{"LC_ALL": "de_DE.UTF-8", "LANG": "C.UTF-8"}, map[string]string{"LC_ALL": "de_DE.UTF-8", "LANG": "C.UTF-8"}},
		"plain C":      {map[string]string{"LANG": "C"}, map[string]string{"LANG": "C"}},
		"nothing":      {map[string]string{}, map[string]string{}},
	} {
		env := maps.Clone(c.before)
		settle(
			func(k string) (string, bool) { v, ok := env[k]; return v, ok },
			func(k, v string) error { env[k] = v; return nil },
			func(k string) error { delete(env, k); return nil },
		)
		if !maps.Equal(env, c.after) {
			t.Errorf("%s: %v, want %v", name, env, c.after)
		}
	}
}

// TestItComesFirst runs the program in that locale: what looks for the language
// must not complain.
func TestItComesFirst(t *testing.T) {
	program := t.TempDir() + "/offhook"
	if out, err := exec.Command("go", "build", "-o", program, "offhook").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(program, "--version")
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "locale") || strings.Count(string(out), "\n") > 1 {
		t.Errorf("%v: %s", err, out)
	}
}
