package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app/policy"
)

// governed runs a command on a computer with a policy, and returns its exit code
// and what it wrote.
func governed(t *testing.T, mandatory string, args ...string) (code int, out, problems string) {
	t.Helper()
	var o, p bytes.Buffer
	machine := func(policy.Shape) policy.Machine {
		return policy.Machine{Policy: policy.Document{Name: "/etc/offhook/policy.toml", Text: []byte(mandatory), Lines: true}}
	}
	code = runOn(machine, args, "1.2.3", &o, &p)
	return code, o.String(), p.String()
}

// userSettings is a settings file of the user.
func userSettings(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "user.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPolicyExplainTellsEachValueAndItsSource(t *testing.T) {
	user := userSettings(t, "extension = \"4750\"\nagent = \"2001\"\n")
	const rules = "extension = \"4751\"\n[history]\nkeep_days = 7\n"
	code, out, problems := governed(t, rules, "policy", "explain", "--config", user, "--cti-user", "flag")
	if code != exitOK || problems != "" {
		t.Fatalf("exit %d: %s", code, problems)
	}
	for _, want := range [][]string{
		{"extension", `"4751"`, "policy (/etc/offhook/policy.toml, line 1), locked"},
		{"history.keep_days", "7", "policy (/etc/offhook/policy.toml, line 3), locked"},
		{"agent", `"2001"`, "user (" + user + ", line 2)"},
		{"cti_user", `"flag"`, "flag (command line)"},
		{"voice.ring_volume", "0.7", "built-in"},
		{"keys.answer", `"F2"`, "built-in"},
	} {
		found := false
		for line := range strings.Lines(out) {
			f := strings.Fields(line)
			found = found || f[0] == want[0] && f[1] == want[1] && strings.HasSuffix(strings.TrimSpace(line), want[2])
		}
		if !found {
			t.Errorf("no line %q in\n%s", want, out)
		}
	}
	code, out, _ = governed(t, rules, "policy", "explain", "--config", user, "--json", "--changed")
	var x explanation
	if err := json.Unmarshal([]byte(out), &x); err != nil || code != exitOK || len(x.Settings) != 3 || len(x.Problems) != 0 {
		t.Errorf("exit %d: %v in %s", code, err, out)
	}
}

func TestPolicyExplainFailsWhereThePolicyCannotBeUsed(t *testing.T) {
	code, out, problems := governed(t, "\nextension = 4751\n", "policy", "explain", "--config", userSettings(t, ""))
	if code != exitCheckFailed || !strings.Contains(problems, "/etc/offhook/policy.toml: line 2") || !strings.Contains(out, "extension") {
		t.Errorf("exit %d: %s", code, problems)
	}
}

func TestAFlagAgainstThePolicyEndsWithItsOwnCode(t *testing.T) {
	const rules = "servers = [\"wss://aes1/x\"]\nextension = \"4751\"\ninsecure_ws = false\ntrace_file = \"\"\nagent = \"1\"\n"
	user := userSettings(t, "")
	for flag, args := range map[string][]string{
		"servers":     {"run", "--server", "wss://other/x"},
		"extension":   {"doctor", "--extension", "4750"},
		"insecure_ws": {"run", "--insecure-ws"},
		"agent":       {"--agent", "2"},
		"trace_file":  {"--trace", filepath.Join(t.TempDir(), "trace")},
	} {
		code, _, problems := governed(t, rules, append(args, "--config", user)...)
		if code != exitPolicy || !strings.HasPrefix(problems, "offhook: "+flag+" is set by your organisation (/etc/offhook/policy.toml, line ") {
			t.Errorf("%q: exit %d: %s", args, code, problems)
		}
	}
}

func TestNothingConnectsUnderAPolicyThatCannotBeUsed(t *testing.T) {
	code, _, problems := governed(t, "servers = [\n", "doctor", "--config", userSettings(t, ""), "--server", "127.0.0.1:1", "--extension", "4750")
	if code != exitPolicy || !strings.Contains(problems, "the policy cannot be used: /etc/offhook/policy.toml: line ") {
		t.Errorf("exit %d: %s", code, problems)
	}
}
