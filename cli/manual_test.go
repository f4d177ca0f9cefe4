package cli

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// model is the table of commands that help, manual and completions come from.
func model(t *testing.T) *kong.Application {
	t.Helper()
	parser, err := kong.New(&commandLine{}, kong.Name("offhook"), kong.Vars{"version": ""})
	if err != nil {
		t.Fatal(err)
	}
	return parser.Model
}

// plain takes the fonts and escapes of troff out of a man page.
func plain(page string) string {
	page = regexp.MustCompile(`\\f[BIR]|\\&`).ReplaceAllString(page, "")
	return strings.NewReplacer(`\-`, "-", `\e`, `\`).Replace(page)
}

// TestTheManualHasEveryCommandWithItsFlags, each flag below its own command.
func TestTheManualHasEveryCommandWithItsFlags(t *testing.T) {
	page := plain(printed(t, "manual"))
	_, commands, found := strings.Cut(page, "\n.SH COMMANDS\n")
	if !found {
		t.Fatal("the manual has no commands")
	}
	commands, _, _ = strings.Cut(commands, "\n.SH ")
	// A command's entry ends where the next tag at the margin begins.
	entries := map[string]string{}
	indent, name := 0, ""
	lines := strings.Split(commands, "\n")
	for i, line := range lines {
		switch {
		case line == ".RS":
			indent++
		case line == ".RE":
			indent--
		case indent == 0 && i > 0 && lines[i-1] == ".TP":
			name = line
		}
		entries[name] += line + "\n"
	}
	for _, n := range model(t).Leaves(false) {
		path := strings.TrimPrefix(n.FullPath(), "offhook ")
		var entry string
		for head, text := range entries {
			if head == path || strings.HasPrefix(head, path+" <") || strings.HasPrefix(head, path+" [") {
				entry = text
			}
		}
		if hidden := n.Hidden; hidden != (entry == "") {
			t.Errorf("the manual has %s: %v, want %v", path, entry != "", !hidden)
			continue
		}
		if entry != "" && !strings.Contains(entry, strings.TrimSpace(n.Help)) {
			t.Errorf("the manual does not say what %s does:\n%s", path, entry)
		}
		for _, f := range n.Flags {
			if hidden := f.Hidden; entry != "" && hidden == strings.Contains(entry, "\n--"+f.Name) {
				t.Errorf("the manual has --%s of %s: %v, want %v", f.Name, path, hidden, !hidden)
			}
		}
	}
}

// TestTheManualsParts are those that a reader of man pages looks for.
func TestTheManualsParts(t *testing.T) {
	page := printed(t, "manual")
	var parts []string
	for line := range strings.Lines(page) {
		if part, ok := strings.CutPrefix(line, ".SH "); ok {
			parts = append(parts, strings.TrimSpace(part))
		}
	}
	want := []string{"NAME", "SYNOPSIS", "DESCRIPTION", "FLAGS OF EVERY COMMAND", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"}
	if !slices.Equal(parts, want) {
		t.Errorf("the manual's parts are %q, want %q", parts, want)
	}
	// apropos and whatis read this line alone.
	if want := "\n.SH NAME\noffhook \\- agent softphone"; !strings.Contains(page, want) {
		t.Errorf("the manual lacks %q", want)
	}
	for code, meaning := range map[string]string{"0": "ok", "3": "no running app", "4": "not signed in"} {
		if want := ".TP\n\\fB" + code + "\\fR\n" + meaning; !strings.Contains(page, want) {
			t.Errorf("the manual lacks exit status %s, %s", code, meaning)
		}
	}
	for _, variable := range []string{"OFFHOOK_PROFILE", "OFFHOOK_SRTP_KEYS", "OFFHOOK_CTI_PASSWORD"} {
		if !strings.Contains(page, ".TP\n\\fB"+variable+"\\fR\n") {
			t.Errorf("the manual lacks the variable %s", variable)
		}
	}
}

// TestTheManualsDate is that of the sources, so that two builds of one commit
// have the same pages.
func TestTheManualsDate(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "1764288000")
	if page, want := printed(t, "manual"), `.TH OFFHOOK 1 "2025\-11\-28" "offhook 1.2.3"`; !strings.HasPrefix(page, want) {
		t.Errorf("the manual begins with %q, want %q", page[:60], want)
	}
}

// TestTroffKeepsTextsAsTheyAre: a text is never read as a request.
func TestTroffKeepsTextsAsTheyAre(t *testing.T) {
	for text, want := range map[string]string{
		"a-b":           `a\-b`,
		`C:\temp`:       `C:\etemp`,
		".hidden":       `\&.hidden`,
		"'quoted' word": `\&'quoted' word`,
		"two\nlines":    "two lines",
	} {
		if got := troff(text); got != want {
			t.Errorf("troff(%q) = %q, want %q", text, got, want)
		}
	}
}
