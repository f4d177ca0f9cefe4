package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// printed runs a command that only prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, problems bytes.Buffer
	if code := run(args, "1.2.3", &out, &problems); code != exitOK {
		t.Fatalf("offhook %s: exit %d: %s", strings.Join(args, " "), code, problems.String())
	}
	return out.String()
}

// pressTab has bash itself load the completion and complete the last of some
// words, and returns what it would offer.
func pressTab(t *testing.T, completion string, line ...string) []string {
	t.Helper()
	const script = `
. "$1"; shift
read -r -a registered < <(complete -p offhook)
for ((i = 0; i < ${#registered[@]}; i++)); do [[ ${registered[i]} != -F ]] || function=${registered[i+1]}; done
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
"$function" offhook "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"`
	out, err := exec.Command("bash", append([]string{"--norc", "-euc", script, "bash", completion}, line...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("bash: %v\n%s", err, out)
	}
	return strings.Fields(string(out))
}

// TestBashCompletes what an administrator begins to type.
func TestBashCompletes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "offhook")
	if err := os.WriteFile(file, []byte(printed(t, "completion", "bash")), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		typed string
		want  []string
	}{
		{"offhook direc", []string{"directory"}},
		{"offhook lo", []string{"log"}},
		{"offhook d", []string{"demo", "doctor", "dial", "deflect", "drop", "dtmf", "dnd", "directory"}},
		{"offhook directory i", []string{"import"}},
		{"offhook directory list --fav", []string{"--favourites"}},
		{"offhook dial --dry", []string{"--dry-run"}},
		{"offhook dial 5550100 --prof", []string{"--profile"}},
		{"offhook state a", []string{"aux", "acw"}},
		{"offhook --profile sales stat", []string{"status", "state"}},
		{"offhook --sign", []string{"--sign-in"}}, // a flag of run, which needs no word of its own
		{"offhook man", nil},             // for packagers, not offered
		{"offhook status --reason", nil}, // a flag of another command
		{"offhook import", nil},          // a command of directory alone
	}
	for _, tt := range tests {
		if got := pressTab(t, file, strings.Split(tt.typed, " ")...); !slices.Equal(got, tt.want) {
			t.Errorf("%s⇥ offers %q, want %q", tt.typed, got, tt.want)
		}
	}
	all := pressTab(t, file, "offhook", "")
	for _, n := range model(t).Children {
		if slices.Contains(all, n.Name) == n.Hidden {
			t.Errorf("offhook ⇥ offers %s: %v, want %v", n.Name, n.Hidden, !n.Hidden)
		}
	}
}

// TestEveryShellKnowsEveryCommandAndFlag: zsh and fish get theirs from the same
// table as bash.
func TestEveryShellKnowsEveryCommandAndFlag(t *testing.T) {
	app := model(t)
	for _, shell := range []string{"bash", "zsh", "fish"} {
		script := printed(t, "completion", shell)
		for _, n := range app.Leaves(true) {
			if !strings.Contains(script, n.Name) {
				t.Errorf("the completion for %s lacks %s", shell, n.FullPath())
			}
			for _, f := range shown(n.Flags) {
				flag := "--" + f.Name
				if shell == "fish" {
					flag = "-l '" + f.Name + "'"
				}
				if !strings.Contains(script, flag) {
					t.Errorf("the completion for %s lacks %s of %s", shell, flag, n.FullPath())
				}
			}
		}
	}
}
