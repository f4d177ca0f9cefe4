package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app/control"
	"offhook/wti/simulator"
)

// popSettings is a settings file with pages.
func popSettings(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pop.toml")
	text := `
services = { 7000 = "Billing" }
[[pop]]
on = ["ring", "missed"]
service = "7000"
url = "https://crm.example/search?tel={caller}&vdn={vdn}&s={service}"
[[pop]]
on = ["end"]
url = "https://crm.example/wrap-up/{ucid}"
[[pop]]
on = ["ring"]
url = "https://crm.example/order?d={digits}&u={uui}"
`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPopPrintsThePagesOfAMadeUpCall(t *testing.T) {
	var out, errs bytes.Buffer
	args := []string{"--config", popSettings(t), "pop", "--dry-run", "--caller", "+1 555<script>", "--vdn", "7000", "--digits", "4 2"}
	if code := run(args, "test", &out, &errs); code != exitOK {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	want := `    ring    rule 1  https://crm.example/search?tel=%2B1%20555%3Cscript%3E&vdn=7000&s=Billing
    ring    rule 3  https://crm.example/order?d=4%202&u=
    missed  rule 1  https://crm.example/search?tel=%2B1%20555%3Cscript%3E&vdn=7000&s=Billing
    end     rule 2  nothing opens: the call has none of the data in the address
`
	if out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", out.String(), want)
	}
}

func TestPopPrintsThePagesOfPastCalls(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.offhook(exitOK, "state", "ready")
	call, err := f.server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
	if err != nil {
		t.Fatal(err)
	}
	f.until("it rings", func(s control.Status) bool { return len(s.Calls) == 1 })
	call.Hangup()
	f.untilKept(1)
	out, _ := f.offhook(exitOK, "--config", popSettings(t), "pop", "--dry-run")
	for _, want := range []string{
		"missed", "\n    ring    rule 1  https://crm.example/search?tel=15551234567&vdn=7000&s=", "\n    missed  rule 1  https://crm.example/",
		"\n    ring    rule 3  nothing opens: ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestPopWithoutRulesSaysSo(t *testing.T) {
	var out, errs bytes.Buffer
	if code := run([]string{"--config", filepath.Join(t.TempDir(), "none.toml"), "pop"}, "test", &out, &errs); code != exitOK || !strings.Contains(out.String(), "no [[pop]] rule") {
		t.Errorf("exit code %d, printed %q %q", code, out.String(), errs.String())
	}
}
