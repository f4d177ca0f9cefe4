package cli

import (
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app"
)

func TestAProfileIsTakenOverOnceAndTold(t *testing.T) {
	t.Setenv("OFFHOOK_TEST_DESK", "4755")
	user := userSettings(t, "agent = \"2001\"\nextension = \"4750\"\n")
	profile := userSettings(t, "servers = [\"wss://aes1/x\"]\nextension = \"${OFFHOOK_TEST_DESK}\"\nswitch_name = \"CM1\"\n[voice]\nring_volume = 0.7\nfuture = 1\n")
	const locked = "switch_name = \"CM1\"\n"
	args := []string{"profile", "apply", profile, "--config", user, "--profile", "profile-test"}

	before, _ := os.ReadFile(user)
	code, out, _ := governed(t, locked, append(args, "--dry-run")...)
	if now, _ := os.ReadFile(user); code != exitOK || string(now) != string(before) || !strings.Contains(out, "2 to change") {
		t.Errorf("dry run: exit %d, wrote %v: %s", code, string(now) != string(before), out)
	}
	code, out, problems := governed(t, locked, args...)
	if code != exitOK || !strings.Contains(problems, `left out: `+profile+`: line 6: unknown setting "voice.future"`) {
		t.Errorf("exit %d: %s", code, problems)
	}
	for _, want := range []string{`servers: [] → ["wss://aes1/x"]`, `extension: "4750" → "4755"`, "2 changed in " + user} {
		if !strings.Contains(out, want) {
			t.Errorf("the report lacks %q:\n%s", want, out)
		}
	}
	s, err := app.LoadSettings(user)
	if err != nil || s.Extension != "4755" || s.Agent != "2001" || len(s.Servers) != 1 {
		t.Errorf("the file has %+v, %v", s, err)
	}
	if text, _ := os.ReadFile(user); strings.Contains(string(text), "CM1") {
		t.Errorf("what the policy sets is in the user's file: %s", text)
	}
	if code, out, _ := governed(t, locked, args...); code != exitOK || !strings.Contains(out, "has all of it already") {
		t.Errorf("the second time: exit %d: %s", code, out)
	}
}

func TestAProfileThatCannotBeWritesNothing(t *testing.T) {
	for content, want := range map[string]struct {
		code int
		text string
	}{
		"agent = \"1\"\nagent_password = \"x\"\n": {exitFailed, "line 2: \"agent_password\": no secrets belong here"},
		"servers = [\"wss://u:p@aes/x\"]\n":       {exitFailed, "no secrets belong here"},
		"extension = [\n":                         {exitFailed, "line "},
		"[voice]\nring_volume = \"x\"\n":          {exitFailed, "line 2"},
		"[history]\nkeep_days = -1\n":             {exitFailed, "keep_days -1"},
		"agent = \"${OFFHOOK_TEST_NONE}\"\n":      {exitFailed, "OFFHOOK_TEST_NONE is not set"},
		"":                                        {exitFailed, "no settings in it"},
		"switch_name = \"CM2\"\n":                 {exitPolicy, "switch_name is set by your organisation"},
		"[voice]\nrtp_port_max = 45000\n":         {exitFailed, "rtp ports 46000 to 45000"},
	} {
		user := userSettings(t, "agent = \"2001\"\n")
		code, _, problems := governed(t, "switch_name = \"CM1\"\n[voice]\nrtp_port_min = 46000\n", "profile", "apply", userSettings(t, content), "--config", user, "--profile", "profile-test")
		if code != want.code || !strings.Contains(problems, want.text) {
			t.Errorf("%q: exit %d: %s; want %d, %q", content, code, problems, want.code, want.text)
		}
		if now, _ := os.ReadFile(user); string(now) != "agent = \"2001\"\n" {
			t.Errorf("%q: the file is %s", content, now)
		}
	}
}

func TestAProfileComesFromAPinnedServer(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/desk.toml", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprintln(w, `switch_name = "CM1"`) })
	server := httptest.NewUnstartedServer(mux)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it is told of clients that do not trust it
	server.StartTLS()
	defer server.Close()
	plain := httptest.NewServer(mux)
	defer plain.Close()
	mux.Handle("/leak", http.RedirectHandler(plain.URL+"/desk.toml", http.StatusFound))

	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		code int
		text string
	}{
		{[]string{server.URL + "/desk.toml", "--ca", ca}, exitOK, ""},
		{[]string{server.URL + "/desk.toml"}, exitFailed, "certificate"},
		{[]string{server.URL + "/none.toml", "--ca", ca}, exitFailed, "404"},
		{[]string{server.URL + "/leak", "--ca", ca}, exitFailed, "without https"},
		{[]string{plain.URL + "/desk.toml"}, exitUsage, "https"},
		{[]string{strings.Replace(server.URL, "https://", "https://user:hunter2@", 1) + "/desk.toml", "--ca", ca}, exitUsage, "without user"},
		{[]string{filepath.Join(t.TempDir(), "none.toml")}, exitFailed, "no such file"},
	} {
		user := userSettings(t, "agent = \"2001\"\n")
		code, _, problems := governed(t, "", append([]string{"profile", "apply", "--config", user, "--profile", "profile-test"}, tt.args...)...)
		if code != tt.code || !strings.Contains(problems, tt.text) || strings.Contains(problems, "hunter2") {
			t.Errorf("%q: exit %d: %s", tt.args, code, problems)
		}
		if s, err := app.LoadSettings(user); err != nil || (s.SwitchName == "CM1") != (tt.code == exitOK) {
			t.Errorf("%q: the file has %q, %v", tt.args, s.SwitchName, err)
		}
	}
}
