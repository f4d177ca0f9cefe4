package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app/doctor"
	"offhook/internal/testdesk"
	"offhook/resources/lang"
	"offhook/wti/simulator"
)

// The doctor's report is for people, and by --json for programs; its exit code
// tells a script whether something failed, and no password is in either.
func TestDoctor(t *testing.T) {
	testdesk.InTest(t, testdesk.Options{})
	t.Cleanup(func() { _ = lang.Use(lang.English) })
	scenario := simulator.Default()
	scenario.Users[0].Password = "s3cret-of-cti"
	aes, err := simulator.New(simulator.Options{Scenario: scenario})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = aes.Close() }()
	config := filepath.Join(t.TempDir(), "desk.toml")
	settings := "servers = [\"" + aes.URL() + "\"]\ninsecure_ws = true\ncti_user = \"demo\"\nswitch_name = \"CM1\"\nextension = \"4750\"\nlanguage = \"en\"\n"
	if err := os.WriteFile(config, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	examine := func(cti, station string, args ...string) (code int, out, errs string) {
		t.Setenv("OFFHOOK_CTI_PASSWORD", cti)
		t.Setenv("OFFHOOK_STATION_CODE", station)
		var stdout, stderr bytes.Buffer
		code = run(append([]string{"doctor", "--config", config}, args...), "1.2.3", &stdout, &stderr)
		for _, secret := range []string{cti, station} {
			if secret != "" && strings.Contains(stdout.String()+stderr.String(), secret) {
				t.Errorf("%q is in what was printed", secret)
			}
		}
		return code, stdout.String(), stderr.String()
	}
	t.Run("all in order", func(t *testing.T) {
		code, out, errs := examine("s3cret-of-cti", "123456", "--trace")
		if code != exitOK || !strings.Contains(out, "Dial tone comes from") {
			t.Errorf("code %d:\n%s", code, out)
		}
		if !strings.HasSuffix(out, "\nThe log of Offhook: "+logPath("default")+"\n") {
			t.Errorf("where the log is does not end\n%s", out)
		}
		if !strings.Contains(errs, "RegisterTerminal") {
			t.Errorf("no trace in %q", errs)
		}
		if strings.Contains(out, "<") || strings.Contains(out, "{{") {
			t.Errorf("something was not filled in:\n%s", out)
		}
	})
	t.Run("a wrong password", func(t *testing.T) {
		code, out, errs := examine("not-s3cret", "123456")
		if code != exitCheckFailed || !strings.Contains(errs, "1 of 15 checks failed") {
			t.Errorf("code %d, %s", code, errs)
		}
		for _, want := range []string{"FAILED       CTI user:", "older than 10.2", "telrestsvc.log", "the administrator of AES"} {
			if !strings.Contains(out, want) {
				t.Errorf("nothing of %q in\n%s", want, out)
			}
		}
	})
	t.Run("a wrong security code, for a program", func(t *testing.T) {
		code, out, _ := examine("s3cret-of-cti", "999999", "--json")
		if code != exitCheckFailed {
			t.Errorf("code %d", code)
		}
		var r doctor.Report
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatalf("%v in %q", err, out)
		}
		failed := r.Failures()
		if r.OK || r.LogFile != logPath("default") || r.Version != "1.2.3" || r.Extension != "4750" || len(failed) != 1 || failed[0].Step != "registration" || failed[0].Finding != "refused.stationCode" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("in another language", func(t *testing.T) {
		if err := os.WriteFile(config, []byte(strings.Replace(settings, `"en"`, `"de"`, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, out, _ := examine("not-s3cret", ""); !strings.Contains(out, "FEHLER       CTI-Benutzer: Der CTI-Benutzer demo wurde abgewiesen") {
			t.Errorf("not in German:\n%s", out)
		}
	})
	t.Run("without a server", func(t *testing.T) {
		if err := os.WriteFile(config, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, errs := examine("", ""); code != exitUsage || !strings.Contains(errs, "--server") {
			t.Errorf("code %d, %q", code, errs)
		}
	})
}
