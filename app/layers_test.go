package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"offhook/app"
	"offhook/app/policy"
)

const policyName = "/etc/offhook/policy.toml"

// machine is a computer with what its administrator wrote.
func machine(defaults, mandatory string) policy.Machine {
	return policy.Machine{
		Defaults: policy.Document{Name: "/etc/offhook/defaults.toml", Text: []byte(defaults), Lines: true},
		Policy:   policy.Document{Name: policyName, Text: []byte(mandatory), Lines: true},
	}
}

// layersOf are the settings of a user with a file of their own.
func layersOf(t *testing.T, defaults, user, mandatory string) *app.Layers {
	t.Helper()
	path, _ := withFile(t, user)
	return app.LoadLayers(machine(defaults, mandatory), path)
}

// underPolicy has an app run on a computer with a policy.
func underPolicy(t *testing.T, user, mandatory string) func(*app.Options) {
	t.Helper()
	path, _ := withFile(t, user)
	return func(o *app.Options) {
		l := app.LoadLayers(machine("", mandatory), path)
		o.Layers, o.Settings, o.SettingsPath, o.SettingsErr = l, l.Settings, path, l.UserErr
	}
}

// explained is one line of what explain lists.
func explained(t *testing.T, l *app.Layers, key string) app.Explained {
	t.Helper()
	list, err := l.Explain()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.Key == key {
			return e
		}
	}
	t.Fatalf("explain does not list %s", key)
	return app.Explained{}
}

func TestEachLayerGoesBeforeTheOneBelow(t *testing.T) {
	l := layersOf(t,
		"switch_name = \"CM1\"\nextension = \"1\"\ncti_user = \"defaults\"\n[history]\nkeep_days = 30\n[[aux_reasons]]\ncode = 9\nname = \"Nine\"\n",
		"extension = \"2\"\ncti_user = \"user\"\nagent = \"user\"\n[voice]\nring_volume = 0.25\n[keys]\nhold = \"F9\"\n",
		"# the rules\nagent = \"policy\"\n\n[history]\nmask = true\n[keys]\nanswer = \"Ctrl+F2\"\n")
	for _, err := range []error{l.UserErr, l.DefaultsErr, l.PolicyErr} {
		if err != nil {
			t.Error(err)
		}
	}
	if err := l.Override(map[string]any{"cti_user": "flag"}); err != nil {
		t.Fatal(err)
	}
	s := l.Settings
	if len(s.AuxReasons) != 1 || s.AuxReasons[0].Name != "Nine" || s.Keys["hold"] != "F9" || s.Keys["answer"] != "Ctrl+F2" {
		t.Errorf("reasons and keys = %+v, %+v", s.AuxReasons, s.Keys)
	}
	for _, want := range []app.Explained{
		{Key: "voice.limiter", Value: []byte("true"), Source: "built-in"},
		{Key: "switch_name", Value: []byte(`"CM1"`), Source: "defaults", From: "/etc/offhook/defaults.toml, line 1"},
		{Key: "history.keep_days", Value: []byte("30"), Source: "defaults", From: "/etc/offhook/defaults.toml, line 5"},
		{Key: "voice.ring_volume", Value: []byte("0.25"), Source: "user"},
		{Key: "extension", Value: []byte(`"2"`), Source: "user"},
		{Key: "cti_user", Value: []byte(`"flag"`), Source: "flag", From: "command line"},
		{Key: "agent", Value: []byte(`"policy"`), Source: "policy", From: policyName + ", line 2", Locked: true},
		{Key: "history.mask", Value: []byte("true"), Source: "policy", From: policyName + ", line 5", Locked: true},
		{Key: "keys.answer", Value: []byte(`"Ctrl+F2"`), Source: "policy", From: policyName + ", line 7", Locked: true},
		{Key: "keys.mute", Value: []byte(`"F5"`), Source: "built-in"},
	} {
		got := explained(t, l, want.Key)
		if want.Source == "user" {
			want.From = got.From // in a folder of the test
		}
		if got.Source != want.Source || got.From != want.From || got.Locked != want.Locked || string(got.Value) != string(want.Value) {
			t.Errorf("%s = %s from %q (%s), locked %v; want %s from %q (%s), %v",
				want.Key, got.Value, got.From, got.Source, got.Locked, want.Value, want.From, want.Source, want.Locked)
		}
	}
}

func TestAFlagAgainstThePolicyIsRefused(t *testing.T) {
	l := layersOf(t, "", "extension = \"4750\"\n", "extension = \"4751\"\n")
	err := l.Override(map[string]any{"extension": "4750"})
	if locked, ok := errors.AsType[*app.LockedError](err); !ok || locked.Key != "extension" || locked.Where != policyName+", line 1" {
		t.Errorf("another extension: %v", err)
	}
	if l.Settings.Extension != "4751" {
		t.Errorf("extension = %q", l.Settings.Extension)
	}
	if err := l.Override(map[string]any{"extension": "4751", "cti_user": "x"}); err != nil || l.Settings.CTIUser != "x" {
		t.Errorf("the same extension: %v, user %q", err, l.Settings.CTIUser)
	}
}

func TestAPolicyThatCannotBeUsedIsSaidAndKeepsEverybodyOut(t *testing.T) {
	t.Setenv("OFFHOOK_TEST_HOST", "aes1")
	for content, want := range map[string]string{
		"agent = \"1\"\nservers = [\n":                  "line ",
		"# x\n[history]\nkeep_days = \"many\"\n":        "line 3",
		"[history]\nkeep_days = 9999\n":                 "keep_days 9999",
		"agent = \"1\"\nagent_password = \"1234\"\n":    `line 2: "agent_password": no secrets`,
		"[secrets]\nx = \"1\"\n":                        "no secrets",
		"station_code = \"123456\"\n":                   "no secrets",
		"servers = [\"wss://u:p@aes/x\"]\n":             "line 1: servers: an address with a user",
		"\nextension = \"${OFFHOOK_TEST_NONE}\"\n":      "line 2: extension: the variable OFFHOOK_TEST_NONE is not set",
		"agent = \"${OFFHOOK_AGENT_PASSWORD:-x}\"\n":    "no secrets",
		"version = 99\n":                                "newer",
		"[keys]\nanswer = \"F3\"\nhang_up = \"F3\"\n":   "F3 is the key of answer",
		"[keys]\nanswer = \"A\"\n":                      "hold Ctrl or Alt",
		"telephone_mode = \"desk\"\nagent = [\"2\"]\n":  "line 2",
		"[voice]\nrtp_port_min = 9\nrtp_port_max = 2\n": "rtp ports 9 to 2",
	} {
		l := layersOf(t, "", "extension = \"4750\"\n", content)
		if err := l.PolicyBlocks(); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), policyName) {
			t.Errorf("%q: %v, want %q of %s", content, err, want, policyName)
		}
		if l.UserErr != nil || l.Settings.Extension != "4750" {
			t.Errorf("%q: the user's file: %q, %v", content, l.Settings.Extension, l.UserErr)
		}
	}
	l := layersOf(t, "", "", "servers = [\"wss://${OFFHOOK_TEST_HOST}/x\", \"${OFFHOOK_TEST_NONE:-aes2}\", \"$${AS_IT_IS}\"]\n[[dial.rewrite]]\nname = \"x\"\nmatch = \"(1+)\"\nreplace = \"${1}\"\n")
	if got := strings.Join(l.Settings.Servers, " "); l.PolicyErr != nil || got != "wss://aes1/x aes2 ${AS_IT_IS}" || l.Settings.Dial.Rewrite[0].Replace != "${1}" {
		t.Errorf("servers = %q, rules %+v, %v", got, l.Settings.Dial.Rewrite, l.PolicyErr)
	}
}

func TestASettingThatThePolicyHasOfALaterVersionIsLeftOut(t *testing.T) {
	l := layersOf(t, "future = 1\n", "", "agent = \"2001\"\nfuture = 1\n")
	if l.PolicyBlocks() != nil || l.PolicyErr == nil || !strings.Contains(l.PolicyErr.Error(), `line 2: unknown setting "future"`) || l.DefaultsErr == nil {
		t.Errorf("policy: %v, defaults: %v", l.PolicyErr, l.DefaultsErr)
	}
	if l.Settings.Agent != "2001" || !l.Locked("agent") {
		t.Error("the rest of the policy does not hold")
	}
}

func TestAUsersFileThatDoesNotGoWithThePolicyIsSaid(t *testing.T) {
	l := layersOf(t, "", "agent = \"2001\"\n[voice]\nrtp_port_max = 45000\n", "[voice]\nrtp_port_min = 50000\nrtp_port_max = 50999\n")
	if l.UserErr != nil || l.Settings.Voice.PortMax != 50999 || l.Settings.Agent != "2001" {
		t.Errorf("the policy has both ports: %+v, %v", l.Settings.Voice, l.UserErr)
	}
	l = layersOf(t, "", "agent = \"2001\"\n[voice]\nrtp_port_max = 45000\n", "[voice]\nrtp_port_min = 46000\n")
	if l.UserErr == nil || !strings.Contains(l.UserErr.Error(), "with the organisation's policy: voice: rtp ports 46000 to 45000") || l.Settings.Voice.PortMin != 46000 {
		t.Errorf("ports %+v, %v", l.Settings.Voice, l.UserErr)
	}
	l = layersOf(t, "", "[keys]\nhold = \"Ctrl+F2\"\n", "[keys]\nanswer = \"Ctrl+F2\"\n")
	if l.UserErr != nil || l.Settings.Keys["answer"] != "Ctrl+F2" || l.Settings.Keys["hold"] != "" {
		t.Errorf("one key for two actions: %v, %v", l.Settings.Keys, l.UserErr)
	}
}

func TestWhatThePolicySetsIsNotWrittenToTheUsersFile(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, underPolicy(t, "", "extension = \"4750\"\nservers = [\"wss://aes.example/api/wti/session\"]\n"))
		path := d.settings().Path
		d.signIn()
		if text, err := os.ReadFile(path); err != nil || strings.Contains(string(text), "4750") || !strings.Contains(string(text), "2001") {
			t.Errorf("the file has %s, %v", text, err)
		}
	})
}

func TestAFormAgainstThePolicyDoesNotSignIn(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, underPolicy(t, "", "extension = \"4799\"\n"))
		form, _ := d.app.State().Form.Get()
		if form.Extension != "4799" || !form.Locked.Has(app.FieldExtension) || form.Locked.Has(app.FieldServer) {
			t.Errorf("form = %+v", form)
		}
		d.app.SignIn(goodForm) // 4750
		synctest.Wait()
		v := d.signInView()
		if v.Phase != app.PhaseSignedOut || v.Problem.Title != "Set by your organisation" || v.Focus != app.FieldExtension || !strings.Contains(v.Problem.Details, policyName+", line 1") {
			t.Errorf("sign-in = %+v", v)
		}
	})
}

func TestABrokenPolicyIsOnTheSignInScreenAndKeepsOut(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, underPolicy(t, "", "extension = [\n"))
		if v := d.signInView(); !strings.Contains(v.Problem.Details, policyName+": line ") {
			t.Errorf("at the start: %+v", v)
		}
		d.app.SignIn(goodForm)
		synctest.Wait()
		if v := d.signInView(); v.Phase != app.PhaseSignedOut || !strings.Contains(v.Problem.Details, policyName) {
			t.Errorf("sign-in = %+v", v)
		}
	})
}

// TestTheFileHasWhatTheUserChose: what nobody chose stays open to the
// administrator's defaults.
func TestTheFileHasWhatTheUserChose(t *testing.T) {
	path, _ := withFile(t, "extension = \"4750\"\n")
	start := func() *app.Layers { return app.LoadLayers(machine("[voice]\nring_volume = 0.5\n", ""), path) }
	bubble(t, func(t *testing.T) {
		l := start()
		d := newDesk(t, func(o *app.Options) { o.Layers, o.Settings, o.SettingsPath = l, l.Settings, path })
		d.app.ChangeSetting(app.SettingKeyTones, "false")
		d.app.ChangeSetting(app.SettingRingVolume, "70") // as built in
		synctest.Wait()
		text, err := os.ReadFile(path)
		if err != nil || strings.Contains(string(text), "zip_tone") || !strings.Contains(string(text), "ring_volume = 0.7") || !strings.Contains(string(text), "version = 2") {
			t.Errorf("the file has %s, %v", text, err)
		}
		d.app.ResetSetting(app.SettingRingVolume)
		synctest.Wait()
		if text, err := os.ReadFile(path); err != nil || strings.Contains(string(text), "ring_volume") || !strings.Contains(string(text), "4750") {
			t.Errorf("after the reset the file has %s, %v", text, err)
		}
		if v := d.settings(); v.Number(app.SettingRingVolume) != 50 || v.Get(app.SettingRingVolume).Source != app.SourceDefault {
			t.Errorf("ring volume = %+v", v.Get(app.SettingRingVolume))
		}
	})
	if s := start().Settings; s.Voice.RingVolume != 0.5 || s.Voice.KeyTones {
		t.Errorf("at the next start: %+v", s.Voice)
	}
}

// firstForm is a file as the first form was written, with every setting.
const firstForm = `version = 1
servers = ["wss://one/x"]
extension = "4750"
future = 7
telephone_mode = "computer"
remember_secrets = true
[[aux_reasons]]
code = 1
name = "Pause"
[history]
keep_days = 90
mask = true
[voice]
rtp_port_min = 40000
rtp_port_max = 47999
ring_volume = 0.4
key_tones = true
`

func TestAFileOfTheFirstFormIsBroughtIntoTheSecond(t *testing.T) {
	path, _ := withFile(t, firstForm)
	l := app.LoadLayers(machine("[history]\nkeep_days = 7\n[voice]\nkey_tones = false\nring_volume = 1.0\n", ""), path)
	s := l.Settings
	if s.History.KeepDays != 7 || s.Voice.KeyTones {
		t.Errorf("what nobody chose keeps the administrator's defaults out: %+v, %+v", s.History, s.Voice)
	}
	if s.Extension != "4750" || !s.History.Mask || s.Voice.RingVolume != 0.4 || s.AuxReasons[0].Name != "Pause" {
		t.Errorf("what was chosen is lost: %+v", s)
	}
	if text, _ := os.ReadFile(path); string(text) != firstForm {
		t.Errorf("reading has changed the file: %s", text)
	}
	s, _ = app.LoadSettings(path)
	s.Agent = "2001"
	if err := app.SaveSettings(path, s); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	for _, want := range []string{"version = 2", "4750", "Pause", "mask = true", "ring_volume = 0.4", "future = 7", "2001"} {
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("the file lacks %q: %s, %v", want, text, err)
		}
	}
	for _, old := range []string{"keep_days", "rtp_port", "telephone_mode", "key_tones"} {
		if strings.Contains(string(text), old) {
			t.Errorf("the file still has %q: %s", old, text)
		}
	}
	again, err := app.LoadSettings(path)
	if _, unknown := errors.AsType[*app.UnknownSettingError](err); !unknown || !cmp.Equal(again, s) || again.Agent != "2001" {
		t.Errorf("read again: %+v, %v", again, err)
	}
}

func TestAFileOfANewerVersionIsRefusedAndLeftAlone(t *testing.T) {
	const newer = "version = 3\nextension = \"4750\"\nservers = 7\n"
	path, _ := withFile(t, newer)
	s, err := app.LoadSettings(path)
	if e, ok := errors.AsType[*app.NewerSettingsError](err); !ok || e.Version != 3 || s.Extension != "" {
		t.Errorf("read %q, %v", s.Extension, err)
	}
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.SettingsPath = path; o.Settings, o.SettingsErr = app.LoadSettings(path) })
		if n := d.notices(); len(n) != 1 || n[0].Title != "Your settings file is of a newer Offhook" {
			t.Errorf("notices = %+v", n)
		}
		d.app.ChangeSetting(app.SettingKeyTones, "false")
		d.signIn()
		if v := d.settings(); v.Unsaved.IsZero() {
			t.Error("nobody is told that the change is not saved")
		}
	})
	if text, _ := os.ReadFile(path); string(text) != newer {
		t.Errorf("the file was changed: %s", text)
	}
}

// A key for an action that this version does not have holds nothing, and is told with
// its line.
func TestAKeyOfThePolicyForNoAction(t *testing.T) {
	path := filepath.Join(t.TempDir(), "user.toml")
	l := app.LoadLayers(machine("", "[Keys]\nanswer = \"F7\"\nfuture = \"F1\"\n[hotkeys]\nother = \"Ctrl+Alt+X\"\n"), path)
	if l.PolicyErr == nil || !strings.Contains(l.PolicyErr.Error(), `unknown setting "hotkeys.other"`) {
		t.Errorf("the policy's error is %v", l.PolicyErr)
	}
	if keys := l.Settings.Keys; len(keys) != 1 || keys["answer"] != "F7" || len(l.Settings.Hotkeys) != 0 || l.PolicyBlocks() != nil {
		t.Errorf("keys %v and %v hold, blocked by %v", keys, l.Settings.Hotkeys, l.PolicyBlocks())
	}
}

// FuzzPolicy: whatever is in the three files, the program starts, and what the
// policy sets holds or nobody signs in.
func FuzzPolicy(f *testing.F) {
	f.Add("servers = [\"a\"]\n", "[voice]\nring_volume = 0.5\n", "[keys]\nanswer = \"F7\"\n[history]\nkeep_days = 3\n")
	f.Add("", "[Voice]\nRing_Volume = 0.5\n[voice]\nkey_tones = false\n", "keys.answer = \"F2\"\n")
	f.Fuzz(func(t *testing.T, defaults, user, mandatory string) {
		path := filepath.Join(t.TempDir(), "user.toml")
		if err := os.WriteFile(path, []byte(user), 0o600); err != nil {
			t.Fatal(err)
		}
		l := app.LoadLayers(machine(defaults, mandatory), path)
		list, err := l.Explain()
		if err != nil {
			t.Fatalf("what holds cannot be told: %v", err)
		}
		for _, e := range list {
			if e.Locked != (e.Source == "policy") || e.Locked && l.PolicyBlocks() != nil {
				t.Errorf("%+v with %v", e, l.PolicyErr)
			}
		}
		if l.UserErr != nil {
			return
		}
		s := l.Settings
		s.Agent = "4711"
		if l.Locked("agent") || l.PolicyBlocks() != nil {
			return
		}
		if err := app.SaveSettings(path, s); err != nil {
			t.Fatalf("what holds cannot be written: %v", err)
		}
		if _, err := app.LoadSettings(path); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
	})
}
